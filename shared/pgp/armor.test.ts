import fc from "fast-check";
import * as openpgp from "openpgp";
import { describe, expect, test } from "vitest";
import { encodeUtf8, equalBytes, toHex } from "../std/bytes.ts";
import { armor, dearmor, findArmored, PgpRefused } from "./index.ts";

const bytes = fc.uint8Array({ maxLength: 400 });
const hello = armor(encodeUtf8("hello"), "message");

test("what was armored comes back, in our eyes and in the library's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (value) => {
      const text = armor(value, "message");
      expect(equalBytes(dearmor(text), value)).toBe(true);
      const { data } = await openpgp.unarmor(text);
      expect(toHex((await readAll(data)) as Uint8Array)).toBe(toHex(value));
    }),
  );
});

describe("what a chat does to a text is borne", () => {
  test.each([
    ["no line break at the end", hello.trimEnd()],
    ["text around", `メモ\n#libral\n\n${hello}\nbye`],
    ["Windows line ends", hello.replaceAll("\n", "\r\n")],
    ["no empty line", hello.replace("\n\n", "\n")],
    ["many empty lines", hello.replaceAll("\n", "\n\n\n")],
    ["spaces around lines", hello.replaceAll("\n", " \n\u00a0\u3000")],
    ["zero-width characters", hello.replaceAll("\n", "\n\u200b\ufeff")],
    ["quoted lines", hello.replaceAll("\n", "\n> ")],
    ["all in one line", hello.replace(/\n\n(.*)\n/, " $1 ")],
    ["headers", hello.replace("\n\n", "\nVersion: X 1\nComment: two words\n\n")],
    ["a checksum", hello.replace("\n-----END", "\n=njUN\n-----END")],
  ])("%s", (_name, text) => {
    expect(dearmor(text)).toEqual(encodeUtf8("hello"));
    expect(findArmored(text)).toEqual([hello]);
  });
});

describe("everything else is refused", () => {
  test.each([
    ["nothing", ""],
    ["another kind", armor(encodeUtf8("hello"), "publicKey")],
    ["two blocks", hello + hello],
    ["no end", hello.slice(0, -12)],
    ["another end", hello.replace("END PGP MESSAGE", "END PGP PUBLIC KEY BLOCK")],
    ["broken base64", hello.replace("aGVsbG8=", "aGVsbG8")],
    ["a letter that is none", hello.replace("aGVsbG8=", "aGVs!G8=")],
    ["spare bits", hello.replace("aGVsbG8=", "aGVsbG9=")],
  ])("%s", (_name, text) => {
    expect(() => dearmor(text)).toThrow(PgpRefused);
  });
});

test("several blocks in one text are found in order, broken ones left out", () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), (parts) => {
      const blocks = parts.map((part) => armor(part, "message"));
      const cut = hello.slice(0, 40);
      const text = `title\n\n#libral\n\n${cut}\n${blocks.join("\n[erased]\n")}`;
      expect(findArmored(text)).toEqual(blocks);
    }),
  );
  expect(findArmored(hello, "publicKey")).toEqual([]);
});

test("a text full of beginnings is refused quickly", () => {
  const hostile = "-----BEGIN PGP MESSAGE-----".repeat(50_000);
  expect(() => findArmored(hostile)).toThrow("too many blocks");
});

async function readAll(data: unknown): Promise<unknown> {
  return data instanceof Uint8Array
    ? data
    : (data as { readToEnd(join: (parts: Uint8Array[]) => Uint8Array): unknown }).readToEnd(
        (parts) => Uint8Array.from(parts.flatMap((part) => [...part])),
      );
}
