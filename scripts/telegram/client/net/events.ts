/**
 * The stream of changes: server-sent events with reconnect and backoff. Each connection begins with
 * a snapshot, so nothing has to be remembered across a break.
 */
import type { ClientEvent } from "../../client-protocol.ts";
import { jitter, later } from "../browser.ts";
import { token } from "./session.ts";

export type ConnectionState = "connecting" | "open" | "lost";

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 10_000;

/** How long to wait before the given attempt (1 is the first retry); doubles up to ten seconds. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const base = Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(base * (0.75 + random / 2));
}

/** Listens until the answer is called. */
export function listen(
  onEvent: (event: ClientEvent) => void,
  onState: (state: ConnectionState) => void,
): () => void {
  let attempt = 0;
  let source: EventSource | null = null;
  let cancelRetry: () => void = () => undefined;
  let stopped = false;

  const connect = (): void => {
    onState(attempt === 0 ? "connecting" : "lost");
    source = new EventSource(`/client/events?token=${encodeURIComponent(token)}`);
    const hear = (raw: MessageEvent<unknown>): void => {
      attempt = 0;
      onState("open");
      const event = parseEvent(raw.data);
      if (event !== null) onEvent(event);
    };
    source.addEventListener("snapshot", hear);
    source.addEventListener("change", hear);
    source.addEventListener("message", hear);
    source.onerror = () => {
      source?.close();
      if (stopped) return;
      attempt += 1;
      onState("lost");
      cancelRetry = later(reconnectDelayMs(attempt, jitter()), connect);
    };
  };

  connect();
  return () => {
    stopped = true;
    cancelRetry();
    source?.close();
  };
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
