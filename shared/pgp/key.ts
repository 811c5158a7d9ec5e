/**
 * Making keys and moving them: drawn fresh, derived from a secret, or as the binary secret key of
 * RFC 9580 section 10.1 in the form of our profile. Locking with a passphrase is in lock.ts.
 */
import { assert } from "../std/assert.ts";
import { concat, encodeUtf8, fromBase64Url } from "../std/bytes.ts";
import { hkdfSha256 } from "../std/hash.ts";
import { PUBLIC_BODY_SIZE, parseCertificate } from "./certificate.ts";
import type { SecretPacket } from "./engine.ts";
import { generatePacket, publicBodyOf, readSecretPacket, signPacket } from "./engine.ts";
import { makeOpenKey, openPartsOf } from "./open-key.ts";
import { encodeUint32, readPackets, writePacket } from "./packets.ts";
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
import type { Certificate, OpenKey } from "./types.ts";

/** A fresh key; its date is `now` (milliseconds since 1970) in whole seconds. */
export async function generateKey(now: number): Promise<OpenKey> {
  const created = Math.floor(now / 1000);
  const primary = await generatePacket(ED25519, created, false);
  const subkey = await generatePacket(X25519, created, true);
  return makeOpenKey(await certify(primary, subkey, created, null), primary, subkey);
}

/**
 * The key that belongs to a secret: the same secret and date give the same certificate, byte for
 * byte, on every platform. Needs Ed25519 and X25519 of WebCrypto (Node 20, workerd and browsers
 * since 2025 have them). `createdAt` is in milliseconds since 1970.
 */
export async function keyFromSecret(secret: Uint8Array, createdAt: number): Promise<OpenKey> {
  assert(secret.length >= 32, "a secret for a key has at least 32 bytes");
  const derive = (use: string) =>
    hkdfSha256({ secret, info: encodeUtf8(`libral/1 key ${use}`), sizeBytes: 32 });
  const created = Math.floor(createdAt / 1000);
  const primary = await packetOf(derive("sign"), created, ED25519);
  const subkey = await packetOf(derive("open"), created, X25519);
  const salts = { direct: derive("salt sign"), binding: derive("salt open") };
  return makeOpenKey(await certify(primary, subkey, created, salts), primary, subkey);
}

/** A secret packet around 32 private octets (section 5.5.3, usage octet 0: not locked). */
async function packetOf(
  seed: Uint8Array,
  created: number,
  algorithm: number,
): Promise<SecretPacket> {
  const publicBody = concat([
    Uint8Array.of(VERSION),
    encodeUint32(created),
    Uint8Array.of(algorithm),
    encodeUint32(OCTETS_32),
    await publicOctets(seed, algorithm),
  ]);
  return readSecretPacket(concat([publicBody, Uint8Array.of(0), seed]), algorithm === X25519);
}

/** PKCS #8 around a raw key (RFC 8410 section 7); the last octet before it names the curve. */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65];

/** WebCrypto derives the public half when it exports a private key as JWK. */
async function publicOctets(seed: Uint8Array, algorithm: number): Promise<Uint8Array> {
  const isSigning = algorithm === ED25519;
  const oid = isSigning ? 0x70 : 0x6e;
  const pkcs8 = Uint8Array.from([...PKCS8_HEAD, oid, 0x04, 0x22, 0x04, 0x20, ...seed]);
  const key = await crypto.subtle.importKey(
    "pkcs8",
    pkcs8,
    { name: isSigning ? "Ed25519" : "X25519" },
    true,
    isSigning ? ["sign"] : ["deriveBits"],
  );
  pkcs8.fill(0);
  const { x } = await crypto.subtle.exportKey("jwk", key);
  assert(x !== undefined, "a JWK of these curves has x");
  return fromBase64Url(x);
}

/** Signs the two self-signatures and returns the certificate, checked like anybody's. */
async function certify(
  primary: SecretPacket,
  subkey: SecretPacket,
  created: number,
  salts: { readonly direct: Uint8Array; readonly binding: Uint8Array } | null,
): Promise<Certificate> {
  const direct = await signPacket(primary, SIGNATURE_TYPE.directKey, { key: primary }, created, {
    keyFlags: KEY_FLAGS.certifyAndSign,
    hasPreferences: true,
    ...(salts && { salt: salts.direct }),
  });
  const binding = await signPacket(
    primary,
    SIGNATURE_TYPE.subkeyBinding,
    { key: primary, bind: subkey },
    created,
    { keyFlags: KEY_FLAGS.encrypt, ...(salts && { salt: salts.binding }) },
  );
  return parseCertificate(
    concat([
      writePacket(TAG.publicKey, publicBodyOf(primary)),
      writePacket(TAG.signature, direct),
      writePacket(TAG.publicSubkey, publicBodyOf(subkey)),
      writePacket(TAG.signature, binding),
    ]),
  );
}

/** The certificate with its two public packets replaced by the secret ones, as they are now. */
export function writeSecretKey(certificate: Certificate, parts: SecretParts): Uint8Array {
  const [, direct, , binding] = readPackets(certificate.bytes);
  assert(direct !== undefined && binding !== undefined, "a certificate has four packets");
  return concat([
    writePacket(TAG.secretKey, parts.primary.write()),
    writePacket(TAG.signature, direct.body),
    writePacket(TAG.secretSubkey, parts.subkey.write()),
    writePacket(TAG.signature, binding.body),
  ]);
}

export interface SecretParts {
  readonly primary: SecretPacket;
  readonly subkey: SecretPacket;
}

/** The bodies of the two secret packets, and the certificate that goes with them. */
export interface SecretKeyBodies {
  readonly primary: Uint8Array;
  readonly subkey: Uint8Array;
  readonly certificate: Certificate;
}

/** Takes a binary secret key apart. Throws PgpRefused unless its public half is our profile. */
export async function readSecretKey(bytes: Uint8Array): Promise<SecretKeyBodies> {
  refuseUnless(bytes.length <= KEY_SIZE_MAX, "key: too large");
  const packets = readPackets(bytes);
  const tags = packets.map((packet) => packet.tag).join(" ");
  const expected = [TAG.secretKey, TAG.signature, TAG.secretSubkey, TAG.signature].join(" ");
  refuseUnless(tags === expected, "key: not key, signature, subkey, signature");
  const [primary, direct, subkey, binding] = packets.map((packet) => packet.body);
  assert(primary && direct && subkey && binding, "four packets");
  const certificate = await parseCertificate(
    concat([
      writePacket(TAG.publicKey, primary.subarray(0, PUBLIC_BODY_SIZE)),
      writePacket(TAG.signature, direct),
      writePacket(TAG.publicSubkey, subkey.subarray(0, PUBLIC_BODY_SIZE)),
      writePacket(TAG.signature, binding),
    ]),
  );
  return { primary, subkey, certificate };
}

/**
 * An open key as bytes, in clear: for the one caller that encrypts them at once (the device's
 * everyday unlock). Whoever gets them must overwrite them.
 */
export function exportOpenKey(key: OpenKey): Uint8Array {
  return writeSecretKey(key.certificate, openPartsOf(key));
}

/** Back from exportOpenKey. Throws PgpRefused unless the private half fits the public one. */
export async function importOpenKey(bytes: Uint8Array): Promise<OpenKey> {
  const { primary, subkey, certificate } = await readSecretKey(bytes);
  for (const body of [primary, subkey]) {
    refuseUnless(body.length === PUBLIC_BODY_SIZE + 1 + OCTETS_32, "key: not an open key");
    refuseUnless(body[PUBLIC_BODY_SIZE] === 0, "key: locked");
  }
  const parts = {
    primary: await readSecretPacket(primary, false),
    subkey: await readSecretPacket(subkey, true),
  };
  refuseUnless(await isConsistent(parts), "key: private and public half differ");
  return makeOpenKey(certificate, parts.primary, parts.subkey);
}

async function isConsistent(parts: SecretParts): Promise<boolean> {
  try {
    await parts.primary.validate();
    await parts.subkey.validate();
    return true;
  } catch {
    return false;
  }
}
