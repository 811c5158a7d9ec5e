/** The door takes exactly the base64 that is decoded behind it: nothing passes that throws later. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../std/bytes.ts";
import { keysetRequest } from "./api.ts";

const isTaken = (signed: string): boolean => v.is(keysetRequest, { signed });
function isDecoded(text: string): boolean {
  try {
    fromBase64(text);
    return true;
  } catch {
    return false;
  }
}

test("base64 is taken if and only if it is decoded", () => {
  for (const text of ["", "=", "==", "====", "A===", "AA=A", "AB==", "AAB=", "AA==AAAA", "AAA"]) {
    expect([text, isTaken(text)]).toEqual([text, isDecoded(text)]);
  }
  const nearly = fc
    .array(fc.constantFrom(..."ABQgw04c+/=-"), { maxLength: 12 })
    .map((characters) => characters.join(""));
  const agrees = (text: string): boolean => isTaken(text) === isDecoded(text);
  fc.assert(fc.property(nearly, agrees), { numRuns: 3000 });
  fc.assert(fc.property(fc.uint8Array(), (bytes) => isTaken(toBase64(bytes))));
});
