/**
 * Records: their ids, their form, and how records with their attachments become the plaintext of
 * an envelope. Nothing here seals or knows a kind; FORMAT.md lists the kinds.
 */
import * as v from "valibot";
import { assert } from "../std/assert.ts";
import { concat, encodeUtf8, toHex } from "../std/bytes.ts";
import { hmacSha256, sha256Hex } from "../std/hash.ts";
import { encodeJson } from "../std/json.ts";
import type { Parsed } from "./schema.ts";
import { damaged, logRecord, parseDocument } from "./schema.ts";
import type { RecordWithFiles } from "./types.ts";

const LINE_END = 0x0a;

const plaintextHead = v.strictObject({
  version: v.literal(1),
  records: v.pipe(v.array(logRecord), v.minLength(1)),
});

/**
 * The id of the record that `cause` makes: the first 32 hex digits of HMAC-SHA256. The same cause
 * gives the same id, and without the key an id says nothing of its cause.
 */
export function recordIdOf(key: Uint8Array, cause: string): string {
  return toHex(hmacSha256(key, encodeUtf8(cause)).subarray(0, 16));
}

/**
 * The plaintext of an envelope: one line of canonical JSON with the records, then the bytes of all
 * attachments in record order. Files that are not what their records say are our mistake.
 */
export function encodePlaintext(records: readonly RecordWithFiles[]): Uint8Array {
  const content = { version: 1, records: records.map((one) => one.record) };
  // What every reader would refuse must not be sealed: it would be confirmed and lost.
  assert(v.is(plaintextHead, content), "records are of the form that readers take");
  const head = encodeJson(content);
  const files: Uint8Array[] = [];
  for (const { record, files: given } of records) {
    const attachments = record.attachments ?? [];
    assert(attachments.length === given.length, "every attachment of a record has its bytes");
    for (const [at, bytes] of given.entries()) {
      const said = attachments[at];
      const isSo = said?.sizeBytes === bytes.length && said.sha256 === sha256Hex(bytes);
      assert(isSo, "attachments are what records say");
      files.push(bytes);
    }
  }
  return concat([encodeUtf8(head), Uint8Array.of(LINE_END), ...files]);
}

/**
 * The records of an opened envelope; their files are views into `plaintext`. `damaged` for
 * anything that `encodePlaintext` does not write: a file that is short, left over or changed.
 */
export function decodePlaintext(plaintext: Uint8Array): Parsed<readonly RecordWithFiles[]> {
  const end = plaintext.indexOf(LINE_END);
  if (end < 0) return damaged("plaintext has no head");
  const head = parseDocument(plaintext.subarray(0, end), plaintextHead);
  if (head.kind !== "parsed") return head;
  const records: RecordWithFiles[] = [];
  let at = end + 1;
  for (const record of head.value.records) {
    const files: Uint8Array[] = [];
    for (const { sizeBytes, sha256 } of record.attachments ?? []) {
      const bytes = plaintext.subarray(at, at + sizeBytes);
      if (bytes.length !== sizeBytes) return damaged("attachment cut short");
      if (sha256Hex(bytes) !== sha256) return damaged("attachment changed");
      files.push(bytes);
      at += sizeBytes;
    }
    records.push({ record, files });
  }
  if (at !== plaintext.length) return damaged("bytes after the last attachment");
  return { kind: "parsed", value: records };
}
