/**
 * What a forwarded message keeps: its content and where it first came from.
 */
import type { Draft } from "./messages.ts";
import type { Room, StoredMessage } from "./state.ts";

/** A copy that says where it came from and has lost its topic, its reply and its buttons. */
export function forwardDraft(source: Room, message: StoredMessage): Draft {
  const isFromChat = message.asChat && source.kind !== "private";
  const origin = isFromChat
    ? { date: message.date, chatId: source.id }
    : { date: message.date, userId: message.from };
  return { content: message.content, forwarded: message.forwarded ?? origin };
}
