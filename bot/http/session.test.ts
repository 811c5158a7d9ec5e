import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { memoryStorage } from "../storage/memory.ts";
import { createRateLimit } from "./rate-limit.ts";
import { claimInitData } from "./replay-guard.ts";
import type { Session } from "./session.ts";
import {
  formatSession,
  readSession,
  renewSession,
  SESSION_MS,
  SESSION_RENEWED_MS_MAX,
  sessionKey,
} from "./session.ts";

const key = sessionKey(new Uint8Array(32).fill(7));
const begunAt = 1_800_000_000_000;
const session: Session = {
  userId: 41,
  firstName: "葵 <b>",
  language: "ja",
  begunAt,
  expiresAt: begunAt + SESSION_MS,
};
const bearer = (token: string): string => `Bearer ${token}`;

describe("a session token", () => {
  test("says who it is until its time is over", () => {
    const header = bearer(formatSession(key, session));
    expect(readSession(key, header, begunAt)).toEqual({ kind: "valid", session });
    expect(readSession(key, header, session.expiresAt - 1)).toMatchObject({ kind: "valid" });
    expect(readSession(key, header, session.expiresAt)).toEqual({ kind: "expired" });
  });

  test("of another secret, or changed in any one character, counts as none", () => {
    const token = formatSession(key, session);
    const other = sessionKey(new Uint8Array(32).fill(8));
    expect(readSession(other, bearer(token), begunAt)).toEqual({ kind: "missing" });
    for (let at = 0; at < token.length; at++) {
      const changed = token[at] === "A" ? "B" : "A";
      const forged = token.slice(0, at) + changed + token.slice(at + 1);
      expect(readSession(key, bearer(forged), begunAt)).toEqual({ kind: "missing" });
    }
  });

  test("in another form counts as none", () => {
    const token = formatSession(key, session);
    for (const header of [
      undefined,
      "",
      token,
      `bearer ${token}`,
      `Bearer ${token} `,
      "Bearer .",
    ]) {
      expect(readSession(key, header, begunAt)).toEqual({ kind: "missing" });
    }
  });

  test("can be renewed, but not for ever", () => {
    const later = begunAt + SESSION_MS - 1;
    expect(renewSession(session, later)).toMatchObject({ begunAt, expiresAt: later + SESSION_MS });
    const end = begunAt + SESSION_RENEWED_MS_MAX;
    expect(renewSession(session, end - 1)).toMatchObject({ expiresAt: end });
    expect(renewSession(session, end)).toBeNull();
  });
});

describe("used initData", () => {
  const used = { digest: "a".repeat(64), signedAt: begunAt };

  test("opens one session", () => {
    const storage = memoryStorage();
    expect(claimInitData(storage, used, begunAt)).toBe(true);
    expect(claimInitData(storage, used, begunAt + 1)).toBe(false);
    expect(claimInitData(storage, { ...used, digest: "b".repeat(64) }, begunAt)).toBe(true);
  });

  test("is forgotten only when it is too old to be taken anyway", () => {
    const storage = memoryStorage();
    claimInitData(storage, used, begunAt);
    const hour = 3_600_000;
    expect(claimInitData(storage, used, begunAt + hour)).toBe(false);
    claimInitData(
      storage,
      { digest: "c".repeat(64), signedAt: begunAt + hour },
      begunAt + hour + 1,
    );
    expect(storage.list({ prefix: "http/" })).toHaveLength(1);
  });
});

describe("a rate limit", () => {
  test("lets a burst through, then one each interval, for each key alone", () => {
    const limit = createRateLimit({ burst: 3, refillMs: 1000 });
    const effects = fakeEffects();
    const take = (name: string, after = 0) => limit.take(name, effects.now() + after);
    expect([take("a"), take("a"), take("a"), take("a")]).toEqual([true, true, true, false]);
    expect(take("b")).toBe(true);
    expect([take("a", 999), take("a", 1000), take("a", 1000)]).toEqual([false, true, false]);
  });
});
