/**
 * Posting, editing and deleting messages: what happens to the world once the rules have let a
 * call through. Who may do what is decided before (botapi, client-api), never here.
 */
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from "@grammyjs/types";
import { assert } from "../std.ts";
import { remind } from "./agenda.ts";
import type { Content, Service } from "./content.ts";
import { deliverMessage } from "./deliver.ts";
import { botOf, personOf, placeOf, presentIn, roomOf } from "./find.ts";
import type { Room, StoredMessage, World } from "./state.ts";
import type { Tx } from "./tx.ts";
import { secondsOf } from "./tx.ts";

/** A message that is about to be posted. */
export interface Draft {
  readonly content: Content;
  readonly threadId?: number;
  readonly replyTo?: number;
  readonly quote?: StoredMessage["quote"];
  readonly elsewhere?: StoredMessage["elsewhere"];
  readonly forwarded?: StoredMessage["forwarded"];
  readonly markup?: InlineKeyboardMarkup;
  /** A reply keyboard to show, or null to remove the one that is shown. */
  readonly keyboard?: ReplyKeyboardMarkup | null;
  readonly isProtected?: boolean;
  readonly asChat?: boolean;
  /** A bot's id: the message was sent through it. */
  readonly viaBot?: number;
}

/**
 * The next message id of a room. A supergroup has a counter of its own; private chats and basic
 * groups use the counters of the accounts in them.
 */
function nextMessageId(world: World, room: Room): number {
  if (room.kind === "supergroup") return ++room.lastMessageId;
  if (room.kind === "private") return ++botOf(world, room.botId).lastMessageId;
  const accounts = presentIn(room).map((id) => world.bots.get(id) ?? personOf(world, id));
  const id = Math.max(room.lastMessageId, ...accounts.map((one) => one.lastMessageId)) + 1;
  for (const account of accounts) if (world.bots.has(account.id)) account.lastMessageId = id;
  room.lastMessageId = id;
  return id;
}

/** Posts one message and tells everybody. */
export function post(
  tx: Tx,
  room: Room,
  from: number,
  draft: Draft,
  album?: string,
): StoredMessage {
  const id = nextMessageId(tx.world, room);
  const message: StoredMessage = {
    id,
    date: secondsOf(tx.at),
    from,
    asChat: draft.asChat ?? false,
    threadId: draft.threadId ?? 0,
    replyTo: draft.replyTo ?? 0,
    isProtected: draft.isProtected ?? false,
    hadKeyboard: draft.keyboard !== undefined,
    content: draft.content,
    ...(draft.quote && { quote: draft.quote }),
    ...(draft.elsewhere && { elsewhere: draft.elsewhere }),
    ...(draft.forwarded && { forwarded: draft.forwarded }),
    ...(draft.markup && { markup: draft.markup }),
    ...(draft.viaBot && { viaBot: draft.viaBot }),
    ...(album && { album }),
  };
  room.messages.set(id, message);
  room.order.push(id);
  if (tx.world.persons.has(from)) {
    room.read.set(from, id);
    foldUsedKeyboard(room, from, draft.content);
  }
  if (draft.keyboard !== undefined) showKeyboard(tx, room, id, draft.keyboard);
  if (room.autoDeleteSeconds > 0) {
    const at = tx.at + room.autoDeleteSeconds * 1000;
    remind(tx.world, { at, what: { type: "delete", room: room.key, id } });
  }
  deliverMessage(tx, room, message, "message");
  tx.emit({ type: "message", room: room.key, id });
  return message;
}

/** Posts a service notice, e.g. that somebody joined. */
export function postService(
  tx: Tx,
  room: Room,
  from: number,
  service: Service,
  options: { threadId?: number; replyTo?: number; asChat?: boolean } = {},
): StoredMessage {
  return post(tx, room, from, { content: { type: "service", service }, ...options });
}

function showKeyboard(tx: Tx, room: Room, id: number, markup: ReplyKeyboardMarkup | null): void {
  for (const accountId of presentIn(room)) {
    if (!tx.world.persons.has(accountId)) continue;
    if (markup) room.keyboards.set(accountId, { fromMessageId: id, markup, isUsed: false });
    else room.keyboards.delete(accountId);
  }
  tx.emit({ type: "room", room: room.key });
}

/**
 * A one-time keyboard is folded away by its use, and stays behind the keyboard icon until a bot
 * removes or replaces it (Bot API ReplyKeyboardMarkup, `one_time_keyboard`).
 */
function foldUsedKeyboard(room: Room, personId: number, content: Content): void {
  const shown = room.keyboards.get(personId);
  if (!shown?.markup.one_time_keyboard || !isPressOf(shown.markup, content)) return;
  room.keyboards.set(personId, { ...shown, isUsed: true });
}

/** Whether the message is what a press of one of these buttons sends. */
function isPressOf({ keyboard }: ReplyKeyboardMarkup, content: Content): boolean {
  if (content.type === "contact") return true;
  if (content.type === "service") {
    return content.service.kind === "chat_shared" || content.service.kind === "web_app_data";
  }
  if (content.type !== "text") return false;
  const labels = keyboard.flat().map((one) => (typeof one === "string" ? one : one.text));
  return labels.includes(content.text);
}

/** Removes messages; pins and reply keyboards that hung on them go with them. */
export function removeMessages(tx: Tx, room: Room, ids: readonly number[]): void {
  const gone: number[] = [];
  for (const id of ids) {
    if (!room.messages.delete(id)) continue;
    room.order.splice(placeOf(room.order, id), 1);
    gone.push(id);
  }
  if (gone.length === 0) return;
  const wasPinned = room.pinned.some((id) => gone.includes(id));
  if (wasPinned) room.pinned = room.pinned.filter((id) => !gone.includes(id));
  for (const [personId, shown] of room.keyboards) {
    if (gone.includes(shown.fromMessageId)) room.keyboards.delete(personId);
  }
  tx.emit({ type: "deleted", room: room.key, ids: gone });
  tx.emit({ type: "room", room: room.key });
}

export const messageActions = {
  /** Posts one message, or several as an album. Answers their ids. */
  post(
    tx: Tx,
    args: { room: string; from: number; drafts: readonly Draft[]; isAlbum?: boolean },
  ): number[] {
    const room = roomOf(tx.world, args.room);
    const album = args.isAlbum ? tx.random.text(17, "0123456789") : undefined;
    return args.drafts.map((draft) => post(tx, room, args.from, draft, album).id);
  },

  /** Puts new content or a new inline keyboard (null: none) into a message. */
  edit(
    tx: Tx,
    args: {
      room: string;
      id: number;
      content?: Content;
      markup?: InlineKeyboardMarkup | null;
    },
  ): void {
    const room = roomOf(tx.world, args.room);
    const message = room.messages.get(args.id);
    assert(message, `no message ${args.id} in ${args.room}`);
    if (args.content) {
      message.content = args.content;
      message.editDate = secondsOf(tx.at);
    }
    if (args.markup === null) delete message.markup;
    else if (args.markup) message.markup = args.markup;
    if (args.content) deliverMessage(tx, room, message, "edited_message");
    tx.emit({ type: "message", room: room.key, id: message.id });
    if (room.pinned.includes(message.id)) tx.emit({ type: "room", room: room.key });
  },

  /** Deletes messages for everybody. No bot is told. */
  delete(tx: Tx, args: { room: string; ids: readonly number[] }): void {
    removeMessages(tx, roomOf(tx.world, args.room), args.ids);
  },

  /** A person has seen everything up to this id. */
  read(tx: Tx, args: { room: string; personId: number; upTo: number }): void {
    const room = roomOf(tx.world, args.room);
    room.read.set(args.personId, Math.max(args.upTo, room.read.get(args.personId) ?? 0));
    tx.emit({ type: "room", room: room.key });
  },
};
