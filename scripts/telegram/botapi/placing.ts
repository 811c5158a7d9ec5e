/**
 * Where a new message goes: its topic, what it replies to. The rules that make a log in a forum
 * group hard are here.
 *
 * Sources: telegram-bot-api Client.cpp (check_message_topic, check_reply_parameters); tdlib
 * MessagesManager.cpp (can_send_message_to_forum_topic).
 */
import type { ReplyParameters } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import type { Draft } from "../world/messages.ts";
import { mayManageTopic } from "../world/rights.ts";
import type { Room, StoredMessage } from "../world/state.ts";
import { mayRead } from "../world/visibility.ts";
import { chatFor } from "./chats.ts";
import { memberOf, objectOf, readJson } from "./fields.ts";
import type { Call, Field } from "./types.ts";

/** General's number; sending to it by number is an error. */
const GENERAL_THREAD_ID = 1;

/** reply_parameters as sent. */
export const replyParameters: Field<ReplyParameters | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const value = objectOf(
    readJson(raw, "can't parse reply parameters JSON object"),
    "reply parameters must be an Object",
  );
  const id = memberOf(value, "message_id");
  return { ...value, ...(id === undefined ? {} : { message_id: Number(id) }) };
};

interface Placing {
  readonly message_thread_id?: number;
  readonly reply_parameters?: ReplyParameters;
  readonly reply_to_message_id?: number;
}

type Place = Pick<Draft, "replyTo" | "quote" | "elsewhere"> & { readonly threadId: number };

/** The topic and the reply of a new message, or the error that Telegram would give. */
export function placeFor(call: Call, room: Room, args: Placing): Place {
  const place = placeOf(call, room, args);
  checkOpen(call, room, place.threadId);
  return place;
}

function placeOf(call: Call, room: Room, args: Placing): Place {
  const threadId = namedThread(room, args.message_thread_id);
  const wanted = args.reply_parameters ?? legacyReply(args.reply_to_message_id);
  if (!wanted?.message_id) return { threadId };
  const source = replySource(call, room, wanted);
  const original = source.messages.get(wanted.message_id);
  if (!original || !mayRead(call.world, source, original, call.bot.id)) {
    if (wanted.allow_sending_without_reply) return { threadId };
    throw badRequest("message to be replied not found");
  }
  if (source.key !== room.key || (threadId !== 0 && threadId !== original.threadId)) {
    return { threadId, elsewhere: { room: source.key, messageId: original.id } };
  }
  // Without a topic of its own, a reply goes where the original stands.
  return { threadId: original.threadId, replyTo: original.id, ...quoteFor(original, wanted) };
}

function legacyReply(id: number | undefined): ReplyParameters | undefined {
  return id ? { message_id: id } : undefined;
}

function replySource(call: Call, room: Room, wanted: ReplyParameters): Room {
  if (wanted.chat_id === undefined) return room;
  return chatFor(call, wanted.chat_id);
}

/** The thread of a message that replies to nothing; 0 is the main chat or General. */
export function threadFor(call: Call, room: Room, threadId: number | undefined): number {
  const thread = namedThread(room, threadId);
  checkOpen(call, room, thread);
  return thread;
}

function namedThread(room: Room, threadId: number | undefined): number {
  // Not a forum: the number is silently ignored, and the message lands in the main chat.
  if (!threadId || room.kind === "private" || !room.isForum) return 0;
  if (threadId === GENERAL_THREAD_ID || !room.topics.has(threadId)) {
    throw badRequest("message thread not found");
  }
  return threadId;
}

/** A closed topic is open to its creator and to who manages topics. */
function checkOpen(call: Call, room: Room, threadId: number): void {
  if (room.kind === "private" || !room.isForum) return;
  const closed = threadId === 0 ? room.general.closed : room.topics.get(threadId)?.closed;
  if (closed && !mayManageTopic(room, call.bot.id, threadId)) throw badRequest("TOPIC_CLOSED");
}

function quoteFor(original: StoredMessage, wanted: ReplyParameters): Pick<Draft, "quote"> {
  if (!wanted.quote) return {};
  const text = original.content.type === "text" ? original.content.text : "";
  const position = text.indexOf(wanted.quote, wanted.quote_position ?? 0);
  if (position < 0) throw badRequest("QUOTE_TEXT_INVALID");
  return { quote: { text: wanted.quote, position, isManual: true } };
}
