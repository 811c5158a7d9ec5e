/** Long logs: sealed pages, lists of pages, and history read back from them. */
import { expect, test } from "vitest";
import { emptyChain, verifyChain } from "../../shared/log/chain.ts";
import { audit, tagsIn } from "./testing/audit-testing.ts";
import { ALICE_GROUP, noteOf, notesIn, World } from "./testing/world-testing.ts";

const pageLimits = { pageBytesMax: 10_000, listPagesMax: 3 };
const names = Array.from({ length: 50 }, (_, at) => `メモ ${at}`);

async function long(world: World) {
  const process = world.process();
  const { log } = await world.ready(process);
  for (const name of names) {
    await world.note(log, name);
    await world.rest(8_000);
  }
  await world.rest(60_000);
  return { process, log };
}

test("history is read from pages, in few calls, after the cache was lost", async () => {
  const world = new World({ pageLimits });
  const { process } = await long(world);
  expect(tagsIn(world).filter((tag) => tag === "#page").length).toBeGreaterThan(8);
  process.kill();
  world.forget();
  const before = world.telegram.calls.length;
  const log = await world.find(world.process());
  const ready = world.telegram.calls.slice(before).filter((one) => one.method !== "download");
  expect(ready.length).toBeLessThanOrEqual(6);
  await audit(world, log, names);
  const edits = world.telegram.calls.slice(before).filter((one) => one.method === "readByEdit");
  expect(edits.length).toBeLessThanOrEqual(8);
});

test("a page whose file id is refused is read by its message", async () => {
  const world = new World({ pageLimits });
  const { process } = await long(world);
  process.kill();
  world.forget();
  const log = await world.find(world.process());
  for (const one of world.telegram.own(ALICE_GROUP)) {
    if (/#page/.test(one.text)) world.telegram.wearOut(ALICE_GROUP, one.id);
  }
  expect(await notesIn(world, log)).toEqual(names);
});

test("a large body is left out when asked, and nothing is downloaded for it", async () => {
  const world = new World();
  const { log } = await world.ready(world.process());
  const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(400_000) }];
  const accepted = await log.append("notes", "owner", [noteOf("大", { files })]);
  const { sequence } = await world.effects.until(accepted.durable);
  const downloads = () => world.telegram.calls.filter((one) => one.method === "download").length;
  const before = downloads();
  const [small] = await world.effects.until(log.segments(sequence, sequence, 64 * 1024));
  expect(small).toMatchObject({ left: [0], segment: { bodies: [null] } });
  expect(downloads()).toBe(before);
  const [whole] = await world.effects.until(log.segments(sequence, sequence));
  expect(whole?.left).toBeUndefined();
  expect(whole?.segment.bodies[0]?.length).toBeGreaterThan(400_000);
  expect(downloads()).toBe(before + 1);
});

test("a document that somebody deleted is missing, and the rest verifies", async () => {
  const world = new World();
  const { log } = await world.ready(world.process());
  const files = [{ name: "大.bin", mime: "x/y", bytes: new Uint8Array(400_000) }];
  const accepted = await log.append("notes", "owner", [noteOf("大", { files })]);
  const { sequence, messageId } = await world.effects.until(accepted.durable);
  await world.note(log, "後");
  world.telegram.wearOut(ALICE_GROUP, messageId);
  world.telegram.remove(ALICE_GROUP, messageId);
  const placed = await world.effects.until(log.segments(1, 100));
  expect(placed.find((one) => one.messageId === messageId)?.segment.bodies).toEqual([null]);
  const { logId } = await world.effects.until(log.status());
  const segments = placed.map((one) => one.segment);
  expect(verifyChain(emptyChain(logId), segments).flaws).toEqual([]);
  expect(sequence).toBeGreaterThan(1);
});

test("a page that was tampered with is refused", async () => {
  const world = new World({ pageLimits });
  const { process } = await long(world);
  process.kill();
  world.forget();
  const page = world.telegram.own(ALICE_GROUP).find((one) => /#page/.test(one.text))!;
  const bytes = world.telegram.file(page.document!.fileId)!.slice();
  bytes[bytes.length / 2] = (bytes[bytes.length / 2] ?? 0) ^ 1;
  world.telegram.swapFile(ALICE_GROUP, page.id, bytes, true);
  const outcome = world.find(world.process()).then((log) => notesIn(world, log));
  await expect(outcome).rejects.toThrow();
});

test("a page's send whose answer is lost leaves one page", async () => {
  for (const mishap of ["doneButLost", "killedAfter"] as const) {
    const world = new World({ pageLimits });
    const first = world.process();
    const { log } = await world.ready(first);
    let struck = false;
    world.telegram.mishap = ({ method, words }) => {
      if (struck || method !== "sendDocument" || !/#page/.test(words)) return undefined;
      struck = true;
      return mishap;
    };
    const few = names.slice(0, 10);
    let current = log;
    for (const name of few) {
      await Promise.race([world.note(current, name), world.rest(60_000)]);
      await world.rest(8_000);
      if (!first.isDead || current !== log) continue;
      const next = world.process();
      current = await world.find(next);
      await world.note(current, name);
    }
    await world.rest(60_000);
    expect(struck).toBe(true);
    const pages = world.telegram.own(ALICE_GROUP).filter((one) => /#page/.test(one.text));
    const names1 = pages.map((one) => one.text.match(/(\d+)番から(\d+)番/)?.[0]);
    expect(new Set(names1).size).toBe(pages.length);
    await audit(world, current, few);
  }
});
