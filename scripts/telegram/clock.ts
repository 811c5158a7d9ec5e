/**
 * The one clock of the local Telegram: real by default, virtual for simulations. All waiting
 * goes through it, so that thirty days can pass in a second. Nothing else in this folder may
 * ask the machine for the time or set a timer.
 */

/** Time in milliseconds since 1970 and timers on it. */
export interface Clock {
  /** Milliseconds; never goes back. */
  now(): number;
  /** Runs once, `delayMs` from now; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Moves forward and runs what falls due on the way, in order. */
  advance(byMs: number): Promise<void>;
  /** True when time only moves by {@link Clock.advance}. */
  readonly isVirtual: boolean;
  /** Lets the process end: drops every timer. */
  close(): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Sorted list of what is due when; shared by both clocks. */
class Timers {
  private list: Timer[] = [];
  private order = 0;

  add(at: number, run: () => void): Timer {
    const timer = { at, order: this.order++, run };
    const index = this.list.findIndex((other) => other.at > at);
    this.list.splice(index < 0 ? this.list.length : index, 0, timer);
    return timer;
  }

  remove(timer: Timer): void {
    const index = this.list.indexOf(timer);
    if (index >= 0) this.list.splice(index, 1);
  }

  first(): Timer | undefined {
    return this.list[0];
  }

  clear(): void {
    this.list = [];
  }
}

/** Lets promises that became ready run before time moves on. */
const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A clock that stands still until it is advanced. Starts at `startMs`. */
export function virtualClock(startMs: number): Clock {
  let now = startMs;
  const timers = new Timers();
  return {
    isVirtual: true,
    now: () => now,
    after(delayMs, run) {
      const timer = timers.add(now + Math.max(0, delayMs), run);
      return () => timers.remove(timer);
    },
    async advance(byMs) {
      const end = now + byMs;
      await settle();
      for (let next = timers.first(); next && next.at <= end; next = timers.first()) {
        timers.remove(next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
    },
    close: () => timers.clear(),
  };
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's clock, never before `notBeforeMs`, and movable forward. */
export function realClock(notBeforeMs = 0): Clock {
  let offset = Math.max(0, notBeforeMs - Date.now());
  let armed: NodeJS.Timeout | undefined;
  const timers = new Timers();
  const now = (): number => Date.now() + offset;
  const runDue = (): void => {
    for (let next = timers.first(); next && next.at <= now(); next = timers.first()) {
      timers.remove(next);
      next.run();
    }
    arm();
  };
  const arm = (): void => {
    clearTimeout(armed);
    const next = timers.first();
    if (!next) return;
    armed = setTimeout(runDue, Math.min(Math.max(0, next.at - now()), LONGEST_TIMEOUT_MS));
  };
  return {
    isVirtual: false,
    now,
    after(delayMs, run) {
      const timer = timers.add(now() + Math.max(0, delayMs), run);
      if (timers.first() === timer) arm();
      return () => timers.remove(timer);
    },
    async advance(byMs) {
      const end = now() + byMs;
      for (let next = timers.first(); next && next.at <= end; next = timers.first()) {
        offset += Math.max(0, next.at - now());
        runDue();
        await settle();
      }
      offset += Math.max(0, end - now());
      arm();
    },
    close() {
      timers.clear();
      clearTimeout(armed);
    },
  };
}

/** Runs again and again in the machine's own time: sockets live in it, whatever the clock says. */
export function heartbeat(everyMs: number, run: () => void): () => void {
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
