/**
 * Bytes and the texts that stand for them: UTF-8, hex, base64 and base64url. Decoding is strict:
 * one spelling for each byte string, so that a decoded text encodes to itself again.
 */

/** Text or bytes from outside that are not what they claim to be. `message` says what was wrong. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** One new array of all parts in order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += part.length;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compares without an early exit, so that its time says only the lengths (as far as JS allows). */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 of a text. A lone surrogate becomes U+FFFD, as TextEncoder has it. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Throws Malformed unless the bytes are valid UTF-8. A byte order mark is kept as a character. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Malformed("not valid UTF-8");
  }
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += hexPairs[byte];
  return text;
}

/** Throws Malformed unless the text is lower-case hex of whole bytes. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new Malformed("not lower-case hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  }
  return bytes;
}

// btoa takes one character a byte; longer argument lists than this overflow the stack.
const CHUNK_BYTES = 0x8000;

/** Standard base64 with padding, on one line. */
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    characters += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(characters);
}

/** Throws Malformed unless the text is exactly what `toBase64` writes: padded, no space, no spare bits. */
export function fromBase64(text: string): Uint8Array {
  // No regular expression over the whole text: V8 recurses on long ones.
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(text)) throw new Malformed("not base64");
  let characters: string;
  try {
    characters = atob(text);
  } catch {
    throw new Malformed("not base64");
  }
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  // atob ignores the spare bits of the last character; a second spelling is refused here.
  const tail = bytes.subarray(Math.floor(Math.max(0, bytes.length - 1) / 3) * 3);
  if (bytes.length > 0 && toBase64(tail) !== text.slice(-4)) throw new Malformed("not base64");
  return bytes;
}

/** Base64 for URLs and file names: `-` and `_`, no padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Throws Malformed unless the text is exactly what `toBase64Url` writes. */
export function fromBase64Url(text: string): Uint8Array {
  if (/[^A-Za-z0-9_-]/.test(text)) throw new Malformed("not base64url");
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=");
  return fromBase64(padded.replaceAll("-", "+").replaceAll("_", "/"));
}
