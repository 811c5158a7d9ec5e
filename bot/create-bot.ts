/**
 * The one assembly: effects, storage and settings in, a bot out. main.ts, worker.ts and whatever
 * simulates use it, so that they cannot drift apart. It decides nothing and knows no platform.
 */
import * as pgp from "../shared/pgp/index.ts";
import type { Config } from "./config.ts";
import type { Effects } from "./effects/port.ts";
import { sleep } from "./effects/port.ts";
import type { AssetReader } from "./http/assets.ts";
import { createHttp } from "./http/create-http.ts";
import type { HealthDetail } from "./http/health.ts";
import { Kernel } from "./kernel/kernel.ts";
import { createLogServers } from "./logserver/create-log-servers.ts";
import type { LogServers } from "./logserver/port.ts";
import { exportModule } from "./modules/export/index.ts";
import { helpModule } from "./modules/help/index.ts";
import { notesModule } from "./modules/notes/index.ts";
import { statusModule } from "./modules/status/index.ts";
import type { Storage } from "./storage/port.ts";
import type { Update } from "./telegram/bot.ts";
import { openLine, Telegram } from "./telegram/bot.ts";

/** The same as in package.json. */
const VERSION = "0.1.0";

/** How long the end of the process waits for what is still being said. */
const LAST_WORDS_MS = 3000;

/** What this bot can do; others come later, and from others. */
const modules = [statusModule, exportModule, helpModule, notesModule];

/** The bot's key bears this date, so that its fingerprint is the same after the cache is gone. */
const BOT_KEY_CREATED_AT = Date.UTC(2025, 0, 1);

export interface BotParts {
  readonly config: Config;
  readonly effects: Effects;
  /** The caller closes it, after `stop`. */
  readonly storage: Storage;
  /** The built Mini App; null where somebody else serves it. */
  readonly assets: AssetReader | null;
}

export interface Bot {
  readonly username: string;
  /** Resume what an earlier process left, and begin to receive updates. */
  start(): Promise<void>;
  /** Receive nothing more; what is being done comes to its end, what waits stays in the outbox. */
  stop(): Promise<void>;
  /** For whoever brings updates themselves. Resolves when the update is accepted. */
  handleUpdate(update: Update): Promise<void>;
  /** Resolves when nothing that came in is being worked on. */
  idle(): Promise<void>;
  /** Mini App, its API, health, and Telegram's webhook. */
  httpHandler(request: Request): Promise<Response>;
}

/** Asks Telegram who the bot is. Throws TransportError when Telegram refuses or does not answer. */
export async function createBot({ config, effects, storage, assets }: BotParts): Promise<Bot> {
  const line = await openLine(config, effects);
  const logServers = createLogServers({
    storage,
    effects,
    transport: line.transport,
    pgp,
    botKey: await pgp.keyFromSecret(config.secret, BOT_KEY_CREATED_AT),
    secret: config.secret,
    operator: operatorOf(config),
  });
  const kernel = new Kernel(effects);
  for (const module of modules) kernel.registry.register(module);
  const telegram = new Telegram({ config, effects, storage, logServers, kernel, line });
  const http = createHttp({
    logServers,
    effects,
    storage,
    bot: { ...line.me, token: config.token },
    secret: config.secret,
    version: VERSION,
    initDataPublicKey: config.initDataPublicKey,
    localParentOrigin: config.localTelegramOrigin,
    assets,
    webhook: telegram.webhook(),
    keyInstalled: (ownerId) => telegram.keyInstalled(ownerId),
    healthDetail: () => healthOf(logServers),
  });
  return {
    username: line.me.username,
    async start() {
      await kernel.registry.activateAll();
      await logServers.start();
      await telegram.start();
    },
    async stop() {
      await telegram.stop();
      await kernel.registry.close();
      // From here on whatever waits for a log gives up, and so do the jobs that do.
      await logServers.stop();
      await Promise.race([telegram.idle(), sleep(effects, LAST_WORDS_MS)]);
    },
    handleUpdate: (update) => telegram.accept(update),
    idle: () => telegram.idle(),
    httpHandler: http,
  };
}

function operatorOf({ operatorUserId, operatorChatId }: Config) {
  return operatorUserId === null ? null : { userId: operatorUserId, chatId: operatorChatId };
}

async function healthOf(logServers: LogServers): Promise<HealthDetail> {
  const logs = await Promise.all(
    logServers.loaded().map(async (log) => {
      const { condition, recordsDurable, envelopesWaiting, lastSequence } = await log.status();
      return { condition, recordsDurable, envelopesWaiting, lastSequence };
    }),
  );
  return { logs };
}
