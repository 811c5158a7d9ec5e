/**
 * What all storage adapters share about keys: the check, their bytes, their order and the end
 * of a prefix. Knows nothing of values.
 */
import { decodeUtf8, encodeUtf8 } from "../../shared/std/bytes.ts";

export const KEY_BYTES_MAX = 512;
const VALUE_BYTES_MAX = 32 * 1024 * 1024;

/** The bytes of a key. Throws on one that is empty, too long, or no well-formed text: our mistake. */
export function keyToBytes(key: string): Uint8Array {
  const bytes = encodeUtf8(key);
  if (bytes.length < 1 || bytes.length > KEY_BYTES_MAX) {
    throw new RangeError(`a storage key has 1 to ${KEY_BYTES_MAX} bytes, not ${bytes.length}`);
  }
  // A lone surrogate would be written as U+FFFD and come back as another key.
  if (decodeUtf8(bytes) !== key) throw new RangeError("a storage key is well-formed text");
  return bytes;
}

export function bytesToKey(bytes: Uint8Array): string {
  return decodeUtf8(bytes);
}

export function checkValue(key: string, value: Uint8Array): void {
  if (value.length > VALUE_BYTES_MAX) {
    throw new RangeError(`the value of ${key} has ${value.length} of ${VALUE_BYTES_MAX} bytes`);
  }
}

/** Order of UTF-8 bytes. It differs from `<` of JavaScript above U+FFFF. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The range of bytes that `list` reads: lower <(=) key < upper, `null` is unbounded. */
export interface KeyRange {
  readonly lower: Uint8Array;
  readonly isLowerOpen: boolean;
  readonly upper: Uint8Array | null;
}

/** Turns a prefix, and the key behind which to start, into bounds that any ordered store has. */
export function rangeOf(options: {
  readonly prefix: string;
  readonly after?: string;
  readonly reverse?: boolean;
}): KeyRange {
  const lower = encodeUtf8(options.prefix);
  const upper = prefixEnd(lower);
  if (options.after === undefined) return { lower, isLowerOpen: false, upper };
  const after = encodeUtf8(options.after);
  if (options.reverse) {
    const isInside = upper === null || compareBytes(after, upper) < 0;
    return { lower, isLowerOpen: false, upper: isInside ? after : upper };
  }
  const isInside = compareBytes(after, lower) >= 0;
  return { lower: isInside ? after : lower, isLowerOpen: isInside, upper };
}

/** The smallest byte string above all that begin with `prefix`; null when there is none. */
function prefixEnd(prefix: Uint8Array): Uint8Array | null {
  for (let length = prefix.length; length > 0; length--) {
    const last = prefix[length - 1] ?? 0xff;
    if (last === 0xff) continue;
    const end = prefix.slice(0, length);
    end[length - 1] = last + 1;
    return end;
  }
  return null;
}
