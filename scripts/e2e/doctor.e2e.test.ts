/** The doctor as a person runs it, on a bot and a Telegram that really answer. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Stack } from "./stack.ts";
import { setsUpOperator } from "./story-steps.ts";

const ROOT = resolve(import.meta.dirname, "../..");
let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start({ withOperator: "Oto" });
});
afterAll(() => stack?.stop());

/** Runs `npm run doctor -- --json` with these settings beside the stack's. */
function doctor(settings: Readonly<Record<string, string>>) {
  const file = join(stack.folder, "settings");
  const lines = Object.entries({ ...stack.settings(), ...settings });
  writeFileSync(file, lines.map(([name, value]) => `${name}=${value}\n`).join(""));
  const args = ["--import", "tsx", "scripts/doctor/main.ts", "--json", "--env", file];
  // The fewest variables: what the machine has set must not count.
  const options = { cwd: ROOT, encoding: "utf8", env: { PATH: process.env.PATH } } as const;
  const { status, stdout } = spawnSync(process.execPath, args, options);
  const said = JSON.parse(stdout) as {
    ok: boolean;
    findings: { check: string; level: string; sentence: string }[];
  };
  return { status, ...said };
}

test("a bot that runs is well, and what is missing for the operator is a warning", () => {
  const { status, findings } = doctor({});
  expect(findings.filter((finding) => finding.level !== "ok")).toMatchObject([
    { check: "operator", level: "warn" },
  ]);
  expect(status).toBe(0);
});

test("with the operator's log server everything is well", async () => {
  const { operator } = stack;
  if (!operator) throw new Error("the stack has no operator");
  const chatId = await setsUpOperator(operator);
  const { status, findings } = doctor({ OPERATOR_CHAT_ID: String(chatId) });
  expect(findings.filter((finding) => finding.level !== "ok")).toEqual([]);
  expect(status).toBe(0);
});

test("a bot that does not run is told from one that does", async () => {
  await stack.killBot();
  const { status, findings } = doctor({});
  expect(status).toBe(1);
  expect(findings.filter((finding) => finding.level === "fail")).toMatchObject([{ check: "url" }]);
});
