/** Nothing that went wrong may end in `0 failed`. */
import { describe, expect, test } from "vitest";
import type { TestReport } from "./summary.ts";
import { formatSummary, summarize } from "./summary.ts";

const green: TestReport = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: "a", status: "passed", assertionResults: [{ status: "passed" }] }],
};

describe("the last line of npm test", () => {
  test("counts what Vitest counted", () => {
    expect(summarize(green, 0, [])).toEqual({ passed: 12, failed: 0, skipped: 0 });
    expect(formatSummary(summarize(green, 0, []))).toBe("12 passed, 0 failed");
  });

  test("names skipped and to-do tests only when there are any", () => {
    const summary = summarize({ ...green, numPendingTests: 2, numTodoTests: 1 }, 0, []);
    expect(formatSummary(summary)).toBe("12 passed, 0 failed, 3 skipped");
  });

  test("counts a file that could not be loaded", () => {
    const report = {
      ...green,
      testResults: [{ name: "b", status: "failed", assertionResults: [] }],
    };
    expect(summarize(report, 1, []).failed).toBe(1);
  });

  test("does not count a failed file twice when its failed tests are counted", () => {
    const report: TestReport = {
      ...green,
      numFailedTests: 2,
      testResults: [
        {
          name: "b",
          status: "failed",
          assertionResults: [{ status: "failed" }, { status: "failed" }],
        },
      ],
    };
    expect(summarize(report, 1, []).failed).toBe(2);
  });

  test("counts an exit code that no failed test explains", () => {
    expect(summarize(green, 1, []).failed).toBe(1);
  });

  test("counts a missing report as a failure", () => {
    expect(summarize(null, 0, [])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("counts failed checks, and does not boast of passed ones", () => {
    const checks = [
      { name: "form", passed: false },
      { name: "types", passed: true },
    ];
    expect(summarize(green, 0, checks)).toEqual({ passed: 12, failed: 1, skipped: 0 });
  });
});
