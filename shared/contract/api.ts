/**
 * What the Mini App and the bot say to each other: one schema a message, parsed on both sides.
 * Bytes travel as base64. The bot hands out ciphertext only, and only to the owner.
 *
 * | endpoint | asks | answers |
 * |---|---|---|
 * | POST /api/session          | SessionRequest        | SessionAnswer (initData is exchanged once) |
 * | POST /api/session/renew    | -                     | SessionAnswer |
 * | GET  /api/log              | -                     | LogAnswer |
 * | GET  /api/segments?from=&to= | at most 50 sequences | SegmentsAnswer |
 * | GET  /api/envelopes/:sequence/:index | -           | bytes (application/octet-stream) of a large envelope |
 * | POST /api/key              | KeyRequest            | OkAnswer: the backup stands in the keys topic |
 * | GET  /api/key              | -                     | KeyAnswer: the backup, read back from Telegram now |
 * | POST /api/keyset           | KeysetRequest         | OkAnswer |
 * | GET  /api/writers/:writer  | -                     | WriterAnswer |
 * | POST /api/envelopes        | EnvelopeRequest       | EnvelopeAnswer (answers when durable, or 202 with durable false after 5 s) |
 * | POST /api/erase            | EraseRequest          | OkAnswer |
 *
 * All but the first carry `Authorization: Bearer <session token>`. Errors are ErrorAnswer with a 4xx or 5xx status.
 */
import * as v from "valibot";

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Exactly what `fromBase64` takes. valibot's own check overflows the stack from a few MB on. */
const base64 = v.pipe(v.string(), v.check(isBase64));

/** Padded, nothing between, and no bits left over in the last character that says something. */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(text)) return false;
  const end = text.indexOf("=");
  if (end < 0) return true;
  return /^(?:[^=]{2}[AEIMQUYcgkosw048]=|[^=][AQgw]==)$/.test(text.slice(end - (end % 4)));
}

const topicName = v.picklist([
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
]);
export const writerName = v.pipe(v.string(), v.regex(/^(bot|device)-[0-9a-f]{16}$/));

const envelopeLabel = v.object({
  topic: topicName,
  audience: v.picklist(["owner", "owner+bot"]),
  keyset: count,
  writer: writerName,
  counter: v.pipe(count, v.minValue(1)),
  previous: hex(64),
});

export const sessionRequest = v.object({ initData: v.pipe(v.string(), v.maxLength(8192)) });
export const sessionAnswer = v.object({
  token: v.string(),
  /** Milliseconds since 1970. */
  expiresAt: count,
  /** The server's clock, milliseconds since 1970. */
  now: count,
  user: v.object({ id: v.number(), firstName: v.string(), language: v.picklist(["ja", "en"]) }),
  bot: v.object({ id: v.number(), username: v.string() }),
});

/** `absent`: no log server yet. `unreachable`: there is or was one, and it cannot be read now. */
export const logAnswer = v.object({
  condition: v.picklist(["absent", "unreachable", "recovering", "needsKey", "ready", "stopped"]),
  troubles: v.array(v.string()),
  /** Null with `absent` and `unreachable`. */
  log: v.nullable(
    v.object({
      id: hex(32),
      chatId: v.number(),
      chatTitle: v.string(),
      recordsDurable: count,
      envelopesWaiting: count,
      lastCheckpointAt: v.nullable(count),
      lastSequence: count,
      /** Binary certificates (base64) of every bot key that signed frames of this log, newest last. */
      botCertificates: v.array(base64),
      /** Signed keysets, oldest first, base64. */
      keysets: v.array(base64),
      /** Fingerprint of the key whose backup stands in the keys topic; null before there is one. */
      keyBackup: v.nullable(hex(64)),
    }),
  ),
});

const segmentAnswer = v.object({
  /** The signed frame, base64. */
  frame: base64,
  messageId: count,
  threadId: count,
  /** One for each envelope of the frame: its body; null when erased; a size when it is large and must be fetched alone. */
  bodies: v.array(v.union([base64, v.null(), v.object({ sizeBytes: count })])),
});
export const segmentsAnswer = v.object({ segments: v.array(segmentAnswer), lastSequence: count });

export const keyRequest = v.object({
  /** The locked private key, armored. */
  locked: v.pipe(v.string(), v.maxLength(16_384)),
  fingerprint: hex(64),
});
export const keyAnswer = v.object({ locked: v.nullable(v.string()) });
export const keysetRequest = v.object({ signed: v.pipe(base64, v.maxLength(65_536)) });
/** What the writer's next envelope must carry: its counter, and the hash before it. */
/** What the next envelope of a device in the topic notes must say: its counter, and the hash before it. */
export const writerAnswer = v.object({ counter: count, hash: hex(64) });

export const envelopeRequest = v.object({
  label: envelopeLabel,
  records: v.pipe(v.array(hex(32)), v.minLength(1), v.maxLength(1000)),
  body: base64,
});
export const envelopeAnswer = v.object({
  durable: v.boolean(),
  sequence: v.nullable(count),
  index: v.nullable(count),
});
export const eraseRequest = v.object({ sequence: count, index: count });
export const okAnswer = v.object({ ok: v.literal(true) });

/** `code` names a sentence in shared/locales (`api.error.<code>`). */
const errorCode = v.picklist([
  "badRequest",
  "initDataForged",
  "initDataExpired",
  "initDataReplayed",
  "sessionMissing",
  "sessionExpired",
  "notYours",
  "tooManyRequests",
  "notFound",
  "needsKey",
  "stopped",
  "tooLarge",
  "outboxFull",
  "keysetRefused",
  "envelopeRefused",
  "telegramSilent",
  "internal",
]);
export const errorAnswer = v.object({ error: v.object({ code: errorCode, message: v.string() }) });

export type SessionAnswer = v.InferOutput<typeof sessionAnswer>;
export type LogAnswer = v.InferOutput<typeof logAnswer>;
export type SegmentAnswer = v.InferOutput<typeof segmentAnswer>;
export type SegmentsAnswer = v.InferOutput<typeof segmentsAnswer>;
export type KeyAnswer = v.InferOutput<typeof keyAnswer>;
export type WriterAnswer = v.InferOutput<typeof writerAnswer>;
export type EnvelopeRequest = v.InferOutput<typeof envelopeRequest>;
export type EnvelopeAnswer = v.InferOutput<typeof envelopeAnswer>;
export type ErrorCode = v.InferOutput<typeof errorCode>;
export type ErrorAnswer = v.InferOutput<typeof errorAnswer>;
