/** Waiting for something to become true, with a limit and an early end. */

const STEP_MS = 100;

export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/**
 * Asks until the answer is neither null nor false, and gives it. Null when `timeoutMs` passed or
 * `isHopeless` said so.
 */
export async function waitFor<T>(
  ask: () => Promise<T | null | false>,
  timeoutMs: number,
  isHopeless: () => boolean = () => false,
): Promise<T | null> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end && !isHopeless()) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await pause(STEP_MS);
  }
  return null;
}
