/**
 * Hashtags as Telegram reads them: `#` and 1 to 256 letters, digits or underscores, at least one of
 * them a letter; `-`, `.` and `・` end a tag. They say topic, kind and month, never content.
 * Source: TDLib, MessageEntity.cpp, `match_hashtags`.
 */
import { assert } from "../std/assert.ts";
import { encodeUtf8, toHex } from "../std/bytes.ts";
import { hmacSha256 } from "../std/hash.ts";
import type { TopicName } from "./types.ts";

/** Characters that a tag is made of: Unicode letters and digits, and the few others of TDLib. */
const TAG_PATTERN = /^#[\p{L}\p{Nd}_\u200c\u00b7\u0d80-\u0dff]{1,256}$/u;

/** Whether Telegram makes a link of the whole text. */
export function isHashtag(text: string): boolean {
  return TAG_PATTERN.test(text) && /\p{L}/u.test(text);
}

/** A dotted word of ours as a tag: `note.text` becomes `#note_text`. */
export function hashtagOf(word: string): string {
  const tag = `#${word.normalize("NFC").replaceAll(/[.-]/g, "_")}`;
  assert(isHashtag(tag), "words of ours make hashtags");
  return tag;
}

/** The tag of a month in UTC, `#m2026_11`: with a letter, or it would be none. */
export function monthTag(at: number): string {
  const date = new Date(at);
  return `#m${date.getUTCFullYear()}_${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}

/**
 * The line of tags of a segment. With a `blindKey` all but the first are replaced by keyed hashes:
 * whoever has the key finds them again, and to others they say nothing.
 */
export function hashtagLine(of: {
  readonly topic: TopicName;
  /** Kinds of the records inside as far as the writer of the segment knows them. */
  readonly kinds: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly blindKey: Uint8Array | null;
}): string {
  const words = [hashtagOf(of.topic), ...of.kinds.map(hashtagOf), monthTag(of.at)];
  const distinct = [...new Set(words)];
  const { blindKey } = of;
  return [
    "#libral",
    ...(blindKey ? distinct.map((tag) => blindTag(blindKey, tag)) : distinct),
  ].join(" ");
}

/** `#b` and the first 16 hex digits of HMAC-SHA256 over the plain tag. */
function blindTag(key: Uint8Array, tag: string): string {
  return `#b${toHex(hmacSha256(key, encodeUtf8(tag)).subarray(0, 8))}`;
}
