/**
 * What is being written in each chat or topic: text, and whether it answers or edits a message.
 * Kept while the page lives.
 */
import type { Signal } from "@preact/signals";
import { signal } from "@preact/signals";
import type { ClientMessage } from "../../client-protocol.ts";

export interface Draft {
  readonly text: string;
  readonly replyTo: ClientMessage | null;
  readonly editing: ClientMessage | null;
}

export const emptyDraft: Draft = { text: "", replyTo: null, editing: null };
const drafts = new Map<string, Signal<Draft>>();

/** The draft of a chat or topic. */
export function draftOf(chatId: number, threadId: number | null): Signal<Draft> {
  const key = `${chatId}/${threadId ?? "all"}`;
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const made = signal<Draft>(emptyDraft);
  drafts.set(key, made);
  return made;
}
