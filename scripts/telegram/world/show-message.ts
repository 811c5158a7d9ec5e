/**
 * Messages as the Bot API shows them to one account. The same stored message looks different
 * to each bot: file ids, the name of a private chat, how deep replies go.
 */
import type { Message, MessageEntity, MessageOrigin } from "@grammyjs/types";
import { defined } from "../std.ts";
import type { MediaContent, Service } from "./content.ts";
import { isMedia } from "./content.ts";
import { GROUP_ANONYMOUS_BOT_ID } from "./find.ts";
import { showChat, showGroup, showUser } from "./show-account.ts";
import { fileOf, showFile, showPhotoSize } from "./show-file.ts";
import type { GroupRoom, Room, StoredMessage, World } from "./state.ts";

/** The account that looks; what a bot sees has that bot's file ids. */
export interface Viewer {
  readonly id: number;
  readonly isBot: boolean;
}

export interface ShowOptions {
  /** Include the message replied to, whole but for its own reply (Bot API: reply_to_message). */
  readonly withReply: boolean;
}

/** The message as this viewer gets it. */
export function showMessage(
  world: World,
  room: Room,
  message: StoredMessage,
  viewer: Viewer,
  options: ShowOptions = { withReply: true },
): Message {
  const forum = room.kind !== "private" && room.isForum;
  const content = showContent(world, room, message, viewer);
  const replied = options.withReply ? showReply(world, room, message, viewer) : {};
  return defined({
    message_id: message.id,
    message_thread_id: message.threadId || undefined,
    ...showSender(world, room, message),
    date: message.date,
    edit_date: message.editDate,
    chat: showChat(world, room, viewer.id),
    is_topic_message: forum && message.threadId ? true : undefined,
    forward_origin: message.forwarded && showOrigin(world, message.forwarded),
    ...replied,
    via_bot: message.viaBot ? showUser(world, message.viaBot) : undefined,
    media_group_id: message.album,
    has_protected_content: message.isProtected || room.isProtected ? (true as const) : undefined,
    ...content,
    reply_markup: message.markup,
  });
}

function showSender(world: World, room: Room, message: StoredMessage) {
  if (!message.asChat) return { from: showUser(world, message.from) };
  return {
    from: showUser(world, GROUP_ANONYMOUS_BOT_ID),
    sender_chat: showGroup(room as GroupRoom),
  };
}

function showOrigin(world: World, from: NonNullable<StoredMessage["forwarded"]>): MessageOrigin {
  if (from.chatId !== undefined) {
    const room = world.rooms.get(`g:${from.chatId}`);
    if (room && room.kind !== "private") {
      return { type: "chat", sender_chat: showGroup(room), date: from.date };
    }
  }
  return { type: "user", sender_user: showUser(world, from.userId ?? 0), date: from.date };
}

/** The replied-to message; for a reply elsewhere only what Telegram gives of it. */
function showReply(world: World, room: Room, message: StoredMessage, viewer: Viewer) {
  const quote = message.quote && {
    text: message.quote.text,
    position: message.quote.position,
    ...(message.quote.isManual ? { is_manual: true as const } : {}),
  };
  if (message.elsewhere) {
    const other = world.rooms.get(message.elsewhere.room);
    const original = other?.messages.get(message.elsewhere.messageId);
    if (!other || !original) return {};
    return defined({ external_reply: showExternal(world, other, original, viewer), quote });
  }
  const { content } = message;
  if (content.type === "service" && content.service.kind === "pinned") return {};
  // In a topic, a message that replies to nothing replies to the topic's first message
  // (telegram-bot-api Client.cpp, get_same_chat_reply_to_message_id).
  const replyTo = message.replyTo || (message.threadId === message.id ? 0 : message.threadId);
  const original = replyTo ? room.messages.get(replyTo) : undefined;
  if (!original) return {};
  const shown = showMessage(world, room, original, viewer, { withReply: false });
  return defined({ reply_to_message: { ...shown, reply_to_message: undefined }, quote });
}

/** A reply to another chat shows origin and media of the original, but not its words. */
function showExternal(world: World, room: Room, original: StoredMessage, viewer: Viewer) {
  const { caption, caption_entities, text, entities, ...rest } = showContent(
    world,
    room,
    original,
    viewer,
  );
  return defined({
    origin: showOrigin(world, { date: original.date, userId: original.from }),
    chat: room.kind === "supergroup" ? showGroup(room) : undefined,
    message_id: room.kind === "supergroup" ? original.id : undefined,
    ...rest,
  });
}

function showContent(
  world: World,
  room: Room,
  message: StoredMessage,
  viewer: Viewer,
): Partial<Message> {
  const content = message.content;
  const botId = viewer.isBot ? viewer.id : undefined;
  if (isMedia(content)) return showMedia(world, content, botId);
  switch (content.type) {
    case "text":
      return defined({
        text: content.text,
        entities: showEntities(content.entities),
        link_preview_options: content.preview,
      });
    case "sticker": {
      const file = fileOf(world, content.file);
      return {
        sticker: {
          ...showPhotoSize(file, botId),
          type: "regular",
          is_animated: false,
          is_video: false,
          emoji: content.emoji,
        },
      };
    }
    case "contact":
      return {
        contact: defined({
          phone_number: content.phone,
          first_name: content.firstName,
          last_name: content.lastName,
          user_id: content.userId || undefined,
        }),
      };
    case "service":
      return showService(world, room, content.service, viewer);
  }
}

const showEntities = (entities: readonly MessageEntity[]): MessageEntity[] | undefined =>
  entities.length > 0 ? [...entities] : undefined;

function showMedia(
  world: World,
  content: MediaContent,
  botId: number | undefined,
): Partial<Message> {
  const files = content.files.map((id) => fileOf(world, id));
  const last = files[files.length - 1];
  if (!last) return {};
  const caption = {
    caption: content.caption || undefined,
    caption_entities: showEntities(content.entities),
    show_caption_above_media: content.aboveMedia ? (true as const) : undefined,
    has_media_spoiler: content.hasSpoiler ? (true as const) : undefined,
  };
  const base = showFile(world, last, botId);
  const duration = last.durationSeconds ?? 0;
  const size = { width: last.width ?? 0, height: last.height ?? 0, duration };
  switch (content.type) {
    case "photo":
      return defined({ photo: files.map((file) => showPhotoSize(file, botId)), ...caption });
    case "document":
      return defined({ document: base, ...caption });
    case "audio":
      return defined({
        audio: defined({ ...base, duration, title: last.title, performer: last.performer }),
        ...caption,
      });
    case "voice":
      return defined({ voice: { ...base, duration }, ...caption });
    case "video":
      return defined({ video: { ...base, ...size }, ...caption });
    case "animation":
      return defined({ animation: { ...base, ...size }, document: base, ...caption });
  }
}

function showService(world: World, room: Room, service: Service, viewer: Viewer): Partial<Message> {
  switch (service.kind) {
    case "group_created":
      return { group_chat_created: true };
    case "supergroup_created":
      return { supergroup_chat_created: true };
    case "members_added":
      return { new_chat_members: service.users.map((id) => showUser(world, id)) };
    case "member_left":
      return { left_chat_member: showUser(world, service.user) };
    case "title_changed":
      return { new_chat_title: service.title };
    case "migrated_to":
      return { migrate_to_chat_id: service.chatId };
    case "migrated_from":
      return { migrate_from_chat_id: service.chatId };
    case "pinned":
      return { pinned_message: showPinned(world, room, service.messageId, viewer) };
    case "auto_delete_changed":
      return { message_auto_delete_timer_changed: { message_auto_delete_time: service.seconds } };
    case "topic_created":
      return {
        forum_topic_created: defined({
          name: service.name,
          icon_color: service.iconColor,
          icon_custom_emoji_id: service.iconEmojiId,
        }),
      };
    case "topic_edited":
      return {
        forum_topic_edited: defined({
          name: service.name,
          icon_custom_emoji_id: service.iconEmojiId,
        }),
      };
    case "topic_closed":
      return { forum_topic_closed: {} };
    case "topic_reopened":
      return { forum_topic_reopened: {} };
    case "general_hidden":
      return { general_forum_topic_hidden: {} };
    case "general_unhidden":
      return { general_forum_topic_unhidden: {} };
    case "owner_left":
      return {
        chat_owner_left: defined({
          new_owner: service.newOwner ? showUser(world, service.newOwner) : undefined,
        }),
      };
    case "owner_changed":
      return { chat_owner_changed: { new_owner: showUser(world, service.newOwner) } };
    case "chat_shared":
      return { chat_shared: service.shared };
    case "write_access_allowed":
      return {
        write_access_allowed: defined({
          from_request: service.fromRequest,
          web_app_name: service.webAppName,
        }),
      };
    case "web_app_data":
      return { web_app_data: { data: service.data, button_text: service.buttonText } };
  }
}

/** The pinned message itself, or an inaccessible one when it was deleted since. */
function showPinned(
  world: World,
  room: Room,
  id: number,
  viewer: Viewer,
): NonNullable<Message["pinned_message"]> {
  const pinned = room.messages.get(id);
  if (pinned) return showMessage(world, room, pinned, viewer, { withReply: false });
  return { chat: showChat(world, room, viewer.id), message_id: id, date: 0 };
}
