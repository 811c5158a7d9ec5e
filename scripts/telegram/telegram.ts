/**
 * The local Telegram as one thing: a world with its history, the Bot API, clients of people, and
 * control. No sockets: HTTP is put on top by http/server.ts, and tests and simulators use this
 * door directly.
 */
import type { ApiResponse } from "@grammyjs/types";
import type { BotApi, Note } from "./botapi/call.ts";
import { botByToken } from "./botapi/call.ts";
import { BotServer } from "./botapi/server.ts";
import type { Client } from "./client-api/client.ts";
import { createClient } from "./client-api/client.ts";
import type { Lounge } from "./client-api/desk.ts";
import { ClientFailure, emptyLounge } from "./client-api/desk.ts";
import type { Clock } from "./clock.ts";
import { realClock } from "./clock.ts";
import { runControl } from "./control/control.ts";
import type { Engine } from "./engine.ts";
import { openEngine } from "./engine.ts";
import type { Faults } from "./faults.ts";
import { createFaults } from "./faults.ts";
import type { LimitSettings, Limits } from "./limits.ts";
import { createLimits } from "./limits.ts";
import type { Store } from "./store.ts";
import { memoryStore } from "./store.ts";
import type { Timeline } from "./timeline.ts";
import { createTimeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";
import { stderrTrace } from "./trace.ts";
import type { Poller } from "./updates/polling.ts";
import { createPoller } from "./updates/polling.ts";
import { createPostman } from "./updates/postman.ts";
import { Webhooks } from "./updates/webhook.ts";
import { fileByPath } from "./world/files.ts";

export interface TelegramOptions {
  readonly clock?: Clock;
  readonly store?: Store;
  /** Makes all ids reproducible. */
  readonly seed?: string;
  readonly limits?: LimitSettings;
  readonly trace?: Trace;
}

export interface Telegram {
  readonly engine: Engine;
  readonly lounge: Lounge;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly timeline: Timeline;
  readonly notes: Note[];
  /** Bot API calls as transports bring them. */
  readonly bots: BotServer;
  /** Calls a Bot API method as a bot would over HTTP. Throws ConnectionLost when a fault says so. */
  callBotApi(
    token: string,
    method: string,
    args?: Readonly<Record<string, unknown>>,
  ): Promise<ApiResponse<unknown>>;
  /** A person's client. Throws ClientFailure for an unknown token. */
  client(personToken: string): Client;
  readonly control: { call(action: string, args?: unknown): Promise<unknown> };
  /** Bytes of a file that getFile gave this bot a path to, while the path is good. */
  readLinkedFile(token: string, path: string): Uint8Array | null;
  close(): Promise<void>;
}

/** Opens the history of a store and lets it go on. */
export function createTelegram(options: TelegramOptions = {}): Telegram {
  const { clock = realClock(), store = memoryStore(), trace = stderrTrace, seed } = options;
  const engine = openEngine({ clock, store, trace, ...(seed === undefined ? {} : { seed }) });
  const faults = createFaults();
  const limits = createLimits(options.limits);
  const timeline = createTimeline();
  const lounge = emptyLounge();
  const postman = createPostman(engine, faults);
  const poller = createPoller({ engine, postman, timeline });
  const webhooks: Webhooks = new Webhooks({
    engine,
    postman,
    timeline,
    execute: (token, method, args) => bots.call(token, method, args),
  });
  const api = assembleApi({ engine, limits, poller, lounge, webhooks });
  const bots = new BotServer({ api, clock, faults, timeline });
  const telegram: Telegram = {
    engine,
    lounge,
    faults,
    limits,
    timeline,
    notes: api.notes,
    bots,
    callBotApi: (token, method, args = {}) => bots.call(token, method, args),
    client: (personToken) => clientByToken(engine, lounge, personToken),
    control: { call: (action, args = {}) => runControl(telegram, action, args) },
    readLinkedFile: (token, path) => linkedFile(api, token, path),
    async close() {
      webhooks.close();
      poller.close();
      postman.close();
      await store.settled();
      engine.close();
      clock.close();
    },
  };
  return telegram;
}

interface ApiParts {
  readonly engine: Engine;
  readonly limits: Limits;
  readonly poller: Poller;
  readonly lounge: Lounge;
  readonly webhooks: Webhooks;
}

function assembleApi({ webhooks, ...parts }: ApiParts): BotApi {
  return {
    ...parts,
    notes: [],
    links: new Map(),
    webhookTrouble: (botId) => webhooks.trouble(botId),
  };
}

function clientByToken(engine: Engine, lounge: Lounge, token: string): Client {
  for (const person of engine.world.persons.values()) {
    if (person.token === token) return createClient(engine, lounge, person.id);
  }
  throw new ClientFailure("サインインできません (トークンが違います)");
}

function linkedFile(api: BotApi, token: string, path: string): Uint8Array | null {
  const { engine, links } = api;
  const bot = botByToken(engine, token);
  if ((links.get(`${bot.id} ${path}`) ?? 0) < engine.clock.now()) return null;
  const file = fileByPath(engine.world, path);
  return file ? engine.store.getFile(file.sha256) : null;
}
