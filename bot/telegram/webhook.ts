/**
 * Where Telegram posts updates. Its secret is derived from the operator's, compared without an
 * early exit; 200 is said only when the update was accepted, so that Telegram repeats what a
 * killed process had not kept.
 */
import type { Update } from "grammy/types";
import * as v from "valibot";
import { encodeUtf8, equalBytes, toHex } from "../../shared/std/bytes.ts";
import { hkdfSha256 } from "../../shared/std/hash.ts";
import type { Effects } from "../effects/port.ts";
import type { Intake } from "./intake.ts";

export const WEBHOOK_PATH = "/telegram/webhook";
/** Telegram gives a webhook about a minute; after this it is asked to come again. */
const ACCEPT_MS_MAX = 25_000;
/** Far above any update that Telegram sends. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;

const updateShape = v.looseObject({ update_id: v.pipe(v.number(), v.integer()) });

/** What Telegram sends along in `X-Telegram-Bot-Api-Secret-Token`: 64 hex digits. */
export function webhookSecret(secret: Uint8Array): string {
  const info = encodeUtf8("libral telegram webhook");
  return toHex(hkdfSha256({ secret, info, sizeBytes: 32 }));
}

/**
 * Answers 401 without the secret, 400 for what is no update, 503 for one that takes too long (it
 * is handled all the same, and its repetition waits for the same handling), else 200.
 */
export function webhookHandler(
  intake: Intake,
  secret: string,
  effects: Effects,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const given = request.headers.get("X-Telegram-Bot-Api-Secret-Token") ?? "";
    if (!equalBytes(encodeUtf8(given), encodeUtf8(secret))) return answer(401);
    const update = await readUpdate(request);
    if (!update) return answer(400);
    return (await acceptInTime(intake, update, effects)) ? answer(200) : answer(503);
  };
}

async function readUpdate(request: Request): Promise<Update | null> {
  const body = await request.text();
  if (body.length > BODY_BYTES_MAX) return null;
  try {
    // Telegram is who holds the secret: its shape beyond the id is grammY's word for it.
    return v.parse(updateShape, JSON.parse(body)) as unknown as Update;
  } catch {
    return null;
  }
}

async function acceptInTime(intake: Intake, update: Update, effects: Effects): Promise<boolean> {
  let cancel = (): void => {};
  const late = new Promise<false>((resolve) => {
    cancel = effects.after(ACCEPT_MS_MAX, () => resolve(false));
  });
  const accepted = intake.accept(update).then((): true => true);
  const isInTime = await Promise.race([accepted, late]);
  cancel();
  return isInTime;
}

function answer(status: 200 | 400 | 401 | 503): Response {
  return new Response(null, { status, headers: status === 503 ? { "Retry-After": "5" } : {} });
}
