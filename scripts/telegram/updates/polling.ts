/**
 * getUpdates: one poller a bot, long polling, confirmation by offset.
 *
 * Sources: Bot API getUpdates; telegram-bot-api Client.cpp (do_get_updates,
 * on_get_updates_conflict): a second poller makes the first one fail with 409.
 */
import type { Update } from "@grammyjs/types";
import type { Engine } from "../engine.ts";
import { conflict } from "../failure.ts";
import type { Timeline } from "../timeline.ts";
import { UPDATE_LIFE_MS } from "../world/deliver.ts";
import { botOf } from "../world/find.ts";
import type { Bot, PendingUpdate, UpdateKind } from "../world/state.ts";
import type { Postman } from "./postman.ts";

export interface PollRequest {
  readonly offset?: number;
  readonly limit?: number;
  readonly timeout?: number;
  readonly allowed_updates?: readonly UpdateKind[];
}

export interface Poller {
  /** Updates of the bot, waiting for one when there is none and a timeout was given. */
  poll(botId: number, request: PollRequest): Promise<Update[]>;
  /** Ends a waiting poll with 409, e.g. because a webhook was set. */
  interrupt(botId: number, why: string): void;
  /** Whether a poll of the bot waits now. */
  isWaiting(botId: number): boolean;
  close(): void;
}

export interface PollerParts {
  readonly engine: Engine;
  readonly postman: Postman;
  readonly timeline: Timeline;
}

const LIMIT_MAX = 100;
const TIMEOUT_MAX_S = 50;
/** An answer ends when it gets larger than this (telegram-bot-api JsonUpdates). */
const ANSWER_MAX_BYTES = 1 << 22;
const OTHER_POLLER =
  "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_ACTIVE =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

interface Waiting {
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** The pollers of all bots. */
export function createPoller(parts: PollerParts): Poller {
  const { engine, timeline, postman } = parts;
  const waiting = new Map<number, Waiting>();

  const take = (bot: Bot, limit: number): Update[] => {
    const list = takeUpdates(engine, postman, bot, limit);
    for (const update of list) {
      const { update_id: id, ...body } = update;
      const name = Object.keys(body)[0] ?? "";
      timeline.add({
        at: engine.clock.now(),
        type: "update",
        botId: bot.id,
        name,
        body: { id, ...body },
      });
    }
    return list;
  };
  const wake = (botId: number): void => {
    const bot = engine.world.bots.get(botId);
    if (bot && hasUpdates(engine, postman, bot)) waiting.get(botId)?.finish();
  };
  postman.onWake(wake);
  const poller: Poller = {
    async poll(botId, request) {
      const bot = botOf(engine.world, botId);
      if (bot.webhook) throw conflict(WEBHOOK_ACTIVE);
      poller.interrupt(botId, OTHER_POLLER);
      confirm(engine, postman, bot, request);
      const limit = Math.min(Math.max(request.limit ?? LIMIT_MAX, 1), LIMIT_MAX);
      const timeout = Math.min(Math.max(request.timeout ?? 0, 0), TIMEOUT_MAX_S);
      if (timeout === 0 || hasUpdates(engine, postman, bot)) return take(bot, limit);
      return new Promise<Update[]>((done, failed) => {
        const end = (act: () => void): void => {
          cancel();
          waiting.delete(botId);
          act();
        };
        const finish = (): void => {
          const still = engine.world.bots.get(botId);
          end(() => done(still ? take(still, limit) : []));
        };
        const cancel = engine.clock.after(timeout * 1000, finish);
        waiting.set(botId, { finish, fail: (error) => end(() => failed(error)) });
      });
    },
    interrupt: (botId, why) => waiting.get(botId)?.fail(conflict(why)),
    isWaiting: (botId) => waiting.has(botId),
    close() {
      for (const one of [...waiting.values()]) one.finish();
    },
  };
  return poller;
}

/** Confirms by offset and remembers allowed_updates, when either changes anything. */
function confirm(engine: Engine, postman: Postman, bot: Bot, request: PollRequest): void {
  const { offset = 0, allowed_updates: allowed } = request;
  const upTo = offset < 0 ? (bot.pending.at(offset)?.id ?? 0) : offset;
  const done = upTo > 0 ? bot.pending.filter((update) => update.id < upTo) : [];
  if (done.length > 0) {
    for (const update of done) postman.delivered(bot.id, update);
    engine.commit("confirmUpdates", { botId: bot.id, before: upTo });
  }
  if (allowed && JSON.stringify(normal(allowed)) !== JSON.stringify(bot.allowedUpdates)) {
    engine.commit("allowUpdates", { botId: bot.id, allowed: normal(allowed) });
  }
}

/** An empty list means Telegram's default set. */
export function normal(allowed: readonly UpdateKind[]): UpdateKind[] | null {
  return allowed.length === 0 ? null : [...allowed].sort();
}

/** What may be handed out now: not expired, not held back. */
function ready(engine: Engine, postman: Postman, bot: Bot): PendingUpdate[] {
  const oldest = engine.clock.now() - UPDATE_LIFE_MS;
  const list: PendingUpdate[] = [];
  for (const update of bot.pending) {
    if (update.at <= oldest) continue;
    // In one poller's order: what is held back holds back all that follows.
    if (postman.isHeld(bot.id, update)) break;
    list.push(update);
    if (list.length >= LIMIT_MAX) break;
  }
  return list;
}

function hasUpdates(engine: Engine, postman: Postman, bot: Bot): boolean {
  return postman.hasAgain(bot.id) || ready(engine, postman, bot).length > 0;
}

function takeUpdates(engine: Engine, postman: Postman, bot: Bot, limit: number): Update[] {
  const list: Update[] = postman.takeAgain(bot.id).map(showUpdate);
  let bytes = 0;
  for (const update of postman.inOrder(bot.id, ready(engine, postman, bot))) {
    if (list.length >= limit || bytes > ANSWER_MAX_BYTES) break;
    const shown = showUpdate(update);
    list.push(shown);
    if (bot.pending.length > LIMIT_MAX) bytes += JSON.stringify(shown).length;
  }
  return list;
}

/** The update as it goes over the wire. */
export function showUpdate(update: PendingUpdate): Update {
  return { update_id: update.id, [update.kind]: update.payload };
}
