/**
 * The main job as a newcomer does it: the real supervisor with its two processes, a real Chromium,
 * and nothing but clicks. Set up, make the key, keep three notes, delete the database by SIGKILL,
 * and find everything again. Screenshots of each step are in artifacts/story.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { settingsPath } from "../start/local-settings.ts";
import { openBrowser } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { Newcomer } from "./newcomer.ts";

const root = resolve(import.meta.dirname, "../..");
const pictures = join(root, "artifacts", "story");
const folder = mkdtempSync(join(tmpdir(), "libral-story-"));

let browser: Browser;
let stop: () => Promise<void> = async () => undefined;
let url = "";

beforeAll(async () => {
  rmSync(pictures, { recursive: true, force: true });
  browser = await openBrowser();
  const supervisor = spawn(
    process.execPath,
    ["--import", "tsx", "scripts/start/main.ts", "--data", folder],
    { cwd: root, env: { ...process.env, BOT_TOKEN: "" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream.on("data", (words) => {
      output += words;
    });
  }
  const ended = new Promise<void>((done) => supervisor.once("close", () => done()));
  stop = async () => {
    supervisor.kill("SIGTERM");
    await ended;
  };
  url = await eventually(
    "npm start to print its URL",
    async () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(output)?.[0],
    { withinMs: 60_000, last: () => output },
  );
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a newcomer in front of the one URL", () => {
  test("owns a log server, seals notes, deletes the database and loses nothing", async () => {
    const began = performance.now();
    const laps: Record<string, number> = {};
    const lap = (name: string): void => {
      laps[name] = Math.round((performance.now() - began) / 100) / 10;
    };
    const hana = await Newcomer.opens(browser, url, pictures, {
      width: 1280,
      height: 800,
      scheme: "light",
    });
    onTestFailed(() => hana.looks("failed"));
    await hana.setsUp();
    lap("setUp");
    const passphrase = await hana.makesKey();
    lap("key");

    await hana.keepsNote("駅前の本屋は水曜が休み");
    await hana.keepsNote("祖母のレシピ：しょうがは多めに");
    await hana.looks("notes-in-chat");
    lap("twoNotes");
    await hana.opensMiniAppUnlocked();
    await hana.writes("誰にも言っていないこと");
    const three = [
      "駅前の本屋は水曜が休み",
      "祖母のレシピ：しょうがは多めに",
      "誰にも言っていないこと",
    ];
    await hana.reads(three);
    await hana.looks("timeline");
    await hana.closesMiniApp();
    lap("threeInTimeline");

    expect(existsSync(settingsPath(folder))).toBe(true);
    const note = await hana.forgets();
    expect(note).toMatch(/ログサーバー1つと記録\d+件が[\d.]+秒で戻りました/);
    await hana.looks("database-deleted");
    lap("databaseDeleted");

    await hana.opensMiniAppUnlocked();
    await hana.reads(three);
    await hana.locksAndUnlocks(passphrase);
    await hana.writes("消しても、戻ってきた");
    await hana.reads([...three, "消しても、戻ってきた"]);
    await hana.looks("timeline-after");
    await hana.seesChainVerified();
    await hana.looks("chain-verified");
    lap("done");

    await hana.leaves();
    expect(hana.complaints).toEqual([]);
    writeFileSync(join(pictures, "seconds.json"), `${JSON.stringify(laps, null, 2)}\n`);
    console.info(`the story took ${laps.done} s from the printed URL: ${JSON.stringify(laps)}`);
  }, 400_000);
});
