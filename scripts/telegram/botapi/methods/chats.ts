/**
 * Chats and their members: what a bot may know and change.
 *
 * Sources: Bot API getChat, getChatMember, promoteChatMember and relatives; telegram-bot-api
 * Client.cpp (TdOnGetChatPinnedMessageCallback); tdlib DialogParticipantManager.cpp.
 */
import type { ChatFullInfo, ChatMemberAdministrator, ChatMemberOwner } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import { isAdministrator, isPresent, presentIn } from "../../world/find.ts";
import { newestPin } from "../../world/pins.ts";
import { GROUP_RIGHTS, rightsBeyond } from "../../world/rights.ts";
import { showGroup, showMember, showUser } from "../../world/show-account.ts";
import { showMessage } from "../../world/show-message.ts";
import type { GroupRoom, Room } from "../../world/state.ts";
import { mayRead } from "../../world/visibility.ts";
import { chatFor, groupFor, needRight, writableChat } from "../chats.ts";
import {
  businessConnection,
  chat,
  flag,
  integer,
  oneOf,
  requiredText,
  text,
  userId,
} from "../fields.ts";
import type { Args, Call, MethodGroup } from "../types.ts";

const ACTIONS = [
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
] as const;

/** A chat action is shown this long (Bot API: 5 seconds or less). */
const ACTION_MS = 5000;
const TITLE_MAX = 128;
const ALL_GIFTS = {
  unlimited_gifts: true,
  limited_gifts: true,
  unique_gifts: true,
  premium_subscription: true,
  gifts_from_channels: true,
};

/** The newest pin by message id; not there for a bot that may not see it. */
function pinnedFor(call: Call, room: Room) {
  const message = room.messages.get(newestPin(room) ?? 0);
  if (!message || !mayRead(call.world, room, message, call.bot.id)) return undefined;
  const viewer = { id: call.bot.id, isBot: true };
  return showMessage(call.world, room, message, viewer, { withReply: false });
}

const onlyTrue = (value: boolean): true | undefined => (value ? true : undefined);

function fullInfo(call: Call, room: Room): ChatFullInfo {
  const common = defined({
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: ALL_GIFTS,
    pinned_message: pinnedFor(call, room),
    message_auto_delete_time: room.autoDeleteSeconds || undefined,
    has_protected_content: onlyTrue(room.isProtected),
  });
  if (room.kind === "private") {
    const { id, first_name, last_name, username } = showUser(call.world, room.userId);
    const active_usernames = username ? [username] : undefined;
    const names = { first_name, last_name, username, active_usernames };
    return defined({ id, type: "private" as const, ...names, ...common });
  }
  return { ...showGroup(room), ...common, ...groupInfo(call, room) } as ChatFullInfo;
}

function groupInfo(call: Call, room: GroupRoom) {
  const isSuper = room.kind === "supergroup";
  const administrates = isAdministrator(room.members.get(call.bot.id));
  return defined({
    description: room.description || undefined,
    permissions: MEMBER_PERMISSIONS,
    active_usernames: room.username ? [room.username] : undefined,
    // Told to administrators only (Bot API ChatFullInfo).
    has_visible_history: onlyTrue(isSuper && administrates && !room.hiddenHistory),
    join_to_send_messages: onlyTrue(isSuper),
  });
}

/** What plain members may do in a new group. */
const MEMBER_PERMISSIONS = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_react_to_messages: true,
  can_change_info: false,
  can_invite_users: true,
  can_edit_tag: true,
  can_pin_messages: false,
  can_manage_topics: false,
};

type Manager = ChatMemberOwner | ChatMemberAdministrator;

function promote(call: Call, args: Args<"promoteChatMember">): true {
  const room = groupFor(call, args.chat_id);
  if (room.kind === "group") throw badRequest("method is available only for supergroups");
  const target = room.members.get(args.user_id);
  if (args.user_id === call.bot.id) throw badRequest("can't promote self");
  if (target?.status === "creator") throw badRequest("can't remove chat owner");
  needRight(call, room, "can_promote_members", "not enough rights");
  if (!isPresent(target)) throw badRequest("USER_NOT_MUTUAL_CONTACT");
  const rights = Object.fromEntries(GROUP_RIGHTS.map((right) => [right, args[right] === true]));
  if (rightsBeyond(rights, room.members.get(call.bot.id)).length > 0) {
    throw badRequest("not enough rights");
  }
  const isForeign = target?.status === "administrator" && target.promotedBy !== call.bot.id;
  if (isForeign) throw badRequest("CHAT_ADMIN_REQUIRED");
  call.engine.commit("setRights", {
    room: room.key,
    userId: args.user_id,
    by: call.bot.id,
    rights,
  });
  return true;
}

/** The bot may act on this member: it has the right, and they are no administrator. */
function restrictable(call: Call, args: { chat_id: number | string; user_id: number }): GroupRoom {
  const room = groupFor(call, args.chat_id);
  needRight(
    call,
    room,
    "can_restrict_members",
    "not enough rights to restrict/unrestrict chat member",
  );
  const target = room.members.get(args.user_id);
  if (args.user_id === call.bot.id) throw badRequest("can't restrict self");
  if (target?.status === "creator") throw badRequest("can't remove chat owner");
  if (target?.status === "administrator") throw badRequest("user is an administrator of the chat");
  return room;
}

const member = { chat_id: chat, user_id: userId };

/** One flag for each right that promoteChatMember knows. */
const rightFlags = {
  is_anonymous: flag,
  can_manage_chat: flag,
  can_delete_messages: flag,
  can_manage_video_chats: flag,
  can_restrict_members: flag,
  can_promote_members: flag,
  can_change_info: flag,
  can_invite_users: flag,
  can_manage_tags: flag,
  can_post_stories: flag,
  can_edit_stories: flag,
  can_delete_stories: flag,
  can_post_messages: flag,
  can_edit_messages: flag,
  can_pin_messages: flag,
  can_manage_topics: flag,
  can_manage_direct_messages: flag,
  can_send_welcome_messages: flag,
};

export const chatMethods = {
  getChat: {
    fields: { chat_id: chat },
    run: (call, args) => fullInfo(call, chatFor(call, args.chat_id)),
  },

  getChatMember: {
    fields: member,
    run(call, args) {
      const room = chatFor(call, args.chat_id);
      const known = call.world.persons.has(args.user_id) || call.world.bots.has(args.user_id);
      if (!known) throw badRequest("user not found");
      if (room.kind === "private") {
        const user = showUser(call.world, args.user_id);
        return { status: "member", user };
      }
      const standing = room.members.get(args.user_id);
      // Only administrators may ask about others who are not there (Bot API getChatMember).
      if (!standing && !isAdministrator(room.members.get(call.bot.id))) {
        throw badRequest("member list is inaccessible");
      }
      return showMember(call.world, args.user_id, standing, call.bot.id);
    },
  },

  getChatAdministrators: {
    fields: { chat_id: chat, return_bots: flag },
    run(call, args) {
      const room = groupFor(call, args.chat_id, "there are no administrators in the private chat");
      return [...room.members]
        .filter(([, one]) => isAdministrator(one))
        .filter(([id]) => args.return_bots || id === call.bot.id || !call.world.bots.has(id))
        .map(([id, one]) => showMember(call.world, id, one, call.bot.id) as Manager);
    },
  },

  getChatMemberCount: {
    fields: { chat_id: chat },
    run: (call, args) => presentIn(chatFor(call, args.chat_id)).length,
  },

  promoteChatMember: { fields: { ...member, ...rightFlags }, run: promote },

  banChatMember: {
    fields: { ...member, until_date: integer, revoke_messages: flag },
    run(call, args) {
      const room = restrictable(call, args);
      const { user_id, until_date = 0 } = args;
      const by = call.bot.id;
      call.engine.commit("removeMember", {
        room: room.key,
        userId: user_id,
        by,
        until: until_date,
      });
      return true;
    },
  },

  unbanChatMember: {
    fields: { ...member, only_if_banned: flag },
    run(call, args) {
      const room = restrictable(call, args);
      const isBanned = room.members.get(args.user_id)?.status === "kicked";
      if (isBanned || !args.only_if_banned) {
        call.engine.commit("unban", { room: room.key, userId: args.user_id, by: call.bot.id });
      }
      return true;
    },
  },

  leaveChat: {
    fields: { chat_id: chat },
    run(call, args) {
      const room = groupFor(call, args.chat_id, "chat_id of a private chat can't be left");
      call.engine.commit("leave", { room: room.key, userId: call.bot.id });
      return true;
    },
  },

  setChatTitle: {
    fields: { chat_id: chat, title: requiredText("chat title must be non-empty") },
    run(call, args) {
      const room = groupFor(call, args.chat_id, "can't change private chat title");
      needRight(call, room, "can_change_info", "not enough rights to change chat title");
      const title = args.title.trim().slice(0, TITLE_MAX);
      if (title === room.title) throw badRequest("CHAT_NOT_MODIFIED");
      call.engine.commit("editGroup", { room: room.key, by: call.bot.id, change: { title } });
      return true;
    },
  },

  setChatDescription: {
    fields: { chat_id: chat, description: text },
    run(call, args) {
      const room = groupFor(call, args.chat_id, "can't change private chat description");
      needRight(call, room, "can_change_info", "not enough rights to set chat description");
      const description = (args.description ?? "").slice(0, 255);
      if (description === (room.description ?? "")) {
        throw badRequest("chat description is not modified");
      }
      call.engine.commit("editGroup", { room: room.key, by: call.bot.id, change: { description } });
      return true;
    },
  },

  sendChatAction: {
    fields: {
      business_connection_id: businessConnection,
      chat_id: chat,
      message_thread_id: integer,
      action: (raw, source, name) => {
        const action = oneOf(...ACTIONS)(raw, source, name);
        if (!action) throw badRequest("wrong parameter action in request");
        return action;
      },
    },
    run(call, args) {
      const room = writableChat(call, args.chat_id);
      call.api.lounge.busyUntil.set(room.key, call.engine.clock.now() + ACTION_MS);
      for (const listener of call.api.lounge.listeners) listener(room.key);
      return true;
    },
  },

  getUserProfilePhotos: {
    fields: { user_id: userId, offset: integer, limit: integer },
    run(call, args) {
      const known = call.world.persons.has(args.user_id) || call.world.bots.has(args.user_id);
      if (!known) throw badRequest("user not found");
      return { total_count: 0, photos: [] };
    },
  },
} satisfies MethodGroup;
