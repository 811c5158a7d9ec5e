/**
 * How the web chat client is built: a static page that the local Telegram serves.
 * It is not part of the product's own build.
 */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root: here,
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("../../../dist/telegram-client", import.meta.url)),
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: false,
  },
});
