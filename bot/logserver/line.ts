/**
 * The line to Telegram of one chat: every call of the log goes through it. It waits for the
 * budget, waits as a 429 tells, and repeats what may be repeated. Whether a call may be repeated
 * is the caller's to know: `once` for what makes a message, `sure` for what can be done twice.
 */
import type { Cancel, Effects } from "../effects/port.ts";
import { Halted } from "./deps.ts";
import { botWaitMs, groupCallsSpent, groupWaitMs, withBotCall, withGroupCall } from "./pace.ts";
import { TransportError } from "./transport.ts";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/** The whole bot's calls in the last second; one object shared by all lines. */
export interface BotPace {
  calls: readonly number[];
}

/** Sends and edits in a group; `free` calls (getChat, getFile, delete) have no known budget. */
export type CallCost = "group" | "free";

export class Line {
  readonly #effects: Effects;
  readonly #bot: BotPace;
  /** How long one call may be tried before its error goes on; null: until the line is cut. */
  readonly #patienceMs: number | null;
  #calls: readonly number[];
  #blockedUntil = 0;
  #isCut = false;
  readonly #sleepers = new Set<() => void>();

  constructor(options: {
    readonly effects: Effects;
    readonly bot: BotPace;
    /** Times of calls that an earlier process made, as far as the cache knows. */
    readonly calls?: readonly number[];
    readonly patienceMs?: number;
  }) {
    this.#effects = options.effects;
    this.#bot = options.bot;
    this.#calls = options.calls ?? [];
    this.#patienceMs = options.patienceMs ?? null;
  }

  /** Times of the last minute's calls, for the cache and for plan.ts. */
  get calls(): readonly number[] {
    return this.#calls;
  }

  /** Milliseconds until a call that costs could be made; for plan.ts, which decides before. */
  waitMs(): number {
    const now = this.#effects.now();
    return Math.max(
      groupWaitMs(this.#calls, now),
      botWaitMs(this.#bot.calls, now),
      this.#blockedUntil - now,
      0,
    );
  }

  /** Calls of the last minute that cost; for plan.ts, which spares the budget. */
  spent(): number {
    return groupCallsSpent(this.#calls, this.#effects.now());
  }

  /** One call that is not repeated unless Telegram refused it with 429. Throws TransportError, Halted. */
  async once<T>(cost: CallCost, call: () => Promise<T>): Promise<T> {
    const startedAt = this.#effects.now();
    for (;;) {
      await this.#takeTurn(cost);
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof TransportError) || error.fault !== "rateLimited") throw error;
        const waitMs = this.#block(error);
        this.#endPatience(startedAt, waitMs, error);
        await this.rest(waitMs);
      }
    }
  }

  /** One call that may be made twice: also repeated while its answer is lost, ever more slowly. */
  async sure<T>(cost: CallCost, call: () => Promise<T>): Promise<T> {
    const startedAt = this.#effects.now();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once(cost, call);
      } catch (error) {
        if (!(error instanceof TransportError) || error.fault !== "lost") throw error;
        this.#effects.trace("warn", "log.callLost", { method: error.method, attempt });
        this.#endPatience(startedAt, 0, error);
      }
      await this.backOff(attempt);
    }
  }

  /** Wait before attempt number `attempt + 1`: a second, two, four, at most a minute. */
  backOff(attempt: number): Promise<void> {
    return this.rest(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 10)));
  }

  /** Wait, unless the line is cut: then throws Halted. */
  async rest(ms: number): Promise<void> {
    if (this.#isCut) throw new Halted("the process is stopping");
    let cancel: Cancel = () => undefined;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.add(wake);
      cancel = this.#effects.after(ms, wake);
    });
    cancel();
    if (this.#isCut) throw new Halted("the process is stopping");
  }

  /** No more calls: the one in flight ends by itself, everything that waits throws Halted. */
  cut(): void {
    this.#isCut = true;
    for (const wake of this.#sleepers) wake();
    this.#sleepers.clear();
  }

  async #takeTurn(cost: CallCost): Promise<void> {
    for (;;) {
      if (this.#isCut) throw new Halted("the process is stopping");
      const now = this.#effects.now();
      const waitMs = cost === "group" ? this.waitMs() : botWaitMs(this.#bot.calls, now);
      if (waitMs > 0) {
        await this.rest(waitMs);
        continue;
      }
      // Nothing waits between the question and this: two calls cannot take one turn.
      if (cost === "group") this.#calls = withGroupCall(this.#calls, now);
      this.#bot.calls = withBotCall(this.#bot.calls, now);
      return;
    }
  }

  #block(error: TransportError): number {
    const waitMs = (error.retryAfterSeconds ?? 1) * 1_000;
    this.#blockedUntil = this.#effects.now() + waitMs;
    this.#effects.trace("warn", "log.rateLimited", { method: error.method, waitMs });
    return waitMs;
  }

  #endPatience(startedAt: number, waitMs: number, error: TransportError): void {
    if (this.#patienceMs === null) return;
    if (this.#effects.now() + waitMs - startedAt > this.#patienceMs) throw error;
  }
}
