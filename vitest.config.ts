/**
 * How the tests run: unit tests first, on both cores; then the end-to-end tests, a few files at a
 * time, each with processes and folders of its own.
 */
import { defineConfig } from "vitest/config";

const folders = "{shared,bot,miniapp,scripts}";
const endToEnd = `${folders}/**/*.e2e.test.{ts,tsx}`;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: [endToEnd],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: [endToEnd],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Each file starts processes of its own and mostly waits for them: the log keeps to
          // Telegram's limits in real time.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
