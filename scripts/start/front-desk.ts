/**
 * The supervisor's own loopback address: `npm run forget` and the guide's button come here. It
 * also is the lock that keeps two supervisors of one folder apart.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, request } from "node:http";
import type { Language } from "./texts/index.ts";

/** Answers of the desk; the note is for a person. */
export interface DeskAnswer {
  readonly note: string;
}

export interface FrontDesk {
  close(): Promise<void>;
}

/**
 * What the desk can be asked for: `POST /<name>` with the token as Bearer. The note is in Japanese,
 * or in English for who says `Accept-Language: en`.
 */
export type DeskActions = {
  readonly [name: string]: (language: Language) => Promise<DeskAnswer>;
};

/** Null when the port is busy. */
export async function openFrontDesk(
  port: number,
  token: string,
  actions: DeskActions,
): Promise<FrontDesk | null> {
  const server = createServer((asked, response) => {
    void answer(asked, response, port, token, actions);
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
  const answered = await post(port, token, action, timeoutMs);
  if (!answered || answered.status === 401 || answered.status === 404) return null;
  if (answered.status !== 200) {
    throw new Error(answered.note || `the supervisor answered ${answered.status}`);
  }
  return { note: answered.note };
}

/**
 * Null when nobody is there who speaks HTTP. Not by `fetch`: where the other side hangs up at once,
 * it neither answers nor fails on Node 20.
 */
function post(
  port: number,
  token: string,
  action: string,
  timeoutMs: number,
): Promise<{ readonly status: number; readonly note: string } | null> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "accept-language": "en" };
    const path = `/${action}`;
    const options = { host: "127.0.0.1", port, path, method: "POST", headers, agent: false };
    const asked = request(options, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, note: noteIn(body) }));
    });
    asked.setTimeout(timeoutMs, () => {
      asked.destroy();
      reject(new Error(`the supervisor did not answer for ${timeoutMs / 1000} s`));
    });
    asked.on("error", () => resolve(null));
    asked.end();
  });
}

function noteIn(body: string): string {
  try {
    const answer: unknown = JSON.parse(body);
    const hasNote = typeof answer === "object" && answer !== null && "note" in answer;
    return hasNote ? String(answer.note) : "";
  } catch {
    return "";
  }
}

async function answer(
  asked: IncomingMessage,
  response: ServerResponse,
  port: number,
  token: string,
  actions: DeskActions,
): Promise<void> {
  const send = (status: number, note: string): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ note }));
  };
  asked.resume();
  // A web page could reach this port by a name of its own (DNS rebinding), but not with this Host.
  const isOurs = asked.headers.host === `127.0.0.1:${port}`;
  if (!isOurs || !sameText(asked.headers.authorization ?? "", `Bearer ${token}`)) {
    return send(401, "not for you");
  }
  const action = Object.hasOwn(actions, asked.url?.slice(1) ?? "")
    ? actions[asked.url?.slice(1) ?? ""]
    : undefined;
  if (asked.method !== "POST" || !action) return send(404, "no such action");
  const language = asked.headers["accept-language"]?.startsWith("en") ? "en" : "ja";
  try {
    send(200, (await action(language)).note);
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
