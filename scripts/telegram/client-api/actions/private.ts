/**
 * The chat with a bot as a whole: blocking, clearing; Mini Apps and what they may ask for.
 *
 * Sources: core.telegram.org/bots/webapps (initData, CloudStorage limits, write access);
 * core.telegram.org/api/bots/webapps (which launch carries which fields).
 */
import type { LaunchLook } from "../../client-protocol.ts";
import { signInitData } from "../../launch/init-data.ts";
import { launchUrl } from "../../launch/url.ts";
import { defined } from "../../std.ts";
import { findPrivate } from "../../world/find.ts";
import { menuButtonFor } from "../../world/settings.ts";
import { botName, showPerson } from "../../world/show-account.ts";
import type { Bot, Room } from "../../world/state.ts";
import { secondsOf } from "../../world/tx.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, roomFor } from "../desk.ts";
import type { ActionInput, SomeHandlers } from "../types.ts";
import { customMethod } from "./cloud.ts";

const WEB_APP_DATA_MAX_BYTES = 4096;

function botById(desk: Desk, id: number): Bot {
  const bot = desk.world.bots.get(id);
  if (!bot) throw new ClientFailure("ボットが見つかりません");
  return bot;
}

function appUrl(desk: Desk, bot: Bot, args: ActionInput<"launch">): string {
  if (args.from === "menu") {
    const button = menuButtonFor(bot, desk.person.id);
    const url = button.type === "web_app" ? button.web_app.url : args.url;
    if (url) return url;
  }
  const url = args.from === "link" ? (bot.mainAppUrl ?? args.url) : args.url;
  if (!url) throw new ClientFailure("このボットのミニアプリは設定されていません");
  return url;
}

/** What the app is told, by how it was opened. */
function initFields(
  desk: Desk,
  bot: Bot,
  room: Room,
  args: ActionInput<"launch">,
  queryId: string,
): Map<string, string> {
  const now = desk.engine.clock.now();
  const pm = findPrivate(desk.world, bot.id, desk.person.id);
  const { is_bot: _isBot, ...person } = showPerson(desk.person);
  const mayWrite = pm?.started || pm?.writeAccess;
  const user = defined({ ...person, allows_write_to_pm: mayWrite ? true : undefined });
  const fields = new Map<string, string>();
  if (args.from === "link") {
    fields.set("chat_instance", room.instance);
    fields.set("chat_type", room.kind === "private" ? "sender" : room.kind);
    if (args.startParam) fields.set("start_param", args.startParam);
  } else fields.set("query_id", queryId);
  fields.set("user", JSON.stringify(user));
  fields.set("auth_date", String(secondsOf(now)));
  return fields;
}

/** The seed of the signing key, drawn on first use. */
export function signingSeed(desk: Pick<Desk, "engine">): string {
  const { engine } = desk;
  if (engine.world.signingSeed === null) engine.commit("drawSigningSeed", {});
  return engine.world.signingSeed ?? "";
}

function launch(desk: Desk, args: ActionInput<"launch">) {
  const bot = botById(desk, args.botId);
  const url = appUrl(desk, bot, args);
  const ids = { botId: bot.id, userId: desk.person.id };
  if (!findPrivate(desk.world, bot.id, desk.person.id)) desk.engine.commit("openPrivate", ids);
  const room = roomFor(desk, args.chatId ?? bot.id);
  const seed = signingSeed(desk);
  const queryId = desk.engine.commit("launch", { ...ids, room: room.key, from: args.from });
  const fields = initFields(desk, bot, room, args, queryId);
  const look: LaunchLook = args.look;
  return {
    url: launchUrl(
      url,
      defined({
        look,
        initData: args.from === "keyboard" ? undefined : signInitData(fields, bot, seed),
        startParam: args.from === "link" ? args.startParam : undefined,
      }),
    ),
    queryId,
    botId: bot.id,
    botName: botName(bot, desk.person.languageCode),
  };
}

export const privateHandlers = {
  launch,
  customMethod,

  blockBot(desk, { botId, blocked }) {
    botById(desk, botId);
    desk.engine.commit("block", { botId, userId: desk.person.id, blocked });
    return true;
  },

  clearPrivateChat(desk, { chatId }) {
    const room = roomFor(desk, chatId);
    if (room.kind !== "private") throw new ClientFailure("個人チャットではありません");
    desk.engine.commit("clearPrivate", { botId: room.botId, userId: desk.person.id });
    return true;
  },

  writeAccess(desk, { botId, allow }) {
    const bot = botById(desk, botId);
    const ids = { botId: bot.id, userId: desk.person.id };
    if (allow) desk.engine.commit("allowWriting", ids);
    const room = findPrivate(desk.world, botId, desk.person.id);
    return { allowed: room?.started === true || room?.writeAccess === true };
  },

  webAppData(desk, { queryId, data, buttonText }) {
    const opened = desk.world.launches.get(queryId);
    if (opened?.userId !== desk.person.id || opened.closed || opened.from !== "keyboard") {
      throw new ClientFailure("このミニアプリからはデータを送れません");
    }
    if (Buffer.byteLength(data) > WEB_APP_DATA_MAX_BYTES)
      throw new ClientFailure("データが大きすぎます");
    desk.engine.commit("webAppData", { queryId, data, buttonText });
    return true;
  },
} satisfies SomeHandlers;
