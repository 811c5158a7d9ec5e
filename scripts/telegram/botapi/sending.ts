/**
 * Posting for a bot: chat, rights, place, keyboard, budget, in the order in which Telegram finds
 * fault; then one action. The answer is the message as the bot sees it.
 */
import type { Message } from "@grammyjs/types";
import type { Content } from "../world/content.ts";
import { roomOf } from "../world/find.ts";
import type { Draft } from "../world/messages.ts";
import { showMessage } from "../world/show-message.ts";
import type { Room } from "../world/state.ts";
import { writableChat } from "./chats.ts";
import type { AnyMarkup } from "./markup.ts";
import { readMarkup } from "./markup.ts";
import { placeFor } from "./placing.ts";
import type { Args, Call } from "./types.ts";

/** What sending methods have in common. */
export type SendArgs = Pick<
  Args<"sendMessage">,
  "chat_id" | "message_thread_id" | "protect_content" | "reply_parameters" | "reply_to_message_id"
> & { readonly reply_markup?: AnyMarkup };

/** Sends one message. The content is read after the chat is found, as Telegram does. */
export function sendOne(call: Call, args: SendArgs, content: () => Content): Message {
  const { room, draft } = prepare(call, args);
  const drafts = [{ ...draft, content: content() }];
  const [id] = commitPost(call, room, drafts);
  return showOwn(call, room, id ?? 0);
}

/** Everything of a new message but its content. */
export function prepare(call: Call, args: SendArgs): { room: Room; draft: Omit<Draft, "content"> } {
  const room = writableChat(call, args.chat_id);
  const markup = readMarkup(args.reply_markup, room.kind === "private");
  const draft = {
    ...placeFor(call, room, args),
    ...(markup.inline && { markup: markup.inline }),
    ...(markup.keyboard !== undefined && { keyboard: markup.keyboard }),
    isProtected: args.protect_content ?? false,
    asChat: postsAsChat(call, room),
  };
  return { room, draft };
}

/** Takes the sends out of the budget and posts; answers the new ids. */
export function commitPost(
  call: Call,
  room: Room,
  drafts: readonly Draft[],
  isAlbum = false,
): number[] {
  call.limits.spend(call.bot.id, room.key, call.engine.clock.now(), drafts.length);
  const args = { room: room.key, from: call.bot.id, drafts, ...(isAlbum && { isAlbum }) };
  return call.engine.commit("post", args);
}

/** A message of the room as the calling bot sees it. */
export function showOwn(call: Call, room: Room, id: number, withReply = true): Message {
  const message = roomOf(call.world, room.key).messages.get(id);
  if (!message) throw new Error(`message ${id} vanished from ${room.key}`);
  return showMessage(call.world, room, message, { id: call.bot.id, isBot: true }, { withReply });
}

/** An anonymous administrator posts in the group's name. */
export function postsAsChat(call: Call, room: Room): boolean {
  return room.kind !== "private" && room.members.get(call.bot.id)?.rights?.is_anonymous === true;
}
