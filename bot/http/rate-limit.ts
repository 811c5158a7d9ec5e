/**
 * How often one key (a person, a caller's address) may do something: a bucket that fills again at
 * a steady pace. In memory only, bounded, and each process has its own: a brake, not an account.
 */

export interface RateLimit {
  /** Takes one from the bucket of `key`; false when it is empty. */
  take(key: string, now: number): boolean;
}

const KEYS_MAX = 10_000;

/** At most `burst` at once, and one more each `refillMs` after that. */
export function createRateLimit(given: {
  readonly burst: number;
  readonly refillMs: number;
}): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, now) {
      const bucket = buckets.get(key) ?? { left: given.burst, at: now };
      const gained = Math.max(0, now - bucket.at) / given.refillMs;
      const left = Math.min(given.burst, bucket.left + gained);
      // Deleted and set again: the map's order is then the order of use, the oldest goes first.
      buckets.delete(key);
      buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= KEYS_MAX) break;
        buckets.delete(oldest);
      }
      return left >= 1;
    },
  };
}
