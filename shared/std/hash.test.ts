import { expect, test } from "vitest";
import { encodeUtf8, fromHex, toHex } from "./bytes.ts";
import { hkdfSha256, hmacSha256, isHash, sha256, sha256Hex } from "./hash.ts";

test("SHA-256: FIPS 180-4 examples, in one part or several", () => {
  const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256Hex(encodeUtf8("abc"))).toBe(expected);
  expect(toHex(sha256(encodeUtf8("a"), new Uint8Array(), encodeUtf8("bc")))).toBe(expected);
  expect(sha256Hex()).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("HMAC-SHA-256: RFC 4231 case 2", () => {
  const mac = hmacSha256(encodeUtf8("Jefe"), encodeUtf8("what do ya want for nothing?"));
  expect(toHex(mac)).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
});

test("HKDF-SHA-256: RFC 5869 cases 1 and 3", () => {
  const secret = fromHex("0b".repeat(22));
  const first = hkdfSha256({
    secret,
    salt: fromHex("000102030405060708090a0b0c"),
    info: fromHex("f0f1f2f3f4f5f6f7f8f9"),
    sizeBytes: 42,
  });
  expect(toHex(first)).toBe(
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  );
  const third = hkdfSha256({ secret, info: new Uint8Array(), sizeBytes: 42 });
  expect(toHex(third)).toBe(
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  );
});

test("isHash knows the form", () => {
  expect(isHash("0a".repeat(32))).toBe(true);
  for (const text of ["", "0A".repeat(32), "0a".repeat(31), `${"0a".repeat(32)}\n`]) {
    expect(isHash(text)).toBe(false);
  }
});
