/**
 * The supervisor's own loopback address: `npm run forget` and the guide's button come here. It
 * also is the lock that keeps two supervisors of one folder apart.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";

/** Answers of the desk; the note is for a person. */
export interface DeskAnswer {
  readonly note: string;
}

export interface FrontDesk {
  close(): Promise<void>;
}

/** What the desk can be asked for: `POST /<name>` with the token as Bearer. */
export type DeskActions = { readonly [name: string]: () => Promise<DeskAnswer> };

/** Null when the port is busy. */
export async function openFrontDesk(
  port: number,
  token: string,
  actions: DeskActions,
): Promise<FrontDesk | null> {
  const server = createServer((request, response) => {
    void answer(request, response, port, token, actions);
  });
  const isOpen = await new Promise<boolean>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  return isOpen ? { close: () => closeServer(server) } : null;
}

/**
 * Asks the desk of a supervisor that runs. Null when nobody who knows this token is there. Throws
 * with the desk's own words when it could not do what was asked.
 */
export async function askFrontDesk(
  port: number,
  token: string,
  action: string,
  timeoutMs: number,
): Promise<DeskAnswer | null> {
  const response = await fetch(`http://127.0.0.1:${port}/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "TimeoutError") throw error;
    return null;
  });
  if (!response || response.status === 401 || response.status === 404) return null;
  const body: unknown = await response.json().catch(() => null);
  const note = typeof body === "object" && body !== null && "note" in body ? String(body.note) : "";
  if (!response.ok) throw new Error(note || `the supervisor answered ${response.status}`);
  return { note };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  token: string,
  actions: DeskActions,
): Promise<void> {
  const send = (status: number, note: string): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ note }));
  };
  request.resume();
  // A web page could reach this port by a name of its own (DNS rebinding), but not with this Host.
  const isOurs = request.headers.host === `127.0.0.1:${port}`;
  if (!isOurs || !sameText(request.headers.authorization ?? "", `Bearer ${token}`)) {
    return send(401, "not for you");
  }
  const action = Object.hasOwn(actions, request.url?.slice(1) ?? "")
    ? actions[request.url?.slice(1) ?? ""]
    : undefined;
  if (request.method !== "POST" || !action) return send(404, "no such action");
  try {
    send(200, (await action()).note);
  } catch (error) {
    send(500, error instanceof Error ? error.message : String(error));
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
