/**
 * Builds the Mini App into dist/miniapp. Absolute base, because its routes are paths under /app/.
 * The page it writes names each script and style with its integrity, and the build by one hash, so
 * that what a server hands out can be compared with what was published.
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vite";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: "/app/",
  publicDir: false,
  cacheDir: resolve(here, "../node_modules/.vite/miniapp"),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    // The Mini App needs no legacy ciphers at hand: this entry loads each algorithm when used.
    alias: [{ find: /^openpgp$/, replacement: "openpgp/lightweight" }],
  },
  worker: { format: "es" },
  build: {
    outDir: resolve(here, "../dist/miniapp"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [integrity()],
});

/** Adds `integrity` to the page's scripts and styles, and `<meta name="build">` over all files. */
function integrity(): Plugin {
  return {
    name: "libral-integrity",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") return;
        const bytesOf = (name: string): string | Uint8Array | null => {
          const file = bundle[name];
          if (!file) return null;
          return file.type === "chunk" ? file.code : file.source;
        };
        const whole = createHash("sha256");
        for (const name of Object.keys(bundle).sort()) {
          if (name === "index.html") continue;
          whole.update(`${name} ${hash("sha256", bytesOf(name) ?? "", "hex")}\n`);
        }
        page.source = String(page.source)
          .replace(/(?:src|href)="\/app\/(assets\/[^"]+)"/g, (attribute, name: string) => {
            const bytes = bytesOf(name);
            if (bytes === null) return attribute;
            return `${attribute} integrity="sha384-${hash("sha384", bytes, "base64")}"`;
          })
          .replace("</head>", `<meta name="build" content="${whole.digest("hex")}"></head>`);
      },
    },
  };
}

function hash(algorithm: string, bytes: string | Uint8Array, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}
