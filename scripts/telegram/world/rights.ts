/**
 * Administrator rights as plain values: what there is, who has what, who may give what.
 * Pure. Sources: Bot API ChatAdministratorRights, promoteChatMember; tdlib DialogParticipant.
 */
import type { ChatAdministratorRights } from "@grammyjs/types";
import { isPresent } from "./find.ts";
import type { GroupRoom, Member } from "./state.ts";

export type Right = keyof ChatAdministratorRights;

/** Rights that exist in groups and supergroups; the others are of channels. */
export const GROUP_RIGHTS = [
  "can_manage_chat",
  "can_change_info",
  "can_delete_messages",
  "can_restrict_members",
  "can_invite_users",
  "can_pin_messages",
  "can_manage_topics",
  "can_promote_members",
  "can_manage_video_chats",
  "can_post_stories",
  "can_edit_stories",
  "can_delete_stories",
  "can_manage_tags",
  "can_send_welcome_messages",
  "is_anonymous",
] as const satisfies readonly Right[];

/** No right at all, in the form in which Telegram answers for a supergroup. */
export function noRights(): ChatAdministratorRights {
  return {
    is_anonymous: false,
    can_manage_chat: false,
    can_delete_messages: false,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: false,
    can_manage_tags: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: false,
    can_manage_topics: false,
    can_send_welcome_messages: false,
  };
}

/**
 * A full set from a partial one. Any right implies can_manage_chat
 * (Bot API: "Implied by any other administrator privilege").
 */
export function fullRights(partial: Partial<ChatAdministratorRights>): ChatAdministratorRights {
  const rights = noRights();
  for (const right of GROUP_RIGHTS) if (partial[right] === true) rights[right] = true;
  if (GROUP_RIGHTS.some((right) => rights[right])) rights.can_manage_chat = true;
  return rights;
}

/** Whether the set gives anything; promoting to nothing is demoting. */
export function givesAnything(rights: ChatAdministratorRights): boolean {
  return GROUP_RIGHTS.some((right) => rights[right] === true);
}

/** Whether the member may do what the right is for. */
export function hasRight(member: Member | undefined, right: Right): boolean {
  if (member?.status === "creator") {
    return right === "is_anonymous" ? member.rights?.is_anonymous === true : true;
  }
  return member?.status === "administrator" && member.rights?.[right] === true;
}

/** Rights in `wanted` that the giver lacks; nobody may give what they don't have. */
export function rightsBeyond(
  wanted: Partial<ChatAdministratorRights>,
  giver: Member | undefined,
): Right[] {
  return GROUP_RIGHTS.filter(
    (right) =>
      wanted[right] === true &&
      right !== "is_anonymous" &&
      right !== "can_manage_chat" &&
      !hasRight(giver, right),
  );
}

/** Whether the account may act on this topic: the right, or having created it. */
export function mayManageTopic(room: GroupRoom, accountId: number, threadId: number): boolean {
  return (
    hasRight(room.members.get(accountId), "can_manage_topics") ||
    (isPresent(room.members.get(accountId)) && room.topics.get(threadId)?.creator === accountId)
  );
}
