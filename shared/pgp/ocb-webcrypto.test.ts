import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../std/bytes.ts";
import { webCryptoOpener } from "./ocb-webcrypto.ts";

/** RFC 7253 appendix A: key 00..0F; nonce, length of A and of P (both 00 01 02 ...), ciphertext. */
const rfc7253: readonly [string, number, number, string][] = [
  ["00", 0, 0, "785407BFFFC8AD9EDCC5520AC9111EE6"],
  ["01", 8, 8, "6820B3657B6F615A5725BDA0D3B4EB3A257C9AF1F8F03009"],
  ["02", 8, 0, "81017F8203F081277152FADE694A0A00"],
  ["03", 0, 8, "45DD69F8F5AAE72414054CD1F35D82760B2CD00D2F99BFA9"],
  ["04", 16, 16, "571D535B60B277188BE5147170A9A22C3AD7A4FF3835B8C5701C1CCEC8FC3358"],
  ["05", 16, 0, "8CF761B6902EF764462AD86498CA6B97"],
  ["06", 0, 16, "5CE88EC2E0692706A915C00AEB8B2396F40E1C743F52436BDF06D8FA1ECA343D"],
  [
    "07",
    24,
    24,
    "1CA2207308C87C010756104D8840CE1952F09673A448A122C92C62241051F57356D7F3C90BB0E07F",
  ],
  ["08", 24, 0, "6DC225A071FC1B9F7C69F93B0F1E10DE"],
  ["09", 0, 24, "221BD0DE7FA6FE993ECCD769460A0AF2D6CDED0C395B1C3CE725F32494B9F914D85C0B1EB38357FF"],
  [
    "0A",
    32,
    32,
    "BD6F6C496201C69296C11EFD138A467ABD3C707924B964DEAFFC40319AF5A48540FBBA186C5553C68AD9F592A79A4240",
  ],
  ["0B", 32, 0, "FE80690BEE8A485D11F32965BC9D2A32"],
  [
    "0C",
    0,
    32,
    "2942BFC773BDA23CABC6ACFD9BFD5835BD300F0973792EF46040C53F1432BCDFB5E1DDE3BC18A5F840B52E653444D5DF",
  ],
  [
    "0D",
    40,
    40,
    "D5CA91748410C1751FF8A2F618255B68A0A12E093FF454606E59F9C1D0DDC54B65E8628E568BAD7AED07BA06A4A69483A7035490C5769E60",
  ],
  ["0E", 40, 0, "C5CD9D1850C141E358649994EE701B68"],
  [
    "0F",
    0,
    40,
    "4412923493C57D5DE0D700F753CCE0D1D2D95060122E9F15A5DDBFC5787E50B5CC55EE507BCB084E479AD363AC366B95A98CA5F3000B1479",
  ],
];

const counting = (size: number) => Uint8Array.from({ length: size }, (_, at) => at);

test.each(rfc7253)("RFC 7253 appendix A, nonce ..%s", async (last, aSize, pSize, ciphertext) => {
  const open = await webCryptoOpener(fromHex("000102030405060708090a0b0c0d0e0f"));
  const nonce = fromHex(`bbaa998877665544332211${last.toLowerCase()}`);
  const opened = await open(nonce, counting(aSize), fromHex(ciphertext.toLowerCase()));
  expect(opened && toHex(opened)).toBe(toHex(counting(pSize)));
});

/** AES-256-OCB of OpenSSL. */
function seal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array) {
  const cipher = createCipheriv("aes-256-ocb", key, nonce, { authTagLength: 16 });
  cipher.setAAD(associated, { plaintextLength: plaintext.length });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

const exactly = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const sealed = fc.record({
  key: exactly(32),
  nonce: exactly(15),
  associated: fc.uint8Array({ maxLength: 40 }),
  plaintext: fc.uint8Array({ maxLength: 400 }),
});

describe("AES-256", () => {
  test("opens what OpenSSL sealed", async () => {
    await fc.assert(
      fc.asyncProperty(sealed, async ({ key, nonce, associated, plaintext }) => {
        const open = await webCryptoOpener(key);
        const opened = await open(nonce, associated, seal(key, nonce, associated, plaintext));
        expect(opened && toHex(opened)).toBe(toHex(plaintext));
      }),
    );
  });

  test("opens a chunk of 4 MiB and a byte more, and the next with the same tables", async () => {
    const key = counting(32);
    const open = await webCryptoOpener(key);
    for (const size of [2 ** 22 + 1, 2 ** 22, 17]) {
      const plaintext = new Uint8Array(size).fill(size & 0xff);
      const opened = await open(
        counting(15),
        counting(5),
        seal(key, counting(15), counting(5), plaintext),
      );
      expect(opened !== null && Buffer.compare(opened, plaintext)).toBe(0);
    }
  });

  test("refuses any changed byte, and anything cut", async () => {
    const key = counting(32);
    const open = await webCryptoOpener(key);
    const [nonce, associated] = [counting(15), counting(5)];
    const good = seal(key, nonce, associated, counting(37));
    for (let at = 0; at < good.length; at++) {
      const bad = Uint8Array.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0x80;
      expect(await open(nonce, associated, bad), `byte ${at}`).toBeNull();
      expect(await open(nonce, associated, good.subarray(0, at)), `cut at ${at}`).toBeNull();
    }
    expect(await open(nonce, counting(6), good)).toBeNull();
    expect(await open(counting(15).reverse(), associated, good)).toBeNull();
  });
});
