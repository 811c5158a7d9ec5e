/** POST /api/session and /api/session/renew: from Telegram's word to a session of 15 minutes. */
import type { Hono } from "hono";
import type { SessionAnswer } from "../../../shared/contract/api.ts";
import { sessionRequest } from "../../../shared/contract/api.ts";
import { languageOf } from "../../../shared/locales/text.ts";
import { limitBody, readBody } from "../body.ts";
import { HttpProblem } from "../errors.ts";
import { requireSession, sessionOf } from "../guard.ts";
import { verifyInitData } from "../init-data.ts";
import type { HttpEnv, HttpOptions } from "../options.ts";
import { createRateLimit } from "../rate-limit.ts";
import { claimInitData } from "../replay-guard.ts";
import type { Session } from "../session.ts";
import { formatSession, renewSession, SESSION_MS, sessionKey } from "../session.ts";

const BODY_BYTES_MAX = 16 * 1024;
/** Openings of the Mini App by one person. Forged initData costs one HMAC and is not counted. */
const openingsPerPerson = { burst: 20, refillMs: 6_000 };

/** Adds the endpoints. Codes: see shared/contract/api.ts. */
export function addSession(app: Hono<HttpEnv>, options: HttpOptions): void {
  const { effects, bot } = options;
  const key = sessionKey(options.secret);
  const limit = createRateLimit(openingsPerPerson);
  const keys = { botToken: bot.token, botId: bot.id, publicKey: options.initDataPublicKey };

  const answer = (session: Session): SessionAnswer => ({
    token: formatSession(key, session),
    expiresAt: session.expiresAt,
    now: effects.now(),
    user: { id: session.userId, firstName: session.firstName, language: session.language },
    bot: { id: bot.id, username: bot.username },
  });

  app.post("/api/session", limitBody(BODY_BYTES_MAX), async (c) => {
    const { initData } = await readBody(c, sessionRequest);
    const now = effects.now();
    const verdict = await verifyInitData(initData, keys, now);
    if (verdict.kind === "refused") throw new HttpProblem(verdict.code, verdict.why);
    const { user } = verdict;
    if (!limit.take(String(user.id), now)) {
      throw new HttpProblem("tooManyRequests", "openings of one person");
    }
    if (!claimInitData(options.storage, verdict, now)) {
      throw new HttpProblem("initDataReplayed", "used before");
    }
    const language = languageOf(user.languageCode);
    const firstName = user.firstName.slice(0, 64);
    const times = { begunAt: now, expiresAt: now + SESSION_MS };
    return c.json(answer({ userId: user.id, firstName, language, ...times }));
  });

  app.post("/api/session/renew", requireSession(options), (c) => {
    const renewed = renewSession(sessionOf(c), effects.now());
    if (!renewed) throw new HttpProblem("sessionExpired", "renewed long enough");
    return c.json(answer(renewed));
  });
}
