import fc from "fast-check";
import { expect, test } from "vitest";
import { concat } from "../std/bytes.ts";
import { readPackets, writePacket } from "./packets.ts";
import { PgpRefused } from "./refused.ts";

const body = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.constantFrom(191, 192, 193, 8383, 8384, 70_000).map((size) => new Uint8Array(size).fill(size)),
);
const packets = fc.array(fc.record({ tag: fc.integer({ min: 0, max: 63 }), body }), {
  maxLength: 6,
});

test("what was written is read", () => {
  fc.assert(
    fc.property(packets, (value) => {
      const bytes = concat(value.map((packet) => writePacket(packet.tag, packet.body)));
      const read = readPackets(bytes);
      expect(read.map((packet) => [packet.tag, packet.body.length])).toEqual(
        value.map((packet) => [packet.tag, packet.body.length]),
      );
      expect(read.every((packet, at) => packet.body[0] === value[at]!.body[0])).toBe(true);
    }),
  );
});

test("lengths are written in their shortest form (RFC 9580 section 4.2.1)", () => {
  const head = (size: number) => [...writePacket(11, new Uint8Array(size)).subarray(0, 6)];
  expect(head(100).slice(0, 2)).toEqual([0xcb, 0x64]);
  expect(head(1723).slice(0, 3)).toEqual([0xcb, 0xc5, 0xfb]);
  expect(head(100_000)).toEqual([0xcb, 0xff, 0x00, 0x01, 0x86, 0xa0]);
});

test("partial lengths are read where others write them", () => {
  const partial = concat([
    Uint8Array.of(0xd2, 0xe9),
    new Uint8Array(512).fill(1),
    Uint8Array.of(0xe0, 2),
    Uint8Array.of(1, 3),
  ]);
  const [packet] = readPackets(partial);
  expect(packet?.tag).toBe(18);
  expect([...(packet?.body.subarray(511) ?? [])]).toEqual([1, 2, 3]);
  const inSignature = partial.slice();
  inSignature[0] = 0xc2;
  expect(() => readPackets(inSignature)).toThrow("partial length refused");
  expect(() => readPackets(Uint8Array.of(0xd2, 0xe1, 0, 0, 0))).toThrow("too short");
});

test.each([
  ["a legacy header", [0x99, 0, 1, 0]],
  ["no header", [0x00]],
  ["no length", [0xcb]],
  ["half a length", [0xcb, 0xc0]],
  ["a body cut short", [0xcb, 2, 0]],
  ["a body of 4 GiB", [0xcb, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ["half a long length", [0xcb, 0xff, 0, 0]],
  ["a last part that is missing", [0xd2, 0xe9, ...new Array(512).fill(0)]],
  ["too many packets", new Array(40).fill([0xd5, 0]).flat()],
])("%s is refused", (_name, octets) => {
  expect(() => readPackets(Uint8Array.from(octets))).toThrow(PgpRefused);
});

test("random bytes are read or refused, and nothing else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        readPackets(bytes);
        return true;
      } catch (error) {
        return error instanceof PgpRefused;
      }
    }),
    { numRuns: 2000 },
  );
});
