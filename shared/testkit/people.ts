/**
 * Alice the owner, Bob a stranger and the bot, with keys that are the same in each run. For tests:
 * their secrets are written here.
 */
import type { LogId } from "../log/types.ts";
import type { OpenKey } from "../pgp/index.ts";
import { keyFromSecret } from "../pgp/index.ts";
import { encodeUtf8 } from "../std/bytes.ts";
import { sha256 } from "../std/hash.ts";

/** When the keys of all three were made: 2025-01-01T00:00:00Z. */
export const KEYS_MADE_AT = Date.UTC(2025, 0, 1);

/** A moment at which tests sign: 2026-11-22T12:00:00Z. */
export const NOON = Date.UTC(2026, 10, 22, 12);

/** Alice's log. */
export const ALICE_LOG = "a11ce000000000000000000000000001" as LogId;

export interface People {
  readonly alice: OpenKey;
  readonly bob: OpenKey;
  readonly bot: OpenKey;
}

/** The three keys; some milliseconds of work. */
export async function makePeople(): Promise<People> {
  const keyOf = (name: string) => keyFromSecret(sha256(encodeUtf8(`test ${name}`)), KEYS_MADE_AT);
  const [alice, bob, bot] = await Promise.all([keyOf("alice"), keyOf("bob"), keyOf("bot")]);
  return { alice, bob, bot };
}
