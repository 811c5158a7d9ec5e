/**
 * Keysets: the owner's certificate, their devices and the bot keys that they accept, signed by the
 * owner, numbered and chained. The only source of recipients: whoever runs the bot can add none.
 */
import * as v from "valibot";
import type { Certificate } from "../pgp/types.ts";
import { fromBase64, toBase64 } from "../std/bytes.ts";
import { sha256Hex } from "../std/hash.ts";
import { botWriter } from "./envelope.ts";
import type { Parsed } from "./schema.ts";
import { base64, count, damaged, hash, logId, positive } from "./schema.ts";
import type { Signing, Verifying } from "./signed.ts";
import { signDocument, verifyDocument } from "./signed.ts";
import type { Audience, Hash, LogId, Writer } from "./types.ts";

export interface Device {
  /** The name under which it writes. */
  readonly id: Writer;
  /** What the owner calls it. */
  readonly name: string;
  /** Milliseconds since 1970: when it was added. */
  readonly since: number;
}

/** The signed document. Certificates are base64 of their binary form. */
export interface Keyset {
  readonly version: 1;
  readonly log: LogId;
  /** Its number: from 1, without holes. */
  readonly keyset: number;
  /** SHA-256 of the signed message of the keyset before; null for the first. */
  readonly previous: Hash | null;
  readonly owner: string;
  readonly devices: readonly Device[];
  readonly bots: readonly string[];
  readonly at: number;
}

/** A keyset whose signature and place in the chain were checked. */
export interface VerifiedKeyset {
  readonly keyset: Keyset;
  readonly signed: Uint8Array;
  readonly hash: Hash;
  readonly owner: Certificate;
  readonly bots: readonly Certificate[];
}

const deviceId = v.custom<Writer>(
  (value) => typeof value === "string" && /^device-[0-9a-f]{16}$/.test(value),
);

const keysetSchema: v.GenericSchema<unknown, Keyset> = v.strictObject({
  version: v.literal(1),
  log: logId,
  keyset: positive,
  previous: v.nullable(hash),
  owner: base64,
  devices: v.pipe(
    v.array(
      v.strictObject({ id: deviceId, name: v.pipe(v.string(), v.maxLength(64)), since: count }),
    ),
    v.minLength(1),
    v.maxLength(64),
  ),
  bots: v.pipe(v.array(base64), v.minLength(1), v.maxLength(8)),
  at: count,
});

/** The keyset that follows `before` (null: the first), ready to be signed by the owner. */
export function nextKeyset(
  before: VerifiedKeyset | null,
  content: {
    readonly log: LogId;
    readonly owner: Certificate;
    readonly devices: readonly Device[];
    readonly bots: readonly Certificate[];
    readonly at: number;
  },
): Keyset {
  return {
    version: 1,
    log: content.log,
    keyset: (before?.keyset.keyset ?? 0) + 1,
    previous: before?.hash ?? null,
    owner: toBase64(content.owner.bytes),
    devices: content.devices,
    bots: content.bots.map((one) => toBase64(one.bytes)),
    at: content.at,
  };
}

/** The signed message of a keyset. `by.signer`: the owner's key of the keyset before it. */
export function signKeyset(keyset: Keyset, by: Signing): Promise<Uint8Array> {
  return signDocument("keyset", keyset, by);
}

/**
 * Check one keyset: signed by one of `by.signers`, of this log, the next after `before`, with
 * certificates of our profile, all of them distinct. The signer of number 1 is its own owner; of
 * every other, the owner of the one before.
 */
export async function verifyKeyset(
  signed: Uint8Array,
  before: VerifiedKeyset | null,
  by: Verifying,
): Promise<Parsed<VerifiedKeyset>> {
  const parsed = await verifyDocument("keyset", signed, keysetSchema, by);
  if (parsed.kind !== "parsed") return parsed;
  const keyset = parsed.value;
  if (keyset.keyset !== (before?.keyset.keyset ?? 0) + 1) return damaged("not the next keyset");
  if (keyset.previous !== (before?.hash ?? null)) return damaged("it follows another keyset");
  if (new Set(keyset.devices.map((one) => one.id)).size !== keyset.devices.length) {
    return damaged("a device stands there twice");
  }
  try {
    const owner = await by.crypto.parseCertificate(fromBase64(keyset.owner));
    const bots: Certificate[] = [];
    for (const bot of keyset.bots) bots.push(await by.crypto.parseCertificate(fromBase64(bot)));
    // By fingerprint: the same key may be written down in more than one way.
    const keys = new Set([owner, ...bots].map((one) => one.fingerprint));
    if (keys.size !== 1 + bots.length) return damaged("a certificate stands there twice");
    return { kind: "parsed", value: { keyset, signed, hash: sha256Hex(signed), owner, bots } };
  } catch {
    return damaged("a certificate is not of our profile");
  }
}

/** A whole chain, oldest first. `firstSigner` is the owner whom the reader expects. */
export async function verifyKeysets(
  chain: readonly Uint8Array[],
  firstSigner: Certificate,
  by: Omit<Verifying, "signers">,
): Promise<Parsed<readonly VerifiedKeyset[]>> {
  const verified: VerifiedKeyset[] = [];
  for (const signed of chain) {
    const before = verified.at(-1) ?? null;
    const signers = [before?.owner ?? firstSigner];
    const parsed = await verifyKeyset(signed, before, { ...by, signers });
    if (parsed.kind !== "parsed") return parsed;
    if (before === null && parsed.value.owner.fingerprint !== firstSigner.fingerprint) {
      return damaged("the first keyset names another owner");
    }
    verified.push(parsed.value);
  }
  return { kind: "parsed", value: verified };
}

/**
 * To whom an envelope is sealed. Before the first keyset (null) there is the bot alone, and nobody
 * for the audience `owner`.
 */
export function recipientsOf(
  keyset: VerifiedKeyset | null,
  audience: Audience,
  bot: Certificate,
): readonly Certificate[] {
  if (keyset === null) return audience === "owner" ? [] : [bot];
  return audience === "owner" ? [keyset.owner] : [keyset.owner, ...keyset.bots];
}

/** The certificate that must have signed what this writer sealed; null when the keyset has none. */
export function writerCertificate(keyset: VerifiedKeyset, writer: Writer): Certificate | null {
  if (keyset.keyset.devices.some((device) => device.id === writer)) return keyset.owner;
  return keyset.bots.find((bot) => botWriter(bot.fingerprint) === writer) ?? null;
}
