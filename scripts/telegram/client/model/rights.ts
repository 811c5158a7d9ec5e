/**
 * Administrator rights of a supergroup, in the order in which Telegram shows them, with the names
 * they have in `startgroup` links.
 */
import type { ChatAdministratorRights, ChatMember } from "@grammyjs/types";

export type RightName = keyof ChatAdministratorRights;

export interface Right {
  readonly name: RightName;
  /** What `&admin=` of a link calls it. */
  readonly linkName: string;
}

/** `can_manage_chat` is implied by any right and is no switch; channels' rights are left out. */
export const GROUP_RIGHTS: readonly Right[] = [
  { name: "can_change_info", linkName: "change_info" },
  { name: "can_delete_messages", linkName: "delete_messages" },
  { name: "can_restrict_members", linkName: "restrict_members" },
  { name: "can_invite_users", linkName: "invite_users" },
  { name: "can_pin_messages", linkName: "pin_messages" },
  { name: "can_manage_topics", linkName: "manage_topics" },
  { name: "can_manage_video_chats", linkName: "manage_video_chats" },
  { name: "can_post_stories", linkName: "post_stories" },
  { name: "can_edit_stories", linkName: "edit_stories" },
  { name: "can_delete_stories", linkName: "delete_stories" },
  { name: "can_manage_tags", linkName: "manage_tags" },
  { name: "can_send_welcome_messages", linkName: "send_welcome_messages" },
  { name: "can_promote_members", linkName: "promote_members" },
  { name: "is_anonymous", linkName: "anonymous" },
];

/** The rights that are on, in display order. */
export function grantedRights(rights: Partial<ChatAdministratorRights> | null): RightName[] {
  if (rights === null) return [];
  return GROUP_RIGHTS.filter((right) => rights[right.name] === true).map((right) => right.name);
}

/** Rights by their link names; unknown names are left out, as Telegram does. */
export function rightsOfLink(linkNames: readonly string[]): RightName[] {
  return GROUP_RIGHTS.filter((right) => linkNames.includes(right.linkName)).map(
    (right) => right.name,
  );
}

/** What a member may do as an administrator; null when they are none. */
export function rightsOfMember(member: ChatMember): Partial<ChatAdministratorRights> | null {
  if (member.status === "administrator") return member;
  if (member.status === "creator") {
    return Object.fromEntries(
      GROUP_RIGHTS.map((right) => [
        right.name,
        right.name === "is_anonymous" ? member.is_anonymous : true,
      ]),
    );
  }
  return null;
}

/** True when the member is in the chat now. */
export function isInside(member: ChatMember): boolean {
  return member.status !== "left" && member.status !== "kicked";
}
