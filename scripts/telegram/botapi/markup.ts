/**
 * Keyboards as they come in a call: checked against Telegram's rules and given back typed.
 *
 * Source: telegram-bot-api Client.cpp (get_reply_markup, get_inline_keyboard_button,
 * get_keyboard_button); Bot API InlineKeyboardButton, KeyboardButton.
 */
import type {
  ForceReply,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import { memberOf, objectOf, readJson } from "./fields.ts";
import type { Field } from "./types.ts";

export type AnyMarkup =
  | InlineKeyboardMarkup
  | ReplyKeyboardMarkup
  | ReplyKeyboardRemove
  | ForceReply;

/** What a posted message keeps of its markup, and what becomes of the chat's keyboard. */
export interface ReadMarkup {
  readonly inline?: InlineKeyboardMarkup;
  /** A reply keyboard to show; null removes the shown one. */
  readonly keyboard?: ReplyKeyboardMarkup | null;
}

const CALLBACK_DATA_MAX_BYTES = 64;
const COMPLAINT = "object expected as reply markup";

/** Any reply_markup. */
export const markup: Field<AnyMarkup | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const value = objectOf(readJson(raw, "can't parse reply keyboard markup JSON object"), COMPLAINT);
  return value as unknown as AnyMarkup;
};

/** Markup of an edit: an inline keyboard or nothing. */
export const inlineMarkup: Field<InlineKeyboardMarkup | undefined> = (raw, source, name) => {
  const value = markup(raw, source, name);
  return value && "inline_keyboard" in value ? value : undefined;
};

/** Checks a markup for a chat; private chats may have buttons that groups may not. */
export function readMarkup(value: AnyMarkup | undefined, isPrivate: boolean): ReadMarkup {
  if (!value) return {};
  if ("inline_keyboard" in value) {
    const inline = readInline(value.inline_keyboard, isPrivate);
    return inline ? { inline } : {};
  }
  if ("keyboard" in value) {
    const keyboard = rowsOf(
      value.keyboard,
      'field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays',
    ).map((row) => row.map((button) => readButton(button, isPrivate)));
    return keyboard.length > 0 ? { keyboard: { ...value, keyboard } } : {};
  }
  if ("remove_keyboard" in value && value.remove_keyboard) return { keyboard: null };
  return {};
}

function rowsOf(value: unknown, complaint: string): unknown[][] {
  if (!Array.isArray(value) || !value.every(Array.isArray)) throw badRequest(complaint);
  return value.filter((row: unknown[]) => row.length > 0);
}

function readInline(rows: unknown, isPrivate: boolean): InlineKeyboardMarkup | undefined {
  const complaint =
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays';
  const checked = rowsOf(rows, complaint);
  for (const button of checked.flat()) checkInlineButton(button, isPrivate);
  if (checked.length === 0) return undefined;
  return { inline_keyboard: checked as InlineKeyboardMarkup["inline_keyboard"] };
}

function checkInlineButton(button: unknown, isPrivate: boolean): void {
  const value = objectOf(
    button,
    "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
  );
  if (typeof value.text !== "string" || value.text === "") {
    throw badRequest('can\'t parse inline keyboard button: field "text" must be of type String');
  }
  if (value.callback_data !== undefined) {
    const bytes = Buffer.byteLength(String(value.callback_data));
    if (bytes === 0 || bytes > CALLBACK_DATA_MAX_BYTES) throw badRequest("BUTTON_DATA_INVALID");
    return;
  }
  if (value.web_app !== undefined) {
    if (!isPrivate) throw badRequest("BUTTON_TYPE_INVALID");
    checkAppUrl(memberOf(value.web_app, "url"));
    return;
  }
  if (value.url !== undefined) {
    checkUrl(String(value.url));
    return;
  }
  if (value.copy_text !== undefined) {
    const text = String(memberOf(value.copy_text, "text") ?? "");
    if (text.length < 1 || text.length > 256) throw badRequest("BUTTON_COPY_TEXT_INVALID");
    return;
  }
  const others = ["login_url", "switch_inline_query", "switch_inline_query_current_chat"];
  const more = ["switch_inline_query_chosen_chat", "callback_game", "pay", "disabled"];
  if ([...others, ...more].some((key) => value[key] !== undefined)) return;
  throw badRequest(
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  );
}

/** A button's link: an address with a dot, or one of Telegram's own. */
function checkUrl(url: string): void {
  if (/^(?:tg|ton):\/\//i.test(url)) return;
  const host = /^(?:https?:\/\/)?([^/?#\s]+)/i.exec(url)?.[1] ?? "";
  const isLoopback = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host);
  if (isLoopback || /^[^\s]+\.[^\s]+$/.test(host)) return;
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

/** Mini Apps live on https; loopback is allowed here, or nothing could be tried (README). */
export function checkAppUrl(url: unknown): void {
  const text = String(url ?? "");
  if (/^https:\/\/\S+$/.test(text)) return;
  if (/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?#]\S*)?$/.test(text)) return;
  throw badRequest(
    `inline keyboard button Web App URL '${text}' is invalid: Only HTTPS links are allowed`,
  );
}

type KeyboardRow = ReplyKeyboardMarkup["keyboard"][number];

function readButton(button: unknown, isPrivate: boolean): KeyboardRow[number] {
  if (typeof button === "string") return { text: button };
  const value = objectOf(button, "can't parse keyboard button: KeyboardButton must be an Object");
  if (typeof value.text !== "string" || value.text === "") {
    throw badRequest('can\'t parse keyboard button: field "text" must be of type String');
  }
  const personal = ["request_chat", "request_users", "request_contact", "request_location"];
  if (personal.some((key) => value[key]) && !isPrivate) throw badRequest("BUTTON_TYPE_INVALID");
  if (value.web_app !== undefined) {
    if (!isPrivate) throw badRequest("BUTTON_TYPE_INVALID");
    checkAppUrl(memberOf(value.web_app, "url"));
  }
  if (value.request_chat !== undefined) checkRequestChat(value.request_chat);
  return value as unknown as KeyboardRow[number];
}

/** The bot may not ask for more rights for itself than for the person. */
function checkRequestChat(value: unknown): void {
  const id = memberOf(value, "request_id");
  if (typeof id !== "number") {
    throw badRequest("can't parse keyboard button: can't find field \"request_id\"");
  }
  const asked = memberOf(value, "bot_administrator_rights");
  if (asked === undefined) return;
  const users = memberOf(value, "user_administrator_rights");
  const beyond = Object.entries(objectOf(asked, "BUTTON_INVALID")).filter(
    ([right, on]) => on === true && right !== "can_manage_chat" && memberOf(users, right) !== true,
  );
  if (users === undefined || beyond.length > 0) throw badRequest("BUTTON_INVALID");
}
