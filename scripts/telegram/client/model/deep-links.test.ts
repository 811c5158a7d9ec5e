import { describe, expect, test } from "vitest";
import { parseDeepLink } from "./deep-links.ts";

describe("parseDeepLink", () => {
  test("a bot, with and without a start parameter", () => {
    expect(parseDeepLink("https://t.me/libral_bot")).toEqual({
      kind: "bot",
      username: "libral_bot",
    });
    expect(parseDeepLink("t.me/libral_bot?start=a-1")).toEqual({
      kind: "bot",
      username: "libral_bot",
      start: "a-1",
    });
    expect(parseDeepLink("tg://resolve?domain=libral_bot&start=x")).toEqual({
      kind: "bot",
      username: "libral_bot",
      start: "x",
    });
  });

  test("adding a bot to a group, with rights joined by plus or escaped plus", () => {
    const rights = ["manage_topics", "pin_messages"];
    const wanted = { kind: "startGroup", username: "libral_bot", parameter: "s", rights };
    const link = "https://t.me/libral_bot?startgroup=s&admin=";
    expect(parseDeepLink(`${link}manage_topics+pin_messages`)).toEqual(wanted);
    expect(parseDeepLink(`${link}manage_topics%2Bpin_messages`)).toEqual(wanted);
    expect(parseDeepLink("https://t.me/libral_bot?startgroup")).toEqual({
      kind: "startGroup",
      username: "libral_bot",
      rights: [],
    });
  });

  test("a message of a private group, with and without its topic", () => {
    expect(parseDeepLink("https://t.me/c/1234567890/42")).toEqual({
      kind: "message",
      chatId: -1001234567890,
      messageId: 42,
    });
    expect(parseDeepLink("https://t.me/c/1234567890/7/42")).toEqual({
      kind: "message",
      chatId: -1001234567890,
      threadId: 7,
      messageId: 42,
    });
    expect(parseDeepLink("tg://privatepost?channel=1234567890&post=42")).toEqual({
      kind: "message",
      chatId: -1001234567890,
      messageId: 42,
    });
  });

  test("a Mini App, named or the bot's main one", () => {
    expect(parseDeepLink("https://t.me/libral_bot?startapp=note_1")).toEqual({
      kind: "app",
      username: "libral_bot",
      startParam: "note_1",
    });
    expect(parseDeepLink("https://t.me/libral_bot/app")).toEqual({
      kind: "app",
      username: "libral_bot",
    });
  });

  test("a person by id", () => {
    expect(parseDeepLink("tg://user?id=5")).toEqual({ kind: "user", userId: 5 });
  });

  test.each([
    "https://example.org/libral_bot",
    "https://t.me.evil.example/libral_bot",
    "https://t.me/",
    "https://t.me/c/12",
    "https://t.me/c/12/x",
    "https://t.me/c/-5/1",
    "https://t.me/a/b/c",
    "tg://user?id=x",
    "javascript:alert(1)",
    "not a link",
  ])("%s leads out of Telegram", (address) => {
    expect(parseDeepLink(address)).toBeNull();
  });
});
