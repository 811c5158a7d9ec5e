/** Looking at a group for check.ts: three calls, and what their failures mean. */
import type { ChatMember } from "grammy/types";
import type { ChatView } from "../../logserver/transport.ts";
import { TransportError } from "../../logserver/transport.ts";
import type { TelegramDeps } from "../deps.ts";
import { calling } from "../faults.ts";
import type { GroupView } from "./check.ts";
import type { RightName } from "./rights.ts";
import { neededRights, surplusRights } from "./rights.ts";

type LookDeps = Pick<TelegramDeps, "api" | "transport" | "me" | "logServers">;

/** Throws TransportError when Telegram is silent: that is no verdict on the group. */
export async function lookAtGroup(
  deps: LookDeps,
  chatId: number,
  personId: number,
): Promise<GroupView> {
  const [chat, person, bot] = await Promise.all([
    seen<ChatView>(() => deps.transport.getChat(chatId)),
    memberOf(deps, chatId, personId),
    memberOf(deps, chatId, deps.me.id),
  ]);
  const owner = deps.logServers.ownerOf(chatId);
  return {
    chat,
    person: person?.status ?? "left",
    bot: {
      status: bot?.status ?? "left",
      isAnonymous: bot?.status === "administrator" && bot.is_anonymous,
      rights: bot ? rightsOf(bot) : [],
    },
    belongsTo: owner === null ? "nobody" : owner === personId ? "person" : "other",
  };
}

/** Somebody's membership; null when the bot cannot see the group, or never met them there. */
export function memberOf(
  deps: Pick<TelegramDeps, "api">,
  chatId: number,
  userId: number,
): Promise<ChatMember | null> {
  return seen(() =>
    calling("getChatMember", () =>
      deps.api.raw.getChatMember({ chat_id: chatId, user_id: userId }),
    ),
  );
}

/** Rights of an administrator; nobody else has any. */
function rightsOf(member: ChatMember): readonly RightName[] {
  if (member.status !== "administrator") return [];
  return [...neededRights, ...surplusRights].filter((right) => member[right] === true);
}

/** Null when Telegram says that the bot may not see, or that there is nothing to see. */
async function seen<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    const isAnswer =
      error instanceof TransportError &&
      (error.fault === "forbidden" || error.fault === "notFound" || error.fault === "refused");
    if (isAnswer) return null;
    throw error;
  }
}
