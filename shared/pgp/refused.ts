/** The one error of this room: bytes or keys from outside that are not exactly our profile. */

/**
 * Why something was refused, as a short English phrase for traces. It never carries plaintext, key
 * material or a passphrase. `open` and `verify` turn it into a verdict; the others throw it.
 */
export class PgpRefused extends Error {
  override readonly name = "PgpRefused";
}

/** Throws PgpRefused unless the condition holds. */
export function refuseUnless(condition: unknown, why: string): asserts condition {
  if (!condition) throw new PgpRefused(why);
}
