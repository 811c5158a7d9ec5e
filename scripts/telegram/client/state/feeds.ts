/**
 * The messages of what is open: one feed a chat or topic, oldest first, loaded page by page
 * backwards and kept up to date by the stream. A feed that was never opened is not kept.
 */
import { type Signal, signal } from "@preact/signals";
import type { ClientMessage } from "../../client-protocol.ts";
import { threadIdOf } from "../model/timeline.ts";
import { call } from "../net/call.ts";
import { reportFailure } from "./toasts.ts";

export interface Feed {
  readonly chatId: number;
  /** Null: the whole chat, in a forum all its topics. */
  readonly threadId: number | null;
  readonly messages: readonly ClientMessage[];
  readonly loaded: boolean;
  readonly loading: boolean;
  /** Nothing lies before the first message. */
  readonly complete: boolean;
}

/** How many pages a jump to an old message may load. */
const JUMP_PAGES_MAX = 60;

const feeds = new Map<string, Signal<Feed>>();

/** The feed of a chat or topic; asking for it does not load it. */
export function feedOf(chatId: number, threadId: number | null): Signal<Feed> {
  const key = `${chatId}/${threadId ?? "all"}`;
  const known = feeds.get(key);
  if (known !== undefined) return known;
  const made = signal<Feed>({
    chatId,
    threadId,
    messages: [],
    loaded: false,
    loading: false,
    complete: false,
  });
  feeds.set(key, made);
  return made;
}

/** Loads the newest page unless the feed has one. */
export async function openFeed(feed: Signal<Feed>): Promise<void> {
  if (!feed.value.loaded && !feed.value.loading) await loadPage(feed, 0);
}

/** Loads the page before the oldest known message. */
export async function loadOlder(feed: Signal<Feed>): Promise<void> {
  const { loaded, loading, complete, messages } = feed.value;
  if (!loaded || loading || complete) return;
  await loadPage(feed, messages[0]?.message_id ?? 0);
}

/** Loads backwards until the message is there. False when the feed ends without it. */
export async function loadUntil(feed: Signal<Feed>, messageId: number): Promise<boolean> {
  await openFeed(feed);
  for (let page = 0; page < JUMP_PAGES_MAX; page += 1) {
    const { messages, complete } = feed.value;
    if (messages.some((message) => message.message_id === messageId)) return true;
    if (complete || (messages[0]?.message_id ?? 0) < messageId) return false;
    await loadPage(feed, messages[0]?.message_id ?? 0);
  }
  return false;
}

async function loadPage(feed: Signal<Feed>, beforeId: number): Promise<void> {
  const { chatId, threadId } = feed.value;
  feed.value = { ...feed.value, loading: true };
  try {
    const { messages } = await call("history", {
      chatId,
      beforeId,
      ...(threadId === null ? {} : { threadId }),
    });
    const known = beforeId === 0 && !feed.value.loaded ? [] : feed.value.messages;
    feed.value = {
      ...feed.value,
      messages: merge(known, messages),
      loaded: true,
      loading: false,
      complete: messages.length === 0 || (beforeId !== 0 && !bringsNews(known, messages)),
    };
  } catch (failure) {
    feed.value = { ...feed.value, loading: false };
    reportFailure(failure);
  }
}

function bringsNews(known: readonly ClientMessage[], page: readonly ClientMessage[]): boolean {
  const ids = new Set(known.map((message) => message.message_id));
  return page.some((message) => !ids.has(message.message_id));
}

/** One list, oldest first; of two messages with one id the later given wins. */
export function merge(
  known: readonly ClientMessage[],
  added: readonly ClientMessage[],
): ClientMessage[] {
  const byId = new Map(known.map((message) => [message.message_id, message]));
  for (const message of added) byId.set(message.message_id, message);
  return [...byId.values()].sort((one, two) => one.message_id - two.message_id);
}

/** Takes a new or changed message into every loaded feed that it belongs to. */
export function putMessage(chatId: number, message: ClientMessage): void {
  for (const feed of feeds.values()) {
    const { loaded, messages, complete } = feed.value;
    if (!loaded || feed.value.chatId !== chatId || !belongs(feed.value, message)) continue;
    const oldest = messages[0]?.message_id ?? 0;
    // An edit of something older than what is loaded is seen when that page is.
    if (message.message_id < oldest && !complete) continue;
    feed.value = { ...feed.value, messages: merge(messages, [message]) };
  }
}

function belongs(feed: Feed, message: ClientMessage): boolean {
  return feed.threadId === null || threadIdOf(message) === feed.threadId;
}

/** Takes deleted messages out of every feed of the chat. */
export function dropMessages(chatId: number, messageIds: readonly number[]): void {
  const gone = new Set(messageIds);
  for (const feed of feeds.values()) {
    if (feed.value.chatId !== chatId) continue;
    const messages = feed.value.messages.filter((message) => !gone.has(message.message_id));
    if (messages.length !== feed.value.messages.length) feed.value = { ...feed.value, messages };
  }
}

/**
 * After a break in the stream what is held may be stale: every loaded feed reads its newest page
 * again. Older pages are dropped and come back when they are scrolled to.
 */
export async function refreshFeeds(): Promise<void> {
  for (const feed of feeds.values()) {
    if (!feed.value.loaded) continue;
    const { chatId, threadId } = feed.value;
    try {
      const page = await call("history", { chatId, ...(threadId === null ? {} : { threadId }) });
      feed.value = { ...feed.value, messages: merge([], page.messages), complete: false };
    } catch (failure) {
      reportFailure(failure);
    }
  }
}

/** Forgets the feeds of a chat that is gone or was emptied. */
export function dropFeeds(chatId: number): void {
  for (const [key, feed] of feeds) {
    if (feed.value.chatId !== chatId) continue;
    feed.value = { ...feed.value, messages: [], loaded: false, complete: false };
    feeds.delete(key);
  }
}
