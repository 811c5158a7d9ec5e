/**
 * Whether a group can be somebody's log server: a view of it in, findings out. Pure; look.ts gets
 * the view, check-text.ts puts findings into sentences.
 */
import type { ChatMember } from "grammy/types";
import type { ChatView } from "../../logserver/transport.ts";
import type { NeededRight, RightName, SurplusRight } from "./rights.ts";
import { neededRights, surplusRights } from "./rights.ts";

/** A group as it was just seen. */
export interface GroupView {
  /** Null when the bot cannot see the group: it is not in it. */
  readonly chat: Omit<ChatView, "pinned"> | null;
  /** The person who wants to have it as theirs. */
  readonly person: ChatMember["status"];
  readonly bot: {
    readonly status: ChatMember["status"];
    readonly isAnonymous: boolean;
    readonly rights: readonly RightName[];
  };
  /** Whose log server it is as far as is known. */
  readonly belongsTo: "nobody" | "person" | "other";
}

export type Finding =
  | { readonly code: GroupFault }
  | { readonly code: "missingRight"; readonly right: NeededRight }
  | { readonly code: "surplusRight"; readonly right: SurplusRight };

export type GroupFault =
  | "notMember"
  | "takenByOther"
  | "notOwner"
  | "groupPublic"
  | "notForum"
  | "anonymous"
  | "autoDelete"
  | "protectedContent"
  | "hiddenHistory";

/** All that is wrong, the gravest first. Empty: the group is as it should be. */
export function checkGroup(view: GroupView): readonly Finding[] {
  if (!view.chat || view.bot.status === "left" || view.bot.status === "kicked") {
    return [{ code: "notMember" }];
  }
  if (view.belongsTo === "other") return [{ code: "takenByOther" }];
  return [...groupFaults(view, view.chat), ...rightFindings(view)];
}

/** Everything that is wrong blocks, but a right too many: of that the person is only told. */
export function isBlocking(finding: Finding): boolean {
  return finding.code !== "surplusRight";
}

function groupFaults(view: GroupView, chat: NonNullable<GroupView["chat"]>): readonly Finding[] {
  const isAdministrator = view.bot.status === "administrator";
  const faults: readonly (readonly [boolean, GroupFault])[] = [
    [view.person !== "creator", "notOwner"],
    [chat.isPublic, "groupPublic"],
    [!chat.isForum, "notForum"],
    [view.bot.isAnonymous, "anonymous"],
    [chat.autoDeleteSeconds > 0, "autoDelete"],
    [chat.hasProtectedContent, "protectedContent"],
    // Telegram tells only administrators whether the history is visible.
    [isAdministrator && chat.hasHiddenHistory, "hiddenHistory"],
  ];
  return faults.filter(([isThere]) => isThere).map(([, code]) => ({ code }));
}

function rightFindings({ bot }: GroupView): readonly Finding[] {
  const missing = neededRights.filter((right) => !bot.rights.includes(right));
  const surplus = surplusRights.filter((right) => bot.rights.includes(right));
  return [
    ...missing.map((right): Finding => ({ code: "missingRight", right })),
    ...surplus.map((right): Finding => ({ code: "surplusRight", right })),
  ];
}
