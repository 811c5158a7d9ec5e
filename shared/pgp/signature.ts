/**
 * Signature packets (RFC 9580 section 5.2) of our profile: version 6, Ed25519, SHA-512. Reads what
 * a signature says of itself and refuses every subpacket that we do not know to be harmless;
 * whether it is valid is asked of the engine.
 */

import type { Fingerprint } from "../log/types.ts";
import { toHex } from "../std/bytes.ts";
import { decodeUint32, readLength, readOctet, take } from "./packets.ts";
import { ED25519, ED25519_SIGNATURE_SIZE, OCTETS_32, SHA512, VERSION } from "./profile.ts";
import { refuseUnless } from "./refused.ts";

export interface Notation {
  readonly name: string;
  readonly value: Uint8Array;
  readonly isCritical: boolean;
  readonly isReadable: boolean;
}

/** What a signature packet says in its hashed part. */
export interface SignatureFacts {
  readonly type: number;
  /** Seconds since 1970. */
  readonly created: number;
  readonly issuer: Fingerprint;
  readonly salt: Uint8Array;
  readonly notations: readonly Notation[];
  readonly keyFlags: number | null;
}

/** Subpacket types (section 5.2.3.7). */
const SUBPACKET = {
  created: 2,
  preferredCiphers: 11,
  notation: 20,
  preferredHashes: 21,
  preferredCompression: 22,
  keyFlags: 27,
  features: 30,
  issuer: 33,
  intendedRecipient: 35,
  preferredSuites: 39,
} as const;

/** Which further subpackets may stand in a signature over data, and over a key. */
export const IN_MESSAGE: ReadonlySet<number> = new Set([
  SUBPACKET.notation,
  SUBPACKET.intendedRecipient,
]);
export const IN_KEY: ReadonlySet<number> = new Set([
  SUBPACKET.keyFlags,
  SUBPACKET.preferredCiphers,
  SUBPACKET.preferredHashes,
  SUBPACKET.preferredCompression,
  SUBPACKET.features,
  SUBPACKET.preferredSuites,
]);

/** Reads the body of a signature packet. Throws PgpRefused for anything outside the profile. */
export function readSignature(body: Uint8Array, allowed: ReadonlySet<number>): SignatureFacts {
  const reader = { bytes: body, at: 0 };
  refuseUnless(readOctet(reader) === VERSION, "signature: not version 6");
  const type = readOctet(reader);
  refuseUnless(readOctet(reader) === ED25519, "signature: not Ed25519");
  refuseUnless(readOctet(reader) === SHA512, "signature: not SHA-512");
  const hashed = take(reader, decodeUint32(take(reader, 4), 0));
  // What is not hashed could be changed by anybody without breaking the signature.
  refuseUnless(decodeUint32(take(reader, 4), 0) === 0, "signature: unhashed subpackets");
  take(reader, 2);
  refuseUnless(readOctet(reader) === OCTETS_32, "signature: wrong size of salt");
  const salt = take(reader, OCTETS_32);
  take(reader, ED25519_SIGNATURE_SIZE);
  refuseUnless(reader.at === body.length, "signature: too long");
  return { type, salt, ...readHashed(hashed, allowed) };
}

function readHashed(
  hashed: Uint8Array,
  allowed: ReadonlySet<number>,
): Pick<SignatureFacts, "created" | "issuer" | "notations" | "keyFlags"> {
  let created: number | null = null;
  let issuer: Fingerprint | null = null;
  let keyFlags: number | null = null;
  const notations: Notation[] = [];
  const reader = { bytes: hashed, at: 0 };
  while (reader.at < hashed.length) {
    const subpacket = take(reader, readLength(reader));
    const octet = subpacket[0];
    refuseUnless(octet !== undefined, "signature: empty subpacket");
    const [type, isCritical, data] = [octet & 0x7f, octet >= 0x80, subpacket.subarray(1)];
    if (type === SUBPACKET.created) {
      refuseUnless(created === null && data.length === 4, "signature: creation time");
      created = decodeUint32(data, 0);
    } else if (type === SUBPACKET.issuer) {
      refuseUnless(issuer === null && isIssuer(data), "signature: issuer");
      issuer = toHex(data.subarray(1)) as Fingerprint;
    } else {
      refuseUnless(allowed.has(type), `signature: subpacket ${type} refused`);
      if (type === SUBPACKET.notation) notations.push(readNotation(data, isCritical));
      if (type === SUBPACKET.keyFlags) {
        refuseUnless(keyFlags === null && data.length === 1, "signature: key flags");
        keyFlags = data[0] ?? 0;
      }
    }
  }
  refuseUnless(created !== null && issuer !== null, "signature: no date or no issuer");
  return { created, issuer, notations, keyFlags };
}

function isIssuer(data: Uint8Array): boolean {
  return data[0] === VERSION && data.length === 1 + OCTETS_32;
}

/** Section 5.2.3.24: four flag octets, two lengths, name, value. */
function readNotation(data: Uint8Array, isCritical: boolean): Notation {
  const reader = { bytes: data, at: 0 };
  const flags = decodeUint32(take(reader, 4), 0);
  refuseUnless((flags & 0x7fffffff) === 0, "signature: notation flags");
  const sizes = take(reader, 4);
  const name = take(reader, ((sizes[0] ?? 0) << 8) | (sizes[1] ?? 0));
  const value = take(reader, ((sizes[2] ?? 0) << 8) | (sizes[3] ?? 0));
  refuseUnless(reader.at === data.length, "signature: notation too long");
  return { name: String.fromCharCode(...name), value, isCritical, isReadable: flags !== 0 };
}
