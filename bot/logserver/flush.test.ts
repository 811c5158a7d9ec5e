/** Writing on the straight path: alone and at once, in batches, both forms, within the limits. */
import { describe, expect, test } from "vitest";
import { LogError } from "./port.ts";
import { audit, tagsIn } from "./testing/audit-testing.ts";
import { ALICE_GROUP, aliceRequest, noteOf, World } from "./testing/world-testing.ts";

const group = (world: World) => world.telegram.chat(ALICE_GROUP);
const textsOf = (world: World) => world.telegram.own(ALICE_GROUP).map((one) => one.text);

/** Notes that are appended at once, and when all of them are durable. */
async function appendAll(
  world: World,
  log: Awaited<ReturnType<World["ready"]>>["log"],
  of: string[],
) {
  const accepted = await Promise.all(of.map((one) => log.append("notes", "owner", [noteOf(one)])));
  await world.effects.until(Promise.all(accepted.map((one) => one.durable)));
}

describe("writing", () => {
  test("a note in a quiet log goes out at once, as a text that a person can read around", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest(120_000);
    const before = world.effects.now();
    await world.note(log, "ひとつだけ");
    expect(world.effects.now()).toBe(before);
    const last = textsOf(world).at(-1) ?? "";
    expect(last.split("\n").slice(0, 3)).toEqual([
      "📝 封をしたメモ",
      "",
      "#libral #notes #note_text #m2026_11",
    ]);
    expect(last.length).toBeLessThanOrEqual(4096);
    await audit(world, log, ["ひとつだけ"]);
  });

  test("what comes while the budget is empty shares segments, one topic each", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const notes = Array.from({ length: 60 }, (_, at) => `メモ ${at}`);
    await appendAll(world, log, notes);
    const { lastSequence } = await world.effects.until(log.status());
    expect(lastSequence).toBeLessThan(15);
    await world.rest();
    await audit(world, log, notes);
  });

  test("an attachment makes a document segment, read back from Telegram", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const bytes = Uint8Array.from({ length: 700_000 }, (_, at) => at % 251);
    const files = [{ name: "写真.jpg", mime: "image/jpeg", bytes }];
    const note = noteOf("写真", { kind: "note.photo", files });
    const { durable } = await world.effects.until(log.append("notes", "owner", [note]));
    const place = await world.effects.until(durable);
    const [placed] = await world.effects.until(log.segments(place.sequence, place.sequence));
    expect(placed?.segment.bodies[0]?.length).toBeGreaterThan(bytes.length);
    const message = group(world).messages.get(place.messageId);
    expect(message?.document?.sizeBytes).toBeGreaterThan(bytes.length);
    expect(message?.text).toContain("#note_photo");
    await audit(world, log, ["写真"]);
  });

  test("the same cause makes nothing twice, before and after it is durable", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const first = await log.append("notes", "owner", [noteOf("一度だけ")]);
    const again = await log.append("notes", "owner", [noteOf("一度だけ")]);
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(again.recordIds).toEqual(first.recordIds);
    const place = await world.effects.until(first.durable);
    expect(await world.effects.until(again.durable)).toEqual(place);
    const later = await log.append("notes", "owner", [noteOf("一度だけ")]);
    expect(await world.effects.until(later.durable)).toEqual(place);
    await audit(world, log, ["一度だけ"]);
  });

  test("nothing for the owner is accepted before there is a key", async () => {
    const world = new World();
    const log = await world.create(world.process());
    await expect(log.append("notes", "owner", [noteOf("早すぎる")])).rejects.toMatchObject({
      code: "needsKey",
    });
    expect((await world.effects.until(log.status())).condition).toBe("needsKey");
  });

  test("what could not be read back is too large", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(18_600_000) }];
    const refused = log.append("notes", "owner", [noteOf("大", { files })]);
    await expect(refused).rejects.toMatchObject({ code: "tooLarge" });
  });

  test("the largest that is accepted fits into one document", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(18_400_000) }];
    const { durable } = await log.append("notes", "owner", [noteOf("大", { files })]);
    await world.effects.until(durable);
    expect(world.telegram.violations).toEqual([]);
  });

  test("a full outbox says no, and takes more when Telegram answers again", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    world.telegram.mishap = ({ method }) => (method === "sendDocument" ? "notDone" : undefined);
    const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(18_000_000) }];
    const accepted: Promise<unknown>[] = [];
    for (const name of ["一", "二", "三"]) {
      accepted.push((await log.append("notes", "owner", [noteOf(name, { files })])).durable);
    }
    const refused = log.append("notes", "owner", [noteOf("四", { files })]);
    await expect(refused).rejects.toMatchObject({ code: "outboxFull" });
    world.telegram.mishap = () => undefined;
    await world.effects.until(Promise.all(accepted));
    await log.append("notes", "owner", [noteOf("四", { files })]);
  });

  test("tags can be blinded: topic, kind and month are then keyed hashes", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const setting = { name: "hashtags", value: "blind" };
    const record = noteOf("設定", { kind: "settings.changed", data: setting });
    await world.effects.until((await log.append("system", "owner+bot", [record])).durable);
    await world.note(log, "見えない");
    const last = textsOf(world).at(-1) ?? "";
    expect(last.split("\n")[2]).toMatch(/^#libral( #b[0-9a-f]{16}){3}$/);
  });
});

describe("checkpoints", () => {
  test("a quiet log is checkpointed after each segment, a burst shares one", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    const edits = () => world.telegram.calls.filter((one) => one.method === "editDocument").length;
    const before = edits();
    await world.note(log, "一");
    await world.rest();
    expect(edits()).toBe(before + 1);
    await appendAll(world, log, ["二", "三", "四"]);
    await world.rest();
    expect(edits()).toBe(before + 2);
    const status = await world.effects.until(log.status());
    expect(status.lastCheckpointAt).toBeGreaterThan(0);
  });

  test("in an owner's first minute it waits, and comes with nobody writing", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest(5_000);
    const edits = () => world.telegram.calls.filter((one) => one.method === "editDocument").length;
    await world.note(log, "一");
    const before = edits();
    await world.rest(10_000);
    expect(edits()).toBe(before);
    await world.rest(15_000);
    expect(edits()).toBeGreaterThan(before);
    expect((await world.effects.until(log.status())).envelopesWaiting).toBe(0);
  });

  test("at most 8 message ids lie past the last one, however busy the group is", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    let worst = 0;
    let checkpointed = group(world).lastId;
    world.telegram.mishap = ({ method }) => {
      if (method === "editDocument") checkpointed = group(world).lastId;
      worst = Math.max(worst, group(world).lastId - checkpointed);
      return undefined;
    };
    for (let round = 0; round < 40; round++) {
      await log.append("notes", "owner", [noteOf(`忙しい ${round}`)]);
      if (round % 3 === 0) world.telegram.say(ALICE_GROUP, "こんにちは");
      await world.rest(2_000);
    }
    expect(worst).toBeLessThanOrEqual(8);
    expect(world.telegram.violations).toEqual([]);
  });

  test("other people's messages alone make a checkpoint due", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    const before = (await world.effects.until(log.status())).lastCheckpointAt ?? 0;
    for (let at = 0; at < 10; at++) world.telegram.say(ALICE_GROUP, "おしゃべり");
    await world.rest();
    expect((await world.effects.until(log.status())).lastCheckpointAt).toBeGreaterThan(before);
  });

  test("two slots, and no litter", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    for (const one of ["一", "二", "三"]) await world.note(log, one);
    await world.rest();
    expect(tagsIn(world)).toEqual(["#key_backup", "#superblock", "#superblock"]);
  });
});

describe("what the group does", () => {
  test.each([
    ["topics off", { isForum: false }, "notForum"],
    ["public", { isPublic: true }, "groupPublic"],
    ["messages delete themselves", { autoDeleteSeconds: 86_400 }, "autoDelete"],
    ["the bot is out", { isBotMember: false }, "notMember"],
    ["gone", { isGone: true }, "groupGone"],
  ] as const)(
    "%s: the log stops, says so, and goes on when it is mended",
    async (_, change, code) => {
      const world = new World();
      const { log } = await world.ready(world.process());
      await world.rest();
      const healthy = { ...group(world) };
      Object.assign(group(world), change);
      await world.rest(60_000);
      const status = await world.effects.until(log.status());
      expect(status).toMatchObject({ condition: "stopped", troubles: [code] });
      await expect(log.append("notes", "owner", [noteOf("今は")])).rejects.toBeInstanceOf(LogError);
      Object.assign(group(world), healthy, { lastId: group(world).lastId });
      await world.rest(60_000);
      expect((await world.effects.until(log.status())).condition).toBe("ready");
      await world.note(log, "もう大丈夫");
      await audit(world, log, ["もう大丈夫"]);
    },
  );

  test("a note accepted just before topics go off is sent when they are on again", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    group(world).isForum = false;
    const { durable } = await log.append("notes", "owner", [noteOf("待つ")]);
    await world.rest(30_000);
    expect((await world.effects.until(log.status())).troubles).toEqual(["notForum"]);
    group(world).isForum = true;
    await world.effects.until(durable);
    await audit(world, log, ["待つ"]);
  });

  test("protected content is told and stops nothing", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    group(world).hasProtectedContent = true;
    await world.rest(60_000);
    const status = await world.effects.until(log.status());
    expect(status).toMatchObject({ condition: "ready", troubles: ["protectedContent"] });
    await world.note(log, "書ける");
  });

  test("a deleted topic is made anew, and the note goes there", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    const notes = [...group(world).topics].find(([, name]) => name === "メモ")?.[0] ?? 0;
    world.telegram.removeTopic(ALICE_GROUP, notes);
    await world.note(log, "新しい場所へ");
    await world.rest();
    await audit(world, log, ["新しい場所へ"]);
    expect([...group(world).topics.values()].sort()).toEqual(["システム", "メモ", "鍵"].sort());
  });

  test("a deleted slot is made anew, and card and pin follow", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    await world.rest();
    const slots = world.telegram.own(ALICE_GROUP).filter((one) => one.text.includes("#superblock"));
    for (const { id } of slots) world.telegram.remove(ALICE_GROUP, id);
    await world.note(log, "一");
    await world.rest(60_000);
    expect(tagsIn(world)).toEqual(["#key_backup", "#superblock", "#superblock"]);
    world.forget();
    const again = await world.find(world.process());
    await audit(world, again, ["一"]);
  });
});

test("a stopped process finishes its call and sends nothing more; the next goes on", async () => {
  const world = new World();
  const process = world.process();
  const { log } = await world.ready(process);
  await world.rest();
  const notes = Array.from({ length: 30 }, (_, at) => `メモ ${at}`);
  for (const one of notes) await log.append("notes", "owner", [noteOf(one)]);
  await world.effects.until(process.servers.stop());
  const calls = world.telegram.calls.length;
  await world.rest(60_000);
  expect(world.telegram.calls.length).toBe(calls);
  const next = world.process();
  await world.effects.until(next.servers.start());
  const again = await world.find(next);
  await world.rest(120_000);
  await audit(world, again, notes);
});

test("a second owner's group, and somebody else's, are refused", async () => {
  const world = new World();
  const { servers } = world.process();
  await world.effects.until(servers.create(aliceRequest()));
  const bob = { ...aliceRequest(), ownerId: 8001 };
  await expect(servers.create(bob)).rejects.toMatchObject({ code: "alreadyOwned" });
  world.telegram.addGroup(-100_5555);
  const other = { ...aliceRequest(), chatId: -100_5555 };
  await expect(servers.create(other)).rejects.toMatchObject({ code: "alreadyOwned" });
  expect(servers.ownerOf(ALICE_GROUP)).toBe(aliceRequest().ownerId);
});
