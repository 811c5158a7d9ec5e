/**
 * The rights of the bot in a log server's group: which it needs, and nothing more. One list, from
 * which the request, the link, the default and the check are all made.
 */
import type { ChatAdministratorRights } from "grammy/types";

export type RightName = Exclude<keyof ChatAdministratorRights, "is_anonymous" | "can_manage_chat">;

/** What the bot works with. `can_manage_chat` comes with any of them by itself. */
export const neededRights = [
  "can_manage_topics",
  "can_pin_messages",
  "can_delete_messages",
] as const satisfies readonly RightName[];
export type NeededRight = (typeof neededRights)[number];

export type SurplusRight = Exclude<RightName, NeededRight>;

/** Every other right there is; the compiler sees to it that a new one is added here. */
const surplusRightTable: { readonly [name in SurplusRight]: true } = {
  can_change_info: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: true,
  can_invite_users: true,
  can_manage_tags: true,
  can_post_stories: true,
  can_edit_stories: true,
  can_delete_stories: true,
  can_post_messages: true,
  can_edit_messages: true,
  can_manage_direct_messages: true,
  can_send_welcome_messages: true,
};

export const surplusRights = Object.keys(surplusRightTable) as readonly SurplusRight[];

const noRights: ChatAdministratorRights = {
  is_anonymous: false,
  can_manage_chat: false,
  can_delete_messages: false,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: false,
  can_manage_topics: false,
  can_send_welcome_messages: false,
};

/** Exactly what the bot asks for. Never anonymous: its messages must show that they are its own. */
export const botRights: ChatAdministratorRights = {
  ...noRights,
  can_manage_topics: true,
  can_pin_messages: true,
  can_delete_messages: true,
};

/**
 * What the person must have in the group to hand the bot its rights: the same ones (Telegram asks
 * for a superset), and that of appointing it. A group's owner has all.
 */
export const personRights: ChatAdministratorRights = {
  ...botRights,
  can_manage_chat: true,
  can_promote_members: true,
  can_invite_users: true,
};

/** The second way into a group: a link that adds the bot with the same rights. */
export function startGroupLink(username: string, parameter: string): string {
  const rights = neededRights.map((right) => right.replace("can_", "")).sort();
  return `https://t.me/${username}?startgroup=${parameter}&admin=${rights.join("+")}`;
}
