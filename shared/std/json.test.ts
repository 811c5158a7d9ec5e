import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AssertionFailed } from "./assert.ts";
import { Malformed } from "./bytes.ts";
import { encodeJson, parseJson } from "./json.ts";

describe("encodeJson", () => {
  test("sorts keys by code unit, writes no spaces, leaves out undefined members", () => {
    const value = { b: 1, a: [true, null, "あ\n"], "\u20ac": 1, é: undefined, A: {} };
    expect(encodeJson(value)).toBe('{"A":{},"a":[true,null,"あ\\n"],"b":1,"€":1}');
  });

  test("the order in which a value was built does not matter", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse());
        return encodeJson(backwards) === encodeJson(value);
      }),
    );
  });

  test.each([
    ["NaN", Number.NaN],
    ["infinity", 1 / 0],
    ["a function", () => 1],
    ["a date", new Date(0)],
    ["a hole", [1, undefined]],
    ["bytes", new Uint8Array(1)],
    ["a big integer", 1n],
    ["nothing", undefined],
  ])("refuses %s", (_name, value) => {
    expect(() => encodeJson(value)).toThrow(AssertionFailed);
  });
});

describe("parseJson", () => {
  test("what encodeJson wrote comes back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = encodeJson(value);
        expect(encodeJson(parseJson(text))).toBe(text);
      }),
    );
  });

  test.each([
    '{"b":1,"a":1}',
    '{"a":1,"a":1}',
    '{"a": 1}',
    "[1 ]",
    "1.0",
    "1e2",
    "-0",
    '"\\u0061"',
    '"\\/"',
    "{",
    "",
    "undefined",
    "\ufeff1",
  ])("refuses %j", (text) => {
    expect(() => parseJson(text)).toThrow(Malformed);
  });

  test("refuses what is nested too deep, without overflowing", () => {
    expect(() => parseJson("[".repeat(66) + "]".repeat(66))).toThrow(Malformed);
    expect(() => parseJson("[".repeat(100_000) + "]".repeat(100_000))).toThrow(Malformed);
    expect(encodeJson(parseJson("[".repeat(65) + "]".repeat(65)))).toHaveLength(130);
  });
});
