/** Erasing: gone from message, pages, slots and cache; the rest still verifies. */
import { describe, expect, test } from "vitest";
import type { OwnerLog } from "./port.ts";
import { audit } from "./testing/audit-testing.ts";
import { ALICE_GROUP, noteOf, World } from "./testing/world-testing.ts";

const secretWord = "消してほしい言葉";

/** Everything that Telegram shows now: texts, captions and the files behind its messages. */
function everythingShown(world: World): string {
  return world.telegram
    .own(ALICE_GROUP)
    .map((one) => {
      const bytes = one.document ? world.telegram.file(one.document.fileId) : undefined;
      return `${unarmored(one.text)}\n${bytes ? readable(bytes) : ""}`;
    })
    .join("\n");
}

function everythingCached(world: World): string {
  const values = world.storage.list({ prefix: "" }).map(([, value]) => readable(value));
  return values.join("\n");
}

function readable(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The transparent envelope is readable inside its armor. */
function unarmored(text: string): string {
  const blocks = text.match(/-----BEGIN PGP MESSAGE-----\n\n([\s\S]*?)\n-----END/g) ?? [];
  return blocks.map((block) => decodeBlock(block)).join("\n");
}

function decodeBlock(block: string): string {
  const base64 = block
    .replace(/-----[A-Z ]+-----?/g, "")
    .replaceAll(/[\s-]/g, "")
    .replace("END", "");
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)));
}

async function placeOf(world: World, log: OwnerLog, cause: string) {
  const again = await log.append("notes", "owner", [noteOf(cause)]);
  return world.effects.until(again.durable);
}

/** A log with a note before and one after the one that will be erased. */
async function written(world: World, files: Uint8Array[] = []) {
  const process = world.process();
  const { log } = await world.ready(process);
  await world.note(log, "前");
  const attached = files.map((bytes) => ({ name: "f", mime: "x/y", bytes }));
  const note = noteOf(secretWord, attached.length > 0 ? { files: attached } : {});
  await world.effects.until((await log.append("notes", "owner", [note])).durable);
  await world.note(log, "後");
  await world.rest(120_000);
  return { process, log };
}

describe("an envelope is erased", () => {
  test.each([
    ["from a text", []],
    ["from a document", [new Uint8Array(60_000)]],
  ])("%s: no message, slot or cache holds it, and the chain verifies", async (_, files) => {
    const world = new World();
    const { log } = await written(world, files);
    expect(everythingShown(world)).toContain(secretWord);
    expect(everythingCached(world)).toContain(secretWord);
    const { sequence, index } = await placeOf(world, log, secretWord);
    await world.effects.until(log.erase(sequence, index));
    expect(everythingShown(world)).not.toContain(secretWord);
    expect(everythingCached(world)).not.toContain(secretWord);
    await audit(world, log, ["前", "(erased)", "後"]);
    // Twice is once.
    await world.effects.until(log.erase(sequence, index));
    await audit(world, log, ["前", "(erased)", "後"]);
  });

  test("and stays erased when the cache is lost", async () => {
    const world = new World();
    const { log, process } = await written(world);
    const { sequence, index } = await placeOf(world, log, secretWord);
    await world.effects.until(log.erase(sequence, index));
    process.kill();
    world.forget();
    const again = await world.find(world.process());
    await audit(world, again, ["前", "(erased)", "後"]);
    await world.note(again, "その後");
    await audit(world, again, ["前", "(erased)", "後", "その後"]);
  });

  test("from one of several in one segment: the others stay", async () => {
    const world = new World();
    const { log } = await world.ready(world.process());
    const names = Array.from({ length: 20 }, (_, at) => `メモ ${at}`);
    const all = await Promise.all(
      names.map((name) => log.append("notes", "owner", [noteOf(name)])),
    );
    await world.effects.until(Promise.all(all.map((one) => one.durable)));
    const { sequence, index } = await placeOf(world, log, "メモ 15");
    await world.effects.until(log.erase(sequence, index));
    await audit(
      world,
      log,
      names.map((name) => (name === "メモ 15" ? "(erased)" : name)),
    );
  });

  test("from a sealed page, and from a list above it", async () => {
    const world = new World({ pageLimits: { pageBytesMax: 12_000, listPagesMax: 3 } });
    const { log, process } = await written(world);
    const names = Array.from({ length: 40 }, (_, at) => `メモ ${at}`);
    for (const name of names) {
      await world.note(log, name);
      await world.rest(9_000);
    }
    const pages = world.telegram.own(ALICE_GROUP).filter((one) => /#page/.test(one.text));
    expect(pages.length).toBeGreaterThan(3);
    const lists = pages.filter((one) => (one.document?.sizeBytes ?? 0) < 4_000);
    expect(lists.length).toBeGreaterThan(0);
    const { sequence, index } = await placeOf(world, log, secretWord);
    await world.effects.until(log.erase(sequence, index), 1e9);
    expect(everythingShown(world)).not.toContain(secretWord);
    const expected = ["前", "(erased)", "後", ...names];
    await audit(world, log, expected);
    process.kill();
    world.forget();
    const again = await world.find(world.process());
    await audit(world, again, expected);
    expect(everythingCached(world)).not.toContain(secretWord);
  });

  test("what is not there cannot be erased", async () => {
    const world = new World();
    const { log } = await written(world);
    await expect(log.erase(999, 0)).rejects.toMatchObject({ code: "notFound" });
    await expect(log.erase(1, 9)).rejects.toMatchObject({ code: "notFound" });
  });

  test("nor what the log itself is built of", async () => {
    const world = new World();
    const { log } = await written(world);
    for (const { segment } of await world.effects.until(log.segments(1, 100))) {
      const { sequence, topic } = segment.frame.frame;
      if (topic === "notes") continue;
      const erasing = world.effects.until(log.erase(sequence, 0));
      await expect(erasing).rejects.toMatchObject({ code: "envelopeRefused" });
    }
    await audit(world, log, ["前", secretWord, "後"]);
  });
});

describe("an erasure is interrupted", () => {
  test.each(["killedBefore", "killedAfter", "doneButLost", "notDone"] as const)(
    "%s at each call, from a sealed page",
    async (mishap) => {
      for (let number = 0; number < 12; number++) {
        const world = new World({ pageLimits: { pageBytesMax: 4_000, listPagesMax: 50 } });
        const { log, process } = await written(world);
        const { sequence, index } = await placeOf(world, log, secretWord);
        const first = world.telegram.calls.length;
        let struck = false;
        world.telegram.mishap = () => {
          if (struck || world.telegram.calls.length - first !== number) return undefined;
          struck = true;
          return mishap;
        };
        log.erase(sequence, index).catch(() => undefined);
        await world.rest(300_000);
        world.telegram.mishap = () => undefined;
        const next = process.isDead ? world.process() : process;
        await world.effects.until(next.servers.start());
        const again = await world.find(next);
        // The person asks again; if the request was recorded, it goes on by itself.
        await world.effects.until(again.erase(sequence, index), 1e9);
        await world.rest(300_000);
        expect(everythingShown(world)).not.toContain(secretWord);
        expect(everythingCached(world)).not.toContain(secretWord);
        await audit(world, again, ["前", "(erased)", "後"]);
        if (!struck) {
          expect(number).toBeGreaterThan(3);
          return;
        }
      }
    },
  );

  test("killed after the record was durable, and the cache lost: it is carried out", async () => {
    const world = new World();
    const { log, process } = await written(world);
    const { sequence, index } = await placeOf(world, log, secretWord);
    world.telegram.mishap = ({ method }) => (method === "editText" ? "killedBefore" : undefined);
    log.erase(sequence, index).catch(() => undefined);
    await world.rest(60_000);
    expect(process.isDead).toBe(true);
    world.telegram.mishap = () => undefined;
    world.forget();
    const again = await world.find(world.process());
    await world.rest(120_000);
    expect(everythingShown(world)).not.toContain(secretWord);
    await audit(world, again, ["前", "(erased)", "後"]);
  });
});
