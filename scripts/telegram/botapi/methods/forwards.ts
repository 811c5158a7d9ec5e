/**
 * Forwarding and copying. A forward loses topic, reply, buttons and album; a copy loses even where
 * it came from. Neither can tell a bot which ids exist.
 *
 * Sources: Bot API forwardMessage(s), copyMessage(s); tdlib MessagesManager.cpp
 * (can_forward_message, and protected content, which bots may still copy).
 */
import type { Message } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import type { Content } from "../../world/content.ts";
import { isMedia } from "../../world/content.ts";
import { forwardDraft } from "../../world/forward.ts";
import type { Draft } from "../../world/messages.ts";
import type { Room, StoredMessage } from "../../world/state.ts";
import { mayRead } from "../../world/visibility.ts";
import { chatFor, writableChat } from "../chats.ts";
import { chat, flag, ignored, integer, integers, messageId, text } from "../fields.ts";
import { readMarkup } from "../markup.ts";
import { placeFor, threadFor } from "../placing.ts";
import { commitPost, postsAsChat, showOwn } from "../sending.ts";
import { entities, parseMode, readCaption } from "../text-args.ts";
import type { Args, Call, Field, MethodGroup } from "../types.ts";
import { sendFields } from "./text.ts";

const MANY_MAX = 100;

/** Ids in rising order, a hundred at most. */
const idList: Field<number[]> = (raw, source, name) => {
  const ids = integers("message_ids must be an Array of Integer")(raw, source, name) ?? [];
  if (ids.length === 0) throw badRequest("message identifiers are not specified");
  if (ids.length > MANY_MAX) throw badRequest("too many messages to forward");
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) {
    throw badRequest("message identifiers must be in a strictly increasing order");
  }
  return ids;
};

/** The message to take, if the bot can see it. */
function sourceMessage(call: Call, room: Room, id: number): StoredMessage | undefined {
  const message = room.messages.get(id);
  return message && mayRead(call.world, room, message, call.bot.id) ? message : undefined;
}

const isProtected = (room: Room, message: StoredMessage): boolean =>
  room.isProtected || message.isProtected;

interface Target {
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly protect_content?: boolean;
}

function targetOf(call: Call, args: Target) {
  const room = writableChat(call, args.chat_id);
  const base = {
    threadId: threadFor(call, room, args.message_thread_id),
    isProtected: args.protect_content ?? false,
    asChat: postsAsChat(call, room),
  };
  return { room, base };
}

function forwardOne(call: Call, args: Args<"forwardMessage">): Message {
  const { room, base } = targetOf(call, args);
  const source = chatFor(call, args.from_chat_id);
  const message = sourceMessage(call, source, args.message_id);
  if (!message) throw badRequest("message to forward not found");
  if (isProtected(source, message)) {
    throw badRequest("message has protected content and can't be forwarded");
  }
  if (message.content.type === "service") throw badRequest("message can't be forwarded");
  const draft = { ...forwardDraft(source, message), ...base };
  const [id] = commitPost(call, room, [draft]);
  return showOwn(call, room, id ?? 0);
}

/** Posts what can be posted of many; what is missing is passed over. */
function many(
  call: Call,
  args: Args<"forwardMessages">,
  make: (source: Room, message: StoredMessage) => Omit<Draft, "threadId"> | null,
  nothing: string,
) {
  const { room, base } = targetOf(call, args);
  const source = chatFor(call, args.from_chat_id);
  const drafts = args.message_ids.flatMap((id) => {
    const message = sourceMessage(call, source, id);
    const draft = message && make(source, message);
    return draft ? [{ ...draft, ...base }] : [];
  });
  if (drafts.length === 0) throw badRequest(nothing);
  return commitPost(call, room, drafts).map((id) => ({ message_id: id }));
}

const copyable = (content: Content): boolean => content.type !== "service";

const targetFields = {
  chat_id: chat,
  message_thread_id: integer,
  direct_messages_topic_id: ignored<number>(),
  from_chat_id: chat,
  disable_notification: flag,
  protect_content: flag,
};

export const forwardMethods = {
  forwardMessage: {
    fields: {
      ...targetFields,
      message_id: messageId,
      video_start_timestamp: ignored<number>(),
      message_effect_id: ignored<string>(),
      suggested_post_parameters: ignored<never>(),
    },
    run: forwardOne,
  },

  forwardMessages: {
    fields: { ...targetFields, message_ids: idList },
    run: (call, args) =>
      many(
        call,
        args,
        (source, message) =>
          copyable(message.content) && !isProtected(source, message)
            ? forwardDraft(source, message)
            : null,
        "there are no messages to forward",
      ),
  },

  copyMessage: {
    fields: {
      ...sendFields,
      from_chat_id: chat,
      message_id: messageId,
      video_start_timestamp: ignored<number>(),
      caption: text,
      parse_mode: parseMode,
      caption_entities: entities,
      show_caption_above_media: flag,
    },
    run(call, args) {
      const room = writableChat(call, args.chat_id);
      const source = chatFor(call, args.from_chat_id);
      const message = sourceMessage(call, source, args.message_id);
      if (!message) throw badRequest("message to copy not found");
      if (!copyable(message.content)) throw badRequest("message can't be copied");
      const markup = readMarkup(args.reply_markup, room.kind === "private");
      const draft = defined({
        content: recaptioned(message.content, args),
        ...placeFor(call, room, args),
        markup: args.reply_markup ? markup.inline : message.markup,
        keyboard: markup.keyboard,
        isProtected: args.protect_content ?? false,
        asChat: postsAsChat(call, room),
      });
      const [id] = commitPost(call, room, [draft]);
      return { message_id: id ?? 0 };
    },
  },

  copyMessages: {
    fields: { ...targetFields, message_ids: idList, remove_caption: flag },
    run: (call, args) =>
      many(
        call,
        args,
        (_source, message) =>
          copyable(message.content)
            ? { content: args.remove_caption ? uncaptioned(message.content) : message.content }
            : null,
        "there are no messages to copy",
      ),
  },
} satisfies MethodGroup;

/** A copied medium may get another caption; an empty one takes it away. */
function recaptioned(content: Content, args: Args<"copyMessage">): Content {
  if (!isMedia(content) || args.caption === undefined) return content;
  const caption = readCaption(args.caption, args.parse_mode, args.caption_entities);
  return { ...content, caption: caption.text, entities: caption.entities };
}

const uncaptioned = (content: Content): Content =>
  isMedia(content) ? { ...content, caption: "", entities: [] } : content;
