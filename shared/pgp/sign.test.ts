import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { AssertionFailed } from "../std/assert.ts";
import { encodeUtf8, equalBytes } from "../std/bytes.ts";
import type { People } from "../testkit/people.ts";
import { ALICE_LOG, makePeople, NOON } from "../testkit/people.ts";
import type { SignedPurpose } from "./index.ts";
import { contextOf, sign, verify } from "./index.ts";
import { SKEW_MS } from "./profile.ts";

let people: People;
beforeAll(async () => {
  people = await makePeople();
});

const contextFor = (purpose: SignedPurpose) => contextOf({ purpose, log: ALICE_LOG });
const frame = contextFor("frame");

const signAs = (payload: Uint8Array, context = frame, now = NOON) =>
  sign({ payload, context, signer: people.bot, now });
const verifyAs = (message: Uint8Array, context = frame, now = NOON) =>
  verify({ message, context, signer: people.bot.certificate, now });

test("what was signed verifies, whatever it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (payload) => {
      const verdict = await verifyAs(await signAs(payload));
      expect(verdict.kind === "verified" && equalBytes(verdict.payload, payload)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("no changed byte is accepted, wherever it is", async () => {
  const message = await signAs(encodeUtf8('{"sequence":1}'));
  for (let at = 0; at < message.length; at++) {
    for (const bit of [1, 0x80]) {
      const changed = message.slice();
      changed[at] = (changed[at] ?? 0) ^ bit;
      expect((await verifyAs(changed)).kind, `byte ${at}`).toBe("damaged");
    }
  }
});

test("nor one that was cut or lengthened, by padding either", async () => {
  const message = await signAs(encodeUtf8("x"));
  for (let cut = 0; cut < message.length; cut += 7) {
    expect((await verifyAs(message.subarray(0, cut))).kind).toBe("damaged");
  }
  for (const tail of [[0], [0xd5, 1, 0], [0xca, 3, 0x50, 0x47, 0x50]]) {
    expect((await verifyAs(Uint8Array.from([...message, ...tail]))).kind).toBe("damaged");
  }
});

describe("a signature for one purpose never serves another", () => {
  const purposes: readonly SignedPurpose[] = [
    "frame",
    "claim",
    "keyset",
    "superblock",
    "page",
    "card",
    "witness",
  ];
  test.each(purposes)("%s", async (made) => {
    const message = await signAs(encodeUtf8("{}"), contextFor(made));
    for (const asked of purposes) {
      const { kind } = await verifyAs(message, contextFor(asked));
      expect(kind, asked).toBe(asked === made ? "verified" : "damaged");
    }
  });
});

test("nor one log another, nor one signer another", async () => {
  const message = await signAs(encodeUtf8("{}"));
  const elsewhere = frame.replace(/.$/, "2");
  expect(await verifyAs(message, elsewhere)).toEqual({ kind: "damaged", why: "another context" });
  const signer = people.alice.certificate;
  expect(await verify({ message, context: frame, signer, now: NOON })).toEqual({
    kind: "damaged",
    why: "signed by another key",
  });
});

test("the future is refused beyond the skew", async () => {
  const message = await signAs(encodeUtf8("{}"), frame, NOON + SKEW_MS + 1000);
  expect(await verifyAs(message)).toEqual({ kind: "damaged", why: "signed in the future" });
  expect((await verifyAs(message, frame, NOON + 1000)).kind).toBe("verified");
});

test("a context that names recipients is for sealing", async () => {
  const to = [people.alice.certificate.fingerprint];
  const sealed = contextOf({ purpose: "state", log: ALICE_LOG, to });
  await expect(signAs(encodeUtf8("{}"), sealed)).rejects.toThrow(AssertionFailed);
  await expect(verifyAs(new Uint8Array(), sealed)).rejects.toThrow(AssertionFailed);
});
