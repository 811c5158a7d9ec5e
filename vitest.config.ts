/**
 * How the tests run: unit tests first, on both cores; then the end-to-end tests, one file at a
 * time, because each of them starts processes and a browser of its own.
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
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
