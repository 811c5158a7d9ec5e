/**
 * Who is signed in, and for how long. The token lives in sessionStorage, bound to the launch it
 * came from: another account in the same tab brings another launch, and gets its own session.
 */
import type { ReadonlySignal } from "@preact/signals";
import { signal } from "@preact/signals";
import * as v from "valibot";
import type { SessionAnswer } from "../../shared/contract/api.ts";
import { sessionAnswer } from "../../shared/contract/api.ts";
import type { Effects } from "../effects.ts";
import type { Api } from "./api.ts";
import { ApiError, createApi } from "./api.ts";

export type SessionUser = SessionAnswer["user"];
export type SessionBot = SessionAnswer["bot"];

export interface Session {
  readonly api: Api;
  readonly user: SessionUser;
  readonly bot: SessionBot;
  /** The server's clock, as far as it is known: what is signed is dated by it. */
  now(): number;
  /** True when only opening the Mini App anew helps. */
  readonly isOver: ReadonlySignal<boolean>;
}

/** The part of `Storage` that is used; the browser's own, or a fake. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = "libral.session";
/** Renewed this long before the end, by whichever call comes first. */
const RENEW_BEFORE_MS = 6 * 60_000;

const storedSchema = v.object({ launch: v.string(), answer: sessionAnswer });

/**
 * Opens a session for this launch, or takes up the one it already has. Rejects with ApiError;
 * `initData…` and `session…` failures mean: open the Mini App anew.
 */
export async function openSession(
  effects: Effects,
  store: TextStore,
  initData: string,
): Promise<Session> {
  const launch = new URLSearchParams(initData).get("hash") ?? "";
  let token: string | null = null;
  const raw = createApi(effects, () => token);
  const stored = readStored(store, launch);
  const isUsable = stored !== null && stored.expiresAt > effects.now() + RENEW_BEFORE_MS / 6;
  const answer = isUsable ? stored : await raw.open(initData);
  token = answer.token;
  keep(store, launch, answer);

  const isOver = signal(false);
  let clockLead = isUsable ? 0 : answer.now - effects.now();
  let expiresAt = answer.expiresAt;
  let renewal: Promise<void> | null = null;
  const now = (): number => effects.now() + clockLead;
  const renew = async (): Promise<void> => {
    try {
      const renewed = await raw.renew();
      token = renewed.token;
      expiresAt = renewed.expiresAt;
      clockLead = renewed.now - effects.now();
      keep(store, launch, renewed);
    } catch (error) {
      // Offline is no end: the call that asked for it will say what is wrong.
      if (error instanceof ApiError && error.failure.startsWith("session")) end();
    } finally {
      renewal = null;
    }
  };
  const end = (): void => {
    isOver.value = true;
    store.removeItem(KEY);
  };
  /** One renewal at a time, then the call itself. */
  const guarded = <Arguments extends unknown[], Result>(
    call: (...given: Arguments) => Promise<Result>,
  ) => {
    return async (...given: Arguments): Promise<Result> => {
      if (expiresAt - now() < RENEW_BEFORE_MS) {
        renewal ??= renew();
        await renewal;
      }
      try {
        return await call(...given);
      } catch (error) {
        if (error instanceof ApiError && error.failure.startsWith("session")) end();
        throw error;
      }
    };
  };
  const api: Api = {
    open: raw.open,
    renew: raw.renew,
    log: guarded(raw.log),
    segments: guarded(raw.segments),
    envelope: guarded(raw.envelope),
    storeKey: guarded(raw.storeKey),
    readKey: guarded(raw.readKey),
    installKeyset: guarded(raw.installKeyset),
    writer: guarded(raw.writer),
    append: guarded(raw.append),
    erase: guarded(raw.erase),
  };
  // A session that was taken up says nothing of the server's clock: ask before anything is signed.
  if (isUsable) await renew();
  return { api, user: answer.user, bot: answer.bot, now, isOver };
}

function readStored(store: TextStore, launch: string): SessionAnswer | null {
  try {
    const parsed = v.safeParse(storedSchema, JSON.parse(store.getItem(KEY) ?? "null"));
    return parsed.success && parsed.output.launch === launch ? parsed.output.answer : null;
  } catch {
    // Storage is forbidden in some frames, or holds something else: then there is no session.
    return null;
  }
}

function keep(store: TextStore, launch: string, answer: SessionAnswer): void {
  try {
    store.setItem(KEY, JSON.stringify({ launch, answer }));
  } catch {
    // Without storage a reload asks the person to open the Mini App anew; nothing else is lost.
  }
}
