/**
 * grammY made for this house: on our own network effects, under any API root. The log gets an Api
 * that resends nothing (a send whose answer was lost is the log's to settle); conversation gets a
 * Bot that is patient. It has no handlers yet; bot.ts adds them.
 */
import type { ApiClientOptions, Context } from "grammy";
import { Bot, Api as GrammyApi } from "grammy";
import type { Effects } from "../effects/port.ts";
import { patience } from "./patience.ts";

export interface ClientOptions {
  readonly token: string;
  /** Without a trailing slash, for example `https://api.telegram.org`. */
  readonly apiRoot: string;
  readonly effects: Effects;
}

/** A call that has no answer after this long counts as lost. Longer than any long poll. */
const TIMEOUT_SECONDS = 120;

/** Everything in bot/telegram that only calls Telegram needs no more of a bot than this. */
export type Api = Bot["api"];

type ApiSignal = NonNullable<Parameters<Api["raw"]["getUpdates"]>[1]>;

/** The platform's signal under the type that grammY asks for on Node; it only listens to it. */
export function apiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}

/** For conversation: updates come in here. */
export function makeClient<C extends Context>(options: ClientOptions): Bot<C> {
  const bot = new Bot<C>(options.token, { client: clientConfig(options) });
  bot.api.config.use(patience(options.effects));
  return bot;
}

/** For the log: one call is one call. */
export function makeRawApi(options: ClientOptions): Api {
  return new GrammyApi(options.token, clientConfig(options));
}

function clientConfig({ apiRoot, effects }: ClientOptions): ApiClientOptions {
  return {
    apiRoot,
    timeoutSeconds: TIMEOUT_SECONDS,
    fetch: (input: string, init?: RequestInit) =>
      effects.fetch(input, { ...init, ...nativeSignal(init?.signal) }),
  };
}

/**
 * grammY on Node brings an AbortSignal of its own, which the platform's fetch need not accept:
 * the same signal, made anew by the platform.
 */
function nativeSignal(signal: AbortSignal | null | undefined): { readonly signal?: AbortSignal } {
  if (!signal || signal instanceof AbortSignal) return {};
  const controller = new AbortController();
  const foreign: EventTarget & { readonly aborted: boolean } = signal;
  if (foreign.aborted) controller.abort();
  else foreign.addEventListener("abort", () => controller.abort(), { once: true });
  return { signal: controller.signal };
}
