/** The search inside one chat: words or a hashtag, what was found, and where the person stands in it. */
import { signal } from "@preact/signals";
import type { ClientMessage } from "../../client-protocol.ts";
import { threadIdOf } from "../model/timeline.ts";
import { call } from "../net/call.ts";
import { jumpTo } from "./place.ts";
import { reportFailure } from "./toasts.ts";

export interface ChatSearch {
  readonly chatId: number;
  readonly query: string;
  readonly found: readonly ClientMessage[] | null;
  /** Index in `found` of the message that is shown; -1 before the first. */
  readonly at: number;
}

export const chatSearch = signal<ChatSearch | null>(null);

/** Opens the search of a chat, with words in it when given. */
export function openSearch(chatId: number, query = ""): void {
  chatSearch.value = { chatId, query, found: null, at: -1 };
  if (query !== "") searchNow(query);
}

export function closeSearch(): void {
  chatSearch.value = null;
}

/** Searches for other words in the same chat. */
export function searchNow(query: string): void {
  const open = chatSearch.value;
  if (open === null) return;
  chatSearch.value = { ...open, query, found: null, at: -1 };
  if (query.trim() === "") return;
  call("search", { chatId: open.chatId, query: query.trim() })
    .then(({ messages }) => {
      const now = chatSearch.value;
      if (now?.chatId !== open.chatId || now.query !== query) return;
      const found = [...messages].sort((one, two) => two.message_id - one.message_id);
      chatSearch.value = { ...now, found };
    })
    .catch(reportFailure);
}

/** Shows one of the found messages. */
export function showFound(index: number): void {
  const open = chatSearch.value;
  const message = open?.found?.[index];
  if (open === null || message === undefined) return;
  chatSearch.value = { ...open, at: index };
  jumpTo(open.chatId, message.message_id, threadIdOf(message));
}
