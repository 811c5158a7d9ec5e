/**
 * What goes wrong in a request, as the one answer a client can read: a status, a code, and a
 * sentence in the person's language that says what happened and what they can do.
 */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorAnswer, ErrorCode } from "../../shared/contract/api.ts";
import { api as apiEn } from "../../shared/locales/en/api.ts";
import { api as apiJa } from "../../shared/locales/ja/api.ts";
import type { Language } from "../../shared/locales/text.ts";
import { languageOf, makeText } from "../../shared/locales/text.ts";
import type { LogErrorCode } from "../logserver/port.ts";
import { LogError } from "../logserver/port.ts";
import { TransportError } from "../logserver/transport.ts";
import type { HttpEnv, HttpOptions } from "./options.ts";

const text = makeText(apiJa, apiEn);

const statusOf: { readonly [code in ErrorCode]: ContentfulStatusCode } = {
  badRequest: 400,
  initDataForged: 401,
  initDataExpired: 401,
  initDataReplayed: 401,
  sessionMissing: 401,
  sessionExpired: 401,
  notYours: 403,
  notFound: 404,
  needsKey: 409,
  stopped: 409,
  tooLarge: 413,
  keysetRefused: 422,
  envelopeRefused: 422,
  tooManyRequests: 429,
  outboxFull: 503,
  telegramSilent: 503,
  internal: 500,
};

const codeOfLogError: { readonly [code in LogErrorCode]: ErrorCode } = {
  needsKey: "needsKey",
  stopped: "stopped",
  tooLarge: "tooLarge",
  outboxFull: "outboxFull",
  notFound: "notFound",
  alreadyOwned: "notYours",
  keysetRefused: "keysetRefused",
  envelopeRefused: "envelopeRefused",
};

/** A request that ends here. `why` is for traces and holds nothing that the client sent. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  constructor(
    readonly code: ErrorCode,
    why: string,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

/** The answer for anything that a handler threw; what is not foreseen is traced as our mistake. */
export function answerError(c: Context<HttpEnv>, error: unknown, options: HttpOptions): Response {
  const problem = problemOf(error);
  // Only which endpoint it was: what stands behind it in the path stays out of the traces.
  const endpoint = c.req.path.split("/").slice(0, 3).join("/").slice(0, 40);
  const facts = { endpoint, code: problem.code, why: problem.message };
  options.effects.trace(problem.code === "internal" ? "error" : "info", "http.refused", facts);
  const session = c.get("session");
  const language: Language =
    session?.language ?? languageOf(c.req.header("Accept-Language")?.split(",")[0]);
  const answer: ErrorAnswer = {
    error: { code: problem.code, message: text(language, `api.error.${problem.code}`) },
  };
  return c.json(answer, statusOf[problem.code]);
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof LogError) return new HttpProblem(codeOfLogError[error.code], error.message);
  if (error instanceof TransportError) return new HttpProblem("telegramSilent", error.message);
  const name = error instanceof Error ? error.name : typeof error;
  const why = error instanceof Error ? `${name}: ${error.message}` : name;
  return new HttpProblem("internal", why, { cause: error });
}
