/**
 * Work that takes longer than an update may wait for: set-up, recovery, export. One of a key at a
 * time, so that the same thing asked for twice happens once. Jobs are not durable: each of them
 * can be begun again by the person and repeats nothing.
 */
import type { Effects } from "../effects/port.ts";

export class Jobs {
  readonly #running = new Map<string, Promise<void>>();
  #isHalted = false;

  constructor(private readonly effects: Effects) {}

  isRunning(key: string): boolean {
    return this.#running.has(key);
  }

  /** False when one of this key runs already. What `run` throws goes to `failed`, then is over. */
  start(key: string, run: () => Promise<void>, failed: (error: unknown) => Promise<void>): boolean {
    if (this.#running.has(key)) return false;
    const done = run()
      // What the end of the process interrupts is resumed by the next one: nobody is told.
      .catch((error: unknown) => (this.#isHalted ? undefined : failed(error)))
      .catch((error: unknown) => {
        this.effects.trace("error", "job.failed", {
          job: key.split(":")[0] ?? key,
          error: error instanceof Error ? error.name : typeof error,
        });
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, done);
    return true;
  }

  /** The process is about to end: what fails from now on failed because of that. */
  halt(): void {
    this.#isHalted = true;
  }

  /** Resolves when no job runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }
}
