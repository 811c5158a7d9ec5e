/**
 * The messages of what is open: one feed a chat or topic, oldest first, loaded page by page
 * backwards and kept up to date by the stream. A feed that was never opened is not kept.
 */
import type { Signal } from "@preact/signals";
import { signal } from "@preact/signals";
import type { ClientMessage } from "../../client-protocol.ts";
import { mergeMessages, threadIdOf } from "../model/timeline.ts";
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
  if (!feed.value.loaded) await loadPage(feed);
}

/** Loads the page before the oldest known message. */
export async function loadOlder(feed: Signal<Feed>): Promise<void> {
  const { loaded, loading, complete } = feed.value;
  if (loaded && !loading && !complete) await loadPage(feed);
}

/** Loads backwards until the message is there. False when the feed ends without it. */
export async function loadUntil(feed: Signal<Feed>, messageId: number): Promise<boolean> {
  await openFeed(feed);
  for (let page = 0; page < JUMP_PAGES_MAX; page += 1) {
    const { messages, complete, loaded } = feed.value;
    if (messages.some((message) => message.message_id === messageId)) return true;
    if (!loaded || complete || (messages[0]?.message_id ?? 0) < messageId) return false;
    await loadPage(feed);
  }
  return false;
}

/** Pages on their way: whoever wants one meanwhile waits for the same. */
const pending = new Map<Signal<Feed>, Promise<void>>();

function loadPage(feed: Signal<Feed>): Promise<void> {
  const running = pending.get(feed);
  if (running !== undefined) return running;
  const page = readPage(feed).finally(() => pending.delete(feed));
  pending.set(feed, page);
  return page;
}

/** Reads the page before the oldest message, or the newest one when there is none yet. */
async function readPage(feed: Signal<Feed>): Promise<void> {
  const { chatId, threadId, loaded, messages: before } = feed.value;
  const beforeId = loaded ? (before[0]?.message_id ?? 0) : 0;
  feed.value = { ...feed.value, loading: true };
  try {
    const thread = threadId === null ? {} : { threadId };
    const { messages } = await call("history", { chatId, beforeId, ...thread });
    const known = feed.value.messages;
    feed.value = {
      ...feed.value,
      // What the stream brought meanwhile is newer than what the page says of it.
      messages: mergeMessages(messages, known),
      loaded: true,
      loading: false,
      complete: messages.length === 0 || (loaded && !bringsNews(known, messages)),
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

/** Takes a new or changed message into every loaded feed that it belongs to. */
export function putMessage(chatId: number, message: ClientMessage): void {
  for (const feed of feeds.values()) {
    const { loaded, loading, messages, complete } = feed.value;
    if (!(loaded || loading) || feed.value.chatId !== chatId || !belongs(feed.value, message))
      continue;
    const oldest = messages[0]?.message_id ?? 0;
    // An edit of something older than what is loaded is seen when that page is.
    if (message.message_id < oldest && loaded && !complete) continue;
    feed.value = { ...feed.value, messages: mergeMessages(messages, [message]) };
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
    const before = new Set(feed.value.messages);
    try {
      const page = await call("history", { chatId, ...(threadId === null ? {} : { threadId }) });
      const arrived = feed.value.messages.filter((message) => !before.has(message));
      const messages = mergeMessages(page.messages, arrived);
      feed.value = { ...feed.value, messages, complete: false };
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
