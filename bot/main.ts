/**
 * Libral on Node: settings from the environment (and `.env`), the real effects, the cache in
 * SQLite, one HTTP port. What goes wrong at the start is said in a sentence, without a stack.
 */
import { resolve } from "node:path";
import { serve } from "@hono/node-server";
import { text } from "../shared/locales/index.ts";
import { lendOcb } from "../shared/pgp/index.ts";
import type { Config } from "./config.ts";
import { parseConfig } from "./config.ts";
import { explainProblems } from "./config-help.ts";
import type { Bot } from "./create-bot.ts";
import { createBot } from "./create-bot.ts";
import { nodeEffects } from "./effects/node.ts";
import { nodeOcb } from "./effects/ocb-node.ts";
import { withEnvFile } from "./env-file.ts";
import { folderAssets } from "./http/assets-node.ts";
import { TransportError } from "./logserver/transport.ts";
import { StorageBusy, sqliteStorage } from "./storage/sqlite.ts";

const root = resolve(import.meta.dirname, "..");

async function main(): Promise<void> {
  const verdict = parseConfig(withEnvFile(resolve(root, ".env"), process.env));
  if (verdict.kind === "wrong") return giveUp(explainProblems(verdict.problems));
  const { config } = verdict;
  const effects = nodeEffects();
  lendOcb(nodeOcb);
  const storage = sqliteStorage(resolve(root, config.dataDir), effects.trace);
  const assets = folderAssets(resolve(root, "dist/miniapp"));
  const bot = await createBot({ config, effects, storage, assets });
  const closeHttp = await listen(config, bot);
  await bot.start();

  let isClosing = false;
  const close = async (): Promise<void> => {
    if (isClosing) return;
    isClosing = true;
    await closeHttp();
    await bot.stop();
    storage.close();
    process.exit(0);
  };
  process.on("SIGTERM", close);
  process.on("SIGINT", close);
}

/** Resolves when the port is open, with what closes it again. */
function listen(config: Config, bot: Bot): Promise<() => Promise<void>> {
  const { host: hostname, port } = config;
  return new Promise((done, failed) => {
    const server = serve({ fetch: (request) => bot.httpHandler(request), hostname, port });
    server.once("error", failed);
    server.once("listening", () => {
      const place = server.address();
      const opened = typeof place === "object" && place ? place.port : port;
      const address = `http://${hostname}:${opened}`;
      process.stdout.write(
        `${text("en", "bot.start.listening", { username: bot.username, address })}\n`,
      );
      done(() => new Promise((closed) => server.close(() => closed())));
    });
  });
}

/** The sentence for an error of the start; null for one that is our mistake. */
function sentenceOf(error: unknown): string | null {
  const both = (key: "bot.start.tokenRefused" | "bot.start.telegramSilent"): string =>
    `${text("en", key)}\n${text("ja", key)}`;
  if (error instanceof TransportError) {
    return both(error.fault === "refused" ? "bot.start.tokenRefused" : "bot.start.telegramSilent");
  }
  const settings = { folder: process.env.DATA_DIR ?? ".data/bot-cache" };
  if (error instanceof StorageBusy) {
    return `${text("en", "bot.start.cacheBusy", settings)}\n${text("ja", "bot.start.cacheBusy", settings)}`;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    const port = process.env.PORT ?? "8080";
    return `${text("en", "bot.start.portBusy", { port })}\n${text("ja", "bot.start.portBusy", { port })}`;
  }
  return null;
}

function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

main().catch((error: unknown) => {
  const sentence = sentenceOf(error);
  if (sentence === null) throw error;
  giveUp(sentence);
});
