import type { ChatMember, Message } from "@grammyjs/types";
import { describe, expect, test } from "vitest";
import { dayName, lengthText, sizeText } from "./dates.ts";
import { initialsOf, peerColour, topicColour } from "./names.ts";
import { formatPlace, parsePlace } from "./place.ts";
import { grantedRights, rightsOfLink, rightsOfMember } from "./rights.ts";
import { sendAs } from "./send-as.ts";
import { isServiceMessage, serviceSentence } from "./service.ts";
import { summarise } from "./summary.ts";

const chat = { id: -1001, type: "supergroup", title: "G" } as const;
const alice = { id: 1, is_bot: false, first_name: "Alice", last_name: "A" };

function message(more: Partial<Message>): Message {
  return { message_id: 1, date: 0, chat, from: alice, ...more } as Message;
}

describe("places", () => {
  test.each(["", "#5", "#-1001234567890", "#-1001234567890/7", "#-1001234567890/all"])(
    "%s is read back as it was written",
    (hash) => {
      expect(formatPlace(parsePlace(hash))).toBe(hash);
    },
  );

  test("what is no place is nowhere", () => {
    expect(parsePlace("#tgWebAppData=x")).toEqual({ chatId: null, thread: null });
  });
});

describe("names", () => {
  test("Japanese names have one initial, Latin ones two, emoji none of their own", () => {
    expect(initialsOf("山田 花")).toBe("山");
    expect(initialsOf("Ada Lovelace")).toBe("AL");
    expect(initialsOf("🔑 鍵")).toBe("🔑");
    expect(initialsOf("(メモ)")).toBe("メ");
    expect(initialsOf("")).toBe("");
  });

  test("a supergroup's colour comes from its bare id", () => {
    expect(peerColour(-1_000_000_000_008)).toBe(peerColour(8));
  });

  test("a topic's colour keeps its leading zeros", () => {
    expect(topicColour(0x00ff0a)).toBe("#00ff0a");
  });
});

describe("rights", () => {
  test("of a link: unknown names are left out, order is Telegram's", () => {
    expect(rightsOfLink(["pin_messages", "rule_the_world", "delete_messages"])).toEqual([
      "can_delete_messages",
      "can_pin_messages",
    ]);
  });

  test("can_manage_chat is implied and never listed", () => {
    expect(grantedRights({ can_manage_chat: true, can_manage_topics: true })).toEqual([
      "can_manage_topics",
    ]);
    expect(grantedRights(null)).toEqual([]);
  });

  test("a creator may do everything, a member is no administrator", () => {
    const creator: ChatMember = { status: "creator", user: alice, is_anonymous: false };
    expect(rightsOfMember(creator)).toMatchObject({
      can_promote_members: true,
      is_anonymous: false,
    });
    expect(rightsOfMember({ status: "member", user: alice } as ChatMember)).toBeNull();
  });
});

describe("sending files", () => {
  test.each([
    ["image/png", false, false, "photo"],
    ["image/png", true, false, "document"],
    ["image/svg+xml", false, false, "document"],
    ["audio/ogg", false, true, "voice"],
    ["audio/mpeg", false, false, "audio"],
    ["video/mp4", false, false, "video"],
    ["application/pdf", false, true, "document"],
    ["", false, false, "document"],
  ] as const)("%s (as file %s, as voice %s) goes as %s", (mime, asFile, asVoice, as) => {
    expect(sendAs(mime, asFile, asVoice)).toBe(as);
  });
});

describe("service messages", () => {
  test("joining by oneself and being added are two sentences", () => {
    expect(serviceSentence(message({ new_chat_members: [alice] })).key).toBe("service.joined");
    const bob = { ...alice, id: 2 };
    expect(serviceSentence(message({ new_chat_members: [bob] })).key).toBe("service.added");
  });

  test("a pin leads to its message, also when that is out of reach", () => {
    const pinned_message = { message_id: 9, date: 0 as const, chat };
    expect(serviceSentence(message({ pinned_message })).target).toBe(9);
  });

  test("switching auto-delete off is said so", () => {
    const off = { message_auto_delete_timer_changed: { message_auto_delete_time: 0 } };
    expect(serviceSentence(message(off)).key).toBe("service.timerOff");
  });

  test("words are no service message", () => {
    expect(isServiceMessage(message({ text: "x" }))).toBe(false);
  });
});

describe("summaries", () => {
  test("a long text is one short line", () => {
    const { text } = summarise(message({ text: `a\n\n b ${"x".repeat(500)}` }));
    expect(text.startsWith("a b x")).toBe(true);
    expect(text.length).toBeLessThanOrEqual(240);
  });

  test("a message of an unknown kind is named, never empty", () => {
    expect(summarise(message({})).label).toBe("kind.other");
  });
});

describe("times and sizes", () => {
  const noon = new Date(2026, 10, 22, 12).getTime() / 1000;

  test("today, yesterday and a date", () => {
    expect(dayName(noon, noon + 60, "ja")).toEqual({ name: "today" });
    expect(dayName(noon - 86_400, noon, "ja")).toEqual({ name: "yesterday" });
    expect(dayName(noon - 20 * 86_400, noon, "ja")).toMatchObject({ name: "date" });
  });

  test("lengths and sizes", () => {
    expect(lengthText(65.4)).toBe("1:05");
    expect(sizeText(900)).toBe("900 B");
    expect(sizeText(20_000_000)).toBe("19.1 MB");
  });
});
