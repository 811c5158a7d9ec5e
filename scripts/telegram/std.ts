/**
 * Small tools without a word of Telegram in them: assertions, objects without undefined
 * members, canonical JSON. No network, no clock, no randomness.
 */

/** Our own mistake, never a person's or a bot's: stops the process that trusts the world. */
class Broken extends Error {
  override readonly name = "Broken";
}

/** Throws {@link Broken} unless the condition holds. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Broken(why);
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the members that are undefined. (Copied, not cut: deleting is slow.) */
export function defined<T extends object>(value: T): Defined<T> {
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) kept[key] = member;
  return kept as Defined<T>;
}

/** JSON with sorted keys; Maps and Sets become arrays, so that equal states give equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Map) return [...item].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    if (item instanceof Set) return [...item].sort();
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    const source = item as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(source)
        .sort()
        .map((key) => [key, source[key]]),
    );
  });
}

/** The value of a map's key, made on first use. */
export function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
