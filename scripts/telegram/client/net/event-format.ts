/** How one event of the stream is read, and how long a broken stream rests. Pure. */
import type { ClientEvent } from "../../client-protocol.ts";

const FIRST_DELAY_MS = 500;
/** Short, because what is reconnected to is on the same machine. */
const LAST_DELAY_MS = 3_000;

/** How long to wait before the given attempt (1 is the first retry); doubles up to three seconds. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const base = Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(base * (0.75 + random / 2));
}

/** Reads one event; null for what is not one. A bare snapshot is taken as the snapshot event. */
export function parseEvent(data: unknown): ClientEvent | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null) return null;
    if ("type" in value) return value as ClientEvent;
    if ("chats" in value && "me" in value) {
      return { type: "snapshot", snapshot: value } as unknown as ClientEvent;
    }
    return null;
  } catch {
    return null;
  }
}
