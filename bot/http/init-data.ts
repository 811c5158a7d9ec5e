/**
 * What Telegram signed when it opened the Mini App (initData): parsed, then verified by HMAC with
 * the bot's token, and by Ed25519 too where a public key is configured. A verdict, never a throw.
 * Whether it was used before is not known here: see replay-guard.ts.
 *
 * Source: core.telegram.org/bots/webapps, "Validating data received via the Mini App".
 */
import * as v from "valibot";
import { encodeUtf8, equalBytes, fromBase64Url, fromHex, toHex } from "../../shared/std/bytes.ts";
import { hmacSha256 } from "../../shared/std/hash.ts";

/** initData older than this opens no session: the person opens the Mini App again. */
export const INIT_DATA_AGE_MS_MAX = 60 * 60 * 1000;
/** Telegram's clock may be ahead of ours by this much. */
const INIT_DATA_FUTURE_MS_MAX = 60 * 1000;
/** More fields than Telegram ever sends; keeps sorting and joining cheap. */
const FIELDS_MAX = 64;

/** Who opened the Mini App, as Telegram says. */
export interface InitDataUser {
  readonly id: number;
  readonly firstName: string;
  /** IETF tag of their client; absent for some. */
  readonly languageCode: string | undefined;
}

export type InitDataVerdict =
  | {
      readonly kind: "genuine";
      readonly user: InitDataUser;
      /** Milliseconds since 1970. */
      readonly signedAt: number;
      /** The HMAC: one text for one content, whatever the spelling of the query string was. */
      readonly digest: string;
    }
  | {
      readonly kind: "refused";
      readonly code: "badRequest" | "initDataForged" | "initDataExpired";
      /** English, for traces; holds nothing of the data. */
      readonly why: string;
    };

/** What initData is checked against. */
export interface InitDataKeys {
  readonly botToken: string;
  readonly botId: number;
  /** 32 bytes; null where only the HMAC is checked. */
  readonly publicKey: Uint8Array | null;
}

const userSchema = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  first_name: v.optional(v.string(), ""),
  language_code: v.optional(v.string()),
});

/** Verifies raw initData (a query string) as of `now`, milliseconds since 1970. */
export async function verifyInitData(
  initData: string,
  keys: InitDataKeys,
  now: number,
): Promise<InitDataVerdict> {
  const fields = parseFields(initData);
  if (!fields) return refused("badRequest", "a field occurs twice, or there are too many");
  const digest = fields.get("hash");
  if (!digest || !/^[0-9a-f]{64}$/.test(digest)) return refused("initDataForged", "no hash");
  const secret = hmacSha256(encodeUtf8("WebAppData"), encodeUtf8(keys.botToken));
  const expected = hmacSha256(secret, encodeUtf8(checkString(fields, ["hash"])));
  if (!equalBytes(expected, fromHex(digest))) return refused("initDataForged", "hash differs");
  if (keys.publicKey && !(await isSigned(fields, keys.publicKey, keys.botId))) {
    return refused("initDataForged", "signature differs");
  }
  const signedAt = readDate(fields.get("auth_date"));
  if (signedAt === null) return refused("badRequest", "no auth_date");
  if (now - signedAt > INIT_DATA_AGE_MS_MAX) return refused("initDataExpired", "too old");
  if (signedAt - now > INIT_DATA_FUTURE_MS_MAX)
    return refused("initDataExpired", "from the future");
  const user = readUser(fields.get("user"));
  // Keyboard-button and inline-mode launches carry no user: nothing can be opened for them.
  if (!user) return refused("badRequest", "no user");
  return { kind: "genuine", user, signedAt, digest: toHex(expected) };
}

/** Null when a key occurs twice: two readers could then disagree about what was signed. */
function parseFields(initData: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(initData)) {
    if (fields.has(key) || fields.size >= FIELDS_MAX) return null;
    fields.set(key, value);
  }
  return fields;
}

/** The signed text: decoded fields sorted by key, one a line, without the named ones. */
function checkString(fields: ReadonlyMap<string, string>, without: readonly string[]): string {
  return [...fields]
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("\n");
}

async function isSigned(
  fields: ReadonlyMap<string, string>,
  publicKey: Uint8Array,
  botId: number,
): Promise<boolean> {
  const signature = fields.get("signature");
  if (!signature || !/^[A-Za-z0-9_-]{86}$/.test(signature)) return false;
  const signed = `${botId}:WebAppData\n${checkString(fields, ["hash", "signature"])}`;
  try {
    const raw = new Uint8Array(publicKey);
    const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    const bytes = new Uint8Array(fromBase64Url(signature));
    return await crypto.subtle.verify("Ed25519", key, bytes, new Uint8Array(encodeUtf8(signed)));
  } catch {
    // A signature with spare bits, or a key that is no point of the curve: not signed either way.
    return false;
  }
}

function readDate(text: string | undefined): number | null {
  return text && /^[1-9][0-9]{0,11}$/.test(text) ? Number(text) * 1000 : null;
}

function readUser(text: string | undefined): InitDataUser | null {
  if (!text) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(userSchema, json);
  if (!parsed.success) return null;
  const { id, first_name, language_code } = parsed.output;
  return { id, firstName: first_name, languageCode: language_code };
}

function refused(
  code: "badRequest" | "initDataForged" | "initDataExpired",
  why: string,
): InitDataVerdict {
  return { kind: "refused", code, why };
}
