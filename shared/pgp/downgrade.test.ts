/**
 * The library under us and honest other programs write messages that are weaker or wider than our
 * profile, most of them without a word. Here openpgp.js is used as such a program: each message is
 * valid OpenPGP to our key, and each must be refused for its own reason.
 */
import type * as library from "openpgp";
import * as openpgp from "openpgp";
import { beforeAll, describe, expect, test } from "vitest";
import { encodeUtf8 } from "../std/bytes.ts";
import type { People } from "../testkit/people.ts";
import { ALICE_LOG, makePeople, NOON } from "../testkit/people.ts";
import { contextOf, exportOpenKey, open, seal, verify } from "./index.ts";
import { NOTATION_NAME } from "./profile.ts";

const { aead, compression, hash } = openpgp.enums;
const date = new Date(NOON);
const plaintext = encodeUtf8("a secret");
/** What the library does when nobody tells it otherwise; our engine has changed its global. */
const itsDefaults = {
  aeadProtect: false,
  preferredAEADAlgorithm: aead.gcm,
  preferredHashAlgorithm: hash.sha512,
  knownNotations: [],
};

let people: People;
let alice: library.PrivateKey;
let bot: library.PrivateKey;
let version4: library.PrivateKey;
let context: string;
let lock: library.RawNotation;

beforeAll(async () => {
  people = await makePeople();
  const read = (key: Uint8Array) => openpgp.readPrivateKey({ binaryKey: key });
  alice = await read(exportOpenKey(people.alice));
  bot = await read(exportOpenKey(people.bot));
  const made = await openpgp.generateKey({
    type: "ecc",
    userIDs: [{ name: "Old" }],
    date: new Date(NOON - 1000),
    format: "object",
    config: { v6Keys: false, aeadProtect: false },
  });
  version4 = made.privateKey;
  context = contextOf({
    purpose: "state",
    log: ALICE_LOG,
    to: [people.alice.certificate.fingerprint],
  });
  lock = { name: NOTATION_NAME, value: encodeUtf8(context), humanReadable: true, critical: true };
});

type Options = Partial<Parameters<typeof openpgp.encrypt>[0]>;

/** Sealed by the library: to Alice, signed by the bot for the right context, but for `options`. */
async function sealedBy(options: Options = {}): Promise<Uint8Array> {
  return openpgp.encrypt({
    message: await openpgp.createMessage({ binary: plaintext, date }),
    encryptionKeys: alice.toPublic(),
    signingKeys: bot,
    signatureNotations: [lock],
    date,
    ...options,
    format: "binary",
  });
}

/** The same from parts: signed as asked, then encrypted as it stands. */
async function sealedInner(
  sign: Partial<Parameters<typeof openpgp.sign>[0]> = {},
  literal: { filename?: string; date?: Date } = {},
): Promise<Uint8Array> {
  const message = await openpgp.createMessage({ binary: plaintext, date, ...literal });
  const signed = await openpgp.sign({
    message,
    signingKeys: bot,
    signatureNotations: [lock],
    date,
    ...sign,
    format: "object",
  });
  if (typeof signed === "string" || !("packets" in signed)) throw new Error("not an object");
  return openpgp.encrypt({
    message: signed as library.Message<Uint8Array>,
    encryptionKeys: alice.toPublic(),
    date,
    format: "binary",
  });
}

function verdictOf(message: Uint8Array) {
  return open({ message, context, key: people.alice, signer: people.bot.certificate, now: NOON });
}

test("control: with our configuration the library writes what we accept", async () => {
  expect(await verdictOf(await sealedBy())).toMatchObject({ kind: "opened", plaintext });
  expect(await verdictOf(await sealedInner())).toMatchObject({ kind: "opened", plaintext });
});

describe("encrypted data", () => {
  test("a version 4 co-recipient takes everybody down to version 1", async () => {
    const encryptionKeys = [alice.toPublic(), version4.toPublic()];
    await refused(sealedBy({ encryptionKeys }), "not version 2");
  });

  test("SEIPDv1: a session key without a mode", async () => {
    const sessionKey = { data: new Uint8Array(32).fill(1), algorithm: "aes256" as const };
    await refused(sealedBy({ sessionKey }), "not version 2");
  });

  test.each([
    ["gcm", "aes256", "mode is not OCB"],
    ["eax", "aes256", "mode is not OCB"],
    ["ocb", "aes128", "cipher is not AES-256"],
    ["ocb", "aes192", "cipher is not AES-256"],
  ] as const)("%s with %s", async (aeadAlgorithm, algorithm, why) => {
    const data = new Uint8Array({ aes128: 16, aes192: 24, aes256: 32 }[algorithm]);
    await refused(sealedBy({ sessionKey: { data, algorithm, aeadAlgorithm } }), why);
  });

  test("a forgotten configuration does not matter: our certificates allow one suite", async () => {
    const message = await sealedBy({ config: { ...itsDefaults, knownNotations: [NOTATION_NAME] } });
    expect((await verdictOf(message)).kind).toBe("opened");
  });

  test("a forgotten configuration and a key that lists all modes: GCM", async () => {
    const { privateKey } = await openpgp.generateKey({
      type: "curve25519",
      userIDs: [],
      date: new Date(NOON - 1000),
      format: "object",
    });
    const message = sealedBy({ encryptionKeys: privateKey.toPublic(), config: itsDefaults });
    await refused(message, "mode is not OCB");
  });

  test("chunks above 4 MiB", async () => {
    await refused(sealedBy({ config: { aeadChunkSizeByte: 17 } }), "chunks are too large");
  });

  test("not encrypted at all", async () => {
    const signed = await openpgp.sign({
      message: await openpgp.createMessage({ binary: plaintext, date }),
      signingKeys: bot,
      signatureNotations: [lock],
      date,
      format: "binary",
    });
    await refused(Promise.resolve(signed), "no encrypted data at the end");
  });
});

describe("recipients", () => {
  test("a password beside the key", async () => {
    await refused(sealedBy({ passwords: "tea", config: { s2kType: 3 } }), "packet 3 before");
  });

  test("an anonymous recipient", async () => {
    await refused(sealedBy({ wildcard: true }), "no version 6 key");
  });

  test("one more than the context names", async () => {
    const encryptionKeys = [alice.toPublic(), bot.toPublic()];
    await refused(sealedBy({ encryptionKeys }), "other recipients than the context names");
  });

  test("the same one twice", async () => {
    const encryptionKeys = [alice.toPublic(), alice.toPublic()];
    await refused(sealedBy({ encryptionKeys }), "a recipient twice");
  });
});

describe("what is inside", () => {
  test("unsigned", async () => {
    await refused(sealedBy({ signingKeys: [] }), "not one signed literal: 11");
  });

  test("two signatures, both good", async () => {
    const signingKeys = [bot, alice];
    const signatureNotations = [lock, lock];
    await refused(
      sealedBy({ signingKeys, signatureNotations }),
      "not one signed literal: 4 4 11 2 2",
    );
  });

  test("two signatures, one of them over something else", async () => {
    const other = await openpgp.sign({
      message: await openpgp.createMessage({ binary: encodeUtf8("else"), date }),
      signingKeys: alice,
      signatureNotations: [lock],
      detached: true,
      date,
      format: "object",
    });
    const signature = other as unknown as library.Signature;
    await refused(sealedBy({ signature }), "not one signed literal: 4 4 11 2 2");
  });

  test("a bad signature", async () => {
    const other = await openpgp.sign({
      message: await openpgp.createMessage({ binary: encodeUtf8("else"), date }),
      signingKeys: bot,
      signatureNotations: [lock],
      detached: true,
      date,
      format: "object",
    });
    const signature = other as unknown as library.Signature;
    await refused(sealedBy({ signingKeys: [], signature }), "signature is not valid");
  });

  test("compressed", async () => {
    const message = await openpgp.createMessage({ binary: new Uint8Array(5000), date });
    const signed = await openpgp.sign({
      message,
      signingKeys: bot,
      signatureNotations: [lock],
      date,
      format: "object",
    });
    // The library compresses only for a recipient who asks for it, and its types hide this method.
    const compressing = signed as unknown as { compress(algorithm: number): typeof message };
    const packed = compressing.compress(compression.zlib);
    const encryptionKeys = alice.toPublic();
    const sealed = openpgp.encrypt({ message: packed, encryptionKeys, date, format: "binary" });
    await refused(sealed, "not one signed literal: 8");
  });

  test("a signature over text", async () => {
    const message = await openpgp.createMessage({ text: "a\nb", date });
    await refused(sealedBy({ message }), "not a signature over binary data");
  });

  test("a file name", async () => {
    await refused(sealedInner({}, { filename: "a.txt" }), "literal: has a file name");
  });

  test("a literal with a date of its own", async () => {
    await refused(sealedInner({}, { date: new Date(NOON - 5000) }), "literal: another date");
  });

  test("SHA-256", async () => {
    const config = { preferredHashAlgorithm: hash.sha256 };
    const { privateKey } = await openpgp.generateKey({
      type: "curve25519",
      userIDs: [],
      date: new Date(NOON - 1000),
      format: "object",
      config,
    });
    await refused(sealedInner({ signingKeys: privateKey, config }), "not SHA-512");
  });

  test("a version 4 signer", async () => {
    await refused(sealedInner({ signingKeys: version4 }), "signature: not version 6");
  });
});

describe("the Context-Lock", () => {
  test.each([
    ["none", () => [], "not exactly one notation"],
    ["two", () => [lock, lock], "not exactly one notation"],
    ["another beside it", () => [lock, { ...lock, name: "a@b.example" }], "not exactly one"],
    ["another name", () => [{ ...lock, name: "context@log.example" }], "another notation"],
    ["another value", () => [{ ...lock, value: encodeUtf8(`${context}0`) }], "another context"],
    ["not critical", () => [{ ...lock, critical: false }], "not critical and readable"],
    ["not readable", () => [{ ...lock, humanReadable: false }], "not critical and readable"],
  ])("%s", async (_name, notations, why) => {
    await refused(sealedBy({ signatureNotations: notations() }), why);
  });
});

test("a sealed message's inside does not verify as a signed one, nor the other way", async () => {
  const message = await seal({
    plaintext,
    context,
    signer: people.bot,
    recipients: [people.alice.certificate],
    now: NOON,
  });
  const { data } = await openpgp.decrypt({
    message: await openpgp.readMessage({ binaryMessage: message }),
    decryptionKeys: alice,
    verificationKeys: bot.toPublic(),
    expectSigned: true,
    format: "binary",
    date,
  });
  expect(data).toEqual(plaintext);
  const clear = contextOf({ purpose: "claim", log: ALICE_LOG });
  const signer = people.bot.certificate;
  expect((await verify({ message, context: clear, signer, now: NOON })).kind).toBe("damaged");
});

async function refused(sealing: Promise<Uint8Array>, why: string): Promise<void> {
  const verdict = await verdictOf(await sealing);
  expect(verdict.kind).toBe("damaged");
  expect("why" in verdict ? verdict.why : "").toContain(why);
}
