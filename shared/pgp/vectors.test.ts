/**
 * Every vector file is checked by one test; adding a file adds a test. To make them anew:
 * `WRITE_VECTORS=1 npx vitest run shared/pgp/vectors` (signatures are salted: all bytes change).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeUtf8, fromBase64 } from "../std/bytes.ts";
import { dearmor, importOpenKey, open, parseCertificate, verify } from "./index.ts";
import type { VectorCase, VectorFile } from "./vectors-testing.ts";
import { makeSealed, makeSigned, sealedPurposes, signedPurposes } from "./vectors-testing.ts";

const folder = join(import.meta.dirname, "../testkit/vectors");

if (process.env.WRITE_VECTORS === "1") {
  const write = (name: string, file: VectorFile) =>
    writeFileSync(join(folder, name), `${JSON.stringify(file, null, 2)}\n`);
  for (const one of signedPurposes) write(`signed-${one}.json`, await makeSigned(one));
  for (const one of sealedPurposes) write(`sealed-${one}.json`, await makeSealed(one));
}

const names = readdirSync(folder).filter((name) => /^(signed|sealed)-[a-z]+\.json$/.test(name));

test("there is a file for each purpose", () => {
  const expected = [
    ...signedPurposes.map((purpose) => `signed-${purpose}.json`),
    ...sealedPurposes.map((purpose) => `sealed-${purpose}.json`),
  ];
  expect(names.sort()).toEqual(expected.sort());
});

describe.each(names)("%s", (name) => {
  const file = JSON.parse(readFileSync(join(folder, name), "utf8")) as VectorFile;

  test.each(file.cases.map((one) => [one.outcome, one.name, one] as const))(
    "%s: %s",
    async (outcome, _name, one) => {
      const { kind, payload } = await readCase(file, one);
      const expected = {
        valid: ["opened", "verified"],
        notMine: ["notMine"],
        refused: ["damaged"],
      };
      expect(expected[outcome]).toContain(kind);
      if (outcome === "valid") expect(payload && decodeUtf8(payload)).toBe(file.payload);
    },
  );

  test("one case is valid", () => {
    expect(file.cases.filter((one) => one.outcome === "valid")).toHaveLength(1);
  });
});

async function readCase(
  file: VectorFile,
  { context, message }: VectorCase,
): Promise<{ readonly kind: string; readonly payload?: Uint8Array }> {
  const signer = await parseCertificate(dearmor(file.signer, "publicKey"));
  const given = { message: fromBase64(message), context, signer, now: file.now };
  if (file.reader === null) return verify(given);
  const key = await importOpenKey(dearmor(file.reader, "privateKey"));
  const verdict = await open({ ...given, key });
  return verdict.kind === "opened" ? { kind: "opened", payload: verdict.plaintext } : verdict;
}
