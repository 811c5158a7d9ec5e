/**
 * What every storage adapter promises, as a list of cases that need no test library, so that
 * the same list runs under vitest on Node and inside a Durable Object on workerd. A case throws
 * when the promise is broken.
 */
import { encodeUtf8 as bytes } from "../../shared/std/bytes.ts";
import { compareBytes, KEY_BYTES_MAX } from "./keys.ts";
import type { ListOptions, Storage } from "./port.ts";

export interface StorageCase {
  readonly promise: string;
  /** `storage` is empty. */
  check(storage: Storage): void;
}

export const storageContract: readonly StorageCase[] = [
  {
    promise: "a value comes back byte for byte, an absent key as undefined",
    check(storage) {
      storage.put("a", Uint8Array.of(0, 255, 128));
      same(storage.get("a"), Uint8Array.of(0, 255, 128));
      same(storage.get("b"), undefined);
    },
  },
  {
    promise: "an empty value is a value",
    check(storage) {
      storage.put("empty", new Uint8Array());
      same(storage.get("empty"), new Uint8Array());
      same(keysOf(storage, { prefix: "" }), ["empty"]);
    },
  },
  {
    promise: "put replaces, also a large value by a small one",
    check(storage) {
      storage.put("a", new Uint8Array(4_000_000).fill(7));
      storage.put("a", bytes("small"));
      same(storage.get("a"), bytes("small"));
      same(storage.list({ prefix: "a" }).length, 1);
    },
  },
  {
    promise: "changing the bytes that were put or got changes nothing inside",
    check(storage) {
      const given = bytes("steady");
      storage.put("a", given);
      given.fill(0);
      storage.get("a")?.fill(1);
      storage.list({ prefix: "a" })[0]?.[1].fill(2);
      same(storage.get("a"), bytes("steady"));
    },
  },
  {
    promise: "delete says whether the key was there",
    check(storage) {
      storage.put("a", bytes("1"));
      same(storage.delete("a"), true);
      same(storage.delete("a"), false);
      same(storage.get("a"), undefined);
    },
  },
  {
    promise: "keys are ordered by their UTF-8 bytes, not by UTF-16 units",
    check(storage) {
      // U+FF21 is below U+1F511 in UTF-8, and above its surrogates in UTF-16.
      const ordered = ["A", "a", "a/", "a0", "é", "鍵", "\uff21", "\u{1f511}"];
      for (const key of [...ordered].reverse()) storage.put(key, bytes(key));
      same(keysOf(storage, { prefix: "" }), ordered);
      same(keysOf(storage, { prefix: "", reverse: true }), [...ordered].reverse());
    },
  },
  {
    promise: "a prefix ends where its last byte does, also a prefix of the highest characters",
    check(storage) {
      const highest = "\u{10ffff}";
      for (const key of ["log/1", "log/2", "log0", "lo", highest, `${highest}x`]) {
        storage.put(key, bytes(key));
      }
      same(keysOf(storage, { prefix: "log/" }), ["log/1", "log/2"]);
      same(keysOf(storage, { prefix: highest }), [highest, `${highest}x`]);
    },
  },
  {
    promise: "after is exclusive in both directions and need not exist",
    check(storage) {
      for (const key of ["p/1", "p/2", "p/3", "q/1"]) storage.put(key, bytes(key));
      same(keysOf(storage, { prefix: "p/", after: "p/1" }), ["p/2", "p/3"]);
      same(keysOf(storage, { prefix: "p/", after: "p/2x" }), ["p/3"]);
      same(keysOf(storage, { prefix: "p/", after: "p/3", reverse: true }), ["p/2", "p/1"]);
      same(keysOf(storage, { prefix: "p/", after: "z", reverse: true }), ["p/3", "p/2", "p/1"]);
      same(keysOf(storage, { prefix: "p/", after: "a" }), ["p/1", "p/2", "p/3"]);
      same(keysOf(storage, { prefix: "p/", after: "z" }), []);
    },
  },
  {
    promise: "limit counts entries, from the end when reading in reverse",
    check(storage) {
      for (const key of ["1", "2", "3"]) storage.put(key, bytes(key));
      same(keysOf(storage, { prefix: "", limit: 2 }), ["1", "2"]);
      same(keysOf(storage, { prefix: "", limit: 2, reverse: true }), ["3", "2"]);
      same(keysOf(storage, { prefix: "", limit: 0 }), []);
    },
  },
  {
    promise: "a value of 32 MiB is kept, one byte more is refused and changes nothing",
    check(storage) {
      const largest = new Uint8Array(32 * 1024 * 1024);
      for (let i = 0; i < largest.length; i += 4093) largest[i] = i & 0xff;
      storage.put("large", largest);
      same(storage.get("large"), largest);
      throws(() => storage.put("large", new Uint8Array(largest.length + 1)));
      same(storage.get("large")?.length, largest.length);
    },
  },
  {
    promise: "empty, too long and ill-formed keys are refused",
    check(storage) {
      storage.put("x".repeat(KEY_BYTES_MAX), bytes("longest"));
      for (const key of ["", "x".repeat(KEY_BYTES_MAX + 1), "鍵".repeat(171), "\ud800"]) {
        throws(() => storage.put(key, bytes("no")));
      }
      same(storage.list({ prefix: "" }).length, 1);
    },
  },
  {
    promise: "a transaction answers what it made and keeps all of its writes",
    check(storage) {
      storage.put("a", bytes("old"));
      const answer = storage.transaction(() => {
        storage.put("b", bytes("2"));
        storage.delete("a");
        same(storage.get("a"), undefined);
        return "done";
      });
      same(answer, "done");
      same(keysOf(storage, { prefix: "" }), ["b"]);
    },
  },
  {
    promise: "a transaction that throws keeps nothing, and its error goes on",
    check(storage) {
      storage.put("a", bytes("old"));
      storage.put("gone", bytes("still here"));
      const failed = throws(() =>
        storage.transaction(() => {
          storage.put("a", bytes("new"));
          storage.put("a", new Uint8Array(3_000_000));
          storage.put("b", bytes("new"));
          storage.delete("gone");
          throw new Error("on purpose");
        }),
      );
      same(failed instanceof Error && failed.message, "on purpose");
      same(keysOf(storage, { prefix: "" }), ["a", "gone"]);
      same(storage.get("a"), bytes("old"));
    },
  },
  {
    promise: "a transaction refuses to be nested or async, and the next one works",
    check(storage) {
      throws(() => storage.transaction(() => storage.transaction(() => 1)));
      throws(() =>
        storage.transaction(async () => {
          storage.put("late", bytes("no"));
        }),
      );
      storage.transaction(() => storage.put("a", bytes("1")));
      same(keysOf(storage, { prefix: "" }), ["a"]);
    },
  },
  {
    promise: "a thousand random steps leave what a plain map would hold",
    check: (storage) => compareWithModel(storage, 1000),
  },
];

/** A second, stupid model: everything is a map that is sorted when it is read. */
function compareWithModel(storage: Storage, steps: number): void {
  const model = new Map<string, Uint8Array>();
  const random = seeded(20_261_101);
  const key = (): string => `${"ab鍵"[random(3)] ?? ""}${random(40)}`;
  for (let step = 0; step < steps; step++) {
    const name = key();
    if (random(4) === 0) {
      same(storage.delete(name), model.delete(name));
    } else {
      const value = new Uint8Array(random(30)).fill(step & 0xff);
      storage.put(name, value);
      model.set(name, value);
    }
    if (step % 20 !== 0) continue;
    const options = { prefix: ["", "a", "鍵"][random(3)] ?? "", after: key(), limit: random(9) };
    const isReverse = random(2) === 0;
    same(
      storage.list({ ...options, reverse: isReverse }),
      listOfModel(model, { ...options, reverse: isReverse }),
    );
  }
}

function listOfModel(model: ReadonlyMap<string, Uint8Array>, options: ListOptions) {
  const sign = options.reverse ? -1 : 1;
  const compare = (a: string, b: string): number => sign * compareBytes(bytes(a), bytes(b));
  return [...model]
    .filter(([key]) => key.startsWith(options.prefix))
    .filter(([key]) => options.after === undefined || compare(key, options.after) > 0)
    .sort(([a], [b]) => compare(a, b))
    .slice(0, options.limit);
}

function keysOf(storage: Storage, options: ListOptions): readonly string[] {
  return storage.list(options).map(([key]) => key);
}

/** A linear congruential generator: the same steps on every platform. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

function same(actual: unknown, expected: unknown): void {
  if (isSame(actual, expected)) return;
  throw new Error(`expected ${shown(expected)}, got ${shown(actual)}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b) === 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  return Object.is(a, b);
}

function shown(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes [${value.slice(0, 8)}…]`;
  return JSON.stringify(value) ?? String(value);
}

/** What `run` threw; it is a failure that it threw nothing. */
function throws(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error, got none");
}
