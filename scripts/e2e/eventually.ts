/** Waiting for something to become true, with an end and with what was seen last. */

const PACE_MS = 60;

/**
 * No wait of a test is longer, unless it says so: a log that has used its minute's budget of calls
 * waits for the next one, and the machine may be busy.
 */
const WAIT_MS = 75_000;

/**
 * Calls `look` until it answers something, and answers that. Throws with `what` and the last
 * error, or with what `last` says, when the time is over.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  options: { readonly withinMs?: number; readonly last?: () => string } = {},
): Promise<T> {
  const until = performance.now() + (options.withinMs ?? WAIT_MS);
  let trouble: unknown = null;
  do {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
      trouble = null;
    } catch (error) {
      trouble = error;
    }
    await pause(PACE_MS);
  } while (performance.now() < until);
  const seen = options.last ? `; last seen: ${options.last()}` : "";
  throw new Error(`waited in vain for ${what}${seen}`, { cause: trouble });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
