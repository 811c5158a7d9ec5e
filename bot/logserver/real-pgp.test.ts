/**
 * The same log with real OpenPGP: what the bot seals only Alice opens, what her device seals the
 * bot cannot open, and all of it is back after the cache was lost.
 */
import { expect, test } from "vitest";
import { emptyChain, verifyChain } from "../../shared/log/chain.ts";
import { openEnvelope, sealEnvelope } from "../../shared/log/envelope.ts";
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import {
  nextKeyset,
  recipientsOf,
  signKeyset,
  verifyKeysets,
  writerCertificate,
} from "../../shared/log/keyset.ts";
import type { RecordWithFiles } from "../../shared/log/types.ts";
import * as pgp from "../../shared/pgp/index.ts";
import type { OpenKey } from "../../shared/pgp/types.ts";
import { encodeUtf8 } from "../../shared/std/bytes.ts";
import type { OwnerLog } from "./port.ts";
import { DEVICE, noteOf, World } from "./testing/world-testing.ts";

/** The least that a backup may cost: the cost of a passphrase is not what is tested here. */
const lockCost = { passes: 1, parallelism: 1, memoryExponent: 15 };

async function keysetOf(world: World, log: OwnerLog, alice: OpenKey): Promise<VerifiedKeyset> {
  const { logId } = await world.effects.until(log.status());
  const by = { crypto: pgp, log: logId, now: world.effects.now() };
  const verified = await verifyKeysets(log.keysets(), alice.certificate, by);
  if (verified.kind !== "parsed") throw new Error(verified.kind);
  return verified.value.at(-1)!;
}

/** Every record that `key` can open, and how many envelopes it cannot. */
async function openAll(world: World, log: OwnerLog, alice: OpenKey, key: OpenKey) {
  const keyset = await keysetOf(world, log, alice);
  const bot = keyset.bots[0]!;
  const { logId, lastSequence } = await world.effects.until(log.status());
  const opened: RecordWithFiles[] = [];
  let closed = 0;
  for (const { segment } of await world.effects.until(log.segments(1, lastSequence))) {
    for (const [index, { label }] of segment.frame.frame.envelopes.entries()) {
      const inForce = label.keyset === 0 ? null : keyset;
      const verdict = await openEnvelope({
        crypto: pgp,
        key,
        signer: inForce ? writerCertificate(inForce, label.writer)! : bot,
        log: logId,
        label,
        recipients: recipientsOf(inForce, label.audience, bot).map((one) => one.fingerprint),
        body: segment.bodies[index]!,
        now: world.effects.now(),
      });
      if (verdict.kind === "parsed") opened.push(...verdict.value);
      else if (verdict.kind === "notMine") closed += 1;
      else throw new Error(JSON.stringify(verdict));
    }
  }
  return { opened, closed };
}

test("sealed by bot and device, opened by the owner alone, recovered whole", async () => {
  const botKey = await pgp.keyFromSecret(encodeUtf8("a secret of 32 bytes at the least"), 0);
  const world = new World({ crypto: pgp, botKey });
  const first = world.process();
  const log = await world.create(first);
  const alice = await pgp.generateKey(world.effects.now());
  const locked = await pgp.lockKey(alice, "alices passphrase", lockCost);
  await world.effects.until(log.storeKeyBackup(locked, alice.certificate.fingerprint));

  const read = await world.effects.until(log.readKeyBackup());
  const unlocked = await pgp.unlockKey(read ?? "", "alices passphrase");
  expect(unlocked?.certificate.fingerprint).toBe(alice.certificate.fingerprint);
  const { logId } = await world.effects.until(log.status());
  const now = world.effects.now();
  const keyset = nextKeyset(null, {
    log: logId,
    owner: alice.certificate,
    devices: [{ id: DEVICE, name: "電話", since: now }],
    bots: [botKey.certificate],
    at: now,
  });
  const by = { crypto: pgp, signer: alice, now };
  await world.effects.until(log.installKeyset(await signKeyset(keyset, by)));

  const files = [{ name: "写真.jpg", mime: "image/jpeg", bytes: new Uint8Array(30_000).fill(7) }];
  const notes = [noteOf("チャットから"), noteOf("写真", { files })];
  for (const note of notes) {
    await world.effects.until((await log.append("notes", "owner", [note])).durable);
  }
  const { counter, hash } = log.writerHead(DEVICE);
  const record = {
    id: "ab".repeat(16),
    at: 1,
    kind: "note.text",
    tags: [],
    data: { text: "端末" },
  };
  const envelope = await sealEnvelope({
    crypto: pgp,
    signer: alice,
    log: logId,
    label: {
      topic: "notes",
      audience: "owner",
      keyset: 1,
      writer: DEVICE,
      counter,
      previous: hash,
    },
    recipients: [alice.certificate],
    records: [{ record, files: [] }],
    now: world.effects.now(),
  });
  await world.effects.until((await log.appendSealed(envelope)).durable);
  await world.rest();
  first.kill();

  world.forget();
  const again = await world.find(world.process());
  // Real keys take real time, which virtual time does not wait for: this waits for the tail.
  await world.effects.until(again.checkpoint());
  const alices = await openAll(world, again, alice, alice);
  const texts = alices.opened.map(({ record: one }) => one.data.text).filter(Boolean);
  expect(texts).toEqual(["チャットから", "写真", "端末"]);
  const photo = alices.opened.find(({ record: one }) => one.data.text === "写真");
  expect(photo?.files).toEqual([new Uint8Array(30_000).fill(7)]);
  // What came before her key is closed to her, and there again as copies.
  const kinds = alices.opened.map(({ record: one }) => one.kind);
  expect(kinds.filter((kind) => kind === "record.copy")).toHaveLength(6);
  const bots = await openAll(world, again, alice, botKey);
  expect(bots.closed).toBe(3);
  expect(bots.opened.some(({ record: one }) => one.kind.startsWith("note."))).toBe(false);

  const placed = await world.effects.until(again.segments(1, 1_000));
  const { flaws } = verifyChain(
    emptyChain(logId),
    placed.map((one) => one.segment),
  );
  expect(flaws).toEqual([]);
  expect(again.state().keyBackup?.fingerprint).toBe(alice.certificate.fingerprint);
}, 60_000);
