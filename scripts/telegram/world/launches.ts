/**
 * Mini Apps that people opened, and their CloudStorage.
 *
 * Sources: core.telegram.org/bots/webapps; Bot API answerWebAppQuery (via_bot message).
 */
import type { MessageEntity } from "@grammyjs/types";
import { assert, ensure } from "../std.ts";
import { ensurePrivate } from "./accounts.ts";
import { roomOf } from "./find.ts";
import { post, postService } from "./messages.ts";
import type { Launch } from "./state.ts";
import type { Tx } from "./tx.ts";

export const launchActions = {
  /** A Mini App opens; answers its query id. */
  launch(
    tx: Tx,
    args: { botId: number; userId: number; room: string; from: Launch["from"] },
  ): string {
    const queryId = `AAH${tx.random.text(21)}`;
    tx.world.launches.set(queryId, { queryId, at: tx.at, closed: false, ...args });
    return queryId;
  },

  /** The key pair of this Telegram comes to be. */
  drawSigningSeed(tx: Tx, _args: Record<string, never>): void {
    tx.world.signingSeed ??= tx.random.text(64, "0123456789abcdef");
  },

  /** The bot answered the app's query: its text comes from the person, via the bot. */
  answerWebApp(
    tx: Tx,
    args: { queryId: string; text: string; entities: readonly MessageEntity[] },
  ): string {
    const launch = tx.world.launches.get(args.queryId);
    assert(launch, `no launch ${args.queryId}`);
    launch.closed = true;
    const content = { type: "text" as const, text: args.text, entities: args.entities };
    const viaBot = launch.botId;
    const message = post(tx, roomOf(tx.world, launch.room), launch.userId, { content, viaBot });
    tx.emit({ type: "appClosed", queryId: args.queryId, personId: launch.userId });
    return `${launch.botId}.${message.id}.${tx.random.text(8)}`;
  },

  /** Data that a keyboard-launched app sent; the app closes. */
  webAppData(tx: Tx, args: { queryId: string; data: string; buttonText: string }): number {
    const launch = tx.world.launches.get(args.queryId);
    assert(launch, `no launch ${args.queryId}`);
    launch.closed = true;
    const room = ensurePrivate(tx, launch.botId, launch.userId);
    const { data, buttonText } = args;
    const message = postService(tx, room, launch.userId, {
      kind: "web_app_data",
      data,
      buttonText,
    });
    tx.emit({ type: "appClosed", queryId: args.queryId, personId: launch.userId });
    return message.id;
  },

  /** Writes into CloudStorage; null deletes the key. */
  writeCloud(
    tx: Tx,
    args: { botId: number; userId: number; key: string; value: string | null },
  ): void {
    const storage = ensure(tx.world.cloud, `${args.botId}:${args.userId}`, () => new Map());
    if (args.value === null) storage.delete(args.key);
    else storage.set(args.key, args.value);
  },
};
