/** The first words of an item: what a person wrote, else what it is, in words that they know. */
import { expect, test } from "vitest";
import type { Json, LogRecord } from "../shared/log/types.ts";
import type { Item } from "./data/log/items.ts";
import { headline } from "./item-words.ts";

function item(kind: string, data: { readonly [name: string]: Json }): Item {
  const record: LogRecord = { id: "0".repeat(32), at: 1, kind, tags: [], data };
  return {
    id: "1.0.0",
    sequence: 1,
    index: 0,
    item: 0,
    messageId: 1,
    threadId: 1,
    topic: "system",
    at: 1,
    label: null,
    state: { kind: "opened", record },
  };
}

test.each<[string, Item, string]>([
  ["a note", item("note.text", { text: "  牛乳を買う " }), "牛乳を買う"],
  [
    "a topic that was made",
    item("topic.created", { topic: "keys" }),
    "トピック「鍵」をつくりました",
  ],
  [
    "a topic of a later version",
    item("topic.created", { topic: "moon" }),
    "トピックをつくりました",
  ],
  ["a kind of a later version", item("moon.risen", {}), "記録（moon.risen）"],
])("%s", (_, one, words) => {
  expect(headline(one)).toBe(words);
});
