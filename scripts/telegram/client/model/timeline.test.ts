import type { User } from "@grammyjs/types";
import { describe, expect, test } from "vitest";
import type { ClientMessage } from "../../client-protocol.ts";
import { buildTimeline, firstUnreadId, mergeMessages, threadIdOf } from "./timeline.ts";

const alice: User = { id: 1, is_bot: false, first_name: "Alice" };
const bob: User = { id: 2, is_bot: false, first_name: "Bob" };

function message(id: number, from: User, date: number, more: Partial<ClientMessage> = {}) {
  const chat = { id: -100, type: "supergroup", title: "G" } as const;
  const outgoing = from === alice;
  return { message_id: id, from, date, chat, outgoing, text: `${id}`, ...more } as ClientMessage;
}

/** Days of a thousand seconds. */
const dayOf = (seconds: number): string => `${Math.floor(seconds / 1000)}`;

/** `[1 2]` a group, `(3)` a service pill, `{1+2}` an album, `|` a day. */
function picture(messages: readonly ClientMessage[], unread: number | null = null): string {
  return buildTimeline(messages, dayOf, unread)
    .map((day) =>
      day.items
        .map((item) => {
          if (item.kind === "unread") return "---";
          if (item.kind === "service") return `(${item.message.message_id})`;
          const entries = item.entries.map((entry) => {
            const ids = entry.map((one) => one.message_id).join("+");
            return entry.length > 1 ? `{${ids}}` : ids;
          });
          return `[${entries.join(" ")}]`;
        })
        .join(" "),
    )
    .join(" | ");
}

describe("buildTimeline", () => {
  test("messages of one sender within ten minutes are one group", () => {
    expect(picture([message(1, bob, 0), message(2, bob, 600), message(3, alice, 610)])).toBe(
      "[1 2] [3]",
    );
    expect(picture([message(1, bob, 0), message(2, bob, 601)])).toBe("[1] [2]");
  });

  test("a new day begins a new group", () => {
    expect(picture([message(1, bob, 990), message(2, bob, 1001)])).toBe("[1] | [2]");
  });

  test("a service message stands between groups", () => {
    const pin = message(2, bob, 1, { text: undefined, new_chat_title: "x" } as never);
    expect(picture([message(1, bob, 0), pin, message(3, bob, 2)])).toBe("[1] (2) [3]");
  });

  test("messages of one media group are one album, also beside another album", () => {
    const one = { media_group_id: "a" };
    const two = { media_group_id: "b" };
    const list = [message(1, bob, 0, one), message(2, bob, 0, one), message(3, bob, 0, two)];
    expect(picture([...list, message(4, bob, 0, two)])).toBe("[{1+2} {3+4}]");
  });

  test("the unread line stands before its message and parts the group", () => {
    expect(picture([message(1, bob, 0), message(2, bob, 1)], 2)).toBe("[1] --- [2]");
  });
});

describe("firstUnreadId", () => {
  const list = [message(1, bob, 0), message(2, alice, 0), message(3, bob, 0), message(4, bob, 0)];

  test("counts incoming messages from the end", () => {
    expect(firstUnreadId(list, 1)).toBe(4);
    expect(firstUnreadId(list, 3)).toBe(1);
  });

  test("nothing unread has no line; more than is loaded begins at the oldest", () => {
    expect(firstUnreadId(list, 0)).toBeNull();
    expect(firstUnreadId(list, 99)).toBe(1);
    expect(firstUnreadId([], 2)).toBeNull();
  });
});

test("merging keeps ids in order and takes the later version", () => {
  const before = [message(1, bob, 0), message(3, bob, 0)];
  const merged = mergeMessages(before, [message(2, bob, 0), message(3, bob, 0, { text: "new" })]);
  expect(merged.map((one) => one.text)).toEqual(["1", "2", "new"]);
});

test("a reply in General that bears an unrelated thread id stays in General", () => {
  expect(threadIdOf(message(1, bob, 0, { message_thread_id: 7 }))).toBe(1);
  expect(threadIdOf(message(1, bob, 0, { message_thread_id: 7, is_topic_message: true }))).toBe(7);
});
