/**
 * `npm start`: without BOT_TOKEN Libral on its own Telegram, with it the bot on the real one. Runs
 * until it is told to stop; then both children have ended before it does.
 *
 *     npm start -- [--data FOLDER]
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { withEnvFile } from "../../bot/env-file.ts";
import { startLocal } from "./local.ts";
import { watchNpm } from "./npm-parent.ts";
import { startReal } from "./real.ts";
import { StartFailed, say } from "./say.ts";

const root = resolve(import.meta.dirname, "../..");

/** Something that runs until it is stopped or breaks. */
interface Running {
  stop(): Promise<void>;
  readonly broken: Promise<string>;
}

const { values } = parseArgs({ options: { data: { type: "string", default: ".data" } } });
const folder = resolve(root, values.data);

// From the first moment on: a start that is interrupted must not leave children behind.
const stopped = untilToldToStop();
try {
  const running = await Promise.race([start(), stopped.then(() => null)]);
  if (running) await runOn(running);
  else process.exit(0);
} catch (error) {
  if (!(error instanceof StartFailed)) throw error;
  process.stderr.write(`\nLibral cannot start: ${error.message}\n`);
  process.exit(1);
}

async function start(): Promise<Running> {
  const environment = withEnvFile(resolve(root, ".env"), process.env);
  if (environment.BOT_TOKEN?.trim()) {
    say("BOT_TOKEN is set: starting the bot on the real Telegram.");
    return startReal(folder);
  }
  say("No BOT_TOKEN: starting Libral on its own Telegram (nothing leaves this machine).");
  const local = await startLocal(folder);
  say(`\nOpen this, and follow the guide beside the chat:\n\n  ${local.url}\n\nStop: Ctrl-C.`);
  return local;
}

async function runOn(running: Running): Promise<void> {
  const sentence = await Promise.race([running.broken, stopped.then(() => null)]);
  await running.stop();
  if (sentence) process.stderr.write(`\nLibral stopped: ${sentence}\n`);
  process.exit(sentence ? 1 : 0);
}

/** Resolves at the first signal, or when the npm that started us is gone; a second signal insists. */
function untilToldToStop(): Promise<void> {
  return new Promise((done) => {
    let count = 0;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (count++ === 0) done();
        else process.exit(130);
      });
    }
    watchNpm(done);
  });
}
