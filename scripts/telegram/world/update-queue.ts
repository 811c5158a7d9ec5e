/**
 * A bot's queue of updates: confirming, choosing what comes in, webhook or polling.
 */
import { botOf } from "./find.ts";
import type { UpdateKind, Webhook } from "./state.ts";
import type { Tx } from "./tx.ts";

export const updateActions = {
  /** Forgets all updates before this id. */
  confirmUpdates(tx: Tx, args: { botId: number; before: number }): void {
    const { pending } = botOf(tx.world, args.botId);
    const keep = pending.findIndex((update) => update.id >= args.before);
    pending.splice(0, keep < 0 ? pending.length : keep);
  },

  /** A webhook delivered this one. */
  confirmUpdate(tx: Tx, args: { botId: number; id: number }): void {
    const { pending } = botOf(tx.world, args.botId);
    const index = pending.findIndex((update) => update.id === args.id);
    if (index >= 0) pending.splice(index, 1);
  },

  /** From now on only these kinds come in; null is Telegram's default set. */
  allowUpdates(tx: Tx, args: { botId: number; allowed: readonly UpdateKind[] | null }): void {
    botOf(tx.world, args.botId).allowedUpdates = args.allowed;
  },

  /** Sets a webhook, or with null removes it. */
  setWebhook(tx: Tx, args: { botId: number; webhook: Webhook | null; drop: boolean }): void {
    const bot = botOf(tx.world, args.botId);
    bot.webhook = args.webhook;
    if (args.drop) bot.pending.length = 0;
    tx.emit({ type: "webhook", botId: bot.id });
  },
};
