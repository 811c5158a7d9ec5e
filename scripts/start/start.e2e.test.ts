/**
 * `npm start` as a person meets it: one URL, the same ports the next day, one clear sentence when a
 * port is taken, a deleted database, and nothing left behind however it ends.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { segmentsAnswer } from "../../shared/contract/api.ts";
import { Device } from "../e2e/device.ts";
import { eventually } from "../e2e/eventually.ts";
import { initDataOf, Person } from "../e2e/person.ts";
import { keepsNote, PASSPHRASE, setsUp } from "../e2e/story-steps.ts";
import { createLocalSettings, readLocalSettings, settingsPath } from "./local-settings.ts";
import { isFree } from "./ports.ts";
import { waitFor } from "./wait.ts";

const root = resolve(import.meta.dirname, "../..");
const UP_MS = 60_000;
const END_MS = 20_000;

let folder = "";
const running = new Set<Started>();

interface Started {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "libral-npm-start-"));
});
afterAll(async () => {
  for (const { process: child, ended } of running) {
    child.kill("SIGKILL");
    await ended;
  }
  await waitFor(portsAreFree, END_MS);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a script as npm does, in our own data folder and without the settings of this machine. */
function run(script: string): Started {
  const environment = { ...process.env, BOT_TOKEN: "", npm_lifecycle_event: "" };
  const child = spawn(process.execPath, ["--import", "tsx", join(root, script), "--data", folder], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    output += text;
  });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const started = { process: child, output: () => output, ended };
  running.add(started);
  void ended.then(() => running.delete(started));
  return started;
}

/** Starts and waits for the URL. Fails with all that was said when there is none. */
async function start(): Promise<Started & { readonly url: string }> {
  const started = run("scripts/start/main.ts");
  const url = await waitFor(
    async () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(started.output())?.[0] ?? null,
    UP_MS,
    () => started.process.exitCode !== null,
  );
  if (!url) throw new Error(`no URL was printed:\n${started.output()}`);
  return { ...started, url };
}

function settings() {
  const found = readLocalSettings(folder);
  if (!found) throw new Error("there are no local settings");
  return found;
}

/** The sample owner, as whom the URL is signed in. */
async function signedIn(url: string): Promise<Person> {
  const { origin, searchParams } = new URL(url);
  const token = searchParams.get("token") ?? "";
  const nobody = { user: { id: 0, is_bot: false, first_name: "?" }, token, role: "" };
  const { me, bots } = await new Person(origin, { id: 0, username: "" }, nobody).snapshot();
  const [bot] = bots;
  return new Person(
    origin,
    { id: bot?.id ?? 0, username: bot?.username ?? "" },
    { user: me, token, role: "" },
  );
}

async function portsAreFree(): Promise<boolean> {
  const found = readLocalSettings(folder);
  if (!found) return true;
  const ports = [found.telegramPort, found.botPort, found.supervisorPort];
  return (await Promise.all(ports.map(isFree))).every(Boolean);
}

test("prints one URL that opens, and the bot answers beside it", async () => {
  const started = await start();
  expect(started.output().match(/\?token=/g)).toHaveLength(1);
  expect((await fetch(started.url)).status).toBe(200);
  const health = await fetch(`http://127.0.0.1:${settings().botPort}/health`);
  expect(await health.json()).toMatchObject({ ok: true });

  const second = run("scripts/start/main.ts");
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(`it already runs here: ${started.url}`);

  started.process.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  expect(await portsAreFree()).toBe(true);
});

test("keeps ports and person, and leaves nothing behind when it is killed", async () => {
  const before = settings();
  const started = await start();
  expect(settings()).toEqual(before);
  started.process.kill("SIGKILL");
  await started.ended;
  expect(await waitFor(portsAreFree, END_MS)).toBe(true);

  const again = await start();
  expect(again.url).toBe(started.url);
  again.process.kill("SIGINT");
  expect(await again.ended).toBe(0);
});

test("ends when the npm that started it is gone", async () => {
  // As npm does it: a shell in between, which hears of no signal.
  const environment = { ...process.env, BOT_TOKEN: "", npm_lifecycle_event: "start" };
  const command = `"${process.execPath}" --import tsx scripts/start/main.ts --data "${folder}"; :`;
  const fakeNpm = `require("node:child_process").spawn("sh", ["-c", ${JSON.stringify(command)}], { stdio: "inherit" })`;
  const npm = spawn(process.execPath, ["-e", fakeNpm], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  npm.stdout.on("data", (text) => {
    output += text;
  });
  expect(await waitFor(async () => output.includes("?token="), UP_MS)).toBe(true);
  npm.kill("SIGKILL");
  expect(await waitFor(portsAreFree, END_MS)).toBe(true);
});

test("deletes the database while it runs, and simply when it does not", async () => {
  const started = await start();
  const cache = join(folder, "bot-cache");
  expect(existsSync(cache)).toBe(true);
  writeFileSync(join(cache, "planted"), "");
  const whileItRuns = run("scripts/forget.ts");
  expect(await whileItRuns.ended).toBe(0);
  expect(whileItRuns.output()).toMatch("The database was deleted and the bot restarted");
  expect(existsSync(join(cache, "planted"))).toBe(false);
  const health = await fetch(`http://127.0.0.1:${settings().botPort}/health`);
  expect(health.status).toBe(200);
  expect(readFileSync(join(folder, "story.json"), "utf8")).toMatch("forget");
  started.process.kill("SIGTERM");
  await started.ended;

  const afterwards = run("scripts/forget.ts");
  expect(await afterwards.ended).toBe(0);
  expect(afterwards.output()).toMatch("Nothing runs here");
  expect(existsSync(cache)).toBe(false);
});

test("the guide ticks what happened, and its button says what came back", async () => {
  const started = await start();
  const owner = await signedIn(started.url);
  const ticks = async () => (await owner.snapshot()).guide?.steps.map(({ state }) => state);
  const reaches = (states: readonly string[]) =>
    eventually(`the guide to show ${states}`, async () => `${await ticks()}` === `${states}`);

  await reaches(["now", "todo", "todo", "todo", "done"]);
  await setsUp(owner);
  await reaches(["done", "now", "todo", "todo", "done"]);
  const launch = await owner.launchesMiniApp();
  const device = await Device.signIn(new URL(launch.url).origin, initDataOf(launch));
  await device.makesKey(PASSPHRASE);
  await reaches(["done", "done", "now", "todo", "done"]);
  await keepsNote(owner, "牛乳を買う");
  await reaches(["done", "done", "done", "now", "done"]);
  await device.ask("/api/segments?from=1&to=50", segmentsAnswer);
  await reaches(["done", "done", "done", "done", "done"]);

  const { recordsDurable } = await device.log();
  const { note } = await owner.call("hook", { id: "forget" });
  expect(note).toMatch(`ログサーバー1つと記録${recordsDurable}件が`);
  expect((await owner.snapshot()).guide?.note).toBe(note);
  await owner.sees("/status");
  started.process.kill("SIGTERM");
  await started.ended;
});

test.each(["telegramPort", "botPort", "supervisorPort"] as const)(
  "names port, file and what to do when %s is taken",
  async (name) => {
    const port = (readLocalSettings(folder) ?? (await createLocalSettings(folder)))[name];
    const other = createServer((socket) => socket.resume().end());
    await new Promise<void>((done) => other.listen(port, "127.0.0.1", done));
    try {
      const started = run("scripts/start/main.ts");
      expect(await started.ended).toBe(1);
      expect(started.output()).toMatch(`port ${port}`);
      expect(started.output()).toMatch(settingsPath(folder));
      expect(started.output()).toMatch(`"${name}"`);
    } finally {
      await new Promise((done) => other.close(done));
    }
    expect(await portsAreFree()).toBe(true);
  },
);
