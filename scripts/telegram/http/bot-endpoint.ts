/**
 * `/bot<token>/<method>` and `/file/bot<token>/<path>` over HTTP.
 *
 * Source: telegram-bot-api HttpConnection.cpp, Query.cpp (status = error code, Retry-After).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiResponse } from "@grammyjs/types";
import type { Telegram } from "../telegram.ts";
import { BodyTooLarge, readArgs, readBody } from "./body.ts";
import { sendBytes, sendJson } from "./reply.ts";

/** Uploads end at fifty megabytes; the rest of the request needs a little room. */
const BODY_MAX_BYTES = 51 * 1024 * 1024;

const PATH = /^\/bot([^/]+)\/(?:test\/)?([^/]*)$/;

/** Answers a call; false when the path is none of ours. */
export async function answerBot(
  telegram: Telegram,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = PATH.exec(url.pathname);
  if (!path) return false;
  const token = decodeURIComponent(path[1] ?? "");
  const method = path[2] ?? "";
  const fail = (code: number, description: string): true => {
    sendJson(response, code, { ok: false, error_code: code, description });
    return true;
  };
  let body: Buffer;
  try {
    body = await readBody(request, BODY_MAX_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLarge) return fail(413, "Request Entity Too Large");
    throw error;
  }
  const raw = readArgs(url.searchParams, request.headers["content-type"] ?? "", body);
  if (!raw) return fail(400, "Bad Request: can't parse request body");
  const outcome = await telegram.bots.serve(token, method, raw, requestBytes(url, body));
  await telegram.engine.store.settled();
  switch (outcome.type) {
    case "answer":
      sendAnswer(response, outcome.answer);
      break;
    case "malformed":
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"ok":true,"result":{"mess');
      break;
    case "dropped":
      request.socket.destroy();
      break;
    case "hung":
      // Never answered: the caller's own timeout ends it.
      break;
  }
  return true;
}

/** The request for the record: the query (a GET may carry everything there) and the body. */
function requestBytes(url: URL, body: Buffer): Buffer {
  return url.search === "" ? body : Buffer.concat([Buffer.from(`${url.search}\n`), body]);
}

function sendAnswer(response: ServerResponse, answer: ApiResponse<unknown>): void {
  const wait = answer.ok ? undefined : answer.parameters?.retry_after;
  const headers = wait === undefined ? undefined : { "retry-after": String(wait) };
  sendJson(response, answer.ok ? 200 : answer.error_code, answer, headers);
}

/** Hands out a file that getFile gave a path to. */
export function answerFile(telegram: Telegram, url: URL, response: ServerResponse): boolean {
  const path = /^\/file\/bot([^/]+)\/(?:test\/)?(.+)$/.exec(url.pathname);
  if (!path) return false;
  const bytes = telegram.readLinkedFile(
    decodeURIComponent(path[1] ?? ""),
    decodeURIComponent(path[2] ?? ""),
  );
  if (bytes) sendBytes(response, bytes, "application/octet-stream");
  else sendJson(response, 404, { ok: false, error_code: 404, description: "Not Found" });
  return true;
}
