/**
 * The local Telegram as one thing: a world with its history, the Bot API, clients of people, and
 * control. No sockets: HTTP is put on top by http/server.ts, and tests and simulators use this
 * door directly.
 */
import type { ApiResponse } from "@grammyjs/types";
import { type BotApi, botByToken, callMethod, type Note } from "./botapi/call.ts";
import { plainArgs } from "./botapi/fields.ts";
import { findMethod } from "./botapi/methods/index.ts";
import type { RawArgs } from "./botapi/types.ts";
import { type Client, createClient } from "./client-api/client.ts";
import { ClientFailure, emptyLounge, type Lounge } from "./client-api/desk.ts";
import { type Clock, realClock } from "./clock.ts";
import { runControl } from "./control/control.ts";
import { type Engine, openEngine } from "./engine.ts";
import { type CallFault, createFaults, faultAnswer, type Faults } from "./faults.ts";
import { createLimits, type Limits, type LimitSettings } from "./limits.ts";
import { memoryStore, type Store } from "./store.ts";
import { createTimeline, describeArgs, type Timeline } from "./timeline.ts";
import { stderrTrace, type Trace } from "./trace.ts";
import { createPoller, type Poller } from "./updates/polling.ts";
import { createWebhooks, type Webhooks } from "./updates/webhook.ts";
import { fileByPath } from "./world/files.ts";

export interface TelegramOptions {
  readonly clock?: Clock;
  readonly store?: Store;
  /** Makes all ids reproducible. */
  readonly seed?: string;
  readonly limits?: LimitSettings;
  readonly trace?: Trace;
}

/** What becomes of a call, before it is put on a wire. */
export type Outcome =
  | { readonly type: "answer"; readonly answer: ApiResponse<unknown> }
  | { readonly type: "malformed" | "dropped" | "hung" };

/** A call whose answer never came: the fault that was asked for. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

export interface Telegram {
  readonly engine: Engine;
  readonly lounge: Lounge;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly timeline: Timeline;
  readonly poller: Poller;
  readonly webhooks: Webhooks;
  readonly notes: Note[];
  /** Calls a Bot API method as a bot would over HTTP. Throws ConnectionLost when a fault says so. */
  callBotApi(
    token: string,
    method: string,
    args?: Readonly<Record<string, unknown>>,
  ): Promise<ApiResponse<unknown>>;
  /** The same with raw arguments, for transports. */
  serveBot(token: string, method: string, raw: RawArgs, body: Uint8Array): Promise<Outcome>;
  /** A person's client. Throws ClientFailure for an unknown token. */
  client(personToken: string): Client;
  readonly control: { call(action: string, args?: unknown): Promise<unknown> };
  /** Bytes of a file that getFile gave this bot a path to, while the path is good. */
  readLinkedFile(token: string, path: string): Uint8Array | null;
  close(): Promise<void>;
}

export function createTelegram(options: TelegramOptions = {}): Telegram {
  const trace = options.trace ?? stderrTrace;
  const store = options.store ?? memoryStore();
  const clock = options.clock ?? realClock();
  const engine = openEngine({
    clock,
    store,
    trace,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const faults = createFaults();
  const limits = createLimits(options.limits);
  const timeline = createTimeline();
  const lounge = emptyLounge();
  const notes: Note[] = [];
  const links = new Map<string, number>();
  const poller = createPoller({ engine, faults, timeline });
  const webhooks = createWebhooks({
    engine,
    faults,
    timeline,
    execute: (token, method, args) => telegram.callBotApi(token, method, args),
  });
  const api: BotApi = {
    engine,
    limits,
    poller,
    lounge,
    notes,
    links,
    webhookTrouble: (botId) => webhooks.trouble(botId),
  };

  /** Runs a call with the fault that strikes it. */
  const runCall = async (
    token: string,
    method: string,
    raw: RawArgs,
    fault: CallFault | null,
  ): Promise<Outcome> => {
    if (fault?.type === "error") return { type: "answer", answer: faultAnswer(fault) };
    if (fault?.type === "hang") return { type: "hung" };
    if (fault?.type === "dropBefore") return { type: "dropped" };
    if (fault?.type === "delay") await new Promise<void>((go) => void clock.after(fault.ms, go));
    const answer = await callMethod(api, token, method, raw);
    if (fault?.type === "dropAfter") return { type: "dropped" };
    if (fault?.type === "malformed") return { type: "malformed" };
    return { type: "answer", answer };
  };

  const telegram: Telegram = {
    engine,
    lounge,
    faults,
    limits,
    timeline,
    poller,
    webhooks,
    notes,
    async serveBot(token, method, raw, body) {
      const botId = Number(token.split(":")[0]) || 0;
      const name = findMethod(method) ?? method;
      const chatId = raw.values.chat_id as number | string | undefined;
      const at = clock.now();
      const fault = faults.forCall(botId, name, chatId);
      const outcome = await runCall(token, method, raw, fault);
      const answer = outcome.type === "answer" ? outcome.answer : undefined;
      const seen = body.length > 0 ? body : Buffer.from(JSON.stringify(raw.values));
      timeline.keep(name, seen, Buffer.from(JSON.stringify(answer ?? outcome)));
      timeline.add({
        at,
        type: "call",
        botId,
        name,
        body: describeArgs(raw),
        ms: clock.now() - at,
        ...(chatId === undefined ? {} : { chatId }),
        ...(answer && { answer }),
        ...(fault && { fault: fault.type }),
      });
      return outcome;
    },
    async callBotApi(token, method, args = {}) {
      const outcome = await telegram.serveBot(token, method, plainArgs(args), new Uint8Array());
      if (outcome.type === "answer") return outcome.answer;
      if (outcome.type === "hung") return new Promise(() => {});
      throw new ConnectionLost(`${method}: ${outcome.type}`);
    },
    client(personToken) {
      for (const person of engine.world.persons.values()) {
        if (person.token === personToken) return createClient(engine, lounge, person.id);
      }
      throw new ClientFailure("サインインできません (トークンが違います)");
    },
    control: { call: (action, args = {}) => runControl(telegram, action, args) },
    readLinkedFile(token, path) {
      const bot = botByToken(engine, token);
      if ((links.get(`${bot.id} ${path}`) ?? 0) < clock.now()) return null;
      const file = fileByPath(engine.world, path);
      return file ? store.getFile(file.sha256) : null;
    },
    async close() {
      webhooks.close();
      poller.close();
      await store.settled();
      engine.close();
      clock.close();
    },
  };
  return telegram;
}
