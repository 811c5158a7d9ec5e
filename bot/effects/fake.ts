/**
 * The world from a seed, for tests: time stands still until it is advanced, randomness repeats,
 * the network refuses unless one is given, traces are kept. Between two timers the real event
 * loop turns, so that promises (WebCrypto's too) get on; how often it must turn for those can
 * only be guessed, which is why `until` waits for the outcome instead of counting.
 */
import type { Cancel, Effects, TraceFacts } from "./port.ts";
import { runTraced } from "./timers.ts";
import type { TraceLevel } from "./trace.ts";

export interface FakeEffectsOptions {
  /** Same seed, same bytes. Default 1. */
  readonly seed?: number;
  /** Milliseconds since 1970 at which the fake world begins. Default: 2026-11-01T00:00:00Z. */
  readonly now?: number;
  readonly fetch?: typeof globalThis.fetch;
}

export interface Trace {
  readonly at: number;
  readonly level: TraceLevel;
  readonly event: string;
  readonly facts: TraceFacts;
}

export interface FakeEffects extends Effects {
  /** Everything that was traced, oldest first. */
  readonly traces: readonly Trace[];
  /** How many timers wait. */
  pendingTimers(): number;
  /** Move time on by `ms`: due timers run in the order of their time, then of their making. */
  advance(ms: number): Promise<void>;
  /** Let everything that needs no time happen. */
  settle(): Promise<void>;
  /**
   * Wait for a promise, moving time from timer to timer as far as it takes. Rejects when the
   * promise does, when time passed `limitMs` (default one day), or when nothing moves any more.
   */
  until<T>(promise: Promise<T>, limitMs?: number): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

const DEFAULT_NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;
/** Turns of the event loop that count as "everything that needs no time". */
const SETTLE_TURNS = 12;
/** Real milliseconds without a timer and without an outcome after which `until` gives up. */
const STUCK_AFTER_MS = 10_000;

export function fakeEffects(options: FakeEffectsOptions = {}): FakeEffects {
  const random = seededWords(options.seed ?? 1);
  const traces: Trace[] = [];
  const timers = new Set<Timer>();
  let now = options.now ?? DEFAULT_NOW;
  let made = 0;

  const trace: Effects["trace"] = (level, event, facts = {}) => {
    traces.push({ at: now, level, event, facts });
  };
  const nextTimer = (): Timer | undefined =>
    [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0];
  const fire = async (timer: Timer): Promise<void> => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    // Not awaited: a timer's work may itself wait for time to pass.
    void runTraced(trace, timer.run);
    await settle();
  };

  return {
    now: () => now,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => random() & 0xff),
    after(delayMs, run): Cancel {
      const timer: Timer = { at: now + Math.max(0, delayMs), order: made++, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    fetch: options.fetch ?? refuseFetch,
    trace,
    traces,
    pendingTimers: () => timers.size,
    settle,
    async advance(ms) {
      const target = now + ms;
      await settle();
      for (let timer = nextTimer(); timer && timer.at <= target; timer = nextTimer()) {
        await fire(timer);
      }
      now = target;
    },
    async until<T>(promise: Promise<T>, limitMs = DAY_MS): Promise<T> {
      const target = now + limitMs;
      let isDone = false;
      const mark = (): void => {
        isDone = true;
      };
      promise.then(mark, mark);
      for (let idleMs = 0; ; ) {
        await settle();
        // A real pause: work in a thread pool must not lose against a virtual time limit.
        if (!isDone) await realPause(2);
        if (isDone) return promise;
        const timer = nextTimer();
        if (timer && timer.at > target) throw new Error(`not done after ${limitMs} ms`);
        if (timer) await fire(timer);
        else idleMs += 2;
        if (idleMs > STUCK_AFTER_MS) throw new Error("not done, and no timer waits");
      }
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

const refuseFetch: typeof globalThis.fetch = (input) => {
  const url = input instanceof Request ? input.url : String(input);
  return Promise.reject(new Error(`the fake world has no network; asked for ${url}`));
};

/** Marsaglia's xorshift32 behind a multiplication: enough for tests, never for keys. */
function seededWords(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0 || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.imul(state, 0x85ebca6b) >>> 16;
  };
}
