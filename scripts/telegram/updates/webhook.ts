/**
 * Webhooks: each update is POSTed to the bot's address, in order within a queue (a chat), queues
 * side by side up to max_connections; failures are tried again with growing pauses until the
 * update is a day old.
 *
 * Source: telegram-bot-api WebhookActor.cpp; Bot API setWebhook.
 */
import type { ApiResponse } from "@grammyjs/types";
import type { Engine } from "../engine.ts";
import type { Faults } from "../faults.ts";
import type { Timeline } from "../timeline.ts";
import { UPDATE_LIFE_MS } from "../world/deliver.ts";
import type { Bot, PendingUpdate } from "../world/state.ts";
import { createPostman } from "./postman.ts";
import { showUpdate } from "./polling.ts";

export interface Webhooks {
  /** The last failed delivery, as getWebhookInfo tells it. */
  trouble(botId: number): { last_error_date?: number; last_error_message?: string };
  close(): void;
}

export interface WebhookParts {
  readonly engine: Engine;
  readonly faults: Faults;
  readonly timeline: Timeline;
  /** Executes a method that the bot put into its answer. */
  execute(
    token: string,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<ApiResponse<unknown>>;
}

interface Queue {
  sending: boolean;
  failures: number;
  notBefore: number;
}

const ANSWER_WAIT_MS = 60_000;
const PAUSE_MAX_MS = 60_000;
const RETRY_AFTER_MAX_S = 3600;
/** A bot cannot do these by putting them into a webhook's answer. */
const NOT_BY_ANSWER = /^(?:get|setwebhook$|deletewebhook$|close$|logout$)/i;

export function createWebhooks(parts: WebhookParts): Webhooks {
  const { engine, timeline } = parts;
  const queues = new Map<string, Queue>();
  const troubles = new Map<number, { last_error_date: number; last_error_message: string }>();
  let closed = false;

  const pump = (botId: number): void => {
    const bot = engine.world.bots.get(botId);
    if (closed || !bot?.webhook) return;
    const oldest = engine.clock.now() - UPDATE_LIFE_MS;
    const blocked = new Set<string>();
    let sending = [...queues].filter(([key, q]) => key.startsWith(`${botId} `) && q.sending).length;
    for (const update of postman.inOrder(botId, bot.pending)) {
      if (sending >= bot.webhook.maxConnections) return;
      const queue = queueOf(botId, update.queue);
      if (blocked.has(update.queue)) continue;
      // The first of its queue decides: those behind it wait their turn.
      blocked.add(update.queue);
      if (update.at <= oldest) {
        engine.commit("confirmUpdate", { botId, id: update.id });
        return pump(botId);
      }
      if (queue.sending || queue.notBefore > engine.clock.now()) continue;
      if (postman.isHeld(botId, update)) continue;
      sending++;
      queue.sending = true;
      void deliver(bot, update, queue).finally(() => {
        queue.sending = false;
        pump(botId);
      });
    }
  };
  const postman = createPostman(engine, parts.faults, pump);
  const stop = engine.listen((event) => {
    if (event.type === "webhook") pump(event.botId);
  });
  const queueOf = (botId: number, name: string): Queue => {
    const key = `${botId} ${name}`;
    const queue = queues.get(key) ?? { sending: false, failures: 0, notBefore: 0 };
    queues.set(key, queue);
    return queue;
  };

  const deliver = async (bot: Bot, update: PendingUpdate, queue: Queue): Promise<void> => {
    const result = await postUpdate(bot, update);
    timeline.add({
      at: engine.clock.now(),
      type: "update",
      botId: bot.id,
      name: update.kind,
      body: showUpdate(update),
      ...(result.ok ? {} : { fault: result.why }),
    });
    if (closed) return;
    if (result.ok) {
      queue.failures = 0;
      postman.delivered(bot.id, update);
      engine.commit("confirmUpdate", { botId: bot.id, id: update.id });
      for (const copy of postman.takeAgain(bot.id)) await postUpdate(bot, copy);
      await obey(bot, result.body);
      return;
    }
    queue.failures++;
    const date = Math.floor(engine.clock.now() / 1000);
    troubles.set(bot.id, { last_error_date: date, last_error_message: result.why });
    const pause = result.retryAfterMs ?? pauseAfter(queue.failures);
    queue.notBefore = engine.clock.now() + pause;
    engine.clock.after(pause, () => pump(bot.id));
  };

  const obey = async (bot: Bot, body: unknown): Promise<void> => {
    if (typeof body !== "object" || body === null || !("method" in body)) return;
    const { method, ...args } = body as Record<string, unknown>;
    if (typeof method === "string" && !NOT_BY_ANSWER.test(method)) {
      await parts.execute(bot.token, method, args);
    }
  };

  for (const botId of engine.world.bots.keys()) pump(botId);
  return {
    trouble: (botId) => troubles.get(botId) ?? {},
    close() {
      closed = true;
      stop();
      postman.close();
    },
  };
}

/** The first repetition comes at once, then the pauses double. */
function pauseAfter(failures: number): number {
  return failures <= 1 ? 0 : Math.min(1000 * 2 ** (failures - 2), PAUSE_MAX_MS);
}

type Posted =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly why: string; readonly retryAfterMs?: number };

async function postUpdate(bot: Bot, update: PendingUpdate): Promise<Posted> {
  if (!bot.webhook) return { ok: false, why: "no webhook" };
  try {
    const response = await fetch(bot.webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(bot.webhook.secretToken && {
          "x-telegram-bot-api-secret-token": bot.webhook.secretToken,
        }),
      },
      body: JSON.stringify(showUpdate(update)),
      signal: AbortSignal.timeout(ANSWER_WAIT_MS),
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body };
    const wait = Math.min(Number(response.headers.get("retry-after")) || 0, RETRY_AFTER_MAX_S);
    return {
      ok: false,
      why: `Wrong response from the webhook: ${response.status} ${response.statusText}`,
      ...(wait > 0 ? { retryAfterMs: wait * 1000 } : {}),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { ok: false, why: cause instanceof Error ? cause.message : String(cause) };
  }
}
