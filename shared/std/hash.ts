/**
 * SHA-256 and what is built on it, synchronous and the same in Node, browsers and Workers.
 * Thin names over @noble/hashes; nothing else of the house imports that package.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes.ts";

/** Lower-case hex of a SHA-256: 64 digits. */
export type Hash = string & { readonly __brand: "Hash" };

/** Whether a text from outside has the form of a Hash. */
export function isHash(text: string): text is Hash {
  return /^[0-9a-f]{64}$/.test(text);
}

/** SHA-256 of the parts as one message, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = nobleSha256.create();
  for (const part of parts) state.update(part);
  return state.digest();
}

/** `sha256` as the text by which the log names things. */
export function sha256Hex(...parts: readonly Uint8Array[]): Hash {
  return toHex(sha256(...parts)) as Hash;
}

/** HMAC with SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, message);
}

/** HKDF with SHA-256 (RFC 5869). `sizeBytes` is at most 8160. */
export function hkdfSha256(given: {
  readonly secret: Uint8Array;
  readonly salt?: Uint8Array;
  /** What the derived key is for: keeps keys of one secret apart. */
  readonly info: Uint8Array;
  readonly sizeBytes: number;
}): Uint8Array {
  return hkdf(nobleSha256, given.secret, given.salt, given.info, given.sizeBytes);
}
