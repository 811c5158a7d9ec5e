/**
 * Coming back: from the cache, and without it by each way that leads to a log. Whatever is broken
 * on the way is refused, and what cannot be read is never taken for absent.
 */
import { describe, expect, test } from "vitest";
import { claimedLog, sealDocument, signDocument } from "../../shared/log/signed.ts";
import { fileHashes, packSlot, unpackSlot, verifySuperblock } from "../../shared/log/superblock.ts";
import { transparentCrypto, transparentKey } from "../../shared/testkit/transparent.ts";
import { audit, tagsIn } from "./testing/audit-testing.ts";
import type { Process, WorldOptions } from "./testing/world-testing.ts";
import {
  ALICE,
  ALICE_GROUP,
  aliceRequest,
  noteOf,
  OTO,
  OTO_GROUP,
  World,
} from "./testing/world-testing.ts";

const group = (world: World) => world.telegram.chat(ALICE_GROUP);
const chat = (world: World) => world.telegram.chat(ALICE);
const callsSince = (world: World, count: number) =>
  world.telegram.calls.slice(count).map((one) => one.method);
const slotIds = (world: World) =>
  world.telegram
    .own(ALICE_GROUP)
    .filter((one) => /#superblock/.test(one.text))
    .map((one) => one.id);

/** A log with two notes, checkpointed, whose process was killed. */
async function written(options: WorldOptions = {}): Promise<World> {
  const world = new World(options);
  const process = world.process();
  if (options.hasOperator) await setUpOto(world, process);
  const { log } = await world.ready(process);
  await world.note(log, "一");
  await world.note(log, "二");
  await world.rest(180_000);
  process.kill();
  return world;
}

async function setUpOto(world: World, process: Process): Promise<void> {
  const request = { ...aliceRequest(), ownerId: OTO, chatId: OTO_GROUP, role: "operator" } as const;
  await world.effects.until(process.servers.create(request));
  await world.rest();
}

/** Write notes and die before the checkpoint that they make due. */
async function writeTail(world: World, notes: readonly string[]): Promise<void> {
  const process = world.process();
  const log = await world.find(process);
  await world.rest(120_000);
  world.telegram.mishap = ({ method }) => (method === "editDocument" ? "killedBefore" : undefined);
  for (const note of notes) await world.note(log, note);
  process.kill();
  world.telegram.mishap = () => undefined;
}

describe("with the cache", () => {
  test("a restart asks Telegram nothing but how the group is", async () => {
    const world = await written();
    const before = world.telegram.calls.length;
    const log = await world.find(world.process());
    await world.rest();
    expect(callsSince(world, before)).toEqual(["getChat"]);
    await audit(world, log, ["一", "二"]);
  });
});

describe("the cache is deleted", () => {
  test("card, slots, claim: few calls, and nothing is missing", async () => {
    const world = await written();
    world.forget();
    const before = world.telegram.calls.length;
    const log = await world.find(world.process());
    const calls = callsSince(world, before);
    expect(calls.slice(0, 5)).toEqual([
      "getChat",
      "readByEdit",
      "readByEdit",
      "download",
      "sendText",
    ]);
    expect(calls.length).toBeLessThanOrEqual(7);
    await audit(world, log, ["一", "二"]);
    await world.note(log, "三");
    await audit(world, log, ["一", "二", "三"]);
  });

  test("the tail behind the checkpoint is read, others' chatter in it too", async () => {
    const world = await written();
    await writeTail(world, ["三", "四"]);
    world.telegram.say(ALICE_GROUP, "邪魔してごめん");
    world.forget();
    const log = await world.find(world.process());
    await world.rest();
    await audit(world, log, ["一", "二", "三", "四"]);
  });

  test("a document in the tail is read too", async () => {
    const world = await written();
    const process = world.process();
    const log = await world.find(process);
    await world.rest(120_000);
    const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(90_000) }];
    await world.effects.until(
      (await log.append("notes", "owner", [noteOf("大", { files })])).durable,
    );
    process.kill();
    world.forget();
    await audit(world, await world.find(world.process()), ["一", "二", "大"]);
  });

  test("a copy in the tail, left by a send whose answer was lost, is removed", async () => {
    const world = await written();
    const process = world.process();
    const log = await world.find(process);
    await world.rest(120_000);
    let sends = 0;
    world.telegram.mishap = ({ method }) => {
      if (method !== "sendText") return undefined;
      sends += 1;
      return sends === 1 ? "doneButLost" : "killedAfter";
    };
    await log.append("notes", "owner", [noteOf("三")]);
    await world.rest(60_000);
    world.telegram.mishap = () => undefined;
    expect(process.isDead).toBe(true);
    world.forget();
    const again = await world.find(world.process());
    await world.rest();
    await audit(world, again, ["一", "二", "三"]);
  });

  test("a repeated update makes nothing twice", async () => {
    const world = await written();
    world.forget();
    const log = await world.find(world.process());
    const again = await log.append("notes", "owner", [noteOf("二")]);
    expect(again.repeated).toBe(true);
    await world.effects.until(again.durable);
    await audit(world, log, ["一", "二"]);
  });

  test("each recovery leaves one claim, and a higher epoch", async () => {
    const world = await written();
    for (const note of ["三", "四"]) {
      world.forget();
      const process = world.process();
      const log = await world.find(process);
      await world.note(log, note);
      await world.rest(120_000);
      process.kill();
    }
    expect(tagsIn(world)).toEqual(["#claim", "#key_backup", "#superblock", "#superblock"]);
    const log = await world.find(world.process());
    const placed = await world.effects.until(log.segments(1, 100));
    const epochs = placed.slice(-2).map((one) => one.segment.frame.frame.epoch);
    expect(epochs).toEqual([2, 3]);
    await audit(world, log, ["一", "二", "三", "四"]);
  });

  test.each([0, 1] as const)("slot %i is broken: the other one leads there", async (slot) => {
    const world = await written();
    await writeTail(world, ["三"]);
    world.telegram.swapFile(ALICE_GROUP, slotIds(world)[slot]!, new Uint8Array(2048));
    world.forget();
    const log = await world.find(world.process());
    await world.rest();
    await audit(world, log, ["一", "二", "三"]);
  });

  test.each([0, 1] as const)("slot %i was put back to an older file", async (slot) => {
    const world = await written();
    const id = slotIds(world)[slot]!;
    const older = world.telegram.file(group(world).messages.get(id)!.document!.fileId)!;
    const process = world.process();
    const log = await world.find(process);
    for (const note of ["三", "四"]) {
      await world.note(log, note);
      await world.rest(60_000);
    }
    process.kill();
    world.telegram.swapFile(ALICE_GROUP, id, older);
    world.forget();
    const again = await world.find(world.process());
    await world.rest(60_000);
    await audit(world, again, ["一", "二", "三", "四"]);
  });

  test("both slots are gone: unreachable, never absent; a tap on a segment brings it back", async () => {
    const world = await written();
    await writeTail(world, ["三"]);
    const last = Math.max(...world.telegram.own(ALICE_GROUP).map((one) => one.id));
    for (const id of slotIds(world)) world.telegram.remove(ALICE_GROUP, id);
    world.forget();
    const process = world.process();
    const outcome = await world.effects.until(process.servers.find(ALICE));
    expect(outcome).toEqual({ kind: "unreachable", why: "chainBroken" });
    const attached = await world.effects.until(process.servers.attach(ALICE, ALICE_GROUP, last));
    expect(attached.kind).toBe("found");
    const log = await world.find(process);
    await world.rest(300_000);
    await world.note(log, "四");
    await world.rest(120_000);
    await audit(world, log, ["一", "二", "三", "四"]);
    expect(tagsIn(world).filter((tag) => tag === "#superblock")).toHaveLength(2);
    process.kill();
    world.forget();
    await audit(world, await world.find(world.process()), ["一", "二", "三", "四"]);
  });

  test("both slots are gone: whoever else has the group gets nothing, and takes nothing away", async () => {
    const world = await written();
    const segments = world.telegram.own(ALICE_GROUP).filter((one) => /#note_text/.test(one.text));
    const last = segments.at(-1)?.id ?? 0;
    for (const id of slotIds(world)) world.telegram.remove(ALICE_GROUP, id);
    world.forget();
    const { servers } = world.process();
    const attached = await world.effects.until(servers.attach(OTO, ALICE_GROUP, last));
    expect(attached).toEqual({ kind: "unreachable", why: "chainBroken" });
    expect(servers.ownerOf(ALICE_GROUP)).toBeNull();
    const own = await world.effects.until(servers.attach(ALICE, ALICE_GROUP, last));
    expect(own.kind).toBe("found");
  });

  test("a tap on a slot brings it back, without card and registry", async () => {
    const world = await written();
    world.telegram.remove(ALICE, Math.max(...chat(world).pins));
    world.forget();
    const process = world.process();
    expect(await world.effects.until(process.servers.find(ALICE))).toEqual({ kind: "absent" });
    const [slot] = slotIds(world);
    await world.effects.until(process.servers.attach(ALICE, ALICE_GROUP, slot!));
    const log = await world.find(process);
    await world.rest();
    expect([...chat(world).pins]).toHaveLength(1);
    await audit(world, log, ["一", "二"]);
  });

  test("the card is unpinned: the group's pin attaches, and nothing is made anew", async () => {
    const world = await written();
    chat(world).pins.clear();
    world.forget();
    const process = world.process();
    expect(await world.effects.until(process.servers.find(ALICE))).toEqual({ kind: "absent" });
    const topics = group(world).topics.size;
    const log = await world.create(process);
    await world.rest();
    expect(group(world).topics.size).toBe(topics);
    await audit(world, log, ["一", "二"]);
  });

  test.each([
    ["unpinned", (world: World) => chat(world).pins.clear()],
    [
      "hidden behind a newer pin",
      (world: World) => {
        chat(world).pins.add(world.telegram.say(ALICE, "別のピン"));
      },
    ],
    [
      "silently absent",
      (world: World) => {
        chat(world).hidesPin = true;
      },
    ],
    [
      "deleted with the chat",
      (world: World) => {
        for (const id of [...chat(world).messages.keys()]) world.telegram.remove(ALICE, id);
      },
    ],
  ])("the card is %s: the operator's registry leads there", async (_, change) => {
    const world = await written({ hasOperator: true });
    change(world);
    world.forget();
    const process = world.process();
    await world.effects.until(process.servers.start());
    const log = await world.find(process);
    await world.rest();
    await audit(world, log, ["一", "二"]);
  });

  test("the operator's own log is found by the group that the settings name", async () => {
    const world = await written({ hasOperator: true });
    world.telegram.chat(OTO).pins.clear();
    chat(world).pins.clear();
    world.forget();
    const process = world.process();
    await world.effects.until(process.servers.start());
    await audit(world, await world.find(process), ["一", "二"]);
  });

  test("a silent Telegram is no proof of anything", async () => {
    const world = await written();
    world.forget();
    world.telegram.mishap = () => "notDone";
    const process = world.process();
    const outcome = await world.effects.until(process.servers.find(ALICE));
    expect(outcome).toEqual({ kind: "unreachable", why: "telegramSilent" });
    const creating = world.effects.until(process.servers.create(aliceRequest()));
    await expect(creating).rejects.toMatchObject({ code: "stopped" });
    world.telegram.mishap = () => undefined;
    await audit(world, await world.find(process), ["一", "二"]);
  });

  test.each([
    ["the bot was put out", { isBotMember: false }, "notMember"],
    ["the group is gone", { isGone: true }, "groupGone"],
  ] as const)("%s: unreachable, and it says why", async (_, change, why) => {
    const world = await written();
    Object.assign(group(world), change);
    world.forget();
    const outcome = await world.effects.until(world.process().servers.find(ALICE));
    expect(outcome).toEqual({ kind: "unreachable", why });
  });

  test("killed at each call of a recovery, the next one succeeds", async () => {
    const world = await written();
    await writeTail(world, ["三", "四"]);
    for (let at = 0; at < 12; at++) {
      world.forget();
      const first = world.telegram.calls.length;
      const process = world.process();
      world.telegram.mishap = () =>
        world.telegram.calls.length - first === at ? "killedAfter" : undefined;
      void process.servers.find(ALICE);
      await world.rest(60_000);
      process.kill();
    }
    world.telegram.mishap = () => undefined;
    world.forget();
    const log = await world.find(world.process());
    await world.rest(120_000);
    await audit(world, log, ["一", "二", "三", "四"]);
    expect(tagsIn(world)).toEqual(["#claim", "#key_backup", "#superblock", "#superblock"]);
  });

  test("killed at each call of a recovery, and the cache kept", async () => {
    const world = await written();
    await writeTail(world, ["三", "四"]);
    world.forget();
    for (let at = 0; at < 12; at++) {
      const first = world.telegram.calls.length;
      const process = world.process();
      world.telegram.mishap = () =>
        world.telegram.calls.length - first === at ? "killedAfter" : undefined;
      void process.servers.find(ALICE);
      await world.rest(60_000);
      process.kill();
    }
    world.telegram.mishap = () => undefined;
    const log = await world.find(world.process());
    await world.rest(120_000);
    await audit(world, log, ["一", "二", "三", "四"]);
  });
});

describe("what another version of Libral wrote", () => {
  const key = transparentKey("the bot");
  const by = (world: World) => ({
    crypto: transparentCrypto,
    signer: key,
    now: world.effects.now(),
  });

  /** Both slots with another state or superblock, signed by the right key. */
  async function rewriteSlots(
    world: World,
    change: { readonly superblock?: object; readonly state?: object },
  ): Promise<void> {
    for (const id of slotIds(world)) {
      const { document } = group(world).messages.get(id)!;
      const slot = unpackSlot(world.telegram.file(document!.fileId)!);
      if (slot.kind !== "parsed") throw new Error(slot.kind);
      const log = claimedLog(slot.value.superblock)!;
      const verifying = { crypto: transparentCrypto, log, signers: [key.certificate], now: 0 };
      const read = await verifySuperblock(slot.value, verifying);
      if (read.kind !== "parsed") throw new Error(read.kind);
      const alice = transparentKey("alice").certificate;
      const recipients = [alice, key.certificate];
      const state = change.state
        ? await sealDocument("state", change.state, log, recipients, by(world))
        : slot.value.state;
      const files = fileHashes({ ...slot.value, state });
      const changed = { ...read.value, files, ...change.superblock };
      const superblock = await signDocument("superblock", changed, by(world));
      world.telegram.swapFile(ALICE_GROUP, id, packSlot({ ...slot.value, state, superblock }));
    }
  }

  test("a state of another replay is folded anew from the records", async () => {
    const world = await written();
    const before = (await world.find(world.process())).state();
    await rewriteSlots(world, { state: { version: 1, state: { version: 99, other: true } } });
    world.forget();
    const log = await world.find(world.process());
    expect(log.state()).toEqual(before);
    await audit(world, log, ["一", "二"]);
  });

  test("a newer format is refused with its name, and nothing is written over it", async () => {
    const world = await written();
    await rewriteSlots(world, { superblock: { version: 2 } });
    world.forget();
    const shown = () =>
      world.telegram.own(ALICE_GROUP).map((one) => [one.text, one.document?.fileId]);
    const before = shown();
    const { servers } = world.process();
    const outcome = await world.effects.until(servers.find(ALICE));
    expect(outcome).toEqual({ kind: "unreachable", why: "newerFormat" });
    const creating = world.effects.until(servers.create(aliceRequest()));
    await expect(creating).rejects.toMatchObject({ code: "stopped" });
    await world.rest(60_000);
    expect(shown()).toEqual(before);
  });
});

describe("what stands there was tampered with", () => {
  const segments = (world: World) =>
    world.telegram.own(ALICE_GROUP).filter((one) => /#note_text/.test(one.text));

  async function refused(world: World): Promise<void> {
    world.forget();
    const process = world.process();
    const log = await world.find(process);
    const status = await world.effects.until(log.status());
    expect(status).toMatchObject({ condition: "stopped", troubles: ["chainBroken"] });
    const append = log.append("notes", "owner", [noteOf("だめ")]);
    await expect(append).rejects.toMatchObject({ code: "stopped" });
  }

  test("a segment of the tail was edited", async () => {
    const world = await written();
    await writeTail(world, ["三"]);
    const last = segments(world).at(-1)!;
    const [block] = last.text.match(/-----BEGIN[\s\S]*?-----END PGP MESSAGE-----\n/) ?? [""];
    const other = segments(world)
      .at(-2)!
      .text.match(/-----BEGIN[\s\S]*?-----END PGP MESSAGE-----\n/);
    last.text = last.text.replace(block, other?.[0] ?? "");
    await refused(world);
  });

  test("a segment of the tail is missing, and a later one is there", async () => {
    const world = await written();
    await writeTail(world, ["三", "四"]);
    world.telegram.remove(ALICE_GROUP, segments(world).at(-2)!.id);
    await refused(world);
  });

  test("a segment of the tail was replaced by an older one", async () => {
    const world = await written();
    await writeTail(world, ["三", "四"]);
    segments(world).at(-2)!.text = segments(world).at(-3)!.text;
    await refused(world);
  });

  test("a segment was moved to another topic", async () => {
    const world = await written();
    await writeTail(world, ["三"]);
    const last = segments(world).at(-1)!;
    const keys = [...group(world).topics].find(([, name]) => name === "鍵")![0];
    group(world).messages.set(last.id, { ...last, threadId: keys });
    await refused(world);
  });

  test("a card of somebody else's log leads nowhere", async () => {
    const world = await written();
    const BOB = 8001;
    world.telegram.addPrivateChat(BOB);
    const card = chat(world).messages.get(Math.max(...chat(world).pins))!;
    const bobs = world.telegram.chat(BOB);
    bobs.messages.set(card.id, card);
    bobs.pins.add(card.id);
    world.forget();
    const process = world.process();
    expect(await world.effects.until(process.servers.find(BOB))).toEqual({ kind: "absent" });
    const attach = world.effects.until(
      process.servers.attach(BOB, ALICE_GROUP, slotIds(world)[0]!),
    );
    await expect(attach).rejects.toMatchObject({ code: "alreadyOwned" });
  });

  test("a slot that was copied into another group is not a log of that group", async () => {
    const world = await written();
    world.telegram.addGroup(-100_5555);
    const elsewhere = world.telegram.chat(-100_5555);
    const slot = group(world).messages.get(slotIds(world)[0]!)!;
    elsewhere.messages.set(slot.id, slot);
    elsewhere.pins.add(slot.id);
    chat(world).pins.clear();
    world.forget();
    const outcome = await world.effects.until(
      world.process().servers.attach(ALICE, -100_5555, null),
    );
    expect(outcome).toEqual({ kind: "unreachable", why: "chainBroken" });
  });

  test("a segment that landed late, after somebody claimed the log, does not count", async () => {
    const world = await written();
    const slow = world.process();
    const log = await world.find(slow);
    await world.rest(120_000);
    world.telegram.mishap = ({ method }) => (method === "sendText" ? "killedBefore" : undefined);
    await log.append("notes", "owner", [noteOf("遅い")]);
    await world.rest(10_000);
    world.telegram.mishap = () => undefined;
    const kept = world.storage;
    world.forget();
    const quick = world.process();
    await world.note(await world.find(quick), "速い");
    quick.kill();
    // The slow process wakes up with its old cache and sends what it had framed.
    world.storage = kept;
    const late = world.process();
    await world.effects.until(late.servers.start());
    await world.rest(120_000);
    late.kill();
    world.forget();
    const again = await world.find(world.process());
    await world.rest(120_000);
    await audit(world, again, ["一", "二", "速い"]);
  });
});
