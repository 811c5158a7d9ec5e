/**
 * What this person may see, as signals fed by the stream of changes. Views read; only `apply` and
 * the feeds write. Messages live in feeds.ts.
 */
import { computed, signal } from "@preact/signals";
import type {
  ClientChat,
  ClientGuide,
  ClientPerson,
  ClientSnapshot,
} from "../../client-protocol.ts";
import { deviceNow } from "../browser.ts";
import type { ConnectionState } from "../net/events.ts";

export const me = signal<ClientSnapshot["me"] | null>(null);
export const persons = signal<readonly ClientPerson[]>([]);
export const bots = signal<ClientSnapshot["bots"]>([]);
export const guide = signal<ClientGuide | null>(null);
export const connection = signal<ConnectionState>("connecting");
export const chats = signal<ReadonlyMap<number, ClientChat>>(new Map());

/** How far the local Telegram's (virtual) clock is ahead of this device's, in milliseconds. */
const clockLeadMs = signal(0);

/** Now by the local Telegram's clock, in milliseconds. */
export function now(): number {
  return deviceNow() + clockLeadMs.value;
}

/** Chats with the newest activity first, as every Telegram list has them. */
export const chatList = computed(() =>
  [...chats.value.values()].sort((one, two) => activity(two) - activity(one) || one.id - two.id),
);

function activity(chat: ClientChat): number {
  return chat.lastMessage?.date ?? 0;
}

/** All unread messages, for the page's title. */
export const unreadTotal = computed(() =>
  chatList.value.reduce((sum, chat) => sum + chat.unread, 0),
);

/** Replaces everything by what a new connection begins with. */
export function takeSnapshot(snapshot: ClientSnapshot): void {
  me.value = snapshot.me;
  persons.value = snapshot.persons;
  bots.value = snapshot.bots;
  guide.value = snapshot.guide;
  chats.value = new Map(snapshot.chats.map((chat) => [chat.id, chat]));
  clockLeadMs.value = snapshot.now - deviceNow();
}

/** Puts one chat in place of what was known of it. */
export function putChat(chat: ClientChat): void {
  chats.value = new Map(chats.value).set(chat.id, chat);
}

/** Forgets a chat that this person can no longer see. */
export function dropChat(chatId: number): void {
  const next = new Map(chats.value);
  next.delete(chatId);
  chats.value = next;
}

/** The private chat with a bot or person, or undefined. */
export function chatWith(userId: number): ClientChat | undefined {
  return chats.value.get(userId);
}
