/** Measures of pictures, read from real headers. */
import { expect, test } from "vitest";
import { pictureSize } from "./picture.ts";

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(32)]);

test.each([
  ["PNG", "89504e470d0a1a0a 0000000d 49484452 00000280 000001e0", { width: 640, height: 480 }],
  ["GIF", "474946383961 4001 f000", { width: 320, height: 240 }],
  [
    "JPEG with segments before its frame",
    "ffd8 ffe0 0010 4a46494600010100000100010000 ffdb 0004 0000 ffc2 0011 08 01e0 0280 03",
    { width: 640, height: 480 },
  ],
  [
    "WebP, extended",
    "52494646 00000000 57454250 56503858 0a000000 00000000 7f0200 df0100",
    { width: 640, height: 480 },
  ],
])("%s", (_name, bytes, size) => {
  expect(pictureSize(padded(hex(bytes)))).toEqual(size);
});

test.each([
  ["text", Buffer.from("no picture at all, only some words")],
  ["nothing", Buffer.alloc(0)],
  ["a JPEG cut short", hex("ffd8ffe000104a464946")],
])("%s is none", (_name, bytes) => {
  expect(pictureSize(bytes)).toBeNull();
});
