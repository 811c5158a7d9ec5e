/**
 * The door for everything that the log reads: one schema a word, and one parser for all documents
 * that carry a version. A verdict is a value; nothing here throws on foreign bytes.
 */
import * as v from "valibot";
import type { Damaged } from "../pgp/types.ts";
import { decodeUtf8, fromBase64, Malformed } from "../std/bytes.ts";
import type { Json } from "../std/json.ts";
import { parseJson } from "../std/json.ts";
import type {
  Attachment,
  EnvelopeLabel,
  Fingerprint,
  FrameEntry,
  Hash,
  LogId,
  LogRecord,
  TopicName,
  Writer,
} from "./types.ts";

/**
 * What became of foreign bytes. `newer`: written by a later version of the format, which must be
 * neither guessed at nor overwritten. `damaged`: not what it should be; `why` is a short phrase
 * for traces that never quotes the bytes.
 */
export type Parsed<T> =
  | { readonly kind: "parsed"; readonly value: T }
  | { readonly kind: "newer"; readonly version: number }
  | Damaged;

/** The newest version of every document of this format that this code knows. */
const FORMAT_VERSION = 1;

/** All topics, in the order in which a manifest lists them. */
export const TOPIC_NAMES = [
  "system",
  "keys",
  "notes",
  "events",
  "billing",
  "plugins",
  "delivery",
  "api",
  "agent",
  "audit",
  "registry",
  "catalogue",
  "books",
] as const satisfies readonly TopicName[];

const matches = (pattern: RegExp) => (value: unknown) =>
  typeof value === "string" && pattern.test(value);

export const hash = v.custom<Hash>(matches(/^[0-9a-f]{64}$/));
export const logId = v.custom<LogId>(matches(/^[0-9a-f]{32}$/));
export const fingerprint = v.custom<Fingerprint>(matches(/^[0-9a-f]{64}$/));
export const writer = v.custom<Writer>(matches(/^(bot|device)-[0-9a-f]{16}$/));
const recordId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
export const nonce = recordId;
/** Base64 with padding; kept as text, the form in which it stands in the document. */
export const base64 = v.pipe(v.string(), v.check(isBase64));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** A Telegram chat id: groups are negative. */
export const chatId = v.pipe(v.number(), v.safeInteger());
export const topicName = v.picklist(TOPIC_NAMES);
export const slotIds = v.strictTuple([v.nullable(positive), v.nullable(positive)]);

const audience = v.picklist(["owner", "owner+bot"]);

const envelopeLabel: v.GenericSchema<unknown, EnvelopeLabel> = v.strictObject({
  topic: topicName,
  audience,
  keyset: count,
  writer,
  counter: positive,
  previous: hash,
});

export const frameEntry: v.GenericSchema<unknown, FrameEntry> = v.strictObject({
  label: envelopeLabel,
  hash,
  sizeBytes: positive,
  records: v.pipe(v.array(recordId), v.minLength(1)),
});

const attachment: v.GenericSchema<unknown, Attachment> = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(255)),
  mime: v.pipe(v.string(), v.maxLength(127)),
  sizeBytes: count,
  sha256: hash,
});

export const logRecord: v.GenericSchema<unknown, LogRecord> = v.strictObject({
  id: recordId,
  at: count,
  kind: v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/)),
  tags: v.array(v.pipe(v.string(), v.maxLength(256))),
  data: v.custom<{ readonly [key: string]: Json }>(isJsonObject),
  attachments: v.exactOptional(v.array(attachment)),
});

/**
 * Parses a canonical JSON document that names its version. What is inside JSON.parse's values was
 * checked to be canonical, so that a document has one spelling.
 */
export function parseDocument<Output>(
  bytes: Uint8Array,
  schema: v.GenericSchema<unknown, Output>,
): Parsed<Output> {
  let value: Json;
  try {
    value = parseJson(decodeUtf8(bytes));
  } catch (error) {
    if (error instanceof Malformed) return damaged(error.message);
    throw error;
  }
  const version = isJsonObject(value) ? value.version : undefined;
  if (typeof version === "number" && version > FORMAT_VERSION) return { kind: "newer", version };
  const result = v.safeParse(schema, value);
  if (result.success) return { kind: "parsed", value: result.output };
  // Only where it is wrong: what stands there may be a secret.
  return damaged(`wrong at ${v.getDotPath(result.issues[0]) ?? "the top"}`);
}

/** A verdict of damage; `why` is for traces. */
export function damaged(why: string): Damaged {
  return { kind: "damaged", why };
}

function isJsonObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isBase64(text: string): boolean {
  try {
    fromBase64(text);
    return true;
  } catch {
    return false;
  }
}
