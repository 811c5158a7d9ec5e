/**
 * `npm run forget`: deletes the bot's cache, and nothing else, while Libral runs or while it does
 * not. What was durable comes back from Telegram; that is the point of it.
 *
 *     npm run forget -- [--data FOLDER]
 */
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { withEnvFile } from "../bot/env-file.ts";
import { askFrontDesk } from "./start/front-desk.ts";
import { cacheFolderIn } from "./start/local.ts";
import { readLocalSettings } from "./start/local-settings.ts";
import { say } from "./start/say.ts";
import { FORGET_HOOK } from "./start/story.ts";

/** Longer than the supervisor may take to see everything come back. */
const ANSWER_MS = 180_000;

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({ options: { data: { type: "string", default: ".data" } } });
const folder = resolve(root, values.data);

try {
  await forget();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function forget(): Promise<void> {
  const environment = withEnvFile(resolve(root, ".env"), process.env);
  if (environment.BOT_TOKEN?.trim()) {
    const cache = environment.DATA_DIR?.trim() || ".data/bot-cache";
    say(
      `With BOT_TOKEN the bot's cache is ${cache}: stop the bot, delete that folder, start it again.`,
    );
    process.exitCode = 1;
    return;
  }
  const settings = readLocalSettings(folder);
  if (settings) {
    say("Asking the Libral that runs here to delete its database …");
    const { supervisorPort, supervisorToken } = settings;
    const answer = await askFrontDesk(supervisorPort, supervisorToken, FORGET_HOOK, ANSWER_MS);
    if (answer) return say(answer.note);
  }
  const cache = cacheFolderIn(folder);
  const was = existsSync(cache);
  rmSync(cache, { recursive: true, force: true });
  say(
    was
      ? `Nothing runs here, so ${cache} was simply deleted. The next npm start brings back all that was in it.`
      : `Nothing runs here, and there is no ${cache} to delete.`,
  );
}
