/**
 * Which bots hear of what, and the queue in which it waits for them. Updates are made at the
 * moment they happen, as Telegram does: a later edit does not change an earlier update.
 *
 * Sources: telegram-bot-api Client.cpp (need_skip_update_message, add_update), Bot API "Getting
 * updates"; core.telegram.org/bots/features#privacy-mode.
 */
import type { Content } from "./content.ts";
import { wordsOf } from "./content.ts";
import { botOf, isAdministrator, isPresent } from "./find.ts";
import { showMessage } from "./show-message.ts";
import type { Bot, GroupRoom, Room, StoredMessage, UpdateKind } from "./state.ts";
import type { Tx } from "./tx.ts";

/** Updates are kept for a day (Bot API: "not longer than 24 hours"). */
export const UPDATE_LIFE_MS = 24 * 60 * 60 * 1000;

/** Not sent unless asked for by name (Bot API getUpdates, allowed_updates). */
const ON_REQUEST: ReadonlySet<UpdateKind> = new Set<UpdateKind>([
  "chat_member",
  "message_reaction",
  "message_reaction_count",
]);

/** Whether the bot wants updates of this kind. */
function wants(bot: Bot, kind: UpdateKind): boolean {
  if (bot.allowedUpdates === null) return !ON_REQUEST.has(kind);
  return bot.allowedUpdates.includes(kind);
}

/** Puts an update into the bot's queue, unless it asked not to get such. */
export function enqueue(
  tx: Tx,
  botId: number,
  kind: UpdateKind,
  queue: string,
  payload: object,
): void {
  const bot = botOf(tx.world, botId);
  dropExpired(bot, tx.at);
  if (!wants(bot, kind)) return;
  const id = bot.nextUpdateId++;
  bot.pending.push({ id, at: tx.at, kind, queue, payload });
  tx.emit({ type: "update", botId, updateId: id });
}

/** Forgets what waited longer than a day. */
function dropExpired(bot: Bot, now: number): void {
  let count = 0;
  for (const update of bot.pending) {
    if (update.at + UPDATE_LIFE_MS > now) break;
    count++;
  }
  if (count > 0) bot.pending.splice(0, count);
}

/** Bots of the room, in the order of their ids. */
function botsIn(tx: Tx, room: Room): Bot[] {
  if (room.kind === "private") return room.blocked ? [] : [botOf(tx.world, room.botId)];
  const bots: Bot[] = [];
  for (const [id, member] of room.members) {
    const bot = isPresent(member) ? tx.world.bots.get(id) : undefined;
    if (bot) bots.push(bot);
  }
  return bots;
}

/**
 * Tells the bots of the room about a new or edited message. A bot never hears of its own ordinary
 * messages or of other bots', but does hear of its own service messages.
 */
export function deliverMessage(
  tx: Tx,
  room: Room,
  message: StoredMessage,
  kind: "message" | "edited_message",
): void {
  const isService = message.content.type === "service";
  for (const bot of botsIn(tx, room)) {
    if (!isService && (message.from === bot.id || tx.world.bots.has(message.from))) continue;
    if (room.kind !== "private" && !mayHear(tx, room, bot, message)) continue;
    const shown = showMessage(tx.world, room, message, { id: bot.id, isBot: true });
    enqueue(tx, bot.id, kind, room.key, shown);
  }
}

/** Privacy mode: a bot that is no administrator hears only what concerns it. */
function mayHear(tx: Tx, room: GroupRoom, bot: Bot, message: StoredMessage): boolean {
  if (bot.readsAllMessages || isAdministrator(room.members.get(bot.id))) return true;
  if (message.content.type === "service") return true;
  const original = room.messages.get(message.replyTo);
  if (original && original.from === bot.id) return true;
  return commandConcerns(tx, room, bot, message.content) || mentions(bot, message.content);
}

const COMMAND = /^\/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]{3,32}))?/;

/** `/command@bot`, or `/command` when this bot was the last bot to write here. */
function commandConcerns(tx: Tx, room: GroupRoom, bot: Bot, content: Content): boolean {
  const match = COMMAND.exec(wordsOf(content));
  if (!match) return false;
  if (match[1]) return match[1].toLowerCase() === bot.username.toLowerCase();
  for (let index = room.order.length - 1; index >= 0; index--) {
    const from = room.messages.get(room.order[index] ?? 0)?.from ?? 0;
    if (tx.world.bots.has(from)) return from === bot.id;
  }
  return false;
}

function mentions(bot: Bot, content: Content): boolean {
  return new RegExp(`@${bot.username}\\b`, "i").test(wordsOf(content));
}
