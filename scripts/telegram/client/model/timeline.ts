/**
 * Turns a list of messages into what a chat shows: days, groups of one sender, albums, service
 * pills and the line before the first unread message. Pure; times are seconds, as Telegram has them.
 */
import type { ClientMessage } from "../../client-protocol.ts";
import { isServiceMessage } from "./service.ts";

/** Messages of one sender this close together share one avatar and one name. */
const GROUP_SECONDS_MAX = 600;

export interface SenderGroup {
  readonly kind: "group";
  readonly key: string;
  readonly outgoing: boolean;
  readonly senderId: number;
  /** A single message, or an album that is drawn as one bubble. */
  readonly entries: readonly (readonly ClientMessage[])[];
}

export type TimelineItem =
  | SenderGroup
  | { readonly kind: "service"; readonly key: string; readonly message: ClientMessage }
  | { readonly kind: "unread"; readonly key: string };

export interface TimelineDay {
  /** A moment of that day, in seconds. */
  readonly date: number;
  readonly key: string;
  readonly items: readonly TimelineItem[];
}

/** `dayOf` names the day of a moment (seconds) in the viewer's time zone. */
export function buildTimeline(
  messages: readonly ClientMessage[],
  dayOf: (seconds: number) => string,
  firstUnreadId: number | null = null,
): TimelineDay[] {
  const days: { date: number; key: string; items: TimelineItem[] }[] = [];
  for (const message of messages) {
    const key = dayOf(message.date);
    let day = days.at(-1);
    if (day === undefined || day.key !== key) {
      day = { date: message.date, key, items: [] };
      days.push(day);
    }
    if (message.message_id === firstUnreadId) {
      day.items.push({ kind: "unread", key: `unread-${message.message_id}` });
    }
    place(day.items, message);
  }
  return days;
}

function place(items: TimelineItem[], message: ClientMessage): void {
  const id = message.message_id;
  if (isServiceMessage(message)) {
    items.push({ kind: "service", key: `m${id}`, message });
    return;
  }
  const last = items.at(-1);
  if (last?.kind !== "group" || !belongsTo(last, message)) {
    items.push({
      kind: "group",
      key: `g${id}`,
      outgoing: message.outgoing,
      senderId: senderIdOf(message),
      entries: [[message]],
    });
    return;
  }
  items[items.length - 1] = { ...last, entries: addEntry(last.entries, message) };
}

function belongsTo(group: SenderGroup, message: ClientMessage): boolean {
  const newest = group.entries.at(-1)?.at(-1);
  return (
    newest !== undefined &&
    group.outgoing === message.outgoing &&
    group.senderId === senderIdOf(message) &&
    message.date - newest.date <= GROUP_SECONDS_MAX
  );
}

function addEntry(
  entries: SenderGroup["entries"],
  message: ClientMessage,
): readonly (readonly ClientMessage[])[] {
  const last = entries.at(-1);
  const album = message.media_group_id;
  if (album !== undefined && last?.at(-1)?.media_group_id === album) {
    return [...entries.slice(0, -1), [...last, message]];
  }
  return [...entries, [message]];
}

/** Who a message is shown as; anonymous administrators and channels show their chat. */
export function senderIdOf(message: ClientMessage): number {
  return message.sender_chat?.id ?? message.from?.id ?? message.chat.id;
}

/**
 * The id of the first of the `unread` newest incoming messages, or null when there is none: the
 * protocol tells how many are unread and not which, and own messages are never unread.
 */
export function firstUnreadId(messages: readonly ClientMessage[], unread: number): number | null {
  if (unread <= 0) return null;
  const incoming = messages.filter((message) => !message.outgoing);
  return incoming.at(-Math.min(unread, incoming.length))?.message_id ?? null;
}

/** The topic a message belongs to in a forum; General is 1. */
export function threadIdOf(message: ClientMessage): number {
  return message.is_topic_message === true ? (message.message_thread_id ?? 1) : 1;
}

/** One list, oldest first; of two messages with one id the later given wins. */
export function mergeMessages(
  known: readonly ClientMessage[],
  added: readonly ClientMessage[],
): ClientMessage[] {
  const byId = new Map(known.map((message) => [message.message_id, message]));
  for (const message of added) byId.set(message.message_id, message);
  return [...byId.values()].sort((one, two) => one.message_id - two.message_id);
}
