/**
 * Libral on the real Telegram: the bot alone, started again when it crashes. Nothing of the local
 * Telegram is loaded; the settings are the environment and `.env`, read by the bot itself.
 */
import { join } from "node:path";
import { Child } from "./child.ts";
import { say } from "./say.ts";

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
  const child: Child = new Child({
    name: "bot",
    script: "bot/main.ts",
    args: [],
    environment: process.env,
    logFile: join(folder, "log", "bot.txt"),
    onLine: (line, stream) => {
      say(line);
      // Its first word on standard output is that it listens. What ends it before is a setting, or
      // a Telegram that does not answer, and no new start mends that.
      if (stream === "stdout") child.markReady();
    },
    onCrash: (how, delayMs) => {
      if (delayMs === null) giveUp(`the bot ended ${how}; what it said stands above.`);
      else say(`the bot ended ${how}; starting it again in ${delayMs / 1000} s`);
    },
  });
  child.start();
  return { broken, stop: () => child.stop() };
}
