/**
 * One line out of all: how many tests passed, failed and were skipped, from Vitest's JSON report
 * and the checks that ran before it. Counts only; what failed was printed when it failed.
 */
import type { Check } from "./checks.ts";

/** The part of Vitest's JSON report that is read here. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * A file that failed without a failed test (it could not be loaded, a hook threw) counts as one
 * failure, a failed check too, and so does an exit code that no failure explains or a report that
 * is missing: nothing that went wrong may end in `0 failed`. Passed checks are not counted as tests.
 */
export function summarize(
  report: TestReport | null,
  exitCode: number,
  checks: readonly Check[],
): Summary {
  const checksFailed = checks.filter((check) => !check.passed).length;
  if (!report) return { passed: 0, failed: checksFailed + 1, skipped: 0 };
  const filesFailed = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  const testsFailed = report.numFailedTests + filesFailed;
  const unexplained = exitCode !== 0 && testsFailed === 0 ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: testsFailed + checksFailed + unexplained,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** `812 passed, 0 failed`, and `, 2 skipped` when any were. */
export function formatSummary({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
