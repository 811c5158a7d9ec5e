/**
 * What a bot says of itself: commands by scope and language, names, descriptions, menu buttons.
 *
 * Source: Bot API BotCommandScope ("Determining list of commands"), setMyName and relatives.
 */
import type { BotCommand, ChatAdministratorRights, MenuButton } from "@grammyjs/types";
import { botOf, isAdministrator } from "./find.ts";
import type { Bot, Localized, Room } from "./state.ts";
import type { Tx } from "./tx.ts";

export type TextKind = "name" | "description" | "shortDescription";

/** The map that holds this kind of text. */
export function textsOf(bot: Bot, kind: TextKind): Localized {
  if (kind === "name") return bot.names;
  return kind === "description" ? bot.descriptions : bot.shortDescriptions;
}

/** The text in this language, else the one for everybody, else nothing. */
export function localized(texts: Localized, language: string): string {
  return texts.get(language) ?? texts.get("") ?? "";
}

/** The commands that this person sees in this room. */
export function commandsFor(
  bot: Bot,
  room: Room,
  userId: number,
  language: string,
): readonly BotCommand[] {
  for (const scope of scopesOf(room, userId)) {
    const found = bot.commands.get(`${scope}|${language}`) ?? bot.commands.get(`${scope}|`);
    if (found) return found;
  }
  return [];
}

function scopesOf(room: Room, userId: number): string[] {
  if (room.kind === "private") return [`chat:${userId}`, "all_private_chats", "default"];
  const administrator = isAdministrator(room.members.get(userId));
  return [
    `chat_member:${room.id}:${userId}`,
    ...(administrator ? [`chat_administrators:${room.id}`] : []),
    `chat:${room.id}`,
    ...(administrator ? ["all_chat_administrators"] : []),
    "all_group_chats",
    "default",
  ];
}

/** The menu button of a private chat. */
export function menuButtonFor(bot: Bot, userId: number): MenuButton {
  const own = bot.menuButtons.get(userId);
  if (own && own.type !== "default") return own;
  return bot.menuButtons.get(0) ?? { type: "commands" };
}

export const settingsActions = {
  /** An empty list removes the scope's own list. */
  setCommands(tx: Tx, args: { botId: number; key: string; commands: readonly BotCommand[] }): void {
    const { commands } = botOf(tx.world, args.botId);
    if (args.commands.length === 0) commands.delete(args.key);
    else commands.set(args.key, args.commands);
    tx.emit({ type: "bots" });
  },

  /** An empty text removes it, except the bot's own name for everybody. */
  setText(tx: Tx, args: { botId: number; kind: TextKind; language: string; text: string }): void {
    const texts = textsOf(botOf(tx.world, args.botId), args.kind);
    if (args.text !== "") texts.set(args.language, args.text);
    else if (args.kind !== "name" || args.language !== "") texts.delete(args.language);
    tx.emit({ type: "bots" });
  },

  /** userId 0 is the default of all private chats. */
  setMenuButton(tx: Tx, args: { botId: number; userId: number; button: MenuButton }): void {
    botOf(tx.world, args.botId).menuButtons.set(args.userId, args.button);
    tx.emit({ type: "bots" });
  },

  setDefaultRights(tx: Tx, args: { botId: number; rights: ChatAdministratorRights | null }): void {
    botOf(tx.world, args.botId).defaultRights = args.rights;
  },

  /** What BotFather would change: privacy mode, joining groups, the main Mini App. */
  configureBot(
    tx: Tx,
    args: {
      botId: number;
      readsAllMessages?: boolean;
      canJoinGroups?: boolean;
      mainAppUrl?: string;
      token?: string;
    },
  ): void {
    const bot = botOf(tx.world, args.botId);
    if (args.readsAllMessages !== undefined) bot.readsAllMessages = args.readsAllMessages;
    if (args.canJoinGroups !== undefined) bot.canJoinGroups = args.canJoinGroups;
    if (args.mainAppUrl !== undefined) bot.mainAppUrl = args.mainAppUrl;
    if (args.token !== undefined) bot.token = args.token;
    tx.emit({ type: "bots" });
  },
};
