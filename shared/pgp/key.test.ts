import * as openpgp from "openpgp";
import { describe, expect, test } from "vitest";
import { AssertionFailed } from "../std/assert.ts";
import { concat, encodeUtf8, toHex } from "../std/bytes.ts";
import { ALICE_LOG, KEYS_MADE_AT, makePeople, NOON } from "../testkit/people.ts";
import {
  SAMPLE_CERTIFICATE,
  SAMPLE_FINGERPRINT,
  SAMPLE_MESSAGE,
  SAMPLE_SECRET_KEY,
} from "../testkit/rfc9580.ts";
import {
  contextOf,
  dearmor,
  exportOpenKey,
  generateKey,
  importOpenKey,
  keyFromSecret,
  open,
  PgpRefused,
  parseCertificate,
  seal,
} from "./index.ts";
import { readPackets, writePacket } from "./packets.ts";
import { TAG } from "./profile.ts";

describe("keyFromSecret", () => {
  test("makes the same certificate, byte for byte, each time and everywhere", async () => {
    const secret = new Uint8Array(32).fill(7);
    const first = await keyFromSecret(secret, KEYS_MADE_AT);
    const second = await keyFromSecret(secret, KEYS_MADE_AT);
    expect(toHex(second.certificate.bytes)).toBe(toHex(first.certificate.bytes));
    // Written down: a change of the derivation would orphan every bot.
    expect(first.certificate.fingerprint).toBe(
      "64ad2c7ffc406f368826cf34af5c0ba9d1c07a64f9156a65fe402171e7f7bea9",
    );
  });

  test("another secret or date makes another key", async () => {
    const { alice, bob } = await makePeople();
    expect(alice.certificate.fingerprint).not.toBe(bob.certificate.fingerprint);
    const secret = new Uint8Array(32);
    const [a, b] = [await keyFromSecret(secret, NOON), await keyFromSecret(secret, NOON + 1000)];
    expect(a.certificate.fingerprint).not.toBe(b.certificate.fingerprint);
  });

  test("wants a secret that is one", async () => {
    await expect(keyFromSecret(new Uint8Array(31), NOON)).rejects.toThrow(AssertionFailed);
  });
});

describe("keys are of our profile in the eyes of the library", () => {
  test.each([
    ["generated", () => generateKey(NOON)],
    ["from a secret", () => keyFromSecret(new Uint8Array(32), KEYS_MADE_AT)],
  ])("%s", async (_name, make) => {
    const made = await make();
    const key = await openpgp.readKey({ binaryKey: made.certificate.bytes });
    await key.verifyPrimaryKey(new Date(NOON));
    const encryption = await key.getEncryptionKey(undefined, new Date(NOON));
    expect(encryption.getAlgorithmInfo().algorithm).toBe("x25519");
    expect(key.getAlgorithmInfo().algorithm).toBe("ed25519");
    expect(key.getFingerprint()).toBe(made.certificate.fingerprint);
    expect(key.users).toHaveLength(0);
    expect(await key.getExpirationTime()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("exported and imported", () => {
  test("an open key stays the same key", async () => {
    const { alice } = await makePeople();
    const bytes = exportOpenKey(alice);
    const again = await importOpenKey(bytes);
    bytes.fill(0);
    const to = [alice.certificate.fingerprint];
    const context = contextOf({ purpose: "state", log: ALICE_LOG, to });
    const order = { context, recipients: [alice.certificate], now: NOON };
    const message = await seal({ ...order, plaintext: encodeUtf8("x"), signer: again });
    const signer = alice.certificate;
    const verdict = await open({ message, context, key: again, signer, now: NOON });
    expect(verdict.kind).toBe("opened");
  });

  test("a private half that does not fit the public one is refused", async () => {
    const { alice, bob } = await makePeople();
    const [own, other] = [readPackets(exportOpenKey(alice)), readPackets(exportOpenKey(bob))];
    for (const at of [0, 2]) {
      const mixed = own.map((packet, index) => {
        if (index !== at) return writePacket(packet.tag, packet.body);
        const body = concat([packet.body.subarray(0, 43), other[at]!.body.subarray(43)]);
        return writePacket(packet.tag, body);
      });
      await expect(importOpenKey(concat(mixed))).rejects.toThrow("private and public half differ");
    }
  });
});

describe("parseCertificate", () => {
  test("accepts the sample of RFC 9580 A.3, and its secret key of A.4", async () => {
    const certificate = await parseCertificate(dearmor(SAMPLE_CERTIFICATE, "publicKey"));
    expect(certificate.fingerprint).toBe(SAMPLE_FINGERPRINT);
    const key = await importOpenKey(dearmor(SAMPLE_SECRET_KEY, "privateKey"));
    expect(key.certificate.fingerprint).toBe(SAMPLE_FINGERPRINT);
  });

  test("the message of A.8 to it is whole, and refused: AES-128", async () => {
    const { data } = await openpgp.decrypt({
      message: await openpgp.readMessage({ armoredMessage: SAMPLE_MESSAGE }),
      decryptionKeys: await openpgp.readPrivateKey({ armoredKey: SAMPLE_SECRET_KEY }),
    });
    expect(data).toBe("Hello, world!");
    const key = await importOpenKey(dearmor(SAMPLE_SECRET_KEY, "privateKey"));
    const to = [key.certificate.fingerprint];
    const verdict = await open({
      message: dearmor(SAMPLE_MESSAGE),
      context: contextOf({ purpose: "state", log: ALICE_LOG, to }),
      key,
      signer: key.certificate,
      now: NOON,
    });
    expect(verdict).toEqual({ kind: "damaged", why: "cipher is not AES-256" });
  });

  test("refuses any changed byte", async () => {
    const { alice } = await makePeople();
    const { bytes } = alice.certificate;
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(parseCertificate(changed), `byte ${at}`).rejects.toThrow(PgpRefused);
    }
  });

  const made = { type: "curve25519", format: "binary", date: new Date(NOON) } as const;
  test.each([
    ["a user id", { ...made, userIDs: [{ name: "Alice" }] }],
    ["an expiry", { ...made, userIDs: [], keyExpirationTime: 1000 }],
    ["no subkey", { ...made, userIDs: [], subkeys: [] }],
    ["two subkeys", { ...made, userIDs: [], subkeys: [{}, {}] }],
    ["a signing subkey", { ...made, userIDs: [], subkeys: [{ sign: true }] }],
    ["SHA-256", { ...made, userIDs: [], config: { preferredHashAlgorithm: 8 } }],
    ["other curves", { ...made, userIDs: [], type: "curve448" as const }],
    ["version 4", { ...made, userIDs: [{ name: "A" }], config: { v6Keys: false } }],
  ])("refuses a key with %s", async (_name, options) => {
    const { publicKey, privateKey } = await openpgp.generateKey(options);
    await expect(parseCertificate(publicKey)).rejects.toThrow(PgpRefused);
    await expect(importOpenKey(privateKey)).rejects.toThrow(PgpRefused);
  });

  test("refuses a subkey that the primary key did not bind", async () => {
    const { alice, bob } = await makePeople();
    const [own, other] = [alice, bob].map((key) => readPackets(key.certificate.bytes));
    const foreign = own!.map((packet, at) => (at < 2 ? packet : other![at]!));
    const bytes = concat(foreign.map((packet) => writePacket(packet.tag, packet.body)));
    await expect(parseCertificate(bytes)).rejects.toThrow("signed by another key");
    const halfForeign = own!.map((packet, at) => (at === 2 ? other![at]! : packet));
    const half = concat(halfForeign.map((packet) => writePacket(packet.tag, packet.body)));
    await expect(parseCertificate(half)).rejects.toThrow("subkey binding is not valid");
  });

  test("refuses a revoked key, a secret key, and anything large", async () => {
    const { alice } = await makePeople();
    const { bytes } = alice.certificate;
    const revocation = writePacket(TAG.signature, readPackets(bytes)[1]!.body);
    const refused = [
      concat([bytes.subarray(0, 44), revocation, bytes.subarray(44)]),
      exportOpenKey(alice),
      new Uint8Array(10_000),
      new Uint8Array(),
    ];
    for (const one of refused) await expect(parseCertificate(one)).rejects.toThrow(PgpRefused);
  });
});
