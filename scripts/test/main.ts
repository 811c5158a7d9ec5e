/**
 * `npm test`: form, types, then every test there is (tidy and the browser tests among them). All of
 * it runs even when something fails early; the last line counts. Arguments go to Vitest.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkForm, checkTypes, root, runTool } from "./checks.ts";
import type { TestReport } from "./summary.ts";
import { formatSummary, summarize } from "./summary.ts";

const reportFile = join(root, "artifacts", "tests.json");

mkdirSync(join(root, "artifacts"), { recursive: true });
rmSync(reportFile, { force: true });

const checks = [await checkForm(), ...(await checkTypes())];
const exitCode = await runTool("vitest/vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
]);

for (const check of checks.filter(({ passed }) => !passed)) console.log(`FAIL  ${check.name}`);
const summary = summarize(readReport(), exitCode, checks);
console.log(formatSummary(summary));
process.exitCode = summary.failed === 0 ? 0 : 1;

function readReport(): TestReport | null {
  try {
    return JSON.parse(readFileSync(reportFile, "utf8"));
  } catch {
    return null;
  }
}
