/**
 * Randomness from a salt: the same salt gives the same ids, so that a history can be told
 * again byte for byte. Not for secrets of the real world: everything here is a toy's.
 */

import { randomBytes } from "node:crypto";

/** A stream of numbers that its salt determines. */
export interface Random {
  /** A whole number from 0 up to, without, `limit`. */
  below(limit: number): number;
  /** `length` characters of the alphabet. */
  text(length: number, alphabet?: string): string;
}

/** A salt that nobody can foresee, for histories that need not be told again. */
export const freshSalt = (): string => randomBytes(18).toString("base64url");

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Four 32-bit words from a text (MurmurHash3's mixer, run four times). */
function words(salt: string): [number, number, number, number] {
  let hash = 1779033703 ^ salt.length;
  for (let index = 0; index < salt.length; index++) {
    hash = Math.imul(hash ^ salt.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const next = (): number => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  return [next(), next(), next(), next()];
}

/** A generator (sfc32) that starts from the salt. */
export function randomFrom(salt: string): Random {
  let [a, b, c, d] = words(salt);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  const below = (limit: number): number =>
    Math.floor(((next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53) * limit);
  return {
    below,
    text(length, alphabet = LETTERS) {
      let out = "";
      for (let index = 0; index < length; index++) out += alphabet[below(alphabet.length)];
      return out;
    },
  };
}
