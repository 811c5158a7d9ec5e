/**
 * The stream of changes: server-sent events with reconnect and backoff. Each connection begins with
 * a snapshot, so nothing has to be remembered across a break.
 */
import type { ClientEvent } from "../../client-protocol.ts";
import { jitter, later } from "../browser.ts";
import { parseEvent, reconnectDelayMs } from "./event-format.ts";
import { token } from "./session.ts";

export type ConnectionState = "connecting" | "open" | "lost";

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
