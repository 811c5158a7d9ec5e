/**
 * A message that tells how something goes on, by being edited. What it says is never waited for:
 * the work goes on, the newest words win, and an edit that fails harms nothing.
 */
import type { Effects } from "../effects/port.ts";
import { sleep } from "../effects/port.ts";
import type { Editing, Speaker } from "./speaker.ts";

/** Telegram asks for no more than about one message a second in a chat. */
const PACE_MS = 1000;

export class LiveMessage {
  #next: Editing | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly place: { readonly chatId: number; readonly messageId: number },
    private readonly speaker: Speaker,
    private readonly effects: Effects,
  ) {}

  get messageId(): number {
    return this.place.messageId;
  }

  /** Show this as soon as the pace allows. */
  show(editing: Editing): void {
    this.#next = editing;
    this.#running ??= this.#run();
  }

  /** Show this as the last words, and wait until they are shown, or could not be. */
  async finish(editing: Editing): Promise<void> {
    this.show(editing);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#next) {
      const editing = this.#next;
      this.#next = null;
      try {
        await this.speaker.edit(this.place.chatId, this.place.messageId, editing);
      } catch (error) {
        this.effects.trace("warn", "liveMessage.notShown", { error: String(error) });
      }
      await sleep(this.effects, PACE_MS);
    }
    this.#running = null;
  }
}
