/** Segments in both forms: there and back; foreign text and bytes get a verdict. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LooseSegment } from "./segment.ts";
import {
  formatSegmentText,
  packedSize,
  packSegment,
  parseSegmentDocument,
  parseSegmentText,
} from "./segment.ts";
import type { Hash } from "./types.ts";

const anyHash = fc.stringMatching(/^[0-9a-f]{64}$/).map((text) => text as Hash);
const body = fc.uint8Array({ minLength: 1, maxLength: 300 });
const anyLoose: fc.Arbitrary<LooseSegment> = fc.record({
  signed: body,
  parts: fc.array(
    fc.oneof(
      body.map((bytes) => ({ kind: "body", body: bytes }) as const),
      anyHash.map((hash) => ({ kind: "erased", hash }) as const),
    ),
    { minLength: 1, maxLength: 5 },
  ),
});

const words = { title: "📝 メモ", hashtags: "#libral #notes" };

describe("as text", () => {
  test("there and back, and only the blocks are folded", () => {
    fc.assert(
      fc.property(anyLoose, (loose) => {
        const { text, fold } = formatSegmentText(loose, words);
        expect(parseSegmentText(text)).toEqual({ kind: "loose", loose });
        expect(text.slice(0, fold[0])).toBe("📝 メモ\n\n#libral #notes\n");
        expect(fold[1]).toBe(text.length);
      }),
    );
  });

  test("any text gets a verdict", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseSegmentText(text).kind).toBe("none");
      }),
    );
    const broken = "-----BEGIN PGP MESSAGE-----\n\n!!!\n-----END PGP MESSAGE-----";
    expect(parseSegmentText(broken).kind).toBe("damaged");
  });
});

describe("as document", () => {
  test("there and back, and of the size that planning counts with", () => {
    fc.assert(
      fc.property(anyLoose, (loose) => {
        const bytes = packSegment(loose);
        expect(parseSegmentDocument(bytes)).toEqual({ kind: "loose", loose });
        const sizes = loose.parts.map((part) => (part.kind === "body" ? part.body.length : 64));
        expect(bytes.length).toBe(packedSize([...sizes, loose.signed.length]));
      }),
    );
  });

  test("any bytes get a verdict", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(parseSegmentDocument(bytes).kind).toBe("none");
      }),
    );
  });
});
