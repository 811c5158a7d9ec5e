import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { AssertionFailed } from "../std/assert.ts";
import { encodeUtf8, equalBytes } from "../std/bytes.ts";
import type { People } from "../testkit/people.ts";
import { ALICE_LOG, makePeople, NOON } from "../testkit/people.ts";
import type { OpenKey, OpenVerdict } from "./index.ts";
import { contextOf, generateKey, open, PgpRefused, seal, wipeKey } from "./index.ts";
import { SKEW_MS } from "./profile.ts";

let people: People;
beforeAll(async () => {
  people = await makePeople();
});

const stateOf = (...readers: readonly OpenKey[]) =>
  contextOf({
    purpose: "state",
    log: ALICE_LOG,
    to: readers.map((reader) => reader.certificate.fingerprint),
  });

/** Sealed by the bot for these readers. */
function sealFor(readers: readonly OpenKey[], plaintext: Uint8Array, now = NOON) {
  const recipients = readers.map((reader) => reader.certificate);
  const context = stateOf(...readers);
  return seal({ plaintext, context, signer: people.bot, recipients, now });
}

function openAs(
  key: OpenKey,
  message: Uint8Array,
  context: string,
  now = NOON,
): Promise<OpenVerdict> {
  return open({ message, context, key, signer: people.bot.certificate, now });
}

describe("what was sealed opens", () => {
  test("for each recipient, whatever was sealed", async () => {
    const { alice, bot } = people;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (plaintext) => {
        const message = await sealFor([alice, bot], plaintext);
        for (const key of [alice, bot]) {
          const verdict = await openAs(key, message, stateOf(alice, bot));
          expect(verdict.kind === "opened" && equalBytes(verdict.plaintext, plaintext)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, 1, 255, 256, 65_535, 262_144, 262_145, 700_000])("%i bytes", async (size) => {
    const plaintext = Uint8Array.from({ length: size }, (_, at) => at * 31);
    const { alice } = people;
    const verdict = await openAs(alice, await sealFor([alice], plaintext), stateOf(alice));
    expect(verdict.kind === "opened" && equalBytes(verdict.plaintext, plaintext)).toBe(true);
  });

  test("and says when it was signed, in whole seconds", async () => {
    const { alice } = people;
    const message = await sealFor([alice], new Uint8Array(), NOON + 1999);
    const verdict = await openAs(alice, message, stateOf(alice));
    expect(verdict).toMatchObject({ kind: "opened", signedAt: NOON + 1000 });
  });

  test("by a device whose clock runs behind the key's own date", async () => {
    const young = await generateKey(NOON);
    const context = stateOf(young);
    const recipients = [young.certificate];
    const message = await seal({
      plaintext: encodeUtf8("early"),
      context,
      signer: young,
      recipients,
      now: NOON - 3_600_000,
    });
    const signer = young.certificate;
    const verdict = await open({ message, context, key: young, signer, now: NOON });
    expect(verdict).toMatchObject({ kind: "opened", signedAt: NOON });
  });
});

describe("nothing else opens", () => {
  test("no changed byte is accepted, wherever it is", async () => {
    const { alice } = people;
    const message = await sealFor([alice], encodeUtf8("a secret"));
    const context = stateOf(alice);
    expect((await openAs(alice, message, context)).kind).toBe("opened");
    for (let at = 0; at < message.length; at++) {
      const changed = message.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect((await openAs(alice, changed, context)).kind, `byte ${at}`).not.toBe("opened");
    }
  });

  test("nor one that was cut, lengthened or doubled", async () => {
    const { alice } = people;
    const message = await sealFor([alice], new Uint8Array(300_000));
    const context = stateOf(alice);
    const cuts = [0, 1, 74, 150, 200, 262_300, message.length - 16, message.length - 1];
    for (const cut of cuts) {
      expect((await openAs(alice, message.subarray(0, cut), context)).kind).not.toBe("opened");
    }
    for (const tail of [Uint8Array.of(0), message]) {
      const longer = new Uint8Array([...message, ...tail]);
      expect((await openAs(alice, longer, context)).kind).toBe("damaged");
    }
  });

  test("random bytes never throw", async () => {
    const { alice } = people;
    const context = stateOf(alice);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (message) => {
        expect((await openAs(alice, message, context)).kind).toBe("damaged");
      }),
    );
  });

  test("not for another reader", async () => {
    const { alice, bob } = people;
    const message = await sealFor([alice], encodeUtf8("a secret"));
    expect(await openAs(bob, message, stateOf(bob))).toEqual({ kind: "notMine" });
  });

  test("not as another signer's", async () => {
    const { alice, bob } = people;
    const message = await sealFor([alice], encodeUtf8("a secret"));
    const signer = bob.certificate;
    const verdict = await open({ message, context: stateOf(alice), key: alice, signer, now: NOON });
    expect(verdict).toEqual({ kind: "damaged", why: "signed by another key" });
  });

  test("not from the future beyond the skew", async () => {
    const { alice } = people;
    const message = await sealFor([alice], new Uint8Array(), NOON + SKEW_MS);
    const context = stateOf(alice);
    expect((await openAs(alice, message, context, NOON)).kind).toBe("opened");
    expect(await openAs(alice, message, context, NOON - 1000)).toEqual({
      kind: "damaged",
      why: "signed in the future",
    });
  });

  test("not in another context", async () => {
    const { alice, bot } = people;
    const message = await sealFor([alice], new Uint8Array());
    const manifest = stateOf(alice).replace("purpose=state", "purpose=manifest");
    expect(await openAs(alice, message, manifest)).toMatchObject({ why: "another context" });
    // A reader to whom the context does not grant it, and more readers than it names.
    expect(await openAs(alice, message, stateOf(bot))).toMatchObject({
      why: "context names others",
    });
    expect(await openAs(alice, message, stateOf(alice, bot))).toMatchObject({
      why: "other recipients than the context names",
    });
  });
});

describe("our own mistakes are assertions", () => {
  test("a context that names other recipients, or none", async () => {
    const { alice, bot } = people;
    const request = { plaintext: new Uint8Array(), signer: bot, recipients: [alice.certificate] };
    const wrong = seal({ ...request, context: stateOf(alice, bot), now: NOON });
    await expect(wrong).rejects.toThrow(AssertionFailed);
    const clear = contextOf({ purpose: "frame", log: ALICE_LOG });
    await expect(seal({ ...request, context: clear, now: NOON })).rejects.toThrow(AssertionFailed);
    const none = seal({ ...request, recipients: [], context: clear, now: NOON });
    await expect(none).rejects.toThrow(AssertionFailed);
  });

  test("a wiped key does nothing", async () => {
    const key = await generateKey(NOON);
    const context = stateOf(key);
    const order = { plaintext: new Uint8Array(), context, recipients: [key.certificate] };
    const message = await seal({ ...order, signer: key, now: NOON });
    wipeKey(key);
    wipeKey(key);
    await expect(seal({ ...order, signer: key, now: NOON })).rejects.toThrow(PgpRefused);
    const signer = key.certificate;
    await expect(open({ message, context, key, signer, now: NOON })).rejects.toThrow(PgpRefused);
  });

  test("an open key says nothing of itself", () => {
    expect(JSON.stringify(people.alice.handle)).toBe('"open key"');
  });
});
