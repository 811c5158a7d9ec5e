import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AssertionFailed } from "./assert.ts";
import { encodeUtf8, equalBytes, Malformed } from "./bytes.ts";
import type { TarFile } from "./tar.ts";
import { isTarName, packTar, unpackTar } from "./tar.ts";

const limits = { archiveBytesMax: 100_000, filesMax: 10 };
const segment = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,10}$/);
const name = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const files: fc.Arbitrary<TarFile[]> = fc.uniqueArray(
  fc.record({ name, bytes: fc.uint8Array({ maxLength: 1200 }) }),
  { selector: (file) => file.name, maxLength: 6 },
);

const plain = (value: readonly TarFile[]) => value.map((file) => [file.name, [...file.bytes]]);

test("what was packed comes back", () => {
  fc.assert(
    fc.property(files, (value) => {
      expect(plain(unpackTar(packTar(value), limits))).toEqual(plain(value));
    }),
  );
});

test("no changed byte outside the files' own content goes unnoticed", () => {
  const archive = packTar([{ name: "a/b.txt", bytes: encodeUtf8("hello") }]);
  for (let at = 0; at < archive.length; at++) {
    if (at >= 512 && at < 517) continue;
    const changed = archive.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    expect(() => unpackTar(changed, limits), `byte ${at}`).toThrow(Malformed);
  }
});

test("random bytes are refused and never crash", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (value) => {
      try {
        return equalBytes(packTar(unpackTar(value, limits)), value);
      } catch (error) {
        return error instanceof Malformed;
      }
    }),
  );
});

describe("names", () => {
  const refused = [
    "",
    "/a",
    "a/",
    "../a",
    "a/../b",
    ".a",
    "-a",
    "a//b",
    "a\\b",
    "a b",
    "あ",
    "a\0b",
  ];
  test.each([...refused, "a".repeat(101)])("%j is refused", (bad) => {
    expect(isTarName(bad)).toBe(false);
    expect(() => packTar([{ name: bad, bytes: new Uint8Array() }])).toThrow(AssertionFailed);
  });

  test("two files of one name are refused on both sides", () => {
    const file = { name: "a", bytes: new Uint8Array(1) };
    expect(() => packTar([file, file])).toThrow(AssertionFailed);
    const one = packTar([file]).subarray(0, 1024);
    const twice = new Uint8Array(3072);
    twice.set(one);
    twice.set(one, 1024);
    expect(() => unpackTar(twice, limits)).toThrow(/two files/);
  });
});

test("limits hold", () => {
  const archive = packTar([
    { name: "a", bytes: new Uint8Array(1) },
    { name: "b", bytes: new Uint8Array(1) },
  ]);
  expect(() => unpackTar(archive, { ...limits, archiveBytesMax: 512 })).toThrow(/too large/);
  expect(() => unpackTar(archive, { ...limits, filesMax: 1 })).toThrow(/too many/);
});

test("the system's tar reads it, and what the system's tar writes is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "libral-tar-"));
  try {
    writeFileSync(join(folder, "x.tar"), packTar([{ name: "a.txt", bytes: encodeUtf8("hi") }]));
    execFileSync("tar", ["-xf", "x.tar"], { cwd: folder });
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("hi");
    execFileSync("tar", ["--format=ustar", "-cf", "y.tar", "a.txt"], { cwd: folder });
    expect(() => unpackTar(readFileSync(join(folder, "y.tar")), limits)).toThrow(Malformed);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
