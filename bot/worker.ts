/**
 * Libral on Cloudflare Workers: one Durable Object holds the one bot and its cache, because a bot
 * token has one webhook and a log one writer. The Worker in front only lets our own paths through.
 *
 * Without `nodejs_compat`, on purpose: everything below runs on web standards, and an import of a
 * Node module would fail the build. Argon2 and SQLite's own binding have no place here: keys are
 * locked on devices, and the object has a database of its own.
 */
import type { DurableObjectNamespace, DurableObjectState } from "@cloudflare/workers-types";
import { parseConfig } from "./config.ts";
import { explainProblems } from "./config-help.ts";
import type { Bot } from "./create-bot.ts";
import { createBot } from "./create-bot.ts";
import type { WorkerEffects } from "./effects/worker.ts";
import { workerEffects } from "./effects/worker.ts";
import type { AssetsBinding } from "./http/assets-binding.ts";
import { bindingAssets } from "./http/assets-binding.ts";
import { durableStorage } from "./storage/durable.ts";

/** Bindings of wrangler.toml, and beside them the settings of .env.example as text. */
export interface WorkerEnv {
  readonly LIBRAL: DurableObjectNamespace;
  readonly ASSETS: AssetsBinding;
  readonly [setting: string]: unknown;
}

const OURS = /^\/(app|api|health|telegram)(\/|$)/;
/**
 * An alarm is a net below the object's own timers, not a clock: it comes this much later, and
 * is set for whole steps of it, so that a busy bot writes few alarms.
 */
const ALARM_STEP_MS = 10_000;

export default {
  fetch(request: Request, env: WorkerEnv): Promise<Response> | Response {
    const { pathname } = new URL(request.url);
    if (!OURS.test(pathname)) return new Response("not found\n", { status: 404 });
    const object = env.LIBRAL.get(env.LIBRAL.idFromName("libral"));
    // Two declarations of the same Request meet here: the platform's and the web's.
    return object.fetch(request as never) as unknown as Promise<Response>;
  },
};

export class LibralObject {
  readonly #effects: WorkerEffects;
  readonly #bot: Promise<Bot | null>;
  #alarmAt: number | null = null;

  constructor(
    private readonly state: DurableObjectState,
    env: WorkerEnv,
  ) {
    this.#effects = workerEffects({ wakeAt: (at) => this.#wakeAt(at) });
    // Requests wait until what an earlier life of the object left is taken up.
    this.#bot = state.blockConcurrencyWhile(() => this.#start(env));
  }

  async fetch(request: Request): Promise<Response> {
    const bot = await this.#bot;
    if (!bot) return new Response("the settings of this bot need mending\n", { status: 503 });
    // The platform compresses what leaves it; a body compressed here would be so twice.
    const headers = new Headers(request.headers);
    headers.delete("Accept-Encoding");
    return bot.httpHandler(new Request(request, { headers }));
  }

  /** Making the object again has started the bot; its timers run as long as this takes. */
  async alarm(): Promise<void> {
    this.#alarmAt = null;
    await this.#bot;
    const next = this.#effects.nextDue();
    if (next !== null) this.#wakeAt(next);
  }

  /** Null when the settings are wrong: said in the trace, by name and never by value. */
  async #start(env: WorkerEnv): Promise<Bot | null> {
    const verdict = parseConfig(settingsOf(env), "worker");
    if (verdict.kind === "wrong") {
      const help = explainProblems(verdict.problems);
      this.#effects.trace("error", "config.wrong", { help });
      return null;
    }
    const bot = await createBot({
      config: verdict.config,
      effects: this.#effects,
      storage: durableStorage(this.state.storage),
      assets: bindingAssets(env.ASSETS),
    });
    await bot.start();
    return bot;
  }

  #wakeAt(at: number): void {
    const due = Math.ceil(at / ALARM_STEP_MS + 1) * ALARM_STEP_MS;
    if (this.#alarmAt !== null && this.#alarmAt <= due) return;
    this.#alarmAt = due;
    void this.state.storage.setAlarm(due);
  }
}

function settingsOf(env: WorkerEnv): { readonly [name: string]: string | undefined } {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
