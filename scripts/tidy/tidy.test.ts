/** The house is tidy: every rule of rules.table.ts over every file of ours. */
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { inspect } from "./inspect.ts";
import { formatFinding, readTree } from "./tree.ts";

test("every file keeps to the rules of the house", () => {
  const findings = inspect(readTree(resolve(import.meta.dirname, "../..")));
  expect(findings.map(formatFinding)).toEqual([]);
});
