/** Replay: the same state from the same records, in whatever order and however often they come. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReplayItem } from "./replay.ts";
import { EMPTY_STATE, replay } from "./replay.ts";
import type { LogRecord } from "./types.ts";

let made = 0;

function record(kind: string, data: LogRecord["data"], at = 5): LogRecord {
  return { id: String(made++).padStart(32, "0"), at, kind, tags: [], data };
}

const story: readonly ReplayItem[] = [
  [record("log.created", { role: "owner", language: "en", owner: 7001, chat: -1 }, 3)],
  [record("settings.changed", { name: "originals", value: "ask" })],
  [record("settings.changed", { name: "originals", value: "never" }), record("note.text", {})],
  [
    record("registry.entry", {
      user: "a".repeat(32),
      place: { chatId: -5, slots: [4, 5] },
    }),
  ],
  [record("registry.entry", { user: "b".repeat(32), place: { chatId: -6, slots: [4, 5] } })],
  [record("registry.entry", { user: "a".repeat(32), place: null })],
].map((records, at) => ({ sequence: at + 1, index: 0, records }));

test("a story folds into state", () => {
  const { state, gaps, rejected } = replay(EMPTY_STATE, story);
  expect(state).toMatchObject({ createdAt: 3, language: "en", settings: { originals: "never" } });
  expect(Object.keys(state.registry)).toEqual(["b".repeat(32)]);
  expect([gaps, rejected]).toEqual([[], []]);
});

test("order and repetition make no difference", () => {
  const expected = replay(EMPTY_STATE, story).state;
  fc.assert(
    fc.property(fc.shuffledSubarray([...story, ...story], { minLength: 12 }), (items) => {
      expect(replay(EMPTY_STATE, items).state).toEqual(expected);
    }),
  );
});

test("in two parts it gives the same as in one", () => {
  fc.assert(
    fc.property(fc.nat({ max: story.length }), (cut) => {
      const first = replay(EMPTY_STATE, story.slice(0, cut)).state;
      expect(replay(first, story.slice(cut)).state).toEqual(replay(EMPTY_STATE, story).state);
    }),
  );
});

test("missing sequences are named", () => {
  const { gaps } = replay(EMPTY_STATE, [story[0]!, story[3]!]);
  expect(gaps).toEqual([2, 3]);
});

describe("what is not of its form changes nothing", () => {
  test.each([
    ["log.created", { role: "king", language: "en" }],
    ["settings.changed", { name: "__proto__", value: 1 }],
    ["key.backup", { fingerprint: "00" }],
    ["registry.entry", { user: "nobody", place: null }],
  ])("%s", (kind, data) => {
    const bad = record(kind, data);
    const { state, rejected } = replay(EMPTY_STATE, [{ sequence: 1, index: 0, records: [bad] }]);
    expect(state).toEqual(EMPTY_STATE);
    expect(rejected).toEqual([{ id: bad.id, kind }]);
  });

  test("and a kind of the future is left alone", () => {
    const items = [{ sequence: 1, index: 0, records: [record("tea.poured", { sugar: 2 })] }];
    expect(replay(EMPTY_STATE, items)).toEqual({ state: EMPTY_STATE, gaps: [], rejected: [] });
  });
});
