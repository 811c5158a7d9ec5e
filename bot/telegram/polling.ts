/**
 * Long polling by our own loop: getUpdates is asked to forget an update only when everything up
 * to it was accepted, and one slow update holds up nobody else. grammY's own loop does one update
 * after the other, and confirms before it has handled.
 */
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import type { Effects } from "../effects/port.ts";
import { sleep } from "../effects/port.ts";
import type { Api } from "./client.ts";
import { apiSignal } from "./client.ts";
import type { Intake } from "./intake.ts";

/** How long Telegram holds a question without an answer; it allows 50. */
const HOLD_SECONDS = 30;
/** How often new updates are asked for while an older one is still being handled. */
const PACE_MS = 1000;
const BACKOFF_MS_MAX = 30_000;

type UpdateKind = Exclude<keyof Update, "update_id">;

export interface PollingOptions {
  readonly api: Api;
  readonly intake: Intake;
  readonly effects: Effects;
  readonly allowedUpdates: readonly UpdateKind[];
}

export class Polling {
  readonly #abort = new AbortController();
  readonly #inFlight = new Set<number>();
  #last = 0;
  #loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: PollingOptions) {}

  start(): void {
    this.#loop = this.#run();
  }

  /** Ask for nothing more, and tell Telegram what was accepted. What was not comes again. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
    const offset = this.#floor();
    if (offset === 0) return;
    try {
      await this.options.api.raw.getUpdates({ offset, limit: 1, timeout: 0 });
    } catch (error) {
      this.#trace("warn", "polling.notConfirmed", error);
    }
  }

  /** The first update id that is not accepted yet; 0 before the first update. */
  #floor(): number {
    if (this.#inFlight.size > 0) return Math.min(...this.#inFlight);
    return this.#last === 0 ? 0 : this.#last + 1;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#abort.signal.aborted) {
      try {
        const updates = await this.#ask();
        failures = 0;
        for (const update of updates) this.#begin(update);
        if (this.#inFlight.size > 0) await this.#pace();
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        failures += 1;
        await this.#recover(error, failures);
      }
    }
  }

  #ask(): Promise<Update[]> {
    return this.options.api.raw.getUpdates(
      {
        offset: this.#floor(),
        timeout: this.#inFlight.size > 0 ? 0 : HOLD_SECONDS,
        allowed_updates: this.options.allowedUpdates,
      },
      apiSignal(this.#abort.signal),
    );
  }

  #begin(update: Update): void {
    const id = update.update_id;
    if (id <= this.#last && !this.#inFlight.has(id)) return;
    this.#last = Math.max(this.#last, id);
    this.#inFlight.add(id);
    void this.options.intake.accept(update).then(() => this.#inFlight.delete(id));
  }

  /** Until everything is accepted, but no longer than a moment. */
  async #pace(): Promise<void> {
    const { effects, intake } = this.options;
    let cancel = (): void => {};
    const moment = new Promise<void>((resolve) => {
      cancel = effects.after(PACE_MS, resolve);
    });
    await Promise.race([intake.idle(), moment]);
    cancel();
  }

  async #recover(error: unknown, failures: number): Promise<void> {
    const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
    const delayMs = asked ? asked * 1000 : Math.min(BACKOFF_MS_MAX, 500 * 2 ** failures);
    this.#trace("warn", "polling.failed", error);
    await sleep(this.options.effects, delayMs);
  }

  #trace(level: "warn", event: string, error: unknown): void {
    // 409 says that a second process polls with the same token: the operator must see it.
    const why = error instanceof GrammyError ? error.description : "no answer";
    this.options.effects.trace(level, event, { why });
  }
}
