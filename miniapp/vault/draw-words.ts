/**
 * Drawing a passphrase: seven words of a list of 1024, 70 bits, in small Latin letters, so that any
 * keyboard types them. The randomness is given; it must be the platform's cryptographic one.
 */
import { assert } from "../../shared/std/assert.ts";
import { wordsEn } from "./words-en.table.ts";
import { wordsJa } from "./words-ja.table.ts";

export const WORDS_DRAWN = 7;
const LIST_SIZE = 1024;

/** Words for a passphrase, each equally likely; joined by single spaces they are one. */
export function drawWords(
  language: "ja" | "en",
  randomBytes: (count: number) => Uint8Array,
): readonly string[] {
  const list = language === "ja" ? wordsJa : wordsEn;
  assert(list.length === LIST_SIZE, "a list holds 1024 words, so that ten bits choose evenly");
  const bytes = randomBytes(2 * WORDS_DRAWN);
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    words.push(list[pair % LIST_SIZE] ?? "");
  }
  bytes.fill(0);
  return words;
}
