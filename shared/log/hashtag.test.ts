/** What Telegram makes a hashtag of, and what we make. */
import { expect, test } from "vitest";
import { hashtagLine, hashtagOf, isHashtag, monthTag } from "./hashtag.ts";

test.each([
  ["#libral", true],
  ["#note_text", true],
  ["#m2026_11", true],
  ["#メモ", true],
  ["#鍵2", true],
  ["#ශ්‍රී", false],
  ["#20261122", false],
  ["#2026_11", false],
  ["#note-text", false],
  ["#note.text", false],
  ["#メ・モ", false],
  ["#a#b", false],
  ["#", false],
  ["libral", false],
  [`#${"a".repeat(256)}`, true],
  [`#${"a".repeat(257)}`, false],
])("%s: %s", (text, expected) => {
  expect(isHashtag(text)).toBe(expected);
});

test("a combining mark would cut a tag: kinds are written in composed form", () => {
  expect(hashtagOf("がく")).toBe("#がく");
});

test("the month is in UTC, and bears a letter", () => {
  expect(monthTag(Date.UTC(2026, 0, 31, 23, 59))).toBe("#m2026_01");
});

const line = {
  topic: "notes",
  kinds: ["note.text", "note.text"],
  at: Date.UTC(2026, 10, 1),
} as const;

test("a line says topic, kinds and month, each once", () => {
  expect(hashtagLine({ ...line, blindKey: null })).toBe("#libral #notes #note_text #m2026_11");
});

test("blinded, it says nothing without the key, and the same with it", () => {
  const blindKey = new Uint8Array(32).fill(1);
  const blind = hashtagLine({ ...line, blindKey });
  expect(blind).toMatch(/^#libral( #b[0-9a-f]{16}){3}$/);
  expect(blind.split(" ").every(isHashtag)).toBe(true);
  expect(hashtagLine({ ...line, blindKey })).toBe(blind);
  expect(hashtagLine({ ...line, blindKey: new Uint8Array(32).fill(2) })).not.toBe(blind);
});
