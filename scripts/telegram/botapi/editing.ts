/**
 * What of a message a bot may edit, and what an edit changes. A bot's own messages never get too
 * old to edit; somebody else's can't be edited at all.
 *
 * Sources: tdlib MessagesManager.cpp (can_edit_message, can_edit_message_media); Bot API
 * editMessageText and relatives.
 */
import type { InlineKeyboardMarkup, Message } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import { canonicalJson } from "../std.ts";
import type { Content } from "../world/content.ts";
import { isMedia } from "../world/content.ts";
import { showMessage } from "../world/show-message.ts";
import type { Room, StoredMessage } from "../world/state.ts";
import { mayRead } from "../world/visibility.ts";
import { writableChat } from "./chats.ts";
import { readMarkup } from "./markup.ts";
import type { Call } from "./types.ts";

export interface EditTarget {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: InlineKeyboardMarkup;
}

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

/** The message that an edit names, if the bot may edit it. */
export function editable(
  call: Call,
  args: EditTarget,
  what: "text" | "caption" | "media" | "markup",
): { room: Room; message: StoredMessage } {
  if (args.inline_message_id) throw badRequest("MESSAGE_ID_INVALID");
  if (args.chat_id === undefined) throw badRequest("chat_id is empty");
  const room = writableChat(call, args.chat_id);
  if (!args.message_id) throw badRequest("message identifier is not specified");
  const message = room.messages.get(args.message_id);
  if (!message || !mayRead(call.world, room, message, call.bot.id)) {
    throw badRequest("message to edit not found");
  }
  if (!isEditable(call, message, what)) throw badRequest("message can't be edited");
  return { room, message };
}

function isEditable(
  call: Call,
  message: StoredMessage,
  what: "text" | "caption" | "media" | "markup",
): boolean {
  const { content } = message;
  if (message.from !== call.bot.id || message.forwarded || message.hadKeyboard) return false;
  if (content.type === "service") return false;
  if (what === "markup" || what === "caption") return true;
  // Voice notes, stickers and contacts keep their content for ever.
  return content.type === "text" || (isMedia(content) && content.type !== "voice");
}

/** Carries an edit out and answers with the edited message, as the edit methods do. */
export function editTo(
  call: Call,
  target: { room: Room; message: StoredMessage },
  args: EditTarget,
  content: Content | undefined,
): Message & { edit_date: number } {
  const { room, message } = target;
  const markup = readMarkup(args.reply_markup, room.kind === "private").inline ?? null;
  const sameMarkup = canonicalJson(markup) === canonicalJson(message.markup ?? null);
  const sameContent =
    content === undefined || canonicalJson(content) === canonicalJson(message.content);
  if (sameMarkup && sameContent) throw badRequest(NOT_MODIFIED);
  call.limits.spend(call.bot.id, room.key, call.engine.clock.now());
  call.engine.commit("edit", {
    room: room.key,
    id: message.id,
    markup,
    ...(content && !sameContent && { content }),
  });
  const viewer = { id: call.bot.id, isBot: true };
  const shown = showMessage(call.world, room, message, viewer, { withReply: false });
  return shown as Message & { edit_date: number };
}
