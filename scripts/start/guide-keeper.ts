/**
 * Keeps the guide beside the chat true: looks now and then at what really happened, and tells the
 * local Telegram when the guide changed or when that has forgotten it (it was started again).
 */
import type { BotHealth } from "./bot-health.ts";
import type { LocalTelegram, SamplePerson } from "./local-telegram.ts";
import type { Reached, Step } from "./story.ts";
import { FORGET_HOOK, guideOf, reach } from "./story.ts";
import { readReached, saveReached } from "./story-file.ts";
import type { InBoth } from "./texts/index.ts";
import { pause } from "./wait.ts";

const LOOK_EVERY_MS = 1000;
/** The hashtag of the topic notes: each segment of it bears one. */
const NOTES_HASHTAG = "#notes";

export interface GuideKeeperOptions {
  readonly telegram: LocalTelegram;
  /** Whose story it is. */
  readonly owner: SamplePerson;
  askHealth(): Promise<BotHealth | null>;
  /** Where the steps reached are kept. */
  readonly file: string;
  readonly hookUrl: string;
  readonly hookSecret: string;
}

export class GuideKeeper {
  readonly #options: GuideKeeperOptions;
  #reached: Reached;
  #note: InBoth = { ja: "", en: "" };
  /** What the local Telegram shows now; empty when it must be told again. */
  #shown = "";
  #isStopped = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: GuideKeeperOptions) {
    this.#options = options;
    this.#reached = readReached(options.file);
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#loop;
  }

  /** The local Telegram was started again: it knows neither guide nor hook. */
  showAgain(): void {
    this.#shown = "";
  }

  /** Says something below the steps, and ticks `step`. */
  async tell(note: InBoth, step?: Step): Promise<void> {
    this.#note = note;
    if (step) this.#keep(new Set([...this.#reached, step]));
    await this.#show();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      // A look that fails is repeated in a second; a child that is down is somebody else's matter.
      await this.#look().catch(() => {});
      await pause(LOOK_EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    const { telegram, owner, askHealth } = this.#options;
    const health = await askHealth();
    if (health) {
      const noteMessages = await telegram.countTagged(owner, NOTES_HASHTAG);
      this.#keep(reach(this.#reached, { health, noteMessages }));
    }
    await this.#show();
  }

  #keep(reached: Reached): void {
    if (reached.size === this.#reached.size) return;
    this.#reached = reached;
    saveReached(this.#options.file, reached);
  }

  async #show(): Promise<void> {
    const { telegram, hookUrl, hookSecret } = this.#options;
    const guides = {
      ja: guideOf(this.#reached, "ja", this.#note.ja),
      en: guideOf(this.#reached, "en", this.#note.en),
    };
    const text = JSON.stringify(guides);
    if (text === this.#shown) return;
    if (this.#shown === "") await telegram.registerHook(FORGET_HOOK, hookUrl, hookSecret);
    await telegram.showGuide(guides);
    this.#shown = text;
  }
}
