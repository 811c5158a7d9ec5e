/** Sending into the chat or topic that is open, and what happens to the draft meanwhile. */
import { call } from "../net/call.ts";
import { draftOf, emptyDraft } from "../state/drafts.ts";
import { currentChat, currentThreadId } from "../state/place.ts";
import { attempt } from "../state/toasts.ts";

/** Where things go now, or null when no chat is open. */
export function target(): { chatId: number; threadId?: number } | null {
  const chat = currentChat.value;
  if (chat === null) return null;
  const threadId = currentThreadId.value;
  return threadId === null ? { chatId: chat.id } : { chatId: chat.id, threadId };
}

/** Sends a text that is not the draft: a command, a keyboard button. */
export function sendText(text: string, replyTo?: number): void {
  const to = target();
  if (to === null) return;
  attempt(() => call("send", { ...to, text, ...(replyTo === undefined ? {} : { replyTo }) }));
}

/** Sends or edits what is in the composer. The text comes back when it was refused. */
export async function sendDraft(): Promise<void> {
  const to = target();
  if (to === null) return;
  const draft = draftOf(to.chatId, to.threadId ?? null);
  const before = draft.value;
  const text = before.text.trim();
  if (text === "") return;
  draft.value = emptyDraft;
  const done = await attempt(() =>
    before.editing === null
      ? call("send", {
          ...to,
          text,
          ...(before.replyTo === null ? {} : { replyTo: before.replyTo.message_id }),
        })
      : call("editText", { chatId: to.chatId, messageId: before.editing.message_id, text }),
  );
  if (!done && draft.value === emptyDraft) draft.value = before;
}

/** Sends one emoji as a sticker. */
export function sendSticker(emoji: string): void {
  const to = target();
  if (to !== null) attempt(() => call("sendSticker", { ...to, emoji }));
}
