/**
 * Short words over the chat: answers of bots, results and failures. They go by
 * themselves and are read out by screen readers.
 */
import { signal } from "@preact/signals";
import { later } from "../browser.ts";
import { CallFailed } from "../net/call.ts";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "bad";
}

const SHOWN_MS = 4_500;
let lastId = 0;

export const toasts = signal<readonly Toast[]>([]);

/** Shows a text for a few seconds. */
export function toast(text: string, tone: Toast["tone"] = "plain"): void {
  lastId += 1;
  const id = lastId;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone }];
  later(SHOWN_MS, () => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  });
}

/** Shows what went wrong; what is not a refused call is a fault of this client and is thrown on. */
export function reportFailure(failure: unknown): void {
  if (!(failure instanceof CallFailed)) throw failure;
  toast(failure.message, "bad");
}

/** Runs a call whose failure only needs to be shown. True when it worked. */
export async function attempt(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (failure) {
    reportFailure(failure);
    return false;
  }
}
