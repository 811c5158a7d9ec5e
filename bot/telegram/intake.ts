/**
 * Where updates come in, by poll or webhook: each once, those of one chat in their order, those
 * of different chats side by side. It knows nothing of what an update means.
 *
 * An update is accepted when its handler is done: everything that a person is told is kept then
 * stands in the outbox, and what takes long has been handed to jobs.ts.
 */
import type { Update } from "grammy/types";
import type { Effects } from "../effects/port.ts";

/** How many update ids are remembered, so that one that comes twice is handled once. */
const REMEMBERED_MAX = 4096;

export type HandleUpdate = (update: Update) => Promise<void>;

export class Intake {
  /** Newest last. What is still being handled is in here too. */
  readonly #acceptedById = new Map<number, Promise<void>>();
  readonly #lanes = new Map<number, Promise<void>>();

  constructor(
    private readonly effects: Effects,
    private readonly handle: HandleUpdate,
  ) {}

  /**
   * Resolves when the update is accepted, at once when it was before, and for one that is being
   * handled together with it. Never rejects: what a handler throws is traced, and a repetition by
   * Telegram would only throw it again.
   */
  accept(update: Update): Promise<void> {
    const known = this.#acceptedById.get(update.update_id);
    if (known) return known;
    const lane = laneOf(update);
    const accepted = (this.#lanes.get(lane) ?? Promise.resolve()).then(() => this.#run(update));
    this.#lanes.set(lane, accepted);
    void accepted.then(() => {
      if (this.#lanes.get(lane) === accepted) this.#lanes.delete(lane);
    });
    this.#acceptedById.set(update.update_id, accepted);
    for (const oldest of this.#acceptedById.keys()) {
      if (this.#acceptedById.size <= REMEMBERED_MAX) break;
      this.#acceptedById.delete(oldest);
    }
    return accepted;
  }

  /** Resolves when nothing is being handled. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  async #run(update: Update): Promise<void> {
    try {
      await this.handle(update);
    } catch (error) {
      this.effects.trace("error", "update.failed", {
        updateId: update.update_id,
        kind: kindOf(update),
        error: error instanceof Error ? error.name : typeof error,
      });
    }
  }
}

/** What an update is of, for traces: `message`, `callback_query`, … */
export function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== "update_id") ?? "empty";
}

/** The chat that an update is of; of a person without a chat their own; else one lane for all. */
function laneOf(update: Update): number {
  const message = update.message ?? update.edited_message ?? update.callback_query?.message;
  const chat = message?.chat ?? update.my_chat_member?.chat ?? update.chat_member?.chat;
  return chat?.id ?? update.callback_query?.from.id ?? 0;
}
