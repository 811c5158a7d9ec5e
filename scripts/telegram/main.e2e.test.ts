/** The command itself, as a process: what it prints, that it survives, when it refuses. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "main.ts");
const TOKEN = "7000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

let data: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "telegram-main-"));
});

afterEach(async () => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

interface Command {
  readonly child: ChildProcess;
  out: string;
  err: string;
  readonly ended: Promise<number | null>;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...args], {
    env: { ...process.env, NODE_ENV: "test", ...env },
    stdio: "pipe",
  });
  running.push(child);
  const ended = new Promise<number | null>((done) => child.on("exit", (code) => done(code)));
  const command: Command = { child, out: "", err: "", ended };
  child.stdout?.on("data", (part) => {
    command.out += String(part);
  });
  child.stderr?.on("data", (part) => {
    command.err += String(part);
  });
  return command;
}

async function until<T>(look: () => T | undefined | null): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((again) => setTimeout(again, 20));
  }
}

async function started(...args: string[]) {
  const command = run(["--data", data, "--control-token", "t", ...args]);
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(command.out)?.[0]);
  const control = async <T>(action: string, args: unknown = {}): Promise<T> => {
    const answer = await fetch(`${url}/control/${action}`, {
      method: "POST",
      headers: { authorization: "Bearer t" },
      body: JSON.stringify(args),
    });
    const said = (await answer.json()) as { ok: boolean; result: T };
    expect(said.ok).toBe(true);
    return said.result;
  };
  return { command, url, control };
}

test("three sample people; all is still there after SIGKILL and a torn line", async () => {
  const first = await started();
  const people = await first.control<{ username: string; token: string }[]>("persons");
  expect(people.map((person) => person.username)).toEqual(["hana", "ken", "tsukasa"]);
  expect(first.command.out).toContain(`/?token=${people[0]?.token}`);
  await first.control("createBot", { name: "B", username: "libral_bot", token: TOKEN });
  const start = { username: "libral_bot", start: "" };
  await first.control("as", { person: "hana", action: "openBot", args: start });
  first.command.child.kill("SIGKILL");
  await first.command.ended;
  appendFileSync(join(data, "journal.jsonl"), '{"n":99,"torn');

  const second = await started();
  await until(() => second.command.err.includes("journal.torn"));
  expect(await second.control("persons")).toEqual(people);
  const ask = { person: "hana", chatId: 7000000001 };
  const chat = await second.control<{ messages: { text?: string }[] }>("chat", ask);
  expect(chat.messages.map((one) => one.text)).toEqual(["/start"]);
});

test("it goes when its parent goes, if asked to", async () => {
  const { command } = await started("--with-parent");
  command.child.stdin?.end();
  expect(await command.ended).toBe(0);
});

test("it never runs in production", async () => {
  const command = run(["--data", data], { NODE_ENV: "production" });
  expect(await command.ended).toBe(1);
  expect(command.err).toContain("NODE_ENV=production");
});

test("a busy port and a wrong one are one sentence each", async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const busy = run(["--port", String(port)]);
  expect(await busy.ended).toBe(1);
  expect(busy.err).toContain(`Port ${port} is in use`);
  other.close();
  const wrong = run(["--port", "eighty"]);
  expect(await wrong.ended).toBe(1);
  expect(wrong.err).toContain("--port must be a number");
});
