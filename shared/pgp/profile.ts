/**
 * Our profile of RFC 9580 in numbers: the only algorithms, versions and sizes that this room
 * writes, and the only ones it accepts.
 */

/** Packet types (section 5). */
export const TAG = {
  sessionKey: 1,
  signature: 2,
  onePass: 4,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  literal: 11,
  publicSubkey: 14,
  sealedData: 18,
  padding: 21,
} as const;

/** Version 6 everywhere; version 2 for the encrypted data. */
export const VERSION = 6;
export const SEALED_DATA_VERSION = 2;

export const X25519 = 25;
export const ED25519 = 27;
export const AES256 = 9;
export const OCB = 2;
export const SHA512 = 10;
/** Salt of a v6 signature with SHA-512, and every X25519 and Ed25519 key. */
export const OCTETS_32 = 32;
export const ED25519_SIGNATURE_SIZE = 64;

/** Signature types (section 5.2.1). */
export const SIGNATURE_TYPE = { binary: 0x00, subkeyBinding: 0x18, directKey: 0x1f } as const;

/** Key flags (section 5.2.3.29). */
export const KEY_FLAGS = { certifyAndSign: 0x03, encrypt: 0x0c } as const;

/** Feature flag (section 5.2.3.32): reads version 2 of the encrypted data. */
export const FEATURE_SEIPD_V2 = 0x08;

/** Chunks of the encrypted data are 2^(octet + 6) bytes. We write 256 KiB and read up to 4 MiB. */
export const CHUNK_OCTET = 12;
export const CHUNK_OCTET_MAX = 16;

/** The critical notation that carries the Context-Lock. */
export const NOTATION_NAME = "context-lock@libral.g-ace.inc";

/** A signature dated more than this after the reader's clock is refused: clocks differ a little. */
export const SKEW_MS = 5 * 60 * 1000;

/** No message of ours has more recipients: owner, bot, and room for emergency contacts. */
export const RECIPIENTS_MAX = 16;

/** The largest locked key or certificate that is looked at. Ours have 400 to 800 bytes. */
export const KEY_SIZE_MAX = 8192;

/**
 * Passes times KiB that guessing must cost at least where others can read the locked key: 32 MiB
 * once, or less memory more often (OWASP's recommendations for Argon2id are of this order).
 */
export const LOCK_WORK_MIN = 2 ** 15;

/** What a locked key from outside may cost to unlock: 2^17 KiB is 128 MiB. */
export const LOCK_COST_MAX = { passes: 8, parallelism: 16, memoryExponent: 17 } as const;
