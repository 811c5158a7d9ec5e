/**
 * `/client/<action>`, `/client/upload`, `/client/file/<id>` and the events of `/client/events`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Client } from "../client-api/client.ts";
import { isClientAction } from "../client-api/client.ts";
import { ClientFailure } from "../client-api/desk.ts";
import { heartbeat } from "../clock.ts";
import type { Telegram } from "../telegram.ts";
import type { StoredFile } from "../world/state.ts";
import { readBody } from "./body.ts";
import { bearerOf } from "./guard.ts";
import { sendBytes, sendJson } from "./reply.ts";

const CALL_MAX_BYTES = 1024 * 1024;
/** People may send more than bots can fetch: that is what a test of it needs. */
const UPLOAD_MAX_BYTES = 200 * 1024 * 1024;
const KEEP_ALIVE_MS = 20_000;

export async function answerClient(
  telegram: Telegram,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let client: Client;
  try {
    client = telegram.client(bearerOf(request, url));
  } catch (error) {
    return sendFailure(response, 401, error);
  }
  const action = url.pathname.slice("/client/".length);
  if (action === "events") return streamEvents(client, response);
  if (action === "upload" && request.method === "PUT") {
    const bytes = await readBody(request, UPLOAD_MAX_BYTES);
    return sendJson(response, 200, { ok: true, result: keepUpload(client, url, bytes) });
  }
  if (action.startsWith("file/")) {
    return sendFile(telegram, client.findFile(action.slice("file/".length)), response);
  }
  if (request.method !== "POST" || !isClientAction(action)) {
    return sendJson(response, 404, { ok: false, description: `no client action ${action}` });
  }
  try {
    const body = await readBody(request, CALL_MAX_BYTES);
    const args: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    const result: unknown = await client.call(action, args as never);
    await telegram.engine.store.settled();
    sendJson(response, 200, { ok: true, result });
  } catch (error) {
    sendFailure(response, 400, error);
  }
}

function sendFailure(response: ServerResponse, status: number, error: unknown): void {
  if (!(error instanceof ClientFailure) && !(error instanceof SyntaxError)) throw error;
  sendJson(response, status, { ok: false, description: error.message });
}

function keepUpload(client: Client, url: URL, bytes: Uint8Array): string {
  const name = url.searchParams.get("name") ?? "file";
  const mime = url.searchParams.get("mime") ?? "application/octet-stream";
  return client.upload(name, mime, bytes);
}

function sendFile(
  telegram: Telegram,
  file: StoredFile | undefined,
  response: ServerResponse,
): void {
  const bytes = file && telegram.engine.store.getFile(file.sha256);
  if (!file || !bytes) {
    sendJson(response, 404, { ok: false, description: "no such file" });
    return;
  }
  const isPicture = file.kind === "photo" || file.kind === "thumbnail";
  const name = encodeURIComponent(file.name ?? `file_${file.number}`);
  sendBytes(response, bytes, file.mime ?? "application/octet-stream", {
    "cache-control": "private, max-age=3600",
    "content-security-policy": "sandbox",
    ...(isPicture ? {} : { "content-disposition": `attachment; filename*=UTF-8''${name}` }),
  });
}

function streamEvents(client: Client, response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const stop = client.listen((event) => {
    response.write(`event: ${event.type === "snapshot" ? "snapshot" : "change"}\n`);
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const cancel = heartbeat(KEEP_ALIVE_MS, () => response.write(": still here\n\n"));
  response.on("close", () => {
    cancel();
    stop();
  });
}
