/**
 * Envelopes: the context that locks one to its place, its hash, and sealing and opening through
 * the crypto port. What is inside is record.ts; where it travels is segment.ts.
 */
import { contextOf } from "../pgp/context-lock.ts";
import type { Certificate, OpenKey } from "../pgp/types.ts";
import { encodeUtf8 } from "../std/bytes.ts";
import { sha256Hex } from "../std/hash.ts";
import { encodeJson } from "../std/json.ts";
import type { Opener, Sealer } from "./crypto.ts";
import { decodePlaintext, encodePlaintext } from "./record.ts";
import type { Parsed } from "./schema.ts";
import type {
  Envelope,
  EnvelopeLabel,
  Fingerprint,
  Hash,
  LogId,
  RecordWithFiles,
  Writer,
} from "./types.ts";

/** `previous` of a writer's first envelope in a topic. */
export const NO_ENVELOPE = "0".repeat(64) as Hash;

/** The name under which a bot key writes. */
export function botWriter(botFingerprint: Fingerprint): Writer {
  return `bot-${botFingerprint.slice(0, 16)}` as Writer;
}

/** SHA-256 over a tag, the canonical label and the sealed body: what frames and writers name. */
export function envelopeHash(label: EnvelopeLabel, body: Uint8Array): Hash {
  return sha256Hex(encodeUtf8(`libral envelope 1\n${encodeJson(label)}\n`), body);
}

/** The Context-Lock that the signature inside must carry, to the byte. */
export function envelopeContext(
  log: LogId,
  label: EnvelopeLabel,
  recipients: readonly Fingerprint[],
): string {
  return contextOf({ purpose: "record", log, ...label, to: recipients });
}

/** Seal records under a label to exactly these recipients. */
export async function sealEnvelope(request: {
  readonly crypto: Sealer;
  readonly signer: OpenKey;
  readonly log: LogId;
  readonly label: EnvelopeLabel;
  readonly recipients: readonly Certificate[];
  readonly records: readonly RecordWithFiles[];
  readonly now: number;
}): Promise<Envelope> {
  const { crypto, signer, log, label, recipients, records, now } = request;
  const to = recipients.map((one) => one.fingerprint);
  const body = await crypto.seal({
    plaintext: encodePlaintext(records),
    context: envelopeContext(log, label, to),
    signer,
    recipients,
    now,
  });
  return { label, body, records: records.map((one) => one.record.id) };
}

/**
 * Open one envelope. `notMine`: it is not sealed to this key. `damaged`: changed, signed by
 * somebody else, moved from another place, or not of our form.
 */
export async function openEnvelope(request: {
  readonly crypto: Opener;
  readonly key: OpenKey;
  /** Whose signature it must be: the owner's for a device, the bot's for a bot. */
  readonly signer: Certificate;
  readonly log: LogId;
  readonly label: EnvelopeLabel;
  /** Recipients that the keyset of the label gives for its audience. */
  readonly recipients: readonly Fingerprint[];
  readonly body: Uint8Array;
  readonly now: number;
}): Promise<Parsed<readonly RecordWithFiles[]> | { readonly kind: "notMine" }> {
  const { crypto, key, signer, log, label, recipients, body, now } = request;
  const context = envelopeContext(log, label, recipients);
  const verdict = await crypto.open({ message: body, context, key, signer, now });
  return verdict.kind === "opened" ? decodePlaintext(verdict.plaintext) : verdict;
}
