/** Children come back when they crash, stay away when they should, and never outlive us. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { restartDelayMs } from "./backoff.ts";
import { Child } from "./child.ts";
import { npmOf } from "./npm-parent.ts";
import { shownLine } from "./trace-line.ts";
import { waitFor } from "./wait.ts";

const PATIENCE_MS = 15_000;
let folder = "";
let child: Child | null = null;
let lines: string[] = [];
let crashes: (number | null)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "libral-child-"));
  lines = [];
  crashes = [];
});
afterEach(async () => {
  await child?.kill();
  rmSync(folder, { recursive: true });
});

/** Writes a program that says its pid first. */
function program(body: string): string {
  const path = join(folder, "program.mjs");
  writeFileSync(path, `console.log("pid " + process.pid);\n${body}\n`);
  return path;
}

function childOf(body: string): Child {
  child = new Child({
    name: "child",
    script: program(body),
    args: [],
    environment: process.env,
    logFile: join(folder, "log", "child.txt"),
    onLine: (line) => lines.push(line),
    onCrash: (_how, delayMs) => crashes.push(delayMs),
  });
  return child;
}

const pids = (): number[] =>
  lines.filter((line) => line.startsWith("pid ")).map((line) => Number(line.slice(4)));

async function until(isSo: () => boolean): Promise<void> {
  expect(await waitFor(async () => isSo(), PATIENCE_MS)).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const forever = "setInterval(() => {}, 1000);";

describe("a child", () => {
  test("that crashes after it was ready is started again, and what it said is kept", async () => {
    const crashing = childOf(forever);
    crashing.start();
    await until(() => pids().length === 1);
    crashing.markReady();
    process.kill(pids()[0]!, "SIGKILL");
    await until(() => pids().length === 2);
    expect(crashes).toEqual([500]);
    expect(pids()[1]).not.toBe(pids()[0]);
    expect(readFileSync(join(folder, "log", "child.txt"), "utf8")).toMatch(/pid \d+\npid \d+/);
  });

  test("that ends before it was ready is not, and has last words", async () => {
    const hopeless = childOf('console.error("PORT must be a number"); process.exit(3);');
    hopeless.start();
    await until(() => crashes.length === 1);
    expect(crashes).toEqual([null]);
    expect(hopeless.isRunning).toBe(false);
    await until(() => hopeless.lastWords.includes("PORT must be a number"));
  });

  test("that is killed or stopped on purpose stays away", async () => {
    const obedient = childOf(`process.on("SIGTERM", () => process.exit(0));\n${forever}`);
    obedient.start();
    await until(() => pids().length === 1);
    obedient.markReady();
    await obedient.kill();
    expect(isAlive(pids()[0]!)).toBe(false);
    obedient.start();
    await until(() => pids().length === 2);
    await obedient.stop();
    expect(isAlive(pids()[1]!)).toBe(false);
    expect(crashes).toEqual([]);
  });

  test("ends when the supervisor is killed and can no longer say so", async () => {
    const url = pathToFileURL(join(import.meta.dirname, "child.ts")).href;
    const supervisor = join(folder, "supervisor.mts");
    const options = JSON.stringify({
      name: "child",
      script: program(forever),
      args: [],
      environment: process.env,
      logFile: join(folder, "child.txt"),
    });
    writeFileSync(
      supervisor,
      `import { Child } from ${JSON.stringify(url)};
       new Child({ ...${options}, onLine: console.log, onCrash: () => {} }).start();
       setInterval(() => {}, 1000);`,
    );
    const parent = spawn(process.execPath, ["--import", "tsx", supervisor], {
      cwd: join(import.meta.dirname, "../.."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    parent.stdout.on("data", (text) => lines.push(...String(text).trim().split("\n")));
    await until(() => pids().length === 1);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pids()[0]!));
  });
});

test("the npm that started us is our parent, or stands behind a shell", () => {
  const machine: Record<number, { name: string; parent: number }> = {
    30: { name: "sh", parent: 20 },
    20: { name: "npm start", parent: 10 },
    10: { name: "bash", parent: 1 },
  };
  const look = (pid: number) => machine[pid] ?? null;
  expect(npmOf(30, look)).toBe(20);
  expect(npmOf(20, look)).toBe(20);
  expect(npmOf(10, look)).toBe(10);
  expect(npmOf(40, look)).toBe(40);
});

test("each crash in a row waits longer, and there is an end", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(restartDelayMs);
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, null]);
});

test.each([
  ['{"at":"x","level":"info","event":"log.flush"}', null],
  ['{"at":"x","level":"warn","event":"telegram.slow","ms":812}', "warn telegram.slow ms=812"],
  ['{"telegram":"botapi.note","method":"sendDice"}', "botapi.note method=sendDice"],
  ["Error: no such thing", "Error: no such thing"],
  ["", null],
])("of %s the terminal shows %s", (line, shown) => {
  expect(shownLine(line)).toBe(shown);
});
