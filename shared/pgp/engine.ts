/**
 * The one file that imports openpgp.js, with the configuration of our profile pinned. It lends
 * single operations on single packets (sign, verify, wrap, lock); framing and every decision about
 * what is acceptable are in this room's own files. Library types end here: this is the file of the
 * casts, because openpgp.js declares its packet methods only in part.
 *
 * Which build: on Node `openpgp` is the full one. The Mini App is bundled with the alias
 * `openpgp` -> `openpgp/lightweight` (vite.config.ts), which loads Argon2 and the curves only when
 * they are used; a Workers bundle may use either.
 */
import * as openpgp from "openpgp";
import { concat } from "../std/bytes.ts";
import { FEATURE_SEIPD_V2, LOCK_COST_MAX, NOTATION_NAME } from "./profile.ts";
import type { LockCost } from "./types.ts";

/** A public key packet or subkey packet of the library. */
export type PublicPacket = openpgp.PublicKeyPacket | openpgp.PublicSubkeyPacket;
/** A secret key packet or subkey packet of the library; locked or open. */
export type SecretPacket = openpgp.SecretKeyPacket | openpgp.SecretSubkeyPacket;

const { enums } = openpgp;

/**
 * Every call gets this whole configuration, and the library's global one is the same: an option
 * that somebody forgets to pass must not fall back to another cipher.
 */
const config: openpgp.Config = Object.assign(openpgp.config, {
  v6Keys: true,
  aeadProtect: true,
  preferredAEADAlgorithm: enums.aead.ocb,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredHashAlgorithm: enums.hash.sha512,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
  aeadChunkSizeByte: 12,
  s2kType: enums.s2k.argon2,
  maxArgon2MemoryExponent: LOCK_COST_MAX.memoryExponent,
  maxDecompressedMessageSize: 0,
  ignoreUnsupportedPackets: false,
  ignoreMalformedPackets: false,
  knownNotations: [NOTATION_NAME],
  showVersion: false,
  showComment: false,
});

/** What the casts below say that the library's classes have (6.3.2, read in its source). */
interface SignatureInternals {
  salt: Uint8Array | null;
  preferredCipherSuites: readonly (readonly [number, number])[] | null;
  read(bytes: Uint8Array, config: openpgp.Config): void;
  sign(
    key: unknown,
    data: unknown,
    date: Date,
    detached: boolean,
    config: openpgp.Config,
  ): Promise<void>;
  verify(
    key: unknown,
    type: number,
    data: unknown,
    date: Date | null,
    detached: boolean,
    config: openpgp.Config,
  ): Promise<void>;
}
interface SecretInternals {
  algorithm: number;
  read(bytes: Uint8Array, config: openpgp.Config): Promise<void>;
  generate(): Promise<void>;
  computeFingerprintAndKeyID(): Promise<void>;
  encrypt(passphrase: string, config: openpgp.Config): Promise<void>;
  decrypt(passphrase: string, config: openpgp.Config): Promise<void>;
  clearPrivateParams(): void;
  writePublicKey(): Uint8Array;
}
interface SessionKeyInternals {
  sessionKey: Uint8Array | null;
  encrypt(key: unknown): Promise<void>;
  decrypt(key: unknown): Promise<void>;
}
interface SessionKeyClass {
  fromObject(fields: object): openpgp.PublicKeyEncryptedSessionKeyPacket;
}
interface SealedDataInternals {
  version: number;
  aeadAlgorithm: number;
  packets: { write(): Uint8Array };
  salt: Uint8Array;
  encrypted:
    | Uint8Array
    | { readToEnd(join: (parts: Uint8Array[]) => Uint8Array): Promise<Uint8Array> };
  encrypt(algorithm: number, key: Uint8Array, config: openpgp.Config): Promise<boolean>;
}

function internals<T>(packet: object): T {
  return packet as T;
}

/** Parses the body of a public key packet (or subkey packet); throws on anything odd. */
export async function readPublicPacket(body: Uint8Array, isSubkey: boolean): Promise<PublicPacket> {
  const packet = isSubkey ? new openpgp.PublicSubkeyPacket() : new openpgp.PublicKeyPacket();
  // The library keeps views into what it reads; ours may be overwritten later.
  await packet.read(body.slice());
  return packet;
}

/** Parses the body of a secret key packet (or subkey packet), locked or open. */
export async function readSecretPacket(body: Uint8Array, isSubkey: boolean): Promise<SecretPacket> {
  const packet = isSubkey ? new openpgp.SecretSubkeyPacket() : new openpgp.SecretKeyPacket();
  await internals<SecretInternals>(packet).read(body.slice(), config);
  return packet;
}

/** A fresh key pair of this algorithm, dated. */
export async function generatePacket(
  algorithm: number,
  createdSeconds: number,
  isSubkey: boolean,
): Promise<SecretPacket> {
  const create = isSubkey ? openpgp.SecretSubkeyPacket : openpgp.SecretKeyPacket;
  const packet = new create();
  packet.created = new Date(createdSeconds * 1000);
  const inside = internals<SecretInternals>(packet);
  inside.algorithm = algorithm;
  await inside.generate();
  await inside.computeFingerprintAndKeyID();
  return packet;
}

/** The body of the public packet inside a secret one. */
export function publicBodyOf(packet: SecretPacket): Uint8Array {
  return internals<SecretInternals>(packet).writePublicKey();
}

/** What a signature packet is made over. */
export type SignedThing =
  | { readonly literal: Uint8Array }
  | { readonly key: PublicPacket | SecretPacket; readonly bind?: PublicPacket | SecretPacket };

/** What we put into a signature beside its date and issuer. */
export interface SignatureFields {
  readonly notation?: Uint8Array;
  readonly keyFlags?: number;
  /** Features and cipher suites of our profile: for the direct key signature. */
  readonly hasPreferences?: boolean;
  /** 32 bytes; drawn by the library when absent. */
  readonly salt?: Uint8Array;
}

/** The body of a new signature packet (v6, SHA-512). */
export async function signPacket(
  signer: SecretPacket,
  type: number,
  thing: SignedThing,
  createdSeconds: number,
  fields: SignatureFields,
): Promise<Uint8Array> {
  const packet = new openpgp.SignaturePacket();
  packet.signatureType = type;
  packet.publicKeyAlgorithm = signer.algorithm;
  packet.hashAlgorithm = enums.hash.sha512;
  if (fields.keyFlags !== undefined) packet.keyFlags = Uint8Array.of(fields.keyFlags);
  if (fields.notation !== undefined) {
    packet.rawNotations = [
      { name: NOTATION_NAME, value: fields.notation, humanReadable: true, critical: true },
    ];
  }
  const inside = internals<SignatureInternals>(packet);
  if (fields.salt !== undefined) inside.salt = fields.salt;
  if (fields.hasPreferences === true) {
    packet.features = Uint8Array.of(FEATURE_SEIPD_V2);
    packet.preferredSymmetricAlgorithms = [enums.symmetric.aes256];
    packet.preferredHashAlgorithms = [enums.hash.sha512];
    packet.preferredCompressionAlgorithms = [enums.compression.uncompressed];
    inside.preferredCipherSuites = [[enums.symmetric.aes256, enums.aead.ocb]];
  }
  await inside.sign(signer, libraryData(thing), new Date(createdSeconds * 1000), false, config);
  return packet.write();
}

/** Whether the signature is cryptographically valid. Dates are not looked at: the caller does. */
export async function isSignatureValid(
  body: Uint8Array,
  signer: PublicPacket,
  type: number,
  thing: SignedThing,
): Promise<boolean> {
  const packet = new openpgp.SignaturePacket();
  const inside = internals<SignatureInternals>(packet);
  try {
    inside.read(body, config);
    await inside.verify(signer, type, libraryData(thing), null, false, config);
    return true;
  } catch {
    // The library answers "no" by throwing, for a wrong signature as for a broken packet.
    return false;
  }
}

function libraryData(thing: SignedThing): unknown {
  if (!("literal" in thing)) return thing;
  // The library asks a literal packet for two things only, when it hashes a binary signature.
  return { text: null, getBytes: () => thing.literal };
}

/** The body of a session key packet (v6) for this X25519 key. */
export async function wrapSessionKey(
  recipient: PublicPacket,
  sessionKey: Uint8Array,
): Promise<Uint8Array> {
  const create = openpgp.PublicKeyEncryptedSessionKeyPacket as unknown as SessionKeyClass;
  const packet = create.fromObject({
    version: 6,
    encryptionKeyPacket: recipient,
    anonymousRecipient: false,
    sessionKey,
    sessionKeyAlgorithm: enums.symmetric.aes256,
  });
  await internals<SessionKeyInternals>(packet).encrypt(recipient);
  return packet.write();
}

/** The session key, or null when the packet does not open with this key. */
export async function unwrapSessionKey(
  key: SecretPacket,
  body: Uint8Array,
): Promise<Uint8Array | null> {
  const packet = new openpgp.PublicKeyEncryptedSessionKeyPacket();
  const inside = internals<SessionKeyInternals>(packet);
  try {
    packet.read(body);
    await inside.decrypt(key);
    return inside.sessionKey;
  } catch {
    return null;
  }
}

/** The body of an encrypted data packet (SEIPDv2, AES-256-OCB) by the library: slow, everywhere. */
export async function encryptByLibrary(
  sessionKey: Uint8Array,
  packets: Uint8Array,
): Promise<Uint8Array> {
  const packet = new openpgp.SymEncryptedIntegrityProtectedDataPacket();
  const inside = internals<SealedDataInternals>(packet);
  inside.version = 2;
  inside.aeadAlgorithm = enums.aead.ocb;
  inside.packets = { write: () => packets };
  await inside.encrypt(enums.symmetric.aes256, sessionKey, config);
  const { encrypted } = inside;
  if (!(encrypted instanceof Uint8Array)) inside.encrypted = await encrypted.readToEnd(concat);
  return packet.write();
}

/** Locks the packet in place: Argon2id and AES-256-OCB (S2K usage 253). Throws when memory is short. */
export async function lockPacket(
  packet: SecretPacket,
  passphrase: string,
  cost: LockCost,
): Promise<void> {
  await internals<SecretInternals>(packet).encrypt(passphrase, {
    ...config,
    s2kArgon2Params: cost,
  });
  internals<SecretInternals>(packet).clearPrivateParams();
}

/** Unlocks the packet in place; false for a wrong passphrase. Throws when memory is short. */
export async function unlockPacket(packet: SecretPacket, passphrase: string): Promise<boolean> {
  try {
    await internals<SecretInternals>(packet).decrypt(passphrase, config);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("Incorrect key passphrase"))
      return false;
    throw error;
  }
}

/** Overwrites the private numbers of an open packet with zeros. It cannot be used afterwards. */
export function wipePacket(packet: SecretPacket): void {
  if (packet.isDecrypted()) internals<SecretInternals>(packet).clearPrivateParams();
}
