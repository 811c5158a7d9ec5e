/**
 * The command: `npm run telegram -- [--data DIR] [--port N] [--control-token T] [--seed S]
 * [--with-parent]`. Starts the local Telegram on loopback and prints its address. The token can also
 * come as TELEGRAM_CONTROL_TOKEN, where other users of the machine do not see it.
 *
 * A test tool: it refuses to run when NODE_ENV is production.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { realClock } from "./clock.ts";
import { lastTime } from "./engine.ts";
import { startServer } from "./http/server.ts";
import { freshSalt } from "./random.ts";
import { createSamples } from "./samples.ts";
import { folderStore, memoryStore } from "./store.ts";
import { createTelegram } from "./telegram.ts";
import { stderrTrace } from "./trace.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

function stop(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function readFlags() {
  return parseArgs({
    options: {
      data: { type: "string" },
      port: { type: "string", default: "0" },
      "control-token": { type: "string" },
      seed: { type: "string" },
      "with-parent": { type: "boolean", default: false },
    },
  }).values;
}

async function main(): Promise<void> {
  if (process.env.NODE_ENV === "production") {
    stop("The local Telegram is a test tool and does not run with NODE_ENV=production.");
  }
  const flags = readFlags();
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    stop(`--port must be a number from 0 to 65535, for example --port 8081, not ${flags.port}`);
  }
  const store = flags.data === undefined ? memoryStore() : folderStore(flags.data);
  const telegram = createTelegram({
    store,
    clock: realClock(lastTime(store)),
    trace: stderrTrace,
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  });
  if (telegram.engine.world.entries === 0) createSamples(telegram.engine);
  const givenToken = flags["control-token"] ?? process.env.TELEGRAM_CONTROL_TOKEN;
  const controlToken = givenToken ?? freshSalt();
  const pageFolder = join(root, "dist", "telegram-client");
  const server = await startServer(telegram, { port, controlToken, pageFolder }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error;
      return stop(`Port ${port} is in use. Choose another one with --port, or 0 for any.`);
    },
  );
  const first = telegram.engine.world.persons.values().next().value;
  process.stdout.write(`ローカル Telegram(本物ではありません) ${server.url}\n`);
  if (first) process.stdout.write(`page ${server.url}/?token=${first.token}\n`);
  if (givenToken === undefined) {
    process.stdout.write(`control token ${controlToken}\n`);
  }
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await server.close();
    await telegram.close();
    process.exit(0);
  };
  process.on("SIGINT", close);
  process.on("SIGTERM", close);
  if (flags["with-parent"]) process.stdin.on("end", close).resume();
}

await main();
