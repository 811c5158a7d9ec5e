/** The example file and the settings are the same list, and the file is read as it was meant. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingNames } from "./config.ts";
import { explainProblems, formatEnvExample } from "./config-help.ts";
import { readEnvFile, withEnvFile } from "./env-file.ts";

test(".env.example is what the settings say", () => {
  const file = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  expect(file, "write it anew: npx tsx scripts/doctor/env-example.ts").toBe(formatEnvExample());
});

test("uncommented, every line of .env.example is a setting", () => {
  const folder = mkdtempSync(join(tmpdir(), "libral-env-"));
  try {
    const path = join(folder, ".env");
    writeFileSync(path, formatEnvExample().replace(/^#(?=[A-Z_]+=)/gm, ""));
    expect(Object.keys(readEnvFile(path)).sort()).toEqual([...settingNames].sort());
    expect(withEnvFile(path, { PORT: "9" }).PORT).toBe("9");
    expect(readEnvFile(join(folder, "absent"))).toEqual({});
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("problems are said in Japanese and in English, one sentence each", () => {
  const said = explainProblems([{ setting: "OPERATOR_USER_ID", fault: "malformed" }]);
  expect(said).toContain("OPERATOR_USER_ID の形が違います。");
  expect(said).toContain("OPERATOR_USER_ID is malformed: it must be a user id");
  expect(said.match(/OPERATOR_USER_ID=123456789/g)).toHaveLength(2);
});
