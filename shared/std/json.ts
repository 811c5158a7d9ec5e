/**
 * Canonical JSON: one spelling for each value, so that it can be hashed, signed and compared as
 * bytes. Keys sorted by UTF-16 code unit, no spaces, numbers and strings as JSON.stringify writes
 * them (RFC 8785). Text is left as it is: no Unicode normalization. It is no schema: what a value
 * means is checked by whoever asked for it.
 */
import { assert } from "./assert.ts";
import { Malformed } from "./bytes.ts";

/** A value that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Deeper values are refused on both sides: nothing of ours is near it, and no stack overflows. */
const DEPTH_MAX = 64;

/**
 * The canonical text of a value. Members that are undefined are left out. Anything that JSON cannot
 * hold (NaN, a function, a Date, a sparse array) is our mistake and fails an assertion.
 */
export function encodeJson(value: unknown): string {
  return encodeAt(value, 0);
}

function encodeAt(value: unknown, depth: number): string {
  assert(depth <= DEPTH_MAX, "JSON is nested too deep");
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    assert(Number.isFinite(value), "JSON holds finite numbers only");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item: unknown) => encodeAt(item, depth + 1)).join(",")}]`;
  }
  assert(isPlainObject(value), `JSON cannot hold this: ${typeof value}`);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members.push(`${JSON.stringify(key)}:${encodeAt(member, depth + 1)}`);
  }
  return `{${members.join(",")}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Parses a text that must be canonical to the character: another order, a space, a double key or
 * another spelling of a number is Malformed. For JSON of strangers use JSON.parse and a schema.
 */
export function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Malformed("not JSON");
  }
  if (!isCanonical(value, text)) throw new Malformed("not canonical JSON");
  return value;
}

function isCanonical(value: Json, text: string): boolean {
  try {
    return encodeJson(value) === text;
  } catch {
    // Only the depth limit can fail on what JSON.parse returns.
    return false;
  }
}
