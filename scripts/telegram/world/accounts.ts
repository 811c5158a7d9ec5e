/**
 * People and bots come to be, and their private chats begin, are blocked or are cleared.
 */
import type { ChatMember } from "@grammyjs/types";
import { defined } from "../std.ts";
import { enqueue } from "./deliver.ts";
import { findPrivate, personOf, privateKey } from "./find.ts";
import { postService, removeMessages } from "./messages.ts";
import { showBot, showChat, showUser } from "./show-account.ts";
import type { Bot, Person, PrivateRoom } from "./state.ts";
import type { Tx } from "./tx.ts";
import { secondsOf } from "./tx.ts";

const DIGITS = "0123456789";

/** What a new person may be given; the rest is drawn. */
export interface NewPerson {
  readonly id?: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode: string;
  readonly isPremium?: boolean;
  readonly role?: string;
}

export interface NewBot {
  /** `<id>:<secret>`; drawn when absent. */
  readonly token?: string;
  readonly name: string;
  readonly username: string;
  readonly readsAllMessages?: boolean;
  readonly canJoinGroups?: boolean;
  readonly mainAppUrl?: string;
}

/** A chat_instance as Telegram makes them: up to 64 bits, as text. */
export const newInstance = (tx: Tx): string =>
  `${1 + tx.random.below(8)}${tx.random.text(17, DIGITS)}`;

/** An empty chat of the two; not part of any world yet. */
export function newPrivate(botId: number, userId: number, instance: string): PrivateRoom {
  return {
    key: privateKey(botId, userId),
    kind: "private",
    instance,
    botId,
    userId,
    messages: new Map(),
    order: [],
    pinned: [],
    autoDeleteSeconds: 0,
    isProtected: false,
    read: new Map(),
    keyboards: new Map(),
    started: false,
    writeAccess: false,
    blocked: false,
  };
}

/** The private chat of the two, made when it is not there yet. */
export function ensurePrivate(tx: Tx, botId: number, userId: number): PrivateRoom {
  const found = findPrivate(tx.world, botId, userId);
  if (found) return found;
  const room = newPrivate(botId, userId, newInstance(tx));
  tx.world.rooms.set(room.key, room);
  tx.emit({ type: "room", room: room.key });
  return room;
}

export const accountActions = {
  createPerson(tx: Tx, args: NewPerson): { id: number; token: string } {
    const id = args.id ?? 1_000_000_000 + tx.random.below(6_000_000_000);
    const person: Person = defined({
      id,
      firstName: args.firstName,
      lastName: args.lastName,
      username: args.username,
      languageCode: args.languageCode,
      isPremium: args.isPremium ?? false,
      deactivated: false,
      role: args.role ?? "",
      token: tx.random.text(32),
      lastMessageId: 0,
    });
    tx.world.persons.set(id, person);
    tx.emit({ type: "persons" });
    return { id, token: person.token };
  },

  createBot(tx: Tx, args: NewBot): { id: number; token: string } {
    const token =
      args.token ?? `${7_000_000_000 + tx.random.below(1_000_000_000)}:AA${tx.random.text(33)}`;
    const id = Number(token.slice(0, token.indexOf(":")));
    const bot: Bot = defined({
      id,
      token,
      username: args.username,
      names: new Map([["", args.name]]),
      descriptions: new Map(),
      shortDescriptions: new Map(),
      commands: new Map(),
      menuButtons: new Map(),
      defaultRights: null,
      canJoinGroups: args.canJoinGroups ?? true,
      readsAllMessages: args.readsAllMessages ?? false,
      mainAppUrl: args.mainAppUrl,
      lastMessageId: tx.random.below(50),
      nextUpdateId: 100_000_000 + tx.random.below(800_000_000),
      pending: [],
      allowedUpdates: null,
      webhook: null,
    });
    tx.world.bots.set(id, bot);
    tx.emit({ type: "bots" });
    return { id, token };
  },

  /** The account is deleted; chats with it stay, but nobody can write to it. */
  deactivate(tx: Tx, args: { personId: number }): void {
    personOf(tx.world, args.personId).deactivated = true;
    tx.emit({ type: "persons" });
  },

  /** The person opens the chat with a bot; nothing is written yet. */
  openPrivate(tx: Tx, args: { botId: number; userId: number }): void {
    ensurePrivate(tx, args.botId, args.userId);
  },

  /** The person may now be written to: START was pressed, or a message sent. */
  start(tx: Tx, args: { botId: number; userId: number }): void {
    const room = ensurePrivate(tx, args.botId, args.userId);
    room.started = true;
    if (room.blocked) setBlocked(tx, room, false);
    tx.emit({ type: "room", room: room.key });
  },

  block(tx: Tx, args: { botId: number; userId: number; blocked: boolean }): void {
    setBlocked(tx, ensurePrivate(tx, args.botId, args.userId), args.blocked);
  },

  /** A Mini App asked to be allowed to write, and the person said yes. */
  allowWriting(tx: Tx, args: { botId: number; userId: number }): void {
    const room = ensurePrivate(tx, args.botId, args.userId);
    if (room.writeAccess || room.started) return;
    room.writeAccess = true;
    postService(tx, room, args.userId, { kind: "write_access_allowed", fromRequest: true });
  },

  /** The person clears the chat for both sides; pins go too, and the bot hears nothing. */
  clearPrivate(tx: Tx, args: { botId: number; userId: number }): void {
    const room = ensurePrivate(tx, args.botId, args.userId);
    removeMessages(tx, room, [...room.order]);
    room.keyboards.clear();
    tx.emit({ type: "room", room: room.key });
  },
};

/** Blocking tells the bot by my_chat_member, as Telegram does in private chats. */
function setBlocked(tx: Tx, room: PrivateRoom, blocked: boolean): void {
  if (room.blocked === blocked) return;
  const { world } = tx;
  const bot = world.bots.get(room.botId);
  if (!bot) return;
  const user = showBot(bot);
  const member: ChatMember = { status: "member", user };
  const kicked: ChatMember = { status: "kicked", user, until_date: 0 };
  room.blocked = blocked;
  enqueue(tx, bot.id, "my_chat_member", `member:${room.key}`, {
    chat: showChat(world, room, bot.id),
    from: showUser(world, room.userId),
    date: secondsOf(tx.at),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  });
  tx.emit({ type: "room", room: room.key });
}
