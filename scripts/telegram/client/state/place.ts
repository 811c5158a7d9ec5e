/**
 * Where the person is, kept in the URL's fragment so that reload, back and a bookmark work:
 * `#123` a chat, `#-100123` a forum's topics, `#-100123/7` a topic, `#-100123/all` all messages.
 */
import { computed, signal } from "@preact/signals";
import type { ClientChat } from "../../client-protocol.ts";
import type { Place } from "../model/place.ts";
import { formatPlace, parsePlace } from "../model/place.ts";
import { chats } from "./store.ts";

/** A message to scroll to; `nonce` makes each jump a new one. */
export interface Jump {
  readonly chatId: number;
  readonly messageId: number;
  readonly nonce: number;
}

export const place = signal<Place>(parsePlace(window.location.hash));
export const jump = signal<Jump | null>(null);
let jumps = 0;

window.addEventListener("hashchange", () => {
  place.value = parsePlace(window.location.hash);
});

export const currentChat = computed<ClientChat | null>(() => {
  const { chatId } = place.value;
  return chatId === null ? null : (chats.value.get(chatId) ?? null);
});

/** True when messages are shown, and not a forum's list of topics. */
export const inMessages = computed(() => {
  const chat = currentChat.value;
  return chat !== null && (!chat.isForum || place.value.thread !== null);
});

/** The topic that is open: null in ordinary chats and for all messages of a forum. */
export const currentThreadId = computed<number | null>(() => {
  const { thread } = place.value;
  return currentChat.value?.isForum === true && typeof thread === "number" ? thread : null;
});

/** Goes somewhere; the browser's back button leads back. */
export function go(next: Place): void {
  const hash = formatPlace(next);
  if (hash === window.location.hash) return;
  if (hash === "") {
    history.pushState(null, "", window.location.pathname + window.location.search);
    place.value = next;
  } else {
    window.location.hash = hash;
  }
}

/** Opens a chat: a forum shows its topics. */
export function openChat(chatId: number): void {
  go({ chatId, thread: null });
}

/** Opens the chat or topic of a message and scrolls to it. */
export function jumpTo(chatId: number, messageId: number, threadId?: number): void {
  const forum = chats.value.get(chatId)?.isForum === true;
  const open = place.value;
  const seen = open.chatId === chatId && (!forum || open.thread === "all");
  if (!seen) go({ chatId, thread: forum ? (threadId ?? "all") : null });
  jumps += 1;
  jump.value = { chatId, messageId, nonce: jumps };
}
