/**
 * How the bot presents itself: commands, menu button, descriptions, default rights. Compared
 * first and set only where it differs, so that every start may do it. The name is left alone:
 * that is whoever registered the bot.
 *
 * Whoever's Telegram is in Japanese sees Japanese, everybody else English, as the bot talks.
 */
import type { BotCommand, LanguageCode } from "grammy/types";
import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import { encodeJson } from "../../shared/std/json.ts";
import { TransportError } from "../logserver/transport.ts";
import { miniAppButton } from "./buttons.ts";
import type { TelegramDeps } from "./deps.ts";
import { factsOf } from "./errors.ts";
import { calling } from "./faults.ts";
import { botRights } from "./setup/rights.ts";

type ProfileDeps = Pick<TelegramDeps, "api" | "config" | "kernel" | "effects">;

/** Our language, and the code that Telegram is told: none for everybody who has no list of theirs. */
const audiences: readonly (readonly [Language, { readonly language_code?: LanguageCode }])[] = [
  ["en", {}],
  ["ja", { language_code: "ja" }],
];

/** The menu button of every private chat; Telegram shows it beside the text field. */
const MENU_BUTTON_TEXT = "Libral";

/** Never throws: a bot that cannot present itself works all the same. Answers how many calls set something. */
export async function presentBot(deps: ProfileDeps): Promise<number> {
  const parts = audiences.flatMap(([language, code]) => [
    commands(deps, language, code),
    description(deps, language, code),
    shortDescription(deps, language, code),
  ]);
  const done = await Promise.all(
    [...parts, operatorCommands(deps), menuButton(deps), defaultRights(deps)].map((part) =>
      part.catch((error: unknown) => {
        deps.effects.trace("warn", "profile.failed", factsOf(error));
        return false;
      }),
    ),
  );
  return done.filter(Boolean).length;
}

/** All commands of everybody: our own, with those of the modules between. */
function commandList({ kernel }: ProfileDeps, language: Language): readonly BotCommand[] {
  const own = (name: "start" | "settings" | "leave"): BotCommand => ({
    command: name,
    description: text(language, `bot.command.${name}`),
  });
  const ofModules = kernel
    .commands()
    .map(({ name, description }) => ({ command: name, description: description[language] }));
  return [own("start"), ...ofModules, own("settings"), own("leave")];
}

function commands(
  deps: ProfileDeps,
  language: Language,
  code: { readonly language_code?: LanguageCode },
): Promise<boolean> {
  const { raw } = deps.api;
  const wanted = commandList(deps, language);
  return unlessSame(
    wanted,
    () => calling("getMyCommands", () => raw.getMyCommands(code)),
    () => calling("setMyCommands", () => raw.setMyCommands({ commands: wanted, ...code })),
  );
}

/** In the operator's own chat /operator is in the menu too. */
async function operatorCommands(deps: ProfileDeps): Promise<boolean> {
  const { raw } = deps.api;
  const userId = deps.config.operatorUserId;
  if (userId === null) return false;
  const scope = { type: "chat", chat_id: userId } as const;
  const setFor = ([language, code]: (typeof audiences)[number]): Promise<boolean> => {
    const description = text(language, "bot.command.operator");
    const wanted = [...commandList(deps, language), { command: "operator", description }];
    return unlessSame(
      wanted,
      () => calling("getMyCommands", () => raw.getMyCommands({ scope, ...code })),
      () => calling("setMyCommands", () => raw.setMyCommands({ commands: wanted, scope, ...code })),
    );
  };
  const set = await Promise.all(audiences.map(setFor)).catch((error: unknown) => {
    // The operator has not opened the bot's chat yet: the next start finds it.
    if (error instanceof TransportError && error.fault === "notFound") return [];
    throw error;
  });
  return set.some(Boolean);
}

function description(
  deps: ProfileDeps,
  language: Language,
  code: { readonly language_code?: LanguageCode },
): Promise<boolean> {
  const { raw } = deps.api;
  const wanted = { description: text(language, "bot.description") };
  return unlessSame(
    wanted,
    () => calling("getMyDescription", () => raw.getMyDescription(code)),
    () => calling("setMyDescription", () => raw.setMyDescription({ ...wanted, ...code })),
  );
}

function shortDescription(
  deps: ProfileDeps,
  language: Language,
  code: { readonly language_code?: LanguageCode },
): Promise<boolean> {
  const { raw } = deps.api;
  const wanted = { short_description: text(language, "bot.shortDescription") };
  return unlessSame(
    wanted,
    () => calling("getMyShortDescription", () => raw.getMyShortDescription(code)),
    () => calling("setMyShortDescription", () => raw.setMyShortDescription({ ...wanted, ...code })),
  );
}

function menuButton(deps: ProfileDeps): Promise<boolean> {
  const { raw } = deps.api;
  const wanted = {
    type: "web_app",
    ...miniAppButton(MENU_BUTTON_TEXT, deps.config.publicUrl),
  } as const;
  return unlessSame(
    wanted,
    () => calling("getChatMenuButton", () => raw.getChatMenuButton({})),
    () => calling("setChatMenuButton", () => raw.setChatMenuButton({ menu_button: wanted })),
  );
}

/** What Telegram suggests when somebody makes the bot an administrator by hand. */
function defaultRights(deps: ProfileDeps): Promise<boolean> {
  const { raw } = deps.api;
  const given = (rights: object) =>
    Object.entries(rights).filter(([, isGiven]) => isGiven === true);
  return unlessSame(
    given(botRights).sort(),
    async () => {
      const rights = await calling("getMyDefaultAdministratorRights", () =>
        raw.getMyDefaultAdministratorRights({}),
      );
      return given({ ...rights, can_manage_chat: false }).sort();
    },
    () =>
      calling("setMyDefaultAdministratorRights", () =>
        raw.setMyDefaultAdministratorRights({ rights: botRights }),
      ),
  );
}

/** True when it had to be set. */
async function unlessSame(
  wanted: unknown,
  get: () => Promise<unknown>,
  set: () => Promise<unknown>,
): Promise<boolean> {
  if (encodeJson(await get()) === encodeJson(wanted)) return false;
  await set();
  return true;
}
