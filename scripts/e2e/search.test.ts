/** A search that finds nothing proves something only when it would have found it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { searchFolder, textNeedle } from "./search.ts";

const SECRET = "封をする前の、ひみつの文章です";
const needle = textNeedle("note", SECRET);
const secret = Buffer.from(SECRET);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "libral-search-"));
  mkdirSync(join(folder, "below"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, string | Buffer]>([
  ["bytes", Buffer.concat([Buffer.of(0, 255), secret, Buffer.of(1)])],
  ["utf16", Buffer.from(SECRET, "utf16le")],
  ["hex", secret.toString("hex")],
  ["HEX", secret.toString("hex").toUpperCase()],
  ["base64+0", secret.toString("base64")],
  ["base64+1", Buffer.concat([Buffer.of(7), secret]).toString("base64")],
  ["base64+2", Buffer.concat([Buffer.of(7, 7), secret]).toString("base64url")],
  ["json", [...SECRET].map((one) => `\\u${one.charCodeAt(0).toString(16)}`).join("")],
  ["url", encodeURIComponent(SECRET)],
])("finds a secret that is written as %s, in the midst of other things", (spelling, written) => {
  const path = join(folder, "below", "file");
  writeFileSync(path, Buffer.concat([Buffer.from("..."), Buffer.from(written), Buffer.of(0)]));
  const found = searchFolder(folder, [needle]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ needle: "note", file: join("below", "file") });
  expect(found[0]?.spelling.replace("base64url", "base64")).toBe(spelling);
});

test("finds nothing where nothing is, and refuses what would be found by chance", () => {
  writeFileSync(join(folder, "below", "file"), "something else");
  expect(searchFolder(folder, [needle])).toEqual([]);
  expect(() => searchFolder(folder, [textNeedle("short", "abc")])).toThrow("too short");
});
