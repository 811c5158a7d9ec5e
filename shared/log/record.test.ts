/** Records and their files as plaintext: there and back, and never with a changed byte. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { AssertionFailed } from "../std/assert.ts";
import { sha256Hex } from "../std/hash.ts";
import { decodePlaintext, encodePlaintext, recordIdOf } from "./record.ts";
import type { RecordWithFiles } from "./types.ts";

const anyRecord: fc.Arbitrary<RecordWithFiles> = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{32}$/),
    at: fc.nat(),
    text: fc.string({ unit: "grapheme" }),
    files: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 }),
  })
  .map(({ id, at, text, files }) => {
    const record = { id, at, kind: "note.text", tags: ["a"], data: { text } };
    const attachments = files.map((bytes, index) => ({
      name: `${index}.bin`,
      mime: "x/y",
      sizeBytes: bytes.length,
      sha256: sha256Hex(bytes),
    }));
    return { record: files.length > 0 ? { ...record, attachments } : record, files };
  });

const someRecords = fc.array(anyRecord, { minLength: 1, maxLength: 4 });

test("what is encoded is decoded to the same", () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const decoded = decodePlaintext(encodePlaintext(records));
      expect(decoded).toEqual({ kind: "parsed", value: records });
    }),
  );
});

test("no change of an attachment's byte is accepted, nor anything cut or added", () => {
  const withFile = someRecords.filter((all) =>
    all.some((one) => one.files.some((f) => f.length > 0)),
  );
  fc.assert(
    fc.property(withFile, fc.nat(), (records, where) => {
      const good = encodePlaintext(records);
      const sizes = records.flatMap((one) => one.files.map((file) => file.length));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const bad = good.slice();
      const at = good.length - 1 - (where % total);
      bad[at] = (bad[at] ?? 0) ^ 1;
      expect(decodePlaintext(bad).kind).toBe("damaged");
      expect(decodePlaintext(good.subarray(0, -1)).kind).toBe("damaged");
      expect(decodePlaintext(new Uint8Array([...good, 0])).kind).toBe("damaged");
    }),
  );
});

test("what no reader would take is never encoded", () => {
  const bytes = Uint8Array.of(1);
  const attachment = { name: "a", mime: "x/y", sizeBytes: 1, sha256: sha256Hex(bytes) };
  const record = { id: "0".repeat(32), at: 1, kind: "note.text", tags: [], data: { text: "" } };
  const encode = (change: object, file: object = {}) =>
    encodePlaintext([
      {
        record: { ...record, ...change, attachments: [{ ...attachment, ...file }] },
        files: [bytes],
      },
    ]);
  expect(decodePlaintext(encode({})).kind).toBe("parsed");
  expect(() => encode({ id: "1" })).toThrow(AssertionFailed);
  expect(() => encode({ kind: "note" })).toThrow(AssertionFailed);
  expect(() => encode({}, { name: "a".repeat(256) })).toThrow(AssertionFailed);
  expect(() => encode({}, { sizeBytes: 2 })).toThrow(AssertionFailed);
});

test("any bytes get a verdict, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodePlaintext(bytes).kind).not.toBe("parsed");
    }),
  );
});

test("the same cause has the same id, under one key only", () => {
  const key = new Uint8Array(32);
  const id = recordIdOf(key, "message:5:1207:0");
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(recordIdOf(key, "message:5:1207:0")).toBe(id);
  expect(recordIdOf(key, "message:5:1207:1")).not.toBe(id);
  expect(recordIdOf(new Uint8Array(32).fill(1), "message:5:1207:0")).not.toBe(id);
});
