/**
 * Context-Lock: the text that a signature of ours carries as its one critical notation, so that it
 * verifies for one purpose and place and nowhere else. The reader builds the text it expects and
 * compares bytes; nobody parses it. CONTEXT-LOCK.md is the specification.
 */
import type { Audience, Fingerprint, Hash, LogId, TopicName, Writer } from "../log/types.ts";
import { assert } from "../std/assert.ts";

/** What a signature stands for when what it signs is sealed. */
export type SealedPurpose = "record" | "manifest" | "state" | "page";

/** What a signature stands for when what it signs is in clear. */
export type SignedPurpose =
  | "frame"
  | "claim"
  | "keyset"
  | "superblock"
  | "page"
  | "card"
  | "witness";

/** The place of one envelope of records. */
export interface RecordContext {
  readonly purpose: "record";
  readonly log: LogId;
  readonly topic: TopicName;
  readonly audience: Audience;
  readonly keyset: number;
  readonly writer: Writer;
  readonly counter: number;
  readonly previous: Hash;
  /** Fingerprints of all recipients, in any order. */
  readonly to: readonly Fingerprint[];
}

/** The place of anything else that is sealed. */
export interface SealedContext {
  readonly purpose: Exclude<SealedPurpose, "record">;
  readonly log: LogId;
  readonly to: readonly Fingerprint[];
}

/** The place of anything that is signed and in clear. */
export interface SignedContext {
  readonly purpose: SignedPurpose;
  readonly log: LogId;
  readonly to?: never;
}

export type Context = RecordContext | SealedContext | SignedContext;

/**
 * The canonical text. Fields that are not of their form are our mistake (an assertion): what comes
 * from outside was parsed by a schema before.
 */
export function contextOf(context: Context): string {
  assert(/^[a-z]+$/.test(context.purpose), "context: purpose");
  assert(/^[0-9a-f]{32}$/.test(context.log), "context: log is 32 hex digits");
  const head = `libral/1 purpose=${context.purpose} log=${context.log}`;
  const place = context.purpose === "record" ? placeOf(context) : "";
  return context.to === undefined ? head : `${head}${place} to=${recipientList(context.to)}`;
}

function placeOf(context: RecordContext): string {
  assert(/^[a-z]+$/.test(context.topic), "context: topic");
  assert(context.audience === "owner" || context.audience === "owner+bot", "context: audience");
  assert(Number.isSafeInteger(context.keyset) && context.keyset >= 0, "context: keyset");
  assert(/^(bot|device)-[0-9a-f]{16}$/.test(context.writer), "context: writer");
  assert(Number.isSafeInteger(context.counter) && context.counter >= 1, "context: counter");
  assert(/^[0-9a-f]{64}$/.test(context.previous), "context: previous");
  return (
    ` topic=${context.topic} audience=${context.audience} keyset=${context.keyset}` +
    ` writer=${context.writer} counter=${context.counter} previous=${context.previous}`
  );
}

/** Sorted and distinct, as the text of a sealed context ends with it. */
export function recipientList(recipients: readonly Fingerprint[]): string {
  assert(recipients.length > 0, "context: at least one recipient");
  assert(new Set(recipients).size === recipients.length, "context: recipients are distinct");
  for (const one of recipients) assert(/^[0-9a-f]{64}$/.test(one), "context: fingerprint");
  return [...recipients].sort().join(",");
}

/** The recipients that a context of ours names; empty for one in clear. */
export function recipientsOf(context: string): string[] {
  return / to=([0-9a-f,]+)$/.exec(context)?.[1]?.split(",") ?? [];
}
