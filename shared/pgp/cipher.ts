/**
 * The port through which a platform lends its AES-256-OCB (RFC 7253: 15-octet nonce, 16-octet tag).
 * Without a loan, opening works over WebCrypto (ocb-webcrypto.ts) and sealing over openpgp.js,
 * which is correct everywhere and slow for large bodies.
 */

/** Seals and opens single chunks under one key. */
export interface OcbCipher {
  /** Ciphertext and tag. */
  seal(nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** The plaintext, or null when the tag is wrong; nothing is released before it was checked. */
  open(nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

/** Makes the cipher of a 32-byte key. */
export type OcbProvider = (key: Uint8Array) => OcbCipher;

let lent: OcbProvider | null = null;

/**
 * Called once at start by a platform that has AES-256-OCB (Node: bot/effects/ocb.ts); null takes
 * the loan back. What is sealed and opened is the same with and without.
 */
export function lendOcb(provider: OcbProvider | null): void {
  lent = provider;
}

/** The loan, if there is one. */
export function lentOcb(): OcbProvider | null {
  return lent;
}
