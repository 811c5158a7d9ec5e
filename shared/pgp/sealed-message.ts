/**
 * Encrypted messages (RFC 9580 section 10.3): session key packets for each recipient, then one
 * encrypted data packet of version 2. Framing and profile only; the cipher is in sealed-data.ts.
 */

import type { Fingerprint } from "../log/types.ts";
import { concat, toHex } from "../std/bytes.ts";
import type { Packet } from "./packets.ts";
import { readPackets, writePacket } from "./packets.ts";
import {
  AES256,
  CHUNK_OCTET_MAX,
  OCB,
  OCTETS_32,
  RECIPIENTS_MAX,
  SEALED_DATA_VERSION,
  TAG,
  VERSION,
  X25519,
} from "./profile.ts";
import { refuseUnless } from "./refused.ts";

/** One session key packet. */
export interface WrappedKey {
  /** Fingerprint of the encryption subkey it is for. */
  readonly subkey: Fingerprint;
  readonly body: Uint8Array;
}

export interface SealedParts {
  readonly wrappedKeys: readonly WrappedKey[];
  /** Body of the encrypted data packet. */
  readonly data: Uint8Array;
}

/** Version, count, key version, fingerprint, algorithm, ephemeral key, count, wrapped key. */
const WRAPPED_KEY_SIZE = OCTETS_32 + 8;
const WRAPPED_BODY_SIZE = 3 + OCTETS_32 + 1 + OCTETS_32 + 1 + WRAPPED_KEY_SIZE;

export function writeSealed(parts: SealedParts): Uint8Array {
  return concat([
    ...parts.wrappedKeys.map((wrapped) => writePacket(TAG.sessionKey, wrapped.body)),
    writePacket(TAG.sealedData, parts.data),
  ]);
}

/** Throws PgpRefused unless every packet is of our profile. Nothing is decrypted yet. */
export function readSealed(message: Uint8Array): SealedParts {
  const packets = readPackets(message);
  const data = packets.pop();
  refuseUnless(data?.tag === TAG.sealedData, "no encrypted data at the end");
  const [version, cipher, mode, chunkOctet = 255] = data.body;
  refuseUnless(version === SEALED_DATA_VERSION, "encrypted data is not version 2");
  refuseUnless(cipher === AES256, "cipher is not AES-256");
  refuseUnless(mode === OCB, "mode is not OCB");
  refuseUnless(chunkOctet <= CHUNK_OCTET_MAX, "chunks are too large");
  refuseUnless(packets.length > 0, "no recipient");
  refuseUnless(packets.length <= RECIPIENTS_MAX, "too many recipients");
  const wrappedKeys = packets.map(readWrappedKey);
  const distinct = new Set(wrappedKeys.map((wrapped) => wrapped.subkey));
  refuseUnless(distinct.size === wrappedKeys.length, "a recipient twice");
  return { wrappedKeys, data: data.body };
}

/** Section 5.1.2: version 6, for a version 6 X25519 key that it names. */
function readWrappedKey(packet: Packet): WrappedKey {
  const { tag, body } = packet;
  refuseUnless(tag === TAG.sessionKey, `packet ${tag} before encrypted data`);
  refuseUnless(body[0] === VERSION, "session key packet is not version 6");
  refuseUnless(body[1] === 1 + OCTETS_32 && body[2] === VERSION, "recipient is no version 6 key");
  refuseUnless(body[3 + OCTETS_32] === X25519, "recipient is no X25519 key");
  refuseUnless(body.length === WRAPPED_BODY_SIZE, "session key packet has a wrong size");
  refuseUnless(body[4 + 2 * OCTETS_32] === WRAPPED_KEY_SIZE, "wrapped key has a wrong size");
  return { subkey: toHex(body.subarray(3, 3 + OCTETS_32)) as Fingerprint, body };
}
