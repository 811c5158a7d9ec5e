/**
 * The last step of the story: end the bot as a power cut would, delete all that it kept, start it,
 * and look at what Telegram alone gives back.
 */
import { rm } from "node:fs/promises";
import type { BotHealth } from "./bot-health.ts";
import type { Child } from "./child.ts";
import type { GuideKeeper } from "./guide-keeper.ts";
import type { LocalTelegram, SamplePeople } from "./local-telegram.ts";
import { say, secondsSince } from "./say.ts";
import { forgetNote, isBack } from "./story.ts";
import type { InBoth } from "./texts/index.ts";
import { inBoth, text } from "./texts/index.ts";
import { waitFor } from "./wait.ts";

const BACK_MS = 60_000;

export interface ForgetOptions {
  readonly bot: Child;
  readonly guide: GuideKeeper;
  readonly people: SamplePeople;
  readonly telegram: LocalTelegram;
  readonly cacheFolder: string;
  askHealth(): Promise<BotHealth | null>;
  /** Starts the bot and waits until it answers. */
  bringUp(): Promise<void>;
}

/** Answers what the person is told. Throws when the bot does not come up again. */
export async function forgetAndReturn(options: ForgetOptions): Promise<InBoth> {
  const { bot, guide, cacheFolder, askHealth, bringUp } = options;
  say("Deleting the bot's database …");
  await guide.tell(inBoth((language) => text(language, "forget.running")));
  const before = await askHealth();
  await bot.kill();
  await rm(cacheFolder, { recursive: true, force: true, maxRetries: 5 });
  const started = performance.now();
  try {
    await bringUp();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await guide.tell(inBoth((language) => text(language, "forget.failed", { why })));
    throw error;
  }
  const after = await waitForReturn(before, options);
  const elapsedMs = performance.now() - started;
  const note = inBoth((language) => forgetNote(language, before, after, elapsedMs));
  await guide.tell(note, "forget");
  const { logCount, recordsDurable } = after;
  say(
    `From Telegram alone: ${logCount} log server(s), ${recordsDurable} record(s), ${secondsSince(started)}`,
  );
  return note;
}

/** A bot with an empty cache learns of a log when its owner comes, so each owner says a word. */
async function waitForReturn(
  before: BotHealth | null,
  { telegram, people, askHealth }: ForgetOptions,
): Promise<BotHealth> {
  for (const person of Object.values(people)) {
    if (await telegram.hasForum(person)) await telegram.sendToBot(person, "/status");
  }
  const back = await waitFor(async () => {
    const health = await askHealth();
    return health && isBack(before, health) ? health : null;
  }, BACK_MS);
  if (back) return back;
  const late = await askHealth();
  return late ?? { logCount: 0, recordsDurable: 0, notesHandedOut: 0, logs: [] };
}
