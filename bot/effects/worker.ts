/**
 * The world as a Cloudflare Durable Object gives it. Timers there die when the object is
 * evicted, so each one is also announced: worker.ts sets an alarm that brings the object back, and
 * starting it again takes up what its storage says is unfinished. Timers are never stored.
 */
import type { Effects } from "./port.ts";
import { realAfter } from "./timers.ts";
import type { TraceLevel } from "./trace.ts";
import { isTraced, traceLine } from "./trace.ts";

export interface WorkerEffectsOptions {
  readonly leastLevel?: TraceLevel;
  /** A timer was made that is due at `at` (milliseconds since 1970). */
  readonly wakeAt?: (at: number) => void;
}

export interface WorkerEffects extends Effects {
  /** When the earliest waiting timer is due; null when none waits. */
  nextDue(): number | null;
}

/** `crypto.getRandomValues` takes at most this many bytes in one call. */
const RANDOM_BYTES_MAX = 65_536;

export function workerEffects(options: WorkerEffectsOptions = {}): WorkerEffects {
  const leastLevel = options.leastLevel ?? "info";
  const now = (): number => Date.now();
  const trace: Effects["trace"] = (level, event, facts) => {
    if (isTraced(level, leastLevel)) console.log(traceLine(now(), level, event, facts));
  };
  const after = realAfter(trace);
  const waiting = new Set<{ readonly at: number }>();
  return {
    now,
    randomBytes(count) {
      const bytes = new Uint8Array(count);
      for (let start = 0; start < count; start += RANDOM_BYTES_MAX) {
        crypto.getRandomValues(bytes.subarray(start, start + RANDOM_BYTES_MAX));
      }
      return bytes;
    },
    after(delayMs, run) {
      const timer = { at: now() + Math.max(0, delayMs) };
      waiting.add(timer);
      const cancel = after(delayMs, () => {
        waiting.delete(timer);
        return run();
      });
      options.wakeAt?.(timer.at);
      return () => {
        waiting.delete(timer);
        cancel();
      };
    },
    // Called through globalThis: workerd refuses a fetch that lost its `this`.
    fetch: (input, init) => globalThis.fetch(input, init),
    trace,
    nextDue() {
      const times = [...waiting].map((timer) => timer.at);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
