/**
 * `POST /control/<action>`, by the control token alone.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ClientFailure } from "../client-api/desk.ts";
import { ControlFailure } from "../control/types.ts";
import { ApiFailure } from "../failure.ts";
import type { Telegram } from "../telegram.ts";
import { readBody } from "./body.ts";
import { bearerOf } from "./guard.ts";
import { sendJson } from "./reply.ts";

const BODY_MAX_BYTES = 10 * 1024 * 1024;

function equal(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

export async function answerControl(
  telegram: Telegram,
  controlToken: string | null,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (controlToken === null || !equal(bearerOf(request, url), controlToken)) {
    return sendJson(response, 401, { ok: false, description: "control needs its own token" });
  }
  if (request.method !== "POST") {
    return sendJson(response, 405, { ok: false, description: "POST only" });
  }
  const action = url.pathname.slice("/control/".length);
  try {
    const body = await readBody(request, BODY_MAX_BYTES);
    const args: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    const result = await telegram.control.call(action, args);
    await telegram.engine.store.settled();
    sendJson(response, 200, { ok: true, result: result ?? true });
  } catch (error) {
    const expected =
      error instanceof ControlFailure ||
      error instanceof ClientFailure ||
      error instanceof ApiFailure ||
      error instanceof SyntaxError;
    if (!expected) throw error;
    sendJson(response, 400, { ok: false, description: error.message });
  }
}
