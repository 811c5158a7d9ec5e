/**
 * Editing text, captions, media and inline keyboards; deleting; reactions.
 *
 * Sources: Bot API "Updating messages"; tdlib MessagesManager.cpp (can_delete_channel_message).
 */
import type { InputMedia, Message, Update } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import type { Content } from "../../world/content.ts";
import { isMedia } from "../../world/content.ts";
import { hasRight } from "../../world/rights.ts";
import type { Room, StoredMessage } from "../../world/state.ts";
import { secondsOf } from "../../world/tx.ts";
import { mayRead } from "../../world/visibility.ts";
import { chatFor, writableChat } from "../chats.ts";
import { editable, editTo } from "../editing.ts";
import {
  businessConnection,
  chat,
  flag,
  integer,
  integers,
  messageId,
  optionalChat,
  readJson,
  refused,
  text,
} from "../fields.ts";
import { inlineMarkup } from "../markup.ts";
import { entities, linkPreview, parseMode, readCaption, readText } from "../text-args.ts";
import type { Args, Call, Field, MethodGroup, UploadedFile } from "../types.ts";
import { itemContent, readMediaItem } from "./media.ts";

type Edited<M> = Update.Edited & M;

const targetFields = {
  business_connection_id: businessConnection,
  chat_id: optionalChat,
  message_id: integer,
  inline_message_id: text,
  reply_markup: inlineMarkup,
};

const media: Field<InputMedia<UploadedFile>> = (raw, source) =>
  readMediaItem(readJson(raw, "can't parse media JSON object"), source);

/** Others' messages may be deleted for two days, and only by who may delete. */
const DELETE_SECONDS_MAX = 48 * 60 * 60;
const DELETE_MAX = 100;

/** Notices that a supergroup or a topic was made stay (Bot API deleteMessage). */
function isBeginning(message: StoredMessage): boolean {
  if (message.content.type !== "service") return false;
  const { kind } = message.content.service;
  return kind === "supergroup_created" || kind === "topic_created";
}

/** Why the bot may not delete this message; null when it may. */
function deleteRefusal(call: Call, room: Room, message: StoredMessage): string | null {
  const age = secondsOf(call.engine.clock.now()) - message.date;
  const isOld = age >= DELETE_SECONDS_MAX;
  if (room.kind === "private") return isOld ? "message can't be deleted for everyone" : null;
  if (isOld) return "message can't be deleted";
  const member = room.members.get(call.bot.id);
  const isOwn = message.from === call.bot.id;
  if (isBeginning(message)) return "message can't be deleted";
  if (isOwn || hasRight(member, "can_delete_messages")) return null;
  return "message can't be deleted";
}

const idList: Field<number[]> = (raw, source, name) =>
  integers("message_ids must be an Array of Integer")(raw, source, name) ?? [];

function visible(call: Call, room: Room, id: number): StoredMessage | undefined {
  const message = room.messages.get(id);
  return message && mayRead(call.world, room, message, call.bot.id) ? message : undefined;
}

const reactionList: Field<Args<"setMessageReaction">["reaction"]> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const list = readJson(raw, "can't parse reaction types JSON object");
  if (!Array.isArray(list)) throw badRequest("expected an Array of ReactionType");
  return list as NonNullable<Args<"setMessageReaction">["reaction"]>;
};

/** Bots may use what everybody may; a sample of the list, the others are refused alike. */
const REACTIONS: ReadonlySet<string> = new Set(
  "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split(
    " ",
  ),
);

function setReaction(call: Call, args: Args<"setMessageReaction">): true {
  const room = writableChat(call, args.chat_id);
  const message = visible(call, room, args.message_id);
  if (!message) throw badRequest("message to react not found");
  const [reaction, second] = args.reaction ?? [];
  if (second) throw badRequest("REACTIONS_TOO_MANY");
  if (reaction && (reaction.type !== "emoji" || !REACTIONS.has(reaction.emoji))) {
    throw badRequest("REACTION_INVALID");
  }
  const emoji = reaction?.type === "emoji" ? reaction.emoji : null;
  const from = call.bot.id;
  call.engine.commit("react", { room: room.key, id: message.id, from, emoji });
  return true;
}

export const editMethods = {
  editMessageText: {
    fields: {
      ...targetFields,
      text,
      parse_mode: parseMode,
      entities,
      link_preview_options: linkPreview,
      rich_message: refused("rich messages are not supported by this server"),
    },
    run(call, args) {
      const target = editable(call, args, "text");
      if (target.message.content.type !== "text") {
        throw badRequest("there is no text in the message to edit");
      }
      const formatted = readText(args.text ?? "", args.parse_mode, args.entities);
      const content: Content = defined({
        type: "text" as const,
        ...formatted,
        preview: args.link_preview_options,
      });
      return editTo(call, target, args, content) as Edited<Message.TextMessage>;
    },
  },

  editMessageCaption: {
    fields: {
      ...targetFields,
      caption: text,
      parse_mode: parseMode,
      caption_entities: entities,
      show_caption_above_media: flag,
    },
    run(call, args) {
      const target = editable(call, args, "caption");
      const { content } = target.message;
      if (!isMedia(content)) throw badRequest("there is no caption in the message to edit");
      const caption = readCaption(args.caption, args.parse_mode, args.caption_entities);
      const { aboveMedia: _, ...rest } = content;
      const edited = defined({
        ...rest,
        caption: caption.text,
        entities: caption.entities,
        aboveMedia: args.show_caption_above_media || undefined,
      });
      return editTo(call, target, args, edited) as Edited<Message.CaptionableMessage>;
    },
  },

  editMessageMedia: {
    fields: { ...targetFields, media },
    run(call, args) {
      const target = editable(call, args, "media");
      const content = itemContent(call, args.media);
      const album = target.message.album !== undefined;
      if (album && content.type !== target.message.content.type) {
        throw badRequest("message can't be edited");
      }
      return editTo(call, target, args, content);
    },
  },

  editMessageReplyMarkup: {
    fields: targetFields,
    run: (call, args) => editTo(call, editable(call, args, "markup"), args, undefined),
  },

  deleteMessage: {
    fields: { chat_id: chat, message_id: messageId },
    run(call, args) {
      const room = chatFor(call, args.chat_id);
      const message = visible(call, room, args.message_id);
      if (!message) throw badRequest("message to delete not found");
      const refusal = deleteRefusal(call, room, message);
      if (refusal) throw badRequest(refusal);
      call.engine.commit("delete", { room: room.key, ids: [message.id] });
      return true;
    },
  },

  deleteMessages: {
    fields: { chat_id: chat, message_ids: idList },
    run(call, args) {
      const room = chatFor(call, args.chat_id);
      if (args.message_ids.length === 0) throw badRequest("message identifiers are not specified");
      if (args.message_ids.length > DELETE_MAX) throw badRequest("too many messages to delete");
      // What is not there, or may not go, is passed over without a word.
      const ids = args.message_ids.filter((id) => {
        const message = visible(call, room, id);
        return message && deleteRefusal(call, room, message) === null;
      });
      if (ids.length > 0) call.engine.commit("delete", { room: room.key, ids });
      return true;
    },
  },

  setMessageReaction: {
    fields: { chat_id: chat, message_id: messageId, reaction: reactionList, is_big: flag },
    run: setReaction,
  },
} satisfies MethodGroup;
