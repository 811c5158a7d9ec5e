/**
 * The app's state, as far as it is needed before any key is open: who is signed in, what the log
 * server says of itself, whether there is a way to it. Everything with the key is in open-log.ts,
 * which is fetched when it is needed.
 */
import type { ReadonlySignal } from "@preact/signals";
import { computed, signal } from "@preact/signals";
import type { LogAnswer } from "../../shared/contract/api.ts";
import type { Effects } from "../effects.ts";
import type { LockReason } from "../vault/client.ts";
import type { ClientStorage } from "../vault/shelf.ts";
import type { ApiFailure } from "./api.ts";
import { ApiError } from "./api.ts";
import type { DeviceStore } from "./device-store.ts";
import { memoryDeviceStore, openDeviceStore } from "./device-store.ts";
import type { KeyNeed, LocalKey, LogInfo } from "./key-need.ts";
import { keyNeed, readLocalKey, readSeenLog } from "./key-need.ts";
import type { OpenLog } from "./open-log.ts";
import type { Session, TextStore } from "./session.ts";
import { openSession } from "./session.ts";

export type { OpenLog };

/** Which of the whole-page states the app is in. */
export type Stage =
  | { readonly kind: "starting" }
  /** Not opened by Telegram. */
  | { readonly kind: "outside" }
  /** Only opening the Mini App anew helps. */
  | { readonly kind: "over"; readonly failure: ApiFailure }
  | { readonly kind: "failed"; readonly failure: ApiFailure }
  | { readonly kind: "absent" }
  | { readonly kind: "unreachable"; readonly troubles: readonly string[] }
  | { readonly kind: "ready" };

/** Signed in, with this device's store. */
export interface Ground {
  readonly session: Session;
  readonly store: DeviceStore;
  readonly effects: Effects;
}

const failure = signal<ApiFailure | null>(null);
const isOutsideSignal = signal(false);
const groundSignal = signal<Ground | null>(null);
const answer = signal<LogAnswer | null>(null);
const local = signal<LocalKey | null>(null);
const seenLog = signal<string | null>(null);
const online = signal(true);
const open = signal<OpenLog | null>(null);

/** Why the key was closed last; null while it is open, and before it ever was. */
export const lockReason = signal<LockReason | null>(null);
/** The newest sequence that came of a note of this device; 0 before one became durable. */
export const delivered = signal(0);
/** The client's own secure storage, where it has one; the vault leans on it. */
export const clientStorage = signal<ClientStorage | null>(null);

export const ground: ReadonlySignal<Ground | null> = groundSignal;
export const localKey: ReadonlySignal<LocalKey | null> = local;
/** The log with the key open; null while it is locked. */
export const openLog: ReadonlySignal<OpenLog | null> = open;
/** False since a call found no way; true again since the next that did. */
export const isOnline: ReadonlySignal<boolean> = online;
/** What the log server last said of itself; null before, and when there is none. */
export const logInfo: ReadonlySignal<LogInfo | null> = computed(() => answer.value?.log ?? null);
export const logCondition = computed(() => answer.value?.condition ?? null);
export const logTroubles = computed(() => answer.value?.troubles ?? []);
export const need: ReadonlySignal<KeyNeed | null> = computed(() =>
  logInfo.value ? keyNeed(logInfo.value, local.value, seenLog.value) : null,
);

export const stage: ReadonlySignal<Stage> = computed(() => {
  if (isOutsideSignal.value) return { kind: "outside" };
  if (groundSignal.value?.session.isOver.value) return { kind: "over", failure: "sessionExpired" };
  const said = answer.value;
  if (!said) {
    const failed = failure.value;
    if (!failed) return { kind: "starting" };
    const isOver = failed.startsWith("initData") || failed.startsWith("session");
    return { kind: isOver ? "over" : "failed", failure: failed };
  }
  if (said.condition === "absent") return { kind: "absent" };
  if (!said.log) return { kind: "unreachable", troubles: said.troubles };
  return { kind: "ready" };
});

/** For open-log.ts alone, which opens and closes it. */
export function setOpenLog(log: OpenLog | null): void {
  open.value = log;
}

/** Nobody opened us whom we could sign in. */
export function stayOutside(): void {
  isOutsideSignal.value = true;
}

/** Signs in and asks for the log. What fails is a stage; calling it again tries again. */
export async function start(
  effects: Effects,
  sessions: TextStore,
  initData: string,
): Promise<void> {
  failure.value = null;
  try {
    const session = groundSignal.value?.session ?? (await openSession(effects, sessions, initData));
    if (!groundSignal.value) {
      const { bot, user } = session;
      const store = await openDeviceStore(effects, bot.id, user.id).catch(memoryDeviceStore);
      groundSignal.value = { session, store, effects };
    }
    await refresh();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    failure.value = error.failure;
  }
}

/** Asks for the log again. Rejects with ApiError; what was known stays. */
export async function refresh(): Promise<void> {
  const at = groundSignal.value;
  if (!at) return;
  await rereadLocalKey(at);
  answer.value = await viaNetwork(at.session.api.log());
}

/** Looks again at this device's key and log, after they were changed. Needs no network. */
export async function rereadLocalKey({ store }: Ground): Promise<void> {
  local.value = await readLocalKey(store).catch(() => null);
  seenLog.value = await readSeenLog(store).catch(() => null);
}

/** Keeps `isOnline` true to what the call found. */
export async function viaNetwork<Result>(call: Promise<Result>): Promise<Result> {
  try {
    const result = await call;
    online.value = true;
    return result;
  } catch (error) {
    if (error instanceof ApiError) online.value = error.failure !== "offline";
    throw error;
  }
}
