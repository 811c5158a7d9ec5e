/**
 * When the open key is closed by itself: five minutes after the person last did something, and a
 * minute after the app went out of sight. Reading in the background does not count as doing.
 */
import type { Cancel, Effects } from "../effects.ts";

export const IDLE_MS = 5 * 60_000;
export const HIDDEN_MS = 60_000;

export interface Watch {
  /** A key was opened. */
  start(): void;
  /** It was closed. */
  stop(): void;
  touch(): void;
  setVisible(isVisible: boolean): void;
  /** Closes at once what is overdue: timers do not run while a page is frozen. */
  check(): void;
}

export function createWatch(
  effects: Pick<Effects, "now" | "after">,
  onDue: (reason: "idle" | "hidden") => void,
): Watch {
  let isRunning = false;
  let idleAt = 0;
  let hiddenAt: number | null = null;
  let isVisible = true;
  let cancel: Cancel | null = null;

  function check(): void {
    if (!isRunning) return;
    const now = effects.now();
    if (hiddenAt !== null && now >= hiddenAt) onDue("hidden");
    else if (now >= idleAt) onDue("idle");
    else arm(now);
  }

  function arm(now: number): void {
    cancel?.();
    const dueAt = hiddenAt === null ? idleAt : Math.min(idleAt, hiddenAt);
    cancel = effects.after(Math.max(0, dueAt - now), check);
  }

  return {
    start: () => {
      const now = effects.now();
      isRunning = true;
      idleAt = now + IDLE_MS;
      hiddenAt = isVisible ? null : now + HIDDEN_MS;
      arm(now);
    },
    stop: () => {
      isRunning = false;
      cancel?.();
      cancel = null;
    },
    touch: () => {
      check();
      if (!isRunning) return;
      idleAt = effects.now() + IDLE_MS;
      check();
    },
    setVisible: (nowVisible) => {
      isVisible = nowVisible;
      check();
      if (!isRunning) return;
      if (nowVisible) hiddenAt = null;
      else hiddenAt ??= effects.now() + HIDDEN_MS;
      check();
    },
    check,
  };
}
