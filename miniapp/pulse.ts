/**
 * What goes on by itself while the app is shown: asking for news, trying again after the network
 * went, sending what waits, telling the vault whether somebody is there.
 */
import { effect } from "@preact/signals";
import { ApiError } from "./data/api.ts";
import { ground, isOnline, openLog, refresh, stage } from "./data/state.ts";
import type { Cancel } from "./effects.ts";
import { effects } from "./effects.ts";
import { isVisible } from "./telegram.ts";

/** While all is well and nothing waits. */
const NEWS_MS = 20_000;
/** While a note of this device is on its way: Telegram takes seconds when a group is busy. */
const WAITING_MS = 4_000;
/** After the network went: doubled each time, up to the pace of news. */
const RETRY_MS = 2_000;
/** The vault is told of taps and keys at most this often. */
const TOUCH_MS = 10_000;

/** Starts; it never ends before the page does. */
export function startPulse(): void {
  let retryMs = RETRY_MS;
  let cancel: Cancel = () => undefined;
  const beatIn = (delayMs: number): void => {
    cancel();
    cancel = effects.after(delayMs, () => void beat());
  };
  const beat = async (): Promise<void> => {
    if (isShown() && stage.value.kind !== "over") await askForNews();
    retryMs = isOnline.value ? RETRY_MS : Math.min(NEWS_MS, retryMs * 2);
    beatIn(isOnline.value ? paceMs() : retryMs);
  };
  // Also begins: the first pace, and a faster one as soon as a note is on its way.
  effect(() => beatIn(paceMs()));
  addEventListener("online", () => beatIn(0));
  document.addEventListener("visibilitychange", () => {
    if (isShown()) beatIn(0);
  });
  watchPresence();
}

function paceMs(): number {
  const waiting = openLog.value?.outbox.waiting.value ?? [];
  return waiting.length > 0 ? WAITING_MS : NEWS_MS;
}

/** The log's state, what is new in it, and out with what waits. What fails shows in `isOnline`. */
export async function askForNews(): Promise<void> {
  const at = ground.value;
  if (!at) return;
  try {
    await refresh();
    if (!openLog.value) return;
    const { catchUp } = await import("./data/open-log.ts");
    await catchUp(at);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

function isShown(): boolean {
  return document.visibilityState === "visible" && isVisible.value;
}

/** Five idle minutes, or one out of sight, close the key: the vault counts, we tell it. */
function watchPresence(): void {
  const report = async (isThere: boolean | null): Promise<void> => {
    if (openLog.value) (await import("./data/open-log.ts")).tellPresence(isThere);
  };
  let touchedAt = 0;
  const touch = (): void => {
    if (!openLog.value || effects.now() - touchedAt < TOUCH_MS) return;
    touchedAt = effects.now();
    void report(null);
  };
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, touch, { passive: true });
  const tell = (): void => {
    void report(isShown());
  };
  document.addEventListener("visibilitychange", tell);
  effect(tell);
}
