/** Keysets against an owner's hostile device, and the real OpenPGP: one key stands there once. */
import { expect, test } from "vitest";
import * as pgp from "../pgp/index.ts";
import { toBase64 } from "../std/bytes.ts";
import { ALICE_LOG, makePeople, NOON } from "../testkit/people.ts";
import type { Device } from "./keyset.ts";
import { nextKeyset, signKeyset, verifyKeyset } from "./keyset.ts";
import type { Writer } from "./types.ts";

const devices: readonly Device[] = [
  { id: "device-00112233445566aa" as Writer, name: "電話", since: NOON },
];

/** The same certificate, its first packet with a length of five octets. */
function writtenOtherwise(bytes: Uint8Array): Uint8Array {
  const [tag = 0, size = 0] = bytes;
  return Uint8Array.from([tag, 0xff, 0, 0, 0, size, ...bytes.subarray(2)]);
}

test("a key that stands there twice is refused, however it is written down", async () => {
  const { alice, bot } = await makePeople();
  const first = nextKeyset(null, {
    log: ALICE_LOG,
    owner: alice.certificate,
    devices,
    bots: [bot.certificate],
    at: NOON,
  });
  const verdictOf = async (bots: readonly string[]) => {
    const signed = await signKeyset({ ...first, bots }, { crypto: pgp, signer: alice, now: NOON });
    const by = { crypto: pgp, log: ALICE_LOG, signers: [alice.certificate], now: NOON };
    return (await verifyKeyset(signed, null, by)).kind;
  };
  const [once] = first.bots;
  const again = toBase64(writtenOtherwise(bot.certificate.bytes));
  const owners = toBase64(writtenOtherwise(alice.certificate.bytes));
  if (once === undefined) throw new Error("one bot");
  expect(again).not.toBe(once);
  expect(await verdictOf([once])).toBe("parsed");
  expect(await verdictOf([again])).toBe("parsed");
  expect(await verdictOf([once, once])).toBe("damaged");
  expect(await verdictOf([once, again])).toBe("damaged");
  expect(await verdictOf([once, owners])).toBe("damaged");
});
