/**
 * The bot itself: who it is, and leaving a server.
 */
import type { UserFromGetMe } from "@grammyjs/types";
import { botName } from "../../world/show-account.ts";
import type { Bot } from "../../world/state.ts";
import type { MethodGroup } from "../types.ts";

/** getMe's answer. */
function showMe(bot: Bot): UserFromGetMe {
  return {
    id: bot.id,
    is_bot: true,
    first_name: botName(bot),
    username: bot.username,
    can_join_groups: bot.canJoinGroups,
    can_read_all_group_messages: bot.readsAllMessages,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: bot.mainAppUrl !== undefined,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

export const meMethods = {
  getMe: { fields: {}, run: ({ bot }) => showMe(bot) },
  /** There is no cloud server to log out from: nothing changes, as with an idle local server. */
  logOut: { fields: {}, run: () => true },
  close: { fields: {}, run: () => true },
} satisfies MethodGroup;
