/**
 * How accounts, chats and memberships look in the Bot API. Reads the world, changes nothing.
 */
import type { Chat, ChatMember, User } from "@grammyjs/types";
import { assert, defined } from "../std.ts";
import { GROUP_ANONYMOUS_BOT_ID } from "./find.ts";
import { noRights } from "./rights.ts";
import type { Bot, GroupRoom, Member, Person, Room, World } from "./state.ts";

/** A bot's name in a language, with the default as fallback. */
export function botName(bot: Bot, language = ""): string {
  return bot.names.get(language) ?? bot.names.get("") ?? bot.username;
}

export function showPerson(person: Person): User {
  return defined({
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    last_name: person.lastName,
    username: person.username,
    language_code: person.languageCode,
    is_premium: person.isPremium ? (true as const) : undefined,
  });
}

export function showBot(bot: Bot): User {
  return { id: bot.id, is_bot: true, first_name: botName(bot), username: bot.username };
}

/** Person, bot, or the stand-in for anonymous administrators. */
export function showUser(world: World, id: number): User {
  if (id === GROUP_ANONYMOUS_BOT_ID) {
    return { id, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };
  }
  const person = world.persons.get(id);
  if (person) return showPerson(person);
  const bot = world.bots.get(id);
  assert(bot, `no account ${id}`);
  return showBot(bot);
}

export function showGroup(room: GroupRoom): Chat.GroupChat | Chat.SupergroupChat {
  if (room.kind === "group") return { id: room.id, type: "group", title: room.title };
  return defined({
    id: room.id,
    type: "supergroup" as const,
    title: room.title,
    username: room.username,
    is_forum: room.isForum ? (true as const) : undefined,
  });
}

/** The chat as this account calls it: a private chat is named after the other one. */
export function showChat(world: World, room: Room, viewerId: number): Chat {
  if (room.kind !== "private") return showGroup(room);
  const other = showUser(world, viewerId === room.userId ? room.botId : room.userId);
  return defined({
    id: other.id,
    type: "private" as const,
    first_name: other.first_name,
    last_name: other.last_name,
    username: other.username,
  });
}

/** Who stands where in a group; somebody unknown to it has left. */
export function showMember(
  world: World,
  userId: number,
  member: Member | undefined,
  viewerId: number,
): ChatMember {
  const user = showUser(world, userId);
  switch (member?.status) {
    case "creator":
      return defined({
        status: "creator" as const,
        user,
        is_anonymous: member.rights?.is_anonymous === true,
        custom_title: member.customTitle,
      });
    case "administrator":
      return defined({
        status: "administrator" as const,
        user,
        can_be_edited: member.promotedBy === viewerId,
        ...noRights(),
        ...member.rights,
        custom_title: member.customTitle,
      });
    case "member":
      return { status: "member", user };
    case "restricted":
      return { status: "restricted", user, is_member: true, ...mutedUntil(member.until) };
    case "kicked":
      return { status: "kicked", user, until_date: member.until };
    default:
      return { status: "left", user };
  }
}

/** A restricted member may do nothing but read. */
function mutedUntil(until: number) {
  return {
    can_send_messages: false,
    can_send_audios: false,
    can_send_documents: false,
    can_send_photos: false,
    can_send_videos: false,
    can_send_video_notes: false,
    can_send_voice_notes: false,
    can_send_polls: false,
    can_send_other_messages: false,
    can_add_web_page_previews: false,
    can_react_to_messages: false,
    can_change_info: false,
    can_invite_users: false,
    can_edit_tag: false,
    can_pin_messages: false,
    can_manage_topics: false,
    until_date: until,
  };
}
