/** What set-up shows: words and keyboards, without deciding when. */
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from "grammy/types";
import type { Language } from "../../../shared/locales/index.ts";
import { text } from "../../../shared/locales/index.ts";
import type { LogStatus, TroubleCode } from "../../logserver/port.ts";
import type { Role } from "../buttons.ts";
import { miniAppButton, setUpData } from "../buttons.ts";
import type { TelegramDeps } from "../deps.ts";
import { linked } from "../links.ts";
import type { Editing, Saying } from "../speaker.ts";
import { botRights, personRights, startGroupLink } from "./rights.ts";

type ScreenDeps = Pick<TelegramDeps, "config" | "me">;

/** `request_id` of the group chooser, and the parameter of the link, by what is set up. */
const requestIds: { readonly [role in Role]: number } = { owner: 1, operator: 2 };
const linkParameters: { readonly [role in Role]: string } = {
  owner: "setup",
  operator: "operator",
};

export function linkParameterOf(role: Role): string {
  return linkParameters[role];
}

/** What a shared group was asked for; null for a request that is not ours. */
export function roleOfRequest(requestId: number): Role | null {
  if (requestId === requestIds.owner) return "owner";
  return requestId === requestIds.operator ? "operator" : null;
}

/** What a `startgroup` link was made for; null for a parameter that is not ours. */
export function roleOfParameter(parameter: string): Role | null {
  if (parameter === linkParameters.owner) return "owner";
  return parameter === linkParameters.operator ? "operator" : null;
}

/** Says what will happen, with the one button that begins it. */
export function greeting(deps: ScreenDeps, language: Language, role: Role): Saying {
  const label = text(language, "setup.linkLabel");
  const key = role === "operator" ? "setup.greetingOperator" : "setup.greeting";
  const url = startGroupLink(deps.me.username, linkParameters[role]);
  return {
    ...linked(text(language, key, { link: label }), label, url),
    keyboard: chooserKeyboard(text(language, "setup.button"), role),
  };
}

/** The log server is or may be somewhere, and cannot be read: never an offer to make another. */
export function unreachable(
  language: Language,
  role: Role,
  why: TroubleCode | "telegramSilent",
): Saying {
  return {
    text: text(language, "setup.unreachable", { why: text(language, `log.trouble.${why}`) }),
    keyboard: chooserKeyboard(text(language, "setup.pickAgain"), role),
  };
}

interface Group {
  readonly chatId: number;
  readonly title: string;
}

/** The group that was picked again holds no log of this person. */
export function notThatGroup(language: Language, role: Role, group: Group): Editing {
  return offerToCreate(language, role, group, "setup.notThatGroup");
}

/** The bot was added to a group without a word. */
export function joinedGroup(language: Language, role: Role, group: Group): Editing {
  return offerToCreate(language, role, group, "setup.joined");
}

function offerToCreate(
  language: Language,
  role: Role,
  { chatId, title }: Group,
  key: "setup.notThatGroup" | "setup.joined",
): Editing {
  const data = setUpData("create", role, chatId);
  const button = { text: text(language, "setup.createNew"), callback_data: data };
  return { text: text(language, key, { title }), keyboard: { inline_keyboard: [[button]] } };
}

export function needsKey(deps: ScreenDeps, language: Language): Editing {
  const button = miniAppButton(text(language, "setup.makeKey"), deps.config.publicUrl);
  return { text: text(language, "setup.needsKey"), keyboard: { inline_keyboard: [[button]] } };
}

/** Something in the group keeps the log from writing; the button looks again. */
export function stopped(language: Language, role: Role, status: LogStatus): Editing {
  const troubles = status.troubles.map((code) => `・${text(language, `log.trouble.${code}`)}`);
  return {
    text: text(language, "setup.stopped", {
      title: status.chatTitle,
      troubles: troubles.join("\n"),
    }),
    keyboard: againKeyboard(language, role, status.chatId),
  };
}

export function homeText(language: Language, status: LogStatus): string {
  const key = status.condition === "recovering" ? "setup.homeRecovering" : "setup.home";
  return text(language, key, { title: status.chatTitle });
}

/** 「もう一度確認」 */
export function againKeyboard(
  language: Language,
  role: Role,
  chatId: number,
): InlineKeyboardMarkup {
  const data = setUpData("check", role, chatId);
  return { inline_keyboard: [[{ text: text(language, "check.again"), callback_data: data }]] };
}

/** One button: Telegram's own chooser, which also creates the group and gives the rights. */
function chooserKeyboard(label: string, role: Role): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [
        {
          text: label,
          request_chat: {
            request_id: requestIds[role],
            chat_is_channel: false,
            chat_is_forum: true,
            chat_has_username: false,
            chat_is_created: true,
            user_administrator_rights: personRights,
            bot_administrator_rights: botRights,
          },
        },
      ],
    ],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
