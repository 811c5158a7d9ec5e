/**
 * The randomness of this room: session keys, salts, new keys. It is the one place outside the
 * effects that draws any, and on purpose no argument: a session key from a seeded source would be
 * a hole, and openpgp.js draws its own in the same way.
 */

/** Fresh bytes of the platform's cryptographic generator; at most 65536. */
export function drawBytes(size: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(size));
}
