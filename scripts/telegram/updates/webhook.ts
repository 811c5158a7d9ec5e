/**
 * Webhooks: each update is POSTed to the bot's address, in order within a queue (a chat), queues
 * side by side up to max_connections; failures are tried again with growing pauses until the
 * update is a day old.
 *
 * Source: telegram-bot-api WebhookActor.cpp; Bot API setWebhook.
 */
import type { ApiResponse } from "@grammyjs/types";
import type { Engine } from "../engine.ts";
import { postJson } from "../outward.ts";
import { ensure } from "../std.ts";
import type { Timeline } from "../timeline.ts";
import { UPDATE_LIFE_MS } from "../world/deliver.ts";
import type { Bot, PendingUpdate } from "../world/state.ts";
import { showUpdate } from "./polling.ts";
import type { Postman } from "./postman.ts";

/** What getWebhookInfo tells of the last failed delivery. */
export interface Trouble {
  readonly last_error_date?: number;
  readonly last_error_message?: string;
}

export interface WebhookParts {
  readonly engine: Engine;
  readonly postman: Postman;
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
const NOT_BY_ANSWER = /^(?:get.*|setwebhook|deletewebhook|close|logout)$/i;

/** Delivers the updates of all bots that have a webhook. */
export class Webhooks {
  readonly #queues = new Map<string, Queue>();
  readonly #troubles = new Map<number, Trouble>();
  readonly #stop: () => void;
  #closed = false;

  constructor(private readonly parts: WebhookParts) {
    parts.postman.onWake((botId) => this.#pump(botId));
    this.#stop = parts.engine.listen((event) => {
      if (event.type === "webhook") this.#pump(event.botId);
    });
    for (const botId of parts.engine.world.bots.keys()) this.#pump(botId);
  }

  trouble(botId: number): Trouble {
    return this.#troubles.get(botId) ?? {};
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  /** Starts every delivery that may start now. */
  #pump(botId: number): void {
    const { engine } = this.parts;
    const bot = engine.world.bots.get(botId);
    if (this.#closed || !bot?.webhook) return;
    const now = engine.clock.now();
    const oldest = now - UPDATE_LIFE_MS;
    const seen = new Set<string>();
    let free = bot.webhook.maxConnections - this.#sendingOf(botId);
    for (const update of this.parts.postman.inOrder(botId, bot.pending)) {
      if (free <= 0) return;
      if (update.at <= oldest) continue;
      // The first of its queue decides: those behind it wait their turn.
      if (seen.has(update.queue)) continue;
      seen.add(update.queue);
      const queue = this.#queueOf(botId, update.queue);
      const mustWait = queue.sending || queue.notBefore > now;
      if (mustWait || this.parts.postman.isHeld(botId, update)) continue;
      free--;
      queue.sending = true;
      void this.#deliver(bot, update, queue).finally(() => {
        queue.sending = false;
        this.#pump(botId);
      });
    }
  }

  #queueOf(botId: number, name: string): Queue {
    const fresh = (): Queue => ({ sending: false, failures: 0, notBefore: 0 });
    return ensure(this.#queues, `${botId} ${name}`, fresh);
  }

  #sendingOf(botId: number): number {
    const prefix = `${botId} `;
    return [...this.#queues].filter(([key, one]) => key.startsWith(prefix) && one.sending).length;
  }

  async #deliver(bot: Bot, update: PendingUpdate, queue: Queue): Promise<void> {
    const { engine, timeline } = this.parts;
    const result = await postUpdate(bot, update);
    const failed = "why" in result;
    timeline.add({
      at: engine.clock.now(),
      type: "update",
      botId: bot.id,
      name: update.kind,
      body: showUpdate(update),
      ...(failed ? { fault: result.why } : {}),
    });
    if (this.#closed) return;
    if (failed) {
      this.#postpone(bot, queue, result);
      return;
    }
    queue.failures = 0;
    this.parts.postman.delivered(bot.id, update);
    // If we die before this line is written, the bot gets the update a second time.
    engine.commit("confirmUpdate", { botId: bot.id, id: update.id });
    for (const copy of this.parts.postman.takeAgain(bot.id)) await postUpdate(bot, copy);
    await this.#obey(bot, result.body);
  }

  #postpone(bot: Bot, queue: Queue, failure: Failure): void {
    const { clock } = this.parts.engine;
    queue.failures++;
    this.#troubles.set(bot.id, {
      last_error_date: Math.floor(clock.now() / 1000),
      last_error_message: failure.why,
    });
    const pause = failure.retryAfterMs || pauseAfter(queue.failures);
    queue.notBefore = clock.now() + pause;
    clock.after(pause, () => this.#pump(bot.id));
  }

  /** Executes the method that the answer names, as Telegram does. */
  async #obey(bot: Bot, body: unknown): Promise<void> {
    if (typeof body !== "object" || body === null || !("method" in body)) return;
    const { method, ...args } = body as Record<string, unknown>;
    if (typeof method !== "string" || NOT_BY_ANSWER.test(method)) return;
    await this.parts.execute(bot.token, method, args);
  }
}

/** The first repetition comes at once, then the pauses double. */
export function pauseAfter(failures: number): number {
  return failures <= 1 ? 0 : Math.min(1000 * 2 ** (failures - 2), PAUSE_MAX_MS);
}

interface Failure {
  readonly why: string;
  readonly retryAfterMs: number;
}

async function postUpdate(bot: Bot, update: PendingUpdate): Promise<{ body: unknown } | Failure> {
  if (!bot.webhook) return { why: "no webhook", retryAfterMs: 0 };
  const { url, secretToken } = bot.webhook;
  const headers: Record<string, string> = secretToken
    ? { "x-telegram-bot-api-secret-token": secretToken }
    : {};
  try {
    const answer = await postJson(url, showUpdate(update), headers, ANSWER_WAIT_MS);
    if (answer.status >= 200 && answer.status < 300) return { body: answer.body };
    return {
      why: `Wrong response from the webhook: ${answer.status} ${answer.statusText}`,
      retryAfterMs: Math.min(answer.retryAfterSeconds, RETRY_AFTER_MAX_S) * 1000,
    };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error), retryAfterMs: 0 };
  }
}
