import { describe, expect, test } from "vitest";
import type { Effects } from "../effects.ts";
import type { TextStore } from "./session.ts";
import { openSession } from "./session.ts";

const minute = 60_000;

/** A server that gives numbered tokens and remembers what it was asked with. */
function world() {
  const asked: { path: string; authorization: string | null }[] = [];
  const used = new Set<string>();
  const kept = new Map<string, string>();
  const state = { now: 1_800_000_000_000, lead: 0, isOffline: false, isOver: false, tokens: 0 };
  const answer = () => ({
    token: `token-${++state.tokens}`,
    expiresAt: state.now + state.lead + 15 * minute,
    now: state.now + state.lead,
    user: { id: 41, firstName: "葵", language: "ja" },
    bot: { id: 7, username: "libral_bot" },
  });
  const refuse = (status: number, code: string) =>
    Response.json({ error: { code, message: code } }, { status });
  const effects: Effects = {
    now: () => state.now,
    randomBytes: (count) => new Uint8Array(count),
    after: () => () => undefined,
    openDatabase: () => Promise.reject(new Error("none")),
    fetch: async (path, init) => {
      if (state.isOffline) throw new TypeError("no network");
      asked.push({ path, authorization: new Headers(init?.headers).get("Authorization") });
      if (path === "/api/session") {
        const { initData } = JSON.parse(String(init?.body));
        if (used.has(initData)) return refuse(401, "initDataReplayed");
        used.add(initData);
        return Response.json(answer());
      }
      if (state.isOver) return refuse(401, "sessionExpired");
      if (path === "/api/session/renew") return Response.json(answer());
      return Response.json({ condition: "absent", troubles: [], log: null });
    },
  };
  const store: TextStore = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return { state, effects, store, asked, kept };
}
const launch = (hash: string): string => `user=x&hash=${hash}`;

describe("a session", () => {
  test("is opened once for a launch; a reload takes up the same", async () => {
    const { effects, store, asked } = world();
    await openSession(effects, store, launch("a"));
    const again = await openSession(effects, store, launch("a"));
    expect(again.user.firstName).toBe("葵");
    expect(asked.map(({ path }) => path)).toEqual(["/api/session", "/api/session/renew"]);
  });

  test("of another launch in the same tab is another one", async () => {
    const { effects, store, asked } = world();
    await openSession(effects, store, launch("a"));
    await openSession(effects, store, launch("b"));
    expect(asked.map(({ path }) => path)).toEqual(["/api/session", "/api/session"]);
  });

  test("goes without storage too", async () => {
    const { effects } = world();
    const forbidden: TextStore = {
      getItem: () => {
        throw new Error("SecurityError");
      },
      setItem: () => {
        throw new Error("SecurityError");
      },
      removeItem: () => undefined,
    };
    expect((await openSession(effects, forbidden, launch("a"))).bot.id).toBe(7);
  });

  test("dates by the server's clock, whatever the device's says", async () => {
    const { effects, store, state } = world();
    state.lead = -3 * minute;
    const session = await openSession(effects, store, launch("a"));
    expect(session.now()).toBe(state.now - 3 * minute);
  });

  test("is renewed by the first call that finds it old, once for many", async () => {
    const { effects, store, state, asked } = world();
    const { api } = await openSession(effects, store, launch("a"));
    await api.log();
    state.now += 10 * minute;
    await Promise.all([api.log(), api.log()]);
    expect(asked.map(({ path, authorization }) => `${path} ${authorization}`)).toEqual([
      "/api/session null",
      "/api/log Bearer token-1",
      "/api/session/renew Bearer token-1",
      "/api/log Bearer token-2",
      "/api/log Bearer token-2",
    ]);
  });

  test("is over when the server says so, and leaves nothing behind", async () => {
    const { effects, store, state, kept } = world();
    const session = await openSession(effects, store, launch("a"));
    state.isOver = true;
    await expect(session.api.log()).rejects.toMatchObject({ failure: "sessionExpired" });
    expect(session.isOver.value).toBe(true);
    expect(kept.size).toBe(0);
  });

  test("is not over because the network went", async () => {
    const { effects, store, state } = world();
    const session = await openSession(effects, store, launch("a"));
    state.isOffline = true;
    state.now += 10 * minute;
    await expect(session.api.log()).rejects.toMatchObject({ failure: "offline" });
    expect(session.isOver.value).toBe(false);
    state.isOffline = false;
    await expect(session.api.log()).resolves.toMatchObject({ condition: "absent" });
  });

  test("that was used up is refused, and what a proxy answers is no answer of ours", async () => {
    const { effects, store } = world();
    await openSession(effects, store, launch("a"));
    store.removeItem("libral.session");
    const again = openSession(effects, store, launch("a"));
    await expect(again).rejects.toMatchObject({ failure: "initDataReplayed" });
    const proxy = { ...effects, fetch: async () => new Response("<html>", { status: 502 }) };
    const lost = openSession(proxy, store, launch("c"));
    await expect(lost).rejects.toMatchObject({ failure: "offline" });
    const odd = { ...effects, fetch: async () => Response.json({ token: 1 }) };
    const wrong = openSession(odd, store, launch("d"));
    await expect(wrong).rejects.toMatchObject({ failure: "contract" });
  });
});
