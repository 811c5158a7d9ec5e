/**
 * Libral on the real Telegram: the bot alone, started again when it crashes. Nothing of the local
 * Telegram is loaded; the settings are the environment and `.env`, read by the bot itself.
 */
import { join } from "node:path";
import { Child } from "./child.ts";
import { say } from "./say.ts";

/** A bot that lived this long had come up: its end is a crash, not a wrong setting. */
const CAME_UP_MS = 10_000;

export interface Real {
  stop(): Promise<void>;
  /** Resolves when the bot ended and is not started again, with the sentence to say. */
  readonly broken: Promise<string>;
}

export function startReal(folder: string): Real {
  let giveUp: (sentence: string) => void = () => {};
  const broken = new Promise<string>((resolve) => {
    giveUp = resolve;
  });
  const child = new Child({
    name: "bot",
    script: "bot/main.ts",
    args: [],
    environment: process.env,
    logFile: join(folder, "log", "bot.txt"),
    onLine: say,
    onCrash: (how, delayMs) => {
      if (delayMs === null) giveUp(`the bot ended ${how}; what it said stands above.`);
      else say(`the bot ended ${how}; starting it again in ${delayMs / 1000} s`);
    },
  });
  child.start();
  const cameUp = setTimeout(() => child.markReady(), CAME_UP_MS);
  return {
    broken,
    async stop() {
      clearTimeout(cameUp);
      await child.stop();
    },
  };
}
