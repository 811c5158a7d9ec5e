/**
 * Topics of forums.
 *
 * Sources: Bot API createForumTopic and relatives; telegram-bot-api Client.cpp
 * (check_message_topic); tdlib ForumTopicManager.cpp.
 */
import type { ForumTopic } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import { mayManageTopic } from "../../world/rights.ts";
import type { GroupRoom, Topic } from "../../world/state.ts";
import { TOPIC_COLORS } from "../../world/topics.ts";
import { groupFor, needRight } from "../chats.ts";
import { chat, integer, text } from "../fields.ts";
import { ICON_STICKERS, iconStickers } from "../icons.ts";
import { postsAsChat } from "../sending.ts";
import type { Args, Call, Field, MethodGroup } from "../types.ts";

const NAME_MAX = 128;
const NOT_ENOUGH = "not enough rights";

const threadId: Field<number> = (raw, source, name) => {
  const id = integer(raw, source, name);
  if (!id) throw badRequest("message thread not found");
  return id;
};

function forumFor(call: Call, id: number | string): GroupRoom {
  const room = groupFor(call, id, "the chat is not a forum");
  if (!room.isForum) throw badRequest("the chat is not a forum");
  return room;
}

function topicFor(call: Call, args: { chat_id: number | string; message_thread_id: number }) {
  const room = forumFor(call, args.chat_id);
  const topic = room.topics.get(args.message_thread_id);
  if (!topic) throw badRequest("message thread not found");
  return { room, topic };
}

function manage(call: Call, room: GroupRoom, topic: Topic): void {
  if (!mayManageTopic(room, call.bot.id, topic.threadId)) {
    throw badRequest("not enough rights to manage the topic");
  }
}

function readName(raw: string | undefined): string {
  const name = (raw ?? "").trim();
  if (name === "") throw badRequest("TOPIC_TITLE_EMPTY");
  return name.slice(0, NAME_MAX);
}

function checkIcon(id: string | undefined): void {
  if (id && !ICON_STICKERS.some((sticker) => sticker.id === id))
    throw badRequest("DOCUMENT_INVALID");
}

const iconColor: Field<Args<"createForumTopic">["icon_color"]> = (raw, source, name) => {
  const color = integer(raw, source, name);
  if (color === undefined) return undefined;
  const known = TOPIC_COLORS.find((one) => one === color);
  if (known === undefined) throw badRequest("TOPIC_ICON_COLOR_INVALID");
  return known;
};

function create(call: Call, args: Args<"createForumTopic">): ForumTopic {
  const room = forumFor(call, args.chat_id);
  needRight(call, room, "can_manage_topics", "not enough rights to create a topic");
  const name = readName(args.name);
  checkIcon(args.icon_custom_emoji_id);
  call.limits.spend(call.bot.id, room.key, call.engine.clock.now());
  const color = args.icon_color ?? TOPIC_COLORS[0];
  const id = call.engine.commit(
    "createTopic",
    defined({
      room: room.key,
      from: call.bot.id,
      name,
      iconColor: color,
      iconEmojiId: args.icon_custom_emoji_id || undefined,
      asChat: postsAsChat(call, room),
    }),
  );
  return defined({
    message_thread_id: id,
    name,
    icon_color: color,
    icon_custom_emoji_id: args.icon_custom_emoji_id || undefined,
  });
}

function setClosed(
  call: Call,
  args: { chat_id: number | string; message_thread_id: number },
  closed: boolean,
): true {
  const { room, topic } = topicFor(call, args);
  manage(call, room, topic);
  if (topic.closed === closed) throw badRequest("TOPIC_NOT_MODIFIED");
  const { threadId: id } = topic;
  call.engine.commit("closeTopic", { room: room.key, threadId: id, from: call.bot.id, closed });
  return true;
}

const place = { chat_id: chat, message_thread_id: threadId };

export const topicMethods = {
  createForumTopic: {
    fields: {
      chat_id: chat,
      name: (raw, source, name) => text(raw, source, name) ?? "",
      icon_color: iconColor,
      icon_custom_emoji_id: text,
    },
    run: create,
  },

  editForumTopic: {
    fields: { ...place, name: text, icon_custom_emoji_id: text },
    run(call, args) {
      const { room, topic } = topicFor(call, args);
      manage(call, room, topic);
      checkIcon(args.icon_custom_emoji_id);
      const name = args.name ? readName(args.name) : topic.name;
      const icon = args.icon_custom_emoji_id ?? topic.iconEmojiId ?? "";
      const isNewName = name !== topic.name;
      const isNewIcon = icon !== (topic.iconEmojiId ?? "");
      if (!isNewName && !isNewIcon) throw badRequest("TOPIC_NOT_MODIFIED");
      call.engine.commit(
        "editTopic",
        defined({
          room: room.key,
          threadId: topic.threadId,
          from: call.bot.id,
          name: isNewName ? name : undefined,
          iconEmojiId: isNewIcon ? icon : undefined,
        }),
      );
      return true;
    },
  },

  closeForumTopic: { fields: place, run: (call, args) => setClosed(call, args, true) },
  reopenForumTopic: { fields: place, run: (call, args) => setClosed(call, args, false) },

  deleteForumTopic: {
    fields: place,
    run(call, args) {
      const { room, topic } = topicFor(call, args);
      needRight(call, room, "can_delete_messages", "not enough rights to delete the topic");
      call.engine.commit("deleteTopic", { room: room.key, threadId: topic.threadId });
      return true;
    },
  },

  unpinAllForumTopicMessages: {
    fields: place,
    run(call, args) {
      const { room, topic } = topicFor(call, args);
      const why = "not enough rights to manage pinned messages in the chat";
      needRight(call, room, "can_pin_messages", why);
      const ids = room.pinned.filter((id) => room.messages.get(id)?.threadId === topic.threadId);
      if (ids.length > 0) call.engine.commit("unpin", { room: room.key, ids });
      return true;
    },
  },

  editGeneralForumTopic: {
    fields: { chat_id: chat, name: (raw, source, name) => text(raw, source, name) ?? "" },
    run(call, args) {
      const room = forumFor(call, args.chat_id);
      needRight(call, room, "can_manage_topics", NOT_ENOUGH);
      const name = readName(args.name);
      if (name === room.general.name) throw badRequest("TOPIC_NOT_MODIFIED");
      call.engine.commit("editTopic", { room: room.key, threadId: 0, from: call.bot.id, name });
      return true;
    },
  },

  closeGeneralForumTopic: {
    fields: { chat_id: chat },
    run: (call, args) => setGeneralClosed(call, args.chat_id, true),
  },
  reopenGeneralForumTopic: {
    fields: { chat_id: chat },
    run: (call, args) => setGeneralClosed(call, args.chat_id, false),
  },
  hideGeneralForumTopic: {
    fields: { chat_id: chat },
    run: (call, args) => setGeneralHidden(call, args.chat_id, true),
  },
  unhideGeneralForumTopic: {
    fields: { chat_id: chat },
    run: (call, args) => setGeneralHidden(call, args.chat_id, false),
  },

  unpinAllGeneralForumTopicMessages: {
    fields: { chat_id: chat },
    run(call, args) {
      const room = forumFor(call, args.chat_id);
      needRight(call, room, "can_pin_messages", NOT_ENOUGH);
      const ids = room.pinned.filter((id) => room.messages.get(id)?.threadId === 0);
      if (ids.length > 0) call.engine.commit("unpin", { room: room.key, ids });
      return true;
    },
  },

  getForumTopicIconStickers: { fields: {}, run: (call) => iconStickers(call.bot.id) },
} satisfies MethodGroup;

function setGeneralClosed(call: Call, chatId: number | string, closed: boolean): true {
  const room = forumFor(call, chatId);
  needRight(call, room, "can_manage_topics", NOT_ENOUGH);
  if (room.general.closed === closed) throw badRequest("TOPIC_NOT_MODIFIED");
  call.engine.commit("closeTopic", { room: room.key, threadId: 0, from: call.bot.id, closed });
  return true;
}

function setGeneralHidden(call: Call, chatId: number | string, hidden: boolean): true {
  const room = forumFor(call, chatId);
  needRight(call, room, "can_manage_topics", NOT_ENOUGH);
  if (room.general.hidden === hidden) throw badRequest("TOPIC_NOT_MODIFIED");
  call.engine.commit("hideGeneral", { room: room.key, from: call.bot.id, hidden });
  return true;
}
