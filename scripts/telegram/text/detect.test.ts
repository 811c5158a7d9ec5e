/** What Telegram finds by itself (tdlib MessageEntity.cpp). */
import { describe, expect, test } from "vitest";
import { detectEntities, hashtagsOf } from "./detect.ts";

const found = (text: string) =>
  detectEntities(text).map((entity) => [
    entity.type,
    text.slice(entity.offset, entity.offset + entity.length),
  ]);

describe("hashtags (match_hashtags)", () => {
  test.each([
    ["#libral #notes", ["#libral", "#notes"]],
    ["#日本語 #かな", ["#日本語", "#かな"]],
    ["#d20261122", ["#d20261122"]],
    ["#m2026_11", ["#m2026_11"]],
    ["#tag.end #a-b", ["#tag", "#a"]],
    ["(#in)", ["#in"]],
    ["#tag@channel", ["#tag@channel"]],
  ])("%s has %j", (text, tags) => {
    const list = found(text).filter(([type]) => type === "hashtag");
    expect(list.map(([, tag]) => tag)).toEqual(tags);
  });

  test("digits alone are no hashtag: one letter is needed", () => {
    expect(found("#20261122 #2026_11")).toEqual([]);
  });

  test("a tag that touches the next is broken: #a#b keeps only the second", () => {
    expect(found("#a#b").map(([, tag]) => tag)).not.toContain("#a");
  });

  test("a letter before the sign keeps it from being one", () => {
    expect(found("a#b")).toEqual([]);
  });

  test("a combining mark ends the tag: text must be NFC", () => {
    expect(found("#か\u3099")).toEqual([["hashtag", "#か"]]);
  });

  test("no longer than 256 characters", () => {
    expect(found(`#${"a".repeat(300)}`)[0]?.[1]?.length ?? 0).toBeLessThanOrEqual(257);
  });

  test("search goes by lower case", () => {
    expect(hashtagsOf("#Libral")).toEqual(["libral"]);
  });
});

describe("the others", () => {
  test.each([
    ["/start", "bot_command", "/start"],
    ["go /help@libral_bot now", "bot_command", "/help@libral_bot"],
    ["hi @hana!", "mention", "@hana"],
    ["$USD", "cashtag", "$USD"],
    ["mail a.b@example.com.", "email", "a.b@example.com"],
    ["see https://example.com/a?b=1.", "url", "https://example.com/a?b=1"],
    ["see example.com/x", "url", "example.com/x"],
    ["「https://example.com/あ」", "url", "https://example.com/あ"],
  ])("%s", (text, type, part) => {
    expect(found(text)).toEqual([[type, part]]);
  });

  test("a slash inside of a word or address is no command", () => {
    expect(found("a/b c/d")).toEqual([]);
    expect(found("https://example.com/start").map(([type]) => type)).toEqual(["url"]);
  });
});
