/** The owner's key in the log: backup, keysets, and what a device may write. */
import { describe, expect, test } from "vitest";
import { envelopeHash, NO_ENVELOPE, sealEnvelope } from "../../shared/log/envelope.ts";
import { nextKeyset, signKeyset, verifyKeysets } from "../../shared/log/keyset.ts";
import type { Envelope, EnvelopeLabel, Hash, Writer } from "../../shared/log/types.ts";
import type { OpenKey } from "../../shared/pgp/types.ts";
import {
  transparentCrypto,
  transparentKey,
  transparentLock,
} from "../../shared/testkit/transparent.ts";
import type { OwnerLog } from "./port.ts";
import { audit, tagsIn } from "./testing/audit-testing.ts";
import { ALICE_GROUP, DEVICE, notesIn, World } from "./testing/world-testing.ts";

const alice = transparentKey("alice");
const bot = transparentKey("the bot");

/** A note as Alice's device seals it, knowing nothing of the chain. */
async function sealed(
  world: World,
  log: OwnerLog,
  text: string,
  changes: Partial<EnvelopeLabel> = {},
): Promise<Envelope> {
  const { logId } = await world.effects.until(log.status());
  const head = log.writerHead(DEVICE);
  const label: EnvelopeLabel = {
    topic: "notes",
    audience: "owner",
    keyset: 1,
    writer: DEVICE,
    counter: head.counter,
    previous: head.hash,
    ...changes,
  };
  const id = envelopeHash(label, new TextEncoder().encode(text)).slice(0, 32);
  const record = { id, at: 1, kind: "note.text", tags: [], data: { text, source: "app" } };
  return sealEnvelope({
    crypto: transparentCrypto,
    signer: alice,
    log: logId,
    label,
    recipients: [alice.certificate],
    records: [{ record, files: [] }],
    now: world.effects.now(),
  });
}

describe("the backup", () => {
  test("is stored once, and read back from Telegram itself", async () => {
    const world = new World();
    const log = await world.create(world.process());
    expect(await world.effects.until(log.readKeyBackup())).toBeNull();
    const { fingerprint } = alice.certificate;
    const armored = transparentLock(alice);
    await world.effects.until(log.storeKeyBackup(armored, fingerprint));
    await world.effects.until(log.storeKeyBackup(armored, fingerprint));
    expect(tagsIn(world).filter((tag) => tag === "#key_backup")).toHaveLength(1);
    expect(await world.effects.until(log.readKeyBackup())).toBe(armored);
    expect(log.state().keyBackup?.fingerprint).toBe(fingerprint);
    await world.rest();
    await audit(world, log, []);
  });

  test("a changed or deleted backup is not taken for the stored one", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const id = log.state().keyBackup?.messageId ?? 0;
    world.telegram.swapFile(ALICE_GROUP, id, new TextEncoder().encode("something else"));
    expect(await world.effects.until(log.readKeyBackup())).toBeNull();
    world.telegram.remove(ALICE_GROUP, id);
    expect(await world.effects.until(log.readKeyBackup())).toBeNull();
  });

  test("of another key than it says is refused", async () => {
    const world = new World();
    const log = await world.create(world.process());
    const { fingerprint } = transparentKey("mallory").certificate;
    const storing = world.effects.until(log.storeKeyBackup(transparentLock(alice), fingerprint));
    await expect(storing).rejects.toMatchObject({ code: "keysetRefused" });
  });

  test.each(["killedBefore", "killedAfter"] as const)(
    "%s while it is sent: stored again, it stands there once",
    async (mishap) => {
      const world = new World();
      const process = world.process();
      const log = await world.create(process);
      await world.rest();
      world.telegram.mishap = ({ method }) => (method === "sendDocument" ? mishap : undefined);
      const { fingerprint } = alice.certificate;
      log.storeKeyBackup(transparentLock(alice), fingerprint).catch(() => undefined);
      await world.rest(60_000);
      expect(process.isDead).toBe(true);
      world.telegram.mishap = () => undefined;
      const again = await world.find(world.process());
      await world.effects.until(again.storeKeyBackup(transparentLock(alice), fingerprint));
      await world.rest(60_000);
      expect(tagsIn(world).filter((tag) => tag === "#key_backup")).toHaveLength(1);
      expect(await world.effects.until(again.readKeyBackup())).toBe(transparentLock(alice));
      await audit(world, again, []);
    },
  );
});

describe("keysets", () => {
  async function signed(
    world: World,
    log: OwnerLog,
    change: { signer?: OpenKey; bots?: OpenKey[]; owner?: OpenKey; log?: string } = {},
  ): Promise<Uint8Array> {
    const { logId } = await world.effects.until(log.status());
    const at = world.effects.now();
    const keyset = nextKeyset(null, {
      log: (change.log ?? logId) as typeof logId,
      owner: (change.owner ?? alice).certificate,
      devices: [{ id: DEVICE, name: "電話", since: at }],
      bots: (change.bots ?? [bot]).map((one) => one.certificate),
      at,
    });
    const by = { crypto: transparentCrypto, signer: change.signer ?? alice, now: at };
    return signKeyset(keyset, by);
  }

  test("the first is installed when its owner's backup stands there", async () => {
    const world = new World();
    const log = await world.create(world.process());
    const early = world.effects.until(log.installKeyset(await signed(world, log)));
    await expect(early).rejects.toMatchObject({ code: "keysetRefused" });
    const { fingerprint } = alice.certificate;
    await world.effects.until(log.storeKeyBackup(transparentLock(alice), fingerprint));
    const first = await signed(world, log);
    await world.effects.until(log.installKeyset(first));
    await world.effects.until(log.installKeyset(first));
    expect(log.keysets()).toEqual([first]);
    const status = await world.effects.until(log.status());
    expect(status).toMatchObject({ condition: "ready", keysetVersion: 1 });
  });

  test("what was sealed before the key is there for the owner too", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const placed = await world.effects.until(log.segments(1, 100));
    const copies = placed
      .flatMap(({ segment }) => segment.bodies)
      .map((body) => new TextDecoder().decode(body ?? new Uint8Array()))
      .filter((text) => text.includes('"record.copy"'));
    expect(copies).toHaveLength(1);
    expect(copies[0]).toContain(alice.certificate.fingerprint);
    for (const kind of ["log.created", "topic.created", "key.backup", "keyset.installed"]) {
      expect(copies[0]).toContain(`"kind":"${kind}"`);
    }
  });

  test.each<readonly [string, Parameters<typeof signed>[2]]>([
    ["somebody else signed it", { signer: transparentKey("mallory") }],
    ["its owner is another key", { owner: transparentKey("mallory") }],
    ["it does not accept this bot", { bots: [transparentKey("another bot")] }],
    ["it is of another log", { log: "f".repeat(32) }],
  ])("refused: %s", async (_, change) => {
    const world = new World();
    const log = await world.create(world.process());
    const { fingerprint } = alice.certificate;
    await world.effects.until(log.storeKeyBackup(transparentLock(alice), fingerprint));
    const keyset = await signed(world, log, change);
    const installing = world.effects.until(log.installKeyset(keyset));
    await expect(installing).rejects.toMatchObject({ code: "keysetRefused" });
    expect(log.keysets()).toEqual([]);
  });

  test("two devices sign the same number at once: one is in force, the other is told that it is not", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const tablet = await nextSigned(world, log, [DEVICE, "device-ffffffffffffffff" as Writer]);
    const laptop = await nextSigned(world, log, [DEVICE, "device-eeeeeeeeeeeeeeee" as Writer]);
    const both = [log.installKeyset(tablet), log.installKeyset(laptop)];
    const outcomes = await world.effects.until(Promise.allSettled(both));
    expect(outcomes.map((one) => one.status)).toEqual(["fulfilled", "rejected"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "keysetRefused" } });
    expect(log.keysets().slice(1)).toEqual([tablet]);
    await world.rest();
    await audit(world, log, []);
  });

  test("they are back after the cache was lost", async () => {
    const world = new World();
    const process = world.process();
    const { log } = await world.ready(process);
    const before = log.keysets();
    await world.rest();
    process.kill();
    world.forget();
    const again = await world.find(world.process());
    expect(again.keysets()).toEqual(before);
    await world.note(again, "まだ書ける");
  });
});

/** The keyset after the one in force, with these devices. */
async function nextSigned(
  world: World,
  log: OwnerLog,
  devices: readonly Writer[],
): Promise<Uint8Array> {
  const { logId } = await world.effects.until(log.status());
  const now = world.effects.now();
  const by = { crypto: transparentCrypto, log: logId, now };
  const chain = await verifyKeysets(log.keysets(), alice.certificate, by);
  if (chain.kind !== "parsed") throw new Error("the keysets do not verify");
  const keyset = nextKeyset(chain.value.at(-1) ?? null, {
    log: logId,
    owner: alice.certificate,
    devices: devices.map((id) => ({ id, name: id, since: now })),
    bots: [bot.certificate],
    at: now,
  });
  return signKeyset(keyset, { crypto: transparentCrypto, signer: alice, now });
}

describe("a device's envelope", () => {
  test("is accepted once, and again is the same one", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const envelope = await sealed(world, log, "端末から");
    const first = await log.appendSealed(envelope);
    const again = await log.appendSealed(envelope);
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    const place = await world.effects.until(first.durable);
    expect(await world.effects.until(again.durable)).toEqual(place);
    expect(log.writerHead(DEVICE).counter).toBe(2);
    const second = await log.appendSealed(await sealed(world, log, "もう一つ"));
    await world.effects.until(second.durable);
    expect(await notesIn(world, log)).toEqual(["端末から", "もう一つ"]);
    await audit(world, log, ["端末から", "もう一つ"]);
  });

  test("sent again after the cache was lost is known", async () => {
    const world = new World();
    const process = world.process();
    const { log } = await world.ready(process);
    const envelope = await sealed(world, log, "端末から");
    await world.effects.until((await log.appendSealed(envelope)).durable);
    process.kill();
    world.forget();
    const again = await world.find(world.process());
    expect((await again.appendSealed(envelope)).repeated).toBe(true);
    expect(again.writerHead(DEVICE).counter).toBe(2);
  });

  test.each<readonly [string, Partial<EnvelopeLabel>]>([
    ["another topic", { topic: "system" }],
    ["another audience", { audience: "owner+bot" }],
    ["an older keyset", { keyset: 7 }],
    ["an unknown device", { writer: "device-ffffffffffffffff" as Writer }],
    ["a bot's name", { writer: "bot-ffffffffffffffff" as Writer }],
    ["a counter that jumps", { counter: 5 }],
    ["another envelope before it", { previous: "1".repeat(64) as Hash }],
  ])("refused, with a reason: %s", async (_, change) => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const envelope = await sealed(world, log, "だめ", change);
    await expect(log.appendSealed(envelope)).rejects.toMatchObject({ code: "envelopeRefused" });
    expect(log.writerHead(DEVICE)).toEqual({ counter: 1, hash: NO_ENVELOPE });
  });

  test("that was sealed before another device came is taken; one that was struck off writes no more", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const tablet = "device-ffffffffffffffff" as Writer;
    const offline = await sealed(world, log, "地下鉄で");
    await world.effects.until(log.installKeyset(await nextSigned(world, log, [DEVICE, tablet])));
    await world.effects.until((await log.appendSealed(offline)).durable);
    expect(await notesIn(world, log)).toEqual(["地下鉄で"]);
    const first = { writer: tablet, counter: 1, previous: NO_ENVELOPE };
    const early = await sealed(world, log, "まだ", first);
    await expect(log.appendSealed(early)).rejects.toMatchObject({ code: "envelopeRefused" });
    await world.effects.until(log.installKeyset(await nextSigned(world, log, [tablet])));
    const late = await sealed(world, log, "失くした電話");
    await expect(log.appendSealed(late)).rejects.toMatchObject({ code: "envelopeRefused" });
    await world.rest();
    await audit(world, log, ["地下鉄で"]);
  });

  test("nothing of a device is taken before there is a keyset", async () => {
    const world = new World();
    const log = await world.create(world.process());
    const envelope = await sealed(world, log, "早い");
    await expect(log.appendSealed(envelope)).rejects.toMatchObject({ code: "needsKey" });
  });
});
