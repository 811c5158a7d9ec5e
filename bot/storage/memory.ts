/**
 * The cache in memory: for tests and the simulator. It keeps nothing when the process ends.
 */
import { bytesToKey, checkValue, compareBytes, keyToBytes, rangeOf } from "./keys.ts";
import type { ListOptions, Storage } from "./port.ts";

/** A `Storage` whose `close` forgets everything. */
export function memoryStorage(): Storage {
  return new MemoryStorage();
}

class MemoryStorage implements Storage {
  readonly #values = new Map<string, Uint8Array>();
  /** Bytes of all keys, in their order. */
  readonly #order: Uint8Array[] = [];
  #undo: (() => void)[] | null = null;

  get(key: string): Uint8Array | undefined {
    return this.#values.get(bytesToKey(keyToBytes(key)))?.slice();
  }

  put(key: string, value: Uint8Array): void {
    checkValue(key, value);
    this.#write(key, value.slice());
  }

  delete(key: string): boolean {
    const isThere = this.#values.has(key);
    this.#write(key, undefined);
    return isThere;
  }

  list(options: ListOptions): readonly (readonly [key: string, value: Uint8Array])[] {
    const range = rangeOf(options);
    let start = this.#indexOf(range.lower);
    const first = this.#order[start];
    if (range.isLowerOpen && first && compareBytes(first, range.lower) === 0) start += 1;
    const end = range.upper === null ? this.#order.length : this.#indexOf(range.upper);
    const keys = this.#order.slice(start, Math.max(start, end));
    if (options.reverse) keys.reverse();
    return keys.slice(0, options.limit).map((bytes) => {
      const key = bytesToKey(bytes);
      return [key, this.#values.get(key)?.slice() ?? new Uint8Array()] as const;
    });
  }

  transaction<T>(run: () => T): T {
    if (this.#undo) throw new Error("a storage transaction is not nestable");
    const steps: (() => void)[] = [];
    this.#undo = steps;
    try {
      const result = run();
      if (result instanceof Promise) throw new Error("a storage transaction is not async");
      this.#undo = null;
      return result;
    } catch (error) {
      this.#undo = null;
      for (const step of steps.reverse()) step();
      throw error;
    }
  }

  close(): void {
    this.#values.clear();
    this.#order.length = 0;
  }

  /** `undefined` takes the key away. */
  #write(key: string, value: Uint8Array | undefined): void {
    const bytes = keyToBytes(key);
    const before = this.#values.get(key);
    if (value === undefined) {
      if (this.#values.delete(key)) this.#order.splice(this.#indexOf(bytes), 1);
    } else {
      if (before === undefined) this.#order.splice(this.#indexOf(bytes), 0, bytes);
      this.#values.set(key, value);
    }
    this.#undo?.push(() => this.#write(key, before));
  }

  /** Index of the first key that is not below `key`. */
  #indexOf(key: Uint8Array): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.#order[middle] ?? key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
