/**
 * Who may pass: a valid session, at a human pace, and then only to the log of that one person.
 */
import type { Context, MiddlewareHandler } from "hono";
import type { OwnerLog } from "../logserver/port.ts";
import { HttpProblem } from "./errors.ts";
import type { HttpEnv, HttpOptions } from "./options.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Session } from "./session.ts";
import { readSession, sessionKey } from "./session.ts";

/** A timeline that is read from its first record asks often; a person never this often. */
const callsPerPerson = { burst: 240, refillMs: 100 };

/** Middleware: reads `Authorization: Bearer`, or throws `sessionMissing` or `sessionExpired`. */
export function requireSession(options: HttpOptions): MiddlewareHandler<HttpEnv> {
  const key = sessionKey(options.secret);
  const limit = createRateLimit(callsPerPerson);
  return async (c, next) => {
    const now = options.effects.now();
    const verdict = readSession(key, c.req.header("Authorization"), now);
    if (verdict.kind === "missing") throw new HttpProblem("sessionMissing", "no session");
    if (verdict.kind === "expired") throw new HttpProblem("sessionExpired", "session is over");
    c.set("session", verdict.session);
    if (!limit.take(String(verdict.session.userId), now)) {
      throw new HttpProblem("tooManyRequests", "calls of one person");
    }
    await next();
  };
}

/** The session of a request that passed `requireSession`. */
export function sessionOf(c: Context<HttpEnv>): Session {
  const session = c.get("session");
  if (!session) throw new HttpProblem("sessionMissing", "endpoint without session guard");
  return session;
}

/** Middleware: whoever has no log is answered so before anything they send is read. */
export function requireLog(options: HttpOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    c.set("log", await ownLog(c, options));
    await next();
  };
}

/** The log that `requireLog` found for this request. */
export function logOf(c: Context<HttpEnv>): OwnerLog {
  const log = c.get("log");
  if (!log) throw new HttpProblem("notFound", "endpoint without log guard");
  return log;
}

/**
 * The log of the person who asks; there is no way to name another one. Throws `notFound` when
 * they have none, `telegramSilent` when it cannot be read now.
 */
async function ownLog(c: Context<HttpEnv>, options: HttpOptions): Promise<OwnerLog> {
  const { userId } = sessionOf(c);
  const outcome = await options.logServers.find(userId);
  switch (outcome.kind) {
    case "found":
      // Cannot happen; if it ever did, the wrong person would read: hence asked again here.
      if (outcome.log.ownerId !== userId) throw new HttpProblem("notYours", "another's log");
      return outcome.log;
    case "absent":
      throw new HttpProblem("notFound", "no log server");
    case "unreachable":
      throw new HttpProblem("telegramSilent", `log server unreachable: ${outcome.why}`);
  }
}
