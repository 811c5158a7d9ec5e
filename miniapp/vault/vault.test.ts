import { beforeEach, describe, expect, test } from "vitest";
import type { LogId } from "../../shared/log/types.ts";
import type { Certificate, OpenKey } from "../../shared/pgp/index.ts";
import {
  contextOf,
  exportOpenKey,
  keyFromSecret,
  open,
  seal,
  sign,
  unlockKey,
  verify,
} from "../../shared/pgp/index.ts";
import { encodeUtf8, toBase64, toHex } from "../../shared/std/bytes.ts";
import type { Vault } from "./client.ts";
import { createVault } from "./client.ts";
import type { FakeTime } from "./fake-vault.ts";
import { fakeStorage, fakeTime, fakeWorker } from "./fake-vault.ts";
import type { LockReason, VaultMessage } from "./protocol.ts";
import { HIDDEN_MS, IDLE_MS } from "./watch.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const LOG = "a11ce000000000000000000000000001" as LogId;
const cheap = { passes: 1, parallelism: 1, memoryExponent: 4 };
const words = "sakura tanuki kabuto momiji";

let time: FakeTime;
let storage: ReturnType<typeof fakeStorage>;
let worker: ReturnType<typeof fakeWorker>;
let vault: Vault;
let locks: LockReason[];
let bot: OpenKey;

beforeEach(async () => {
  time = fakeTime(NOON);
  storage = fakeStorage();
  vault = createVault(() => {
    worker = fakeWorker(time, storage);
    return worker;
  });
  locks = [];
  vault.onLocked((reason) => locks.push(reason));
  bot = await keyFromSecret(new Uint8Array(32).fill(9), NOON - 1000);
});

const make = () => vault.createKey(words, NOON, cheap);
const contextFor = (...readers: readonly Certificate[]) =>
  contextOf({ purpose: "state", log: LOG, to: readers.map((one) => one.fingerprint) });
const sealToOwner = (owner: Certificate, text: string) =>
  seal({
    plaintext: encodeUtf8(text),
    context: contextFor(owner),
    signer: bot,
    recipients: [owner],
    now: NOON,
  });

describe("a key is made", () => {
  test("open in the vault, locked outside of it, and backed up by what came out", async () => {
    const made = await make();
    expect(await vault.opened()).toEqual(made.certificate);
    expect(made.fingerprint).toBe(made.certificate.fingerprint);
    expect(made.cost).toEqual(cheap);
    expect((await unlockKey(made.locked, words))?.certificate.fingerprint).toBe(made.fingerprint);
    expect(await vault.verifyBackup(made.locked, words)).toBe(made.fingerprint);
    expect(await vault.verifyBackup(made.locked, "sakura")).toBeNull();
  });

  test("the passphrase is the same however it was typed", async () => {
    const { locked, fingerprint } = await make();
    const typed = "　ｓａｋｕｒａ   tanuki kabuto momiji ";
    expect(await vault.verifyBackup(locked, typed)).toBe(fingerprint);
  });

  test("at a smaller cost when the device has not enough memory", async () => {
    const { cost, locked } = await vault.createKey(words, NOON, { ...cheap, memoryExponent: 18 });
    expect(cost.memoryExponent).toBeLessThan(18);
    expect(await vault.verifyBackup(locked, words)).not.toBeNull();
  });
});

describe("locked and unlocked", () => {
  test("lock closes it, the passphrase opens it, another does not", async () => {
    const { locked, certificate } = await make();
    await vault.lock();
    expect(await vault.isUnlocked()).toBe(false);
    expect(locks).toEqual(["asked"]);
    expect(await vault.unlock(locked, "sakura")).toBeNull();
    expect(await vault.isUnlocked()).toBe(false);
    expect(await vault.unlock(locked, words)).toEqual(certificate);
    expect(await vault.isUnlocked()).toBe(true);
  });

  test("locking what is locked is no event", async () => {
    await vault.lock();
    expect(locks).toEqual([]);
  });

  test("a broken backup is refused, and says no word of it", async () => {
    await expect(vault.unlock("hello sakura", words)).rejects.toMatchObject({
      failure: "refused",
      message: "armor: not exactly one block",
    });
  });

  test("without an open key nothing is signed, sealed or opened", async () => {
    const { certificate } = await make();
    const message = await sealToOwner(certificate, "x");
    await vault.lock();
    const context = contextFor(certificate);
    const failure = { failure: "locked" };
    const signer = bot.certificate;
    await expect(vault.openEnvelopes([{ message, context, signer }], NOON)).rejects.toMatchObject(
      failure,
    );
    await expect(vault.signKeyset(new Uint8Array(), LOG, NOON)).rejects.toMatchObject(failure);
    const recipients = [certificate];
    const order = { plaintext: new Uint8Array(), context, recipients, now: NOON };
    await expect(vault.sealEnvelope(order)).rejects.toMatchObject(failure);
    await expect(vault.remember("1-2")).rejects.toMatchObject(failure);
  });
});

describe("closed by itself", () => {
  test("five minutes after the last touch", async () => {
    await make();
    time.pass(IDLE_MS - 1);
    vault.touch();
    await vault.opened();
    time.pass(IDLE_MS - 1);
    expect(await vault.isUnlocked()).toBe(true);
    time.pass(1);
    expect(locks).toEqual(["idle"]);
    expect(await vault.isUnlocked()).toBe(false);
  });

  test("a minute out of sight, unless it is seen again before", async () => {
    await make();
    vault.setVisible(false);
    await vault.opened();
    time.pass(HIDDEN_MS - 1);
    vault.setVisible(true);
    await vault.opened();
    time.pass(HIDDEN_MS);
    expect(locks).toEqual([]);
    vault.setVisible(false);
    await vault.opened();
    time.pass(HIDDEN_MS);
    expect(locks).toEqual(["hidden"]);
  });

  test("when the page was frozen and no timer ran", async () => {
    const { certificate } = await make();
    const message = await sealToOwner(certificate, "x");
    time.freeze(IDLE_MS);
    const asked = { message, context: contextFor(certificate), signer: bot.certificate };
    await expect(vault.openEnvelopes([asked], NOON)).rejects.toMatchObject({ failure: "locked" });
    expect(locks).toEqual(["idle"]);
  });

  test("a late touch does not save it", async () => {
    await make();
    time.freeze(IDLE_MS + 1);
    vault.touch();
    expect(await vault.isUnlocked()).toBe(false);
  });

  test("reading in the background is no touch", async () => {
    const { certificate } = await make();
    const message = await sealToOwner(certificate, "x");
    const asked = { message, context: contextFor(certificate), signer: bot.certificate };
    time.pass(IDLE_MS - 1);
    await vault.openEnvelopes([asked], NOON);
    time.pass(1);
    expect(locks).toEqual(["idle"]);
  });
});

test("what was being read when the key was closed is not called damaged", async () => {
  const { certificate } = await make();
  const message = await sealToOwner(certificate, "x");
  const asked = { message, context: contextFor(certificate), signer: bot.certificate };
  const reading = vault.openEnvelopes(new Array(40).fill(asked), NOON);
  const closing = vault.lock();
  await expect(reading).rejects.toMatchObject({ failure: "locked" });
  await closing;
});

describe("what the key is for", () => {
  test("envelopes: what is sealed here opens for the bot, what the bot sealed opens here", async () => {
    const { certificate } = await make();
    const both = [certificate, bot.certificate];
    const context = contextFor(...both);
    const plaintext = encodeUtf8("メモ");
    const message = await vault.sealEnvelope({ plaintext, context, recipients: both, now: NOON });
    const verdict = await open({ message, context, key: bot, signer: certificate, now: NOON });
    expect(verdict).toMatchObject({ kind: "opened", plaintext });

    const good = await sealToOwner(certificate, "from the bot");
    const asked = { context: contextFor(certificate), signer: bot.certificate };
    const stranger = { ...asked, signer: { ...bot.certificate, bytes: new Uint8Array(9) } };
    const verdicts = await vault.openEnvelopes(
      [
        { ...asked, message: good },
        { ...asked, message: good.slice(0, -1) },
        { ...stranger, message: good },
      ],
      NOON,
    );
    expect(verdicts.map((one) => one.kind)).toEqual(["opened", "damaged", "damaged"]);
    expect(verdicts[0]).toMatchObject({ plaintext: encodeUtf8("from the bot") });
  });

  test("keysets", async () => {
    const { certificate: signer } = await make();
    const message = await vault.signKeyset(encodeUtf8("{}"), LOG, NOON);
    const context = contextOf({ purpose: "keyset", log: LOG });
    expect((await verify({ message, context, signer, now: NOON })).kind).toBe("verified");
  });

  test.each(["frame", "claim", "superblock", "card"] as const)(
    "it signs no %s, whatever the page asks",
    async (purpose) => {
      const { certificate } = await make();
      const order = { payload: encodeUtf8("{}"), context: contextOf({ purpose, log: LOG }) };
      const asked = vault.crypto.sign({ ...order, signer: vault.keyOf(certificate), now: NOON });
      await expect(asked).rejects.toMatchObject({ failure: "refused" });
    },
  );

  test("frames are verified and certificates parsed without a key", async () => {
    const context = contextOf({ purpose: "frame", log: LOG });
    const message = await sign({ payload: encodeUtf8("{}"), context, signer: bot, now: NOON });
    const signer = bot.certificate;
    const [good, bad] = await vault.verifyFrames(
      [
        { message, context, signer },
        { message, context: context.replace("frame", "claim"), signer },
      ],
      NOON,
    );
    expect([good?.kind, bad?.kind]).toEqual(["verified", "damaged"]);
    const parsed = await vault.parseCertificates([bot.certificate.bytes, new Uint8Array(5)]);
    expect(parsed).toEqual([bot.certificate, null]);
  });

  test("in the words of shared/log, and one turn's questions travel together", async () => {
    const { certificate } = await make();
    const context = contextFor(certificate);
    const key = vault.keyOf(certificate);
    const before = worker.posted.length;
    const messages = await Promise.all(["a", "b", "c"].map((t) => sealToOwner(certificate, t)));
    const verdicts = await Promise.all(
      messages.map((message) =>
        vault.crypto.open({ message, context, key, signer: bot.certificate, now: NOON }),
      ),
    );
    expect(verdicts.map((one) => one.kind === "opened" && toHex(one.plaintext))).toEqual([
      "61",
      "62",
      "63",
    ]);
    expect(worker.posted.length - before).toBe(1);
    const refused = vault.crypto.parseCertificate(new Uint8Array(3));
    await expect(refused).rejects.toMatchObject({ failure: "refused" });
  });
});

describe("remembered on this device", () => {
  test("opens without the passphrase, for the same account only", async () => {
    const { certificate } = await make();
    await vault.remember("1-2");
    await vault.lock();
    expect(await vault.unlockRemembered("1-3")).toBeNull();
    expect(await vault.unlockRemembered("1-2")).toEqual(certificate);
    expect(await vault.isUnlocked()).toBe(true);
    await vault.forget("1-2");
    await vault.lock();
    expect(await vault.unlockRemembered("1-2")).toBeNull();
  });

  test("is not readable in storage, and not exportable", async () => {
    await make();
    await vault.remember("1-2");
    const kept = storage.values.get("1-2/remembered") as { key: CryptoKey; sealed: Uint8Array };
    expect(kept.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", kept.key)).rejects.toThrow();
    // An open key holds its own public key in clear; no such run of bytes may be in what is kept.
    const { bytes } = (await vault.opened()) ?? { bytes: new Uint8Array() };
    expect(toHex(kept.sealed)).not.toContain(toHex(bytes.subarray(12, 44)));
  });

  test("what was kept for one account does not open as another's", async () => {
    await make();
    await vault.remember("1-2");
    await vault.lock();
    storage.values.set("1-9/remembered", storage.values.get("1-2/remembered"));
    expect(await vault.unlockRemembered("1-9")).toBeNull();
  });

  test("a device that keeps nothing says so", async () => {
    await make();
    storage.broken = true;
    await expect(vault.remember("1-2")).rejects.toMatchObject({
      failure: "storage",
      message: "the device keeps nothing",
    });
    await expect(vault.unlockRemembered("1-2")).rejects.toMatchObject({ failure: "storage" });
  });
});

describe("the Worker", () => {
  test("when it dies, waiting calls fail, the page hears it, and the next call starts anew", async () => {
    const { locked, certificate } = await make();
    const waiting = vault.signKeyset(new Uint8Array(), LOG, NOON);
    worker.die();
    await expect(waiting).rejects.toMatchObject({ failure: "internal" });
    expect(locks).toEqual(["lost"]);
    expect(await vault.isUnlocked()).toBe(false);
    expect(await vault.unlock(locked, words)).toEqual(certificate);
  });

  test("nothing that it says holds the private key or the passphrase", async () => {
    const { locked } = await make();
    const key = await unlockKey(locked, words);
    await vault.remember("1-2");
    await vault.lock();
    await vault.unlockRemembered("1-2");
    await vault.unlock(locked, "wrong words").catch(String);
    const said = worker.posted.map((one) => textOf(one as VaultMessage)).join("\n");
    const secrets = key ? exportOpenKey(key) : new Uint8Array();
    // Public half and its framing: 2 + 42 octets; then the usage octet and the private half.
    for (const secret of [secrets.subarray(45, 77), encodeUtf8(words)]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(said).not.toContain(toHex(secret));
      expect(said).not.toContain(toBase64(secret).slice(0, 24));
    }
    expect(said).not.toContain(words);
  });
});

/** All that a message says, bytes as hex. */
function textOf(message: VaultMessage): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  );
}
