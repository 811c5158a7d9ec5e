/**
 * Our own mistakes. An assertion stays in production and stops what runs; it is never the answer
 * to bad input from outside, which is a verdict (a value) or `Malformed`.
 */

/** What `assert` throws. It names our mistake and carries no data of a person. */
export class AssertionFailed extends Error {
  override readonly name = "AssertionFailed";
}

/** Throws AssertionFailed unless the condition holds. `why` says what must be true. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionFailed(why);
}
