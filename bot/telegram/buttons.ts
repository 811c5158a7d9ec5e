/**
 * What stands behind our buttons: `callback_data` of at most 64 bytes, written and read here.
 *
 *   m:<module>:<action>:<argument>     a module's own button
 *   setup:<verb>:<role>:<chat id>      set-up: check, create
 *   restore:<nonce>                    under every message of a log (bot/logserver)
 */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import { assert } from "../../shared/std/assert.ts";
import { encodeUtf8 } from "../../shared/std/bytes.ts";
import type { ReplyButton } from "../kernel/module.ts";

const DATA_BYTES_MAX = 64;

export type SetUpVerb = "check" | "create";
export type Role = "owner" | "operator";

export type Press =
  | {
      readonly kind: "module";
      readonly moduleId: string;
      readonly action: string;
      readonly argument: string;
    }
  | {
      readonly kind: "setup";
      readonly verb: SetUpVerb;
      readonly role: Role;
      readonly chatId: number;
    }
  | { readonly kind: "restore" }
  | { readonly kind: "unknown" };

export function moduleData(moduleId: string, action: string, argument: string): string {
  return checked(`m:${moduleId}:${action}:${argument}`);
}

export function setUpData(verb: SetUpVerb, role: Role, chatId: number): string {
  return checked(`setup:${verb}:${role}:${chatId}`);
}

/** What a press means. Data of an older version, or of nobody, is `unknown`. */
export function readPress(data: string): Press {
  if (data.startsWith("restore:")) return { kind: "restore" };
  const module = /^m:([a-z-]+):([A-Za-z-]+):(.*)$/s.exec(data);
  if (module) {
    const [, moduleId = "", action = "", argument = ""] = module;
    return { kind: "module", moduleId, action, argument };
  }
  const setUp = /^setup:(check|create):(owner|operator):(-?\d{1,16})$/.exec(data);
  if (setUp) {
    const verb = setUp[1] === "create" ? "create" : "check";
    const role = setUp[2] === "operator" ? "operator" : "owner";
    return { kind: "setup", verb, role, chatId: Number(setUp[3]) };
  }
  return { kind: "unknown" };
}

/** A module's rows of buttons as Telegram's. */
export function keyboardOf(
  rows: readonly (readonly ReplyButton[])[],
  moduleId: string,
  publicUrl: string,
): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows.map((row) => row.map((button) => buttonOf(button, moduleId, publicUrl))),
  };
}

/** A button that opens the Mini App at a route. */
export function miniAppButton(
  text: string,
  publicUrl: string,
  route = "/",
): InlineKeyboardButton.WebAppButton {
  return { text, web_app: { url: `${publicUrl}/app${route}` } };
}

function buttonOf(button: ReplyButton, moduleId: string, publicUrl: string): InlineKeyboardButton {
  const { text, action, argument = "", miniApp, url } = button;
  if (miniApp !== undefined) return miniAppButton(text, publicUrl, miniApp);
  if (url !== undefined) return { text, url };
  assert(action !== undefined, "a button has an action, a Mini App route or an address");
  return { text, callback_data: moduleData(moduleId, action, argument) };
}

function checked(data: string): string {
  assert(encodeUtf8(data).length <= DATA_BYTES_MAX, "callback data is at most 64 bytes");
  return data;
}
