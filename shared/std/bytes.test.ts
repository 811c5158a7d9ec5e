import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  concat,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  Malformed,
  toBase64,
  toBase64Url,
  toHex,
} from "./bytes.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

test("concat puts all parts in order into a new array", () => {
  const part = Uint8Array.of(1, 2);
  const whole = concat([part, new Uint8Array(), Uint8Array.of(3)]);
  part[0] = 9;
  expect([...whole]).toEqual([1, 2, 3]);
});

test("equalBytes compares content and length", () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => equalBytes(a, b) === (toHex(a) === toHex(b))));
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
});

describe("every encoding comes back, and has one spelling", () => {
  test.each([
    ["hex", toHex, fromHex],
    ["base64", toBase64, fromBase64],
    ["base64url", toBase64Url, fromBase64Url],
  ] as const)("%s", (_name, encode, decode) => {
    fc.assert(fc.property(bytes, (value) => equalBytes(decode(encode(value)), value)));
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        try {
          return encode(decode(text)) === text;
        } catch (error) {
          return error instanceof Malformed;
        }
      }),
    );
  });

  test.each(["=", "A", "AA", "AAA", "AB==", "AAB=", "A===", "AA=A", " AAAA", "AAAA\n", "AA-_"])(
    "base64 refuses %j",
    (text) => expect(() => fromBase64(text)).toThrow(Malformed),
  );
  test.each(["0", "0g", "AB", " 00"])("hex refuses %j", (text) => {
    expect(() => fromHex(text)).toThrow(Malformed);
  });
  test.each(["A", "AB", "AA==", "A+", "A/"])("base64url refuses %j", (text) => {
    expect(() => fromBase64Url(text)).toThrow(Malformed);
  });

  test("base64 bears what is longer than a call's arguments", () => {
    const long = new Uint8Array(200_001).fill(0xfb);
    expect(equalBytes(fromBase64(toBase64(long)), long)).toBe(true);
  });
});

describe("UTF-8", () => {
  test("comes back, a byte order mark too", () => {
    const texts = fc.string({ unit: "grapheme" }).map((text) => `\ufeff${text}`);
    fc.assert(fc.property(texts, (text) => decodeUtf8(encodeUtf8(text)) === text));
  });

  test.each([[[0xff]], [[0xc0, 0x80]], [[0xe3, 0x81]], [[0xed, 0xa0, 0x80]]])(
    "refuses %j",
    (octets) => expect(() => decodeUtf8(Uint8Array.from(octets))).toThrow(Malformed),
  );
});
