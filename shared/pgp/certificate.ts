/**
 * Certificates (RFC 9580 section 10.1) of our profile: an Ed25519 primary key with one direct key
 * signature, an X25519 subkey with one binding signature, nothing else: no user ids, no expiry, no
 * revocation. Whether a key is still wanted is the keyset's business, not the certificate's.
 */

import type { Fingerprint } from "../log/types.ts";
import { assert } from "../std/assert.ts";
import { concat, equalBytes, toHex } from "../std/bytes.ts";
import { sha256 } from "../std/hash.ts";
import type { PublicPacket } from "./engine.ts";
import { isSignatureValid, readPublicPacket } from "./engine.ts";
import type { Packet } from "./packets.ts";
import { decodeUint32, encodeUint32, readPackets } from "./packets.ts";
import {
  ED25519,
  KEY_FLAGS,
  KEY_SIZE_MAX,
  OCTETS_32,
  SIGNATURE_TYPE,
  TAG,
  VERSION,
  X25519,
} from "./profile.ts";
import { refuseUnless } from "./refused.ts";
import { IN_KEY, readSignature } from "./signature.ts";
import type { Certificate } from "./types.ts";

/** A certificate taken apart, for this room's own use. */
export interface CertificateParts {
  readonly primary: PublicPacket;
  readonly subkey: PublicPacket;
  readonly subkeyFingerprint: Fingerprint;
  /** Seconds since 1970. */
  readonly created: number;
}

/** Parsing checks two signatures; each certificate object is parsed once. */
const partsByCertificate = new WeakMap<Certificate, CertificateParts>();

/** Throws PgpRefused unless the bytes are one certificate of exactly our profile. */
export async function parseCertificate(bytes: Uint8Array): Promise<Certificate> {
  refuseUnless(bytes.length <= KEY_SIZE_MAX, "certificate: too large");
  const packets = readPackets(bytes);
  const certificate = {
    fingerprint: fingerprintOf(packets[0]?.body ?? new Uint8Array()),
    bytes: bytes.slice(),
  };
  partsByCertificate.set(certificate, await readParts(packets));
  return certificate;
}

/** The parts of a certificate, whoever made the object. Throws as parseCertificate does. */
export async function partsOf(certificate: Certificate): Promise<CertificateParts> {
  const known = partsByCertificate.get(certificate);
  if (known !== undefined) return known;
  const parsed = await parseCertificate(certificate.bytes);
  refuseUnless(parsed.fingerprint === certificate.fingerprint, "certificate: another fingerprint");
  const parts = partsByCertificate.get(parsed);
  assert(parts !== undefined, "a parsed certificate has its parts");
  partsByCertificate.set(certificate, parts);
  return parts;
}

async function readParts(packets: readonly Packet[]): Promise<CertificateParts> {
  const tags = packets.map((packet) => packet.tag).join(" ");
  const expected = [TAG.publicKey, TAG.signature, TAG.publicSubkey, TAG.signature].join(" ");
  refuseUnless(tags === expected, "certificate: not key, signature, subkey, signature");
  const [primaryBody, directBody, subkeyBody, bindingBody] = packets.map((packet) => packet.body);
  assert(primaryBody && directBody && subkeyBody && bindingBody, "four packets");
  checkPublicBody(primaryBody, ED25519);
  checkPublicBody(subkeyBody, X25519);
  const fingerprint = fingerprintOf(primaryBody);
  checkSelfSignature(directBody, SIGNATURE_TYPE.directKey, KEY_FLAGS.certifyAndSign, fingerprint);
  checkSelfSignature(bindingBody, SIGNATURE_TYPE.subkeyBinding, KEY_FLAGS.encrypt, fingerprint);
  const primary = await readPublicPacket(primaryBody, false);
  const subkey = await readPublicPacket(subkeyBody, true);
  const isDirectValid = await isSignatureValid(directBody, primary, SIGNATURE_TYPE.directKey, {
    key: primary,
  });
  refuseUnless(isDirectValid, "certificate: direct key signature is not valid");
  const isBindingValid = await isSignatureValid(
    bindingBody,
    primary,
    SIGNATURE_TYPE.subkeyBinding,
    {
      key: primary,
      bind: subkey,
    },
  );
  refuseUnless(isBindingValid, "certificate: subkey binding is not valid");
  return {
    primary,
    subkey,
    subkeyFingerprint: fingerprintOf(subkeyBody),
    created: decodeUint32(primaryBody, 1),
  };
}

/** Section 5.5.2.3: version, date, algorithm, count of the key octets, 32 octets. */
function checkPublicBody(body: Uint8Array, algorithm: number): void {
  refuseUnless(body.length === PUBLIC_BODY_SIZE, "key: wrong size");
  refuseUnless(body[0] === VERSION, "key: not version 6");
  refuseUnless(body[5] === algorithm, "key: wrong algorithm");
  refuseUnless(equalBytes(body.subarray(6, 10), encodeUint32(OCTETS_32)), "key: wrong count");
}

/** Octets of the public part of every key packet of ours. */
export const PUBLIC_BODY_SIZE = 10 + OCTETS_32;

/** Section 5.5.4.3: SHA-256 over 0x9B, the length and the public part. */
function fingerprintOf(publicBody: Uint8Array): Fingerprint {
  const head = concat([Uint8Array.of(0x9b), encodeUint32(publicBody.length)]);
  return toHex(sha256(head, publicBody)) as Fingerprint;
}

function checkSelfSignature(
  body: Uint8Array,
  type: number,
  keyFlags: number,
  issuer: Fingerprint,
): void {
  const facts = readSignature(body, IN_KEY);
  refuseUnless(facts.type === type, "certificate: wrong type of signature");
  refuseUnless(facts.keyFlags === keyFlags, "certificate: wrong key flags");
  refuseUnless(facts.issuer === issuer, "certificate: signed by another key");
}
