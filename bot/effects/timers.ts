/**
 * What the Node and Workers adapters share: real timers of any length whose rejections are
 * traced. Not for product code, which asks its `Effects` for `after`.
 */
import type { Cancel, Effects, TraceFacts } from "./port.ts";

/** Longer delays fire at once in every JavaScript engine (a signed 32-bit count), so they are cut up. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** `Effects.after` on the platform's own timers. */
export function realAfter(trace: Effects["trace"]): Effects["after"] {
  return (delayMs, run) => {
    let handle: ReturnType<typeof setTimeout>;
    const arm = (restMs: number): void => {
      const stepMs = Math.min(restMs, LONGEST_DELAY_MS);
      handle = setTimeout(() => {
        if (restMs > stepMs) arm(restMs - stepMs);
        else runTraced(trace, run);
      }, stepMs);
    };
    arm(Math.max(0, delayMs));
    const cancel: Cancel = () => clearTimeout(handle);
    return cancel;
  };
}

/** Run a timer's work; what it throws, now or later, becomes a trace and nothing else. */
export async function runTraced(
  trace: Effects["trace"],
  run: () => void | Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    trace("error", "timer.failed", errorFacts(error));
  }
}

/** What of an error may stand in a trace. Errors of ours hold no secret; a cause is not followed. */
function errorFacts(error: unknown): TraceFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return { error: error.name, message: error.message, place: place?.trim() };
}
