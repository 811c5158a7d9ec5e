/**
 * The world as arguments: time, randomness, timers and the network. Nothing else in the server
 * touches them, so that a whole bot can be run from a seed.
 */

/** Stops a timer that has not fired; harmless afterwards. */
export type Cancel = () => void;

export interface Effects {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** `count` random bytes from the platform's cryptographic source. */
  randomBytes(count: number): Uint8Array;
  /** Run once after `delayMs`. A rejection of an async `run` is traced, never lost. */
  after(delayMs: number, run: () => void | Promise<void>): Cancel;
  readonly fetch: typeof globalThis.fetch;
  /** Diagnostics. Never holds plaintext of a record, a key, a token or initData. */
  trace(level: "debug" | "info" | "warn" | "error", event: string, facts?: TraceFacts): void;
}

export type TraceFacts = { readonly [key: string]: string | number | boolean | null | undefined };

/** Resolves after `delayMs`. */
export function sleep(effects: Effects, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    effects.after(delayMs, resolve);
  });
}
