/**
 * The HTTP side, assembled: Mini App, its API, health, and Telegram's webhook where there is one.
 * The only room that knows Hono. Request in, Response out: the same on Node and on Workers.
 */
import { Hono } from "hono";
import { compress } from "hono/compress";
import { addEnvelopes } from "./api/envelopes.ts";
import { addKey } from "./api/key.ts";
import { addLog } from "./api/log.ts";
import { addSegments } from "./api/segments.ts";
import { addSession } from "./api/session.ts";
import { answerAsset } from "./assets.ts";
import { briefAbsence } from "./brief-absence.ts";
import { createCrowd } from "./crowd.ts";
import { answerError, HttpProblem } from "./errors.ts";
import { requireSession } from "./guard.ts";
import { apiHeaders, appHeaders, exactOrigin } from "./headers.ts";
import { answerHealth } from "./health.ts";
import type { HttpEnv, HttpOptions, HttpTally } from "./options.ts";

export type HttpHandler = (request: Request) => Promise<Response>;

/** Of one person: what carries megabytes or asks Telegram. A gallery asks for some at once. */
const largeAtOnce = { atOnce: 3, waitingMax: 60 };

/** Throws when `localParentOrigin` is no origin: it would end up in headers and HTML. */
export function createHttp(given: HttpOptions): HttpHandler {
  const options = { ...given, logServers: briefAbsence(given.logServers, given.effects) };
  const { localParentOrigin, webhook } = options;
  if (localParentOrigin !== null && exactOrigin(localParentOrigin) === null) {
    throw new Error(`not an origin: ${localParentOrigin}`);
  }
  const app = new Hono<HttpEnv>();
  const tally: HttpTally = { notesHandedOut: 0 };
  const crowd = createCrowd(largeAtOnce);
  app.onError((error, c) => answerError(c, error, options));
  app.notFound((c) => answerError(c, new HttpProblem("notFound", "no such endpoint"), options));
  app.use("/api/*", setHeaders(apiHeaders));
  app.use("/app/*", setHeaders(appHeaders(localParentOrigin && exactOrigin(localParentOrigin))));
  app.use("/health", setHeaders(apiHeaders));

  addSession(app, options);
  app.use("/api/*", requireSession(options));
  addLog(app, options);
  addSegments(app, options, tally, crowd);
  addKey(app, options, crowd);
  addEnvelopes(app, options, crowd);

  app.get("/health", (c) => answerHealth(c, options, tally));
  app.get("/app", (c) => c.redirect("/app/", 308));
  app.get("/app/*", compress(), (c) => answerAsset(c, options));
  if (webhook) app.post(webhook.path, (c) => webhook.handle(c.req.raw));
  return async (request) => app.fetch(request);
}

function setHeaders(headers: Readonly<Record<string, string>>) {
  return async (c: { header(name: string, value: string): void }, next: () => Promise<void>) => {
    // Set before the handler, which may name its own Cache-Control, and kept by error answers.
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    await next();
  };
}
