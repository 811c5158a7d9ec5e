/**
 * What a bot says of itself: commands, name, descriptions, menu button, default rights.
 *
 * Source: Bot API setMyCommands (limits), setMyName, setChatMenuButton and relatives.
 */
import type { BotCommand, BotCommandScope, MenuButton } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { fullRights, noRights } from "../../world/rights.ts";
import type { TextKind } from "../../world/settings.ts";
import { localized, menuButtonFor, textsOf } from "../../world/settings.ts";
import { chatFor } from "../chats.ts";
import { flag, integer, memberOf, objectOf, readJson, text } from "../fields.ts";
import { checkAppUrl } from "../markup.ts";
import type { Args, Call, Field, MethodGroup } from "../types.ts";

const COMMANDS_MAX = 100;

const languageCode: Field<Args<"getMyCommands">["language_code"]> = (raw, source, name) => {
  const code = text(raw, source, name);
  if (code !== undefined && code !== "" && !/^[a-z]{2}$/.test(code)) {
    throw badRequest("invalid language code specified");
  }
  return code as Args<"getMyCommands">["language_code"];
};

const scope: Field<BotCommandScope | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const complaint = "can't parse BotCommandScope JSON object";
  return objectOf(readJson(raw, complaint), complaint) as unknown as BotCommandScope;
};

const commands: Field<readonly BotCommand[]> = (raw) => {
  const list = readJson(raw ?? [], "can't parse commands JSON object");
  if (!Array.isArray(list)) throw badRequest("expected an Array of BotCommand");
  if (list.length > COMMANDS_MAX) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  return list.map((item) => {
    const command = String(memberOf(item, "command") ?? "").replace(/^\//, "");
    const description = String(memberOf(item, "description") ?? "").trim();
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest("BOT_COMMAND_INVALID");
    if (description === "") throw badRequest("command description must be non-empty");
    if (description.length > 256) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    return { command, description };
  });
};

/** The key of a scope in the world; chats must be known to the bot. */
function scopeKey(call: Call, wanted: BotCommandScope | undefined, language = ""): string {
  const type = wanted?.type ?? "default";
  switch (type) {
    case "default":
    case "all_private_chats":
    case "all_group_chats":
    case "all_chat_administrators":
      return `${type}|${language}`;
    case "chat":
    case "chat_administrators":
    case "chat_member": {
      const room = chatFor(call, memberOf(wanted, "chat_id") as number | string);
      const chatId = room.kind === "private" ? room.userId : room.id;
      const user = type === "chat_member" ? `:${Number(memberOf(wanted, "user_id"))}` : "";
      return `${type}:${chatId}${user}|${language}`;
    }
    default:
      throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
}

function setText(
  call: Call,
  kind: TextKind,
  value: string | undefined,
  language: string | undefined,
  maxLength: number,
): true {
  const words = (value ?? "").trim();
  if (words.length > maxLength) throw badRequest(`${kind} is too long`);
  const args = { botId: call.bot.id, kind, language: language ?? "", text: words };
  if (words !== (textsOf(call.bot, kind).get(args.language) ?? "")) {
    call.engine.commit("setText", args);
  }
  return true;
}

const getText = (call: Call, kind: TextKind, language: string | undefined): string =>
  localized(textsOf(call.bot, kind), language ?? "");

const menuButton: Field<MenuButton | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const value = readJson(raw, "can't parse menu button JSON object");
  const type = memberOf(value, "type");
  if (type === "commands" || type === "default") return { type };
  if (type !== "web_app") throw badRequest("MenuButton has unsupported type");
  const url = String(memberOf(memberOf(value, "web_app"), "url") ?? "");
  const label = String(memberOf(value, "text") ?? "");
  if (label === "") throw badRequest("menu button text must be non-empty");
  checkAppUrl(url);
  return { type, text: label, web_app: { url } };
};

const rights: Field<Args<"setMyDefaultAdministratorRights">["rights"]> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const complaint = "can't parse administrator rights JSON object";
  return fullRights(objectOf(readJson(raw, complaint), complaint));
};

export const settingsMethods = {
  setMyCommands: {
    fields: { commands, scope, language_code: languageCode },
    run(call, args) {
      const key = scopeKey(call, args.scope, args.language_code);
      call.engine.commit("setCommands", { botId: call.bot.id, key, commands: args.commands });
      return true;
    },
  },
  deleteMyCommands: {
    fields: { scope, language_code: languageCode },
    run(call, args) {
      const key = scopeKey(call, args.scope, args.language_code);
      call.engine.commit("setCommands", { botId: call.bot.id, key, commands: [] });
      return true;
    },
  },
  getMyCommands: {
    fields: { scope, language_code: languageCode },
    run: (call, args) => [
      ...(call.bot.commands.get(scopeKey(call, args.scope, args.language_code)) ?? []),
    ],
  },

  setMyName: {
    fields: { name: text, language_code: languageCode },
    run: (call, args) => setText(call, "name", args.name, args.language_code, 64),
  },
  getMyName: {
    fields: { language_code: languageCode },
    run: (call, args) => ({ name: getText(call, "name", args.language_code) }),
  },
  setMyDescription: {
    fields: { description: text, language_code: languageCode },
    run: (call, args) => setText(call, "description", args.description, args.language_code, 512),
  },
  getMyDescription: {
    fields: { language_code: languageCode },
    run: (call, args) => ({ description: getText(call, "description", args.language_code) }),
  },
  setMyShortDescription: {
    fields: { short_description: text, language_code: languageCode },
    run: (call, args) =>
      setText(call, "shortDescription", args.short_description, args.language_code, 120),
  },
  getMyShortDescription: {
    fields: { language_code: languageCode },
    run: (call, args) => ({
      short_description: getText(call, "shortDescription", args.language_code),
    }),
  },

  setChatMenuButton: {
    fields: { chat_id: integer, menu_button: menuButton },
    run(call, args) {
      const userId = args.chat_id ?? 0;
      if (userId !== 0) chatFor(call, userId);
      const button = args.menu_button ?? { type: "default" as const };
      call.engine.commit("setMenuButton", { botId: call.bot.id, userId, button });
      return true;
    },
  },
  getChatMenuButton: {
    fields: { chat_id: integer },
    run: (call, args) => menuButtonFor(call.bot, args.chat_id ?? 0),
  },

  setMyDefaultAdministratorRights: {
    fields: { rights, for_channels: flag },
    run(call, args) {
      if (args.for_channels) {
        call.note("default rights for channels");
        return true;
      }
      const value = args.rights ?? null;
      call.engine.commit("setDefaultRights", { botId: call.bot.id, rights: value });
      return true;
    },
  },
  getMyDefaultAdministratorRights: {
    fields: { for_channels: flag },
    run: (call, args) => (args.for_channels ? noRights() : (call.bot.defaultRights ?? noRights())),
  },
} satisfies MethodGroup;
