/**
 * Pressed inline buttons: a query for the bot, open until it is answered.
 *
 * Source: Bot API CallbackQuery, answerCallbackQuery.
 */
import { defined } from "../std.ts";
import { enqueue } from "./deliver.ts";
import { roomOf } from "./find.ts";
import { showUser } from "./show-account.ts";
import { showMessage } from "./show-message.ts";
import type { Tx } from "./tx.ts";

/** A query can be answered about this long; then it is "too old". */
export const QUERY_LIFE_MS = 15 * 60 * 1000;

export const queryActions = {
  /** A person pressed a callback button. Answers the query's id. */
  press(
    tx: Tx,
    args: { room: string; messageId: number; botId: number; userId: number; data: string },
  ): string {
    const room = roomOf(tx.world, args.room);
    const message = room.messages.get(args.messageId);
    const id = `${1 + tx.random.below(8)}${tx.random.text(17, "0123456789")}`;
    for (const [key, query] of tx.world.queries) {
      if (query.at + QUERY_LIFE_MS < tx.at) tx.world.queries.delete(key);
    }
    tx.world.queries.set(id, { id, at: tx.at, botId: args.botId, userId: args.userId });
    const viewer = { id: args.botId, isBot: true };
    const payload = defined({
      id,
      from: showUser(tx.world, args.userId),
      message: message && showMessage(tx.world, room, message, viewer),
      chat_instance: room.instance,
      data: args.data,
    });
    enqueue(tx, args.botId, "callback_query", `query:${args.userId}`, payload);
    return id;
  },

  /** The bot answered; what it said is told to the person by the shell. */
  answerQuery(tx: Tx, args: { id: string }): void {
    tx.world.queries.delete(args.id);
  },
};
