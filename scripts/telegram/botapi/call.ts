/**
 * One Bot API call from raw arguments to an answer: whose bot, which method, arguments read,
 * handler run, failure put into words. Transport and faults are around it, not in it.
 */
import type { ApiResponse } from "@grammyjs/types";
import type { Lounge } from "../client-api/desk.ts";
import type { Engine } from "../engine.ts";
import { ApiFailure } from "../failure.ts";
import type { Limits } from "../limits.ts";
import type { Poller } from "../updates/polling.ts";
import type { Bot } from "../world/state.ts";
import { findMethod, methods } from "./methods/index.ts";
import type { Args, Call, Field, Handler, MethodName, RawArgs } from "./types.ts";

/** What the Bot API server is made of, beside the world. */
export interface BotApi {
  readonly engine: Engine;
  readonly limits: Limits;
  readonly poller: Poller;
  readonly lounge: Lounge;
  /** What bots sent that this server does not know or model, for who wants to look. */
  readonly notes: Note[];
  /** File paths that getFile has given out, by bot: until when they may be fetched. */
  readonly links: Map<string, number>;
  /** What getWebhookInfo tells of the last failed delivery. */
  webhookTrouble(botId: number): { last_error_date?: number; last_error_message?: string };
}

export interface Note {
  readonly at: number;
  readonly method: string;
  readonly what: string;
}

/** The bot of a token; 401 as Telegram says it when there is none. */
export function botByToken(engine: Engine, token: string): Bot {
  const id = Number(/^(\d{1,16}):/.exec(token)?.[1] ?? 0);
  const bot = engine.world.bots.get(id);
  if (!id) throw new ApiFailure(401, "Unauthorized: invalid token specified");
  if (bot?.token !== token) throw new ApiFailure(401, "Unauthorized");
  return bot;
}

/** Runs a call and answers as the Bot API does; throws only for our own mistakes. */
export async function callMethod(
  api: BotApi,
  token: string,
  name: string,
  raw: RawArgs,
): Promise<ApiResponse<unknown>> {
  try {
    return { ok: true, result: await runMethod(api, token, name, raw) };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return {
      ok: false,
      error_code: error.code,
      description: error.description,
      ...(error.parameters && { parameters: error.parameters }),
    };
  }
}

async function runMethod(api: BotApi, token: string, name: string, raw: RawArgs): Promise<unknown> {
  const bot = botByToken(api.engine, token);
  const method = findMethod(name);
  if (!method) {
    note(api, name, "unknown method");
    throw new ApiFailure(404, "Not Found: method not found");
  }
  const call: Call = {
    engine: api.engine,
    world: api.engine.world,
    api,
    bot,
    limits: api.limits,
    note: (what) => note(api, method, what),
  };
  return runTyped(call, method, raw);
}

/** The only place where arguments become typed: the fields of a method are made for its type. */
function runTyped<K extends MethodName>(call: Call, name: K, raw: RawArgs): unknown {
  const method = methods[name as keyof typeof methods] as unknown as {
    readonly fields: Readonly<Record<string, Field<unknown>>>;
    readonly run: Handler<K>;
  };
  for (const key of Object.keys(raw.values)) {
    if (!(key in method.fields)) call.note(`unknown parameter ${key}`);
  }
  const args: Record<string, unknown> = {};
  for (const [key, read] of Object.entries(method.fields)) {
    const value = read(raw.values[key], raw, key);
    if (value !== undefined) args[key] = value;
  }
  return method.run(call, args as Args<K>);
}

const NOTES_MAX = 1000;

function note(api: BotApi, method: string, what: string): void {
  const at = api.engine.clock.now();
  api.engine.trace("botapi.note", { method, what });
  api.notes.push({ at, method, what });
  if (api.notes.length > NOTES_MAX) api.notes.shift();
}
