/**
 * Sessions of the Mini App: a signed statement of who it is and until when. Nothing is stored, so
 * a session survives a restart and cannot be taken back before its 15 minutes are over.
 */
import * as v from "valibot";
import {
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  fromBase64Url,
  toBase64Url,
} from "../../shared/std/bytes.ts";
import { hkdfSha256, hmacSha256 } from "../../shared/std/hash.ts";
import { encodeJson } from "../../shared/std/json.ts";

export const SESSION_MS = 15 * 60 * 1000;
/** However often it is renewed, a session ends this long after initData opened it. */
export const SESSION_RENEWED_MS_MAX = 12 * 60 * 60 * 1000;

/** Who a request is from. */
export interface Session {
  readonly userId: number;
  readonly firstName: string;
  readonly language: "ja" | "en";
  /** When initData was exchanged. Milliseconds since 1970, as all times here. */
  readonly begunAt: number;
  readonly expiresAt: number;
}

export type SessionVerdict =
  | { readonly kind: "valid"; readonly session: Session }
  | { readonly kind: "missing" }
  | { readonly kind: "expired" };

const sessionSchema = v.strictObject({
  userId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  firstName: v.string(),
  language: v.picklist(["ja", "en"]),
  begunAt: v.number(),
  expiresAt: v.number(),
});

/** The key that signs sessions, from the operator's secret; it signs nothing else. */
export function sessionKey(secret: Uint8Array): Uint8Array {
  return hkdfSha256({ secret, info: encodeUtf8("libral http session"), sizeBytes: 32 });
}

/** The token of a session: base64url of its JSON, a dot, base64url of the HMAC over that text. */
export function formatSession(key: Uint8Array, session: Session): string {
  const payload = toBase64Url(encodeUtf8(encodeJson(session)));
  return `${payload}.${toBase64Url(hmacSha256(key, encodeUtf8(payload)))}`;
}

/** Reads the Authorization header. A token that is not ours counts as none. */
export function readSession(
  key: Uint8Array,
  authorization: string | undefined,
  now: number,
): SessionVerdict {
  const token = /^Bearer ([A-Za-z0-9_-]{1,2048})\.([A-Za-z0-9_-]{43})$/.exec(authorization ?? "");
  const [, payload, mac] = token ?? [];
  if (!payload || !mac) return { kind: "missing" };
  let session: Session;
  try {
    const expected = hmacSha256(key, encodeUtf8(payload));
    if (!equalBytes(expected, fromBase64Url(mac))) return { kind: "missing" };
    session = v.parse(sessionSchema, JSON.parse(decodeUtf8(fromBase64Url(payload))));
  } catch {
    return { kind: "missing" };
  }
  return session.expiresAt > now ? { kind: "valid", session } : { kind: "expired" };
}

/** The same person for another 15 minutes, but never beyond the limit; null when that is reached. */
export function renewSession(session: Session, now: number): Session | null {
  const expiresAt = Math.min(now + SESSION_MS, session.begunAt + SESSION_RENEWED_MS_MAX);
  return expiresAt > now ? { ...session, expiresAt } : null;
}
