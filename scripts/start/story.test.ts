/** The guide ticks what really happened, and says honestly what came back. */
import { describe, expect, test } from "vitest";
import type { BotHealth } from "./bot-health.ts";
import type { Reached, Step } from "./story.ts";
import { forgetNote, guideOf, isBack, reach, steps } from "./story.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";

const log = (condition: string, recordsDurable = 5, envelopesWaiting = 0) => ({
  condition,
  recordsDurable,
  envelopesWaiting,
});

function health(logs: BotHealth["logs"], notesHandedOut = 0): BotHealth {
  const recordsDurable = logs.reduce((sum, one) => sum + one.recordsDurable, 0);
  return { logCount: logs.length, recordsDurable, notesHandedOut, logs };
}

const none: Reached = new Set<Step>();

describe("which steps were reached", () => {
  test.each([
    ["nothing yet", health([]), 0, []],
    ["a log server without a key", health([log("needsKey")]), 0, ["setup"]],
    ["a key", health([log("ready")]), 0, ["setup", "key"]],
    ["a sealed note", health([log("ready")]), 1, ["setup", "key", "note"]],
    ["a note that was read", health([log("ready")], 1), 1, ["setup", "key", "note", "read"]],
    ["the app opened before there was a note", health([log("ready")], 1), 0, ["setup", "key"]],
  ])("%s", (_what, seen, noteMessages, expected) => {
    expect([...reach(none, { health: seen, noteMessages })]).toEqual(expected);
  });

  test("an empty database takes no tick back", () => {
    const before: Reached = new Set<Step>(["setup", "key", "note"]);
    expect([...reach(before, { health: health([]), noteMessages: 0 })]).toEqual([...before]);
  });
});

describe("the guide", () => {
  test("has five steps, one of them now", () => {
    const guide = guideOf(new Set<Step>(["setup", "key"]), "ja");
    expect(guide.steps.map(({ id, state }) => [id, state])).toEqual([
      ["setup", "done"],
      ["key", "done"],
      ["note", "now"],
      ["read", "todo"],
      ["forget", "todo"],
    ]);
  });

  test("ends in the button that deletes the database, and only there", () => {
    const guide = guideOf(none, "ja");
    expect(guide.steps.map(({ hook }) => hook?.label)).toEqual([
      ...[undefined, undefined, undefined, undefined],
      "データベースを消して再起動",
    ]);
  });

  test("when all is done, nothing is now", () => {
    const guide = guideOf(new Set(steps), "en", "a note");
    expect(guide.steps.every(({ state }) => state === "done")).toBe(true);
    expect(guide.note).toBe("a note");
  });

  test("says the same things in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
    const parameters = (sentence: string) => sentence.match(/\{\w+\}/g)?.sort() ?? [];
    for (const key of Object.keys(ja) as (keyof typeof ja)[]) {
      expect(parameters(en[key]), key).toEqual(parameters(ja[key]));
    }
  });
});

describe("what came back", () => {
  const before = health([log("ready", 5), log("ready", 2)]);

  test("all of it", () => {
    expect(isBack(before, before)).toBe(true);
    expect(forgetNote("ja", before, before, 2345)).toBe(
      "データベースを消して再起動しました。Telegramだけから、ログサーバー2つと記録7件が2.3秒で戻りました。",
    );
  });

  test("is not all while a log is missing or still read", () => {
    expect(isBack(before, health([log("ready", 5)]))).toBe(false);
    expect(isBack(before, health([log("ready", 5), log("recovering", 2)]))).toBe(false);
    expect(isBack(before, health([log("ready", 5), log("ready", 1)]))).toBe(false);
  });

  test("part of it is not called all", () => {
    const note = forgetNote("en", before, health([log("ready", 5)]), 60_000);
    expect(note).toMatch("only 5 of 7 record(s) are back");
  });

  test("what only waited for Telegram is said to be lost", () => {
    const waiting = health([log("ready", 5, 3)]);
    expect(forgetNote("en", waiting, health([log("ready", 5)]), 1000)).toMatch(
      "3 record(s) that were still waiting for Telegram existed nowhere else",
    );
  });

  test("nothing, when there was nothing", () => {
    expect(forgetNote("en", health([]), health([]), 1000)).toMatch("nothing to bring back");
  });
});
