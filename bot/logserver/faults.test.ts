/**
 * The fault table of writing: each call of a segment, a checkpoint, a page and a slot that is made
 * anew, times everything that can become of it. Afterwards nothing that was accepted is lost,
 * nothing stands there twice, and the chain verifies.
 */
import { describe, expect, test } from "vitest";
import type { OwnerLog } from "./port.ts";
import { audit, tagsIn } from "./testing/audit-testing.ts";
import type { Mishap } from "./testing/fake-telegram.ts";
import type { Process } from "./testing/world-testing.ts";
import { ALICE_GROUP, noteOf, World } from "./testing/world-testing.ts";
import type { LogTransport } from "./transport.ts";

const mishaps: readonly Mishap[] = [
  "notDone",
  "doneButLost",
  "killedBefore",
  "killedAfter",
  "rateLimited",
];

/** What is going on when it happens: the call, by its method and words, and what was done before. */
interface Step {
  readonly method: keyof LogTransport;
  readonly words: RegExp;
  readonly prepare?: (world: World) => void;
}

const slotIn = (world: World, at: 0 | 1) =>
  world.telegram.own(ALICE_GROUP).filter((one) => /#superblock/.test(one.text))[at]!.id;

const steps: readonly (readonly [name: string, step: Step])[] = [
  ["a segment as text", { method: "sendText", words: /#note_text/ }],
  ["a segment as document", { method: "sendDocument", words: /#note_text/ }],
  ["a checkpoint", { method: "editDocument", words: /#superblock/ }],
  [
    "slot a made anew",
    {
      method: "sendDocument",
      words: /#superblock/,
      prepare: (world) => world.telegram.remove(ALICE_GROUP, slotIn(world, 0)),
    },
  ],
  [
    "slot b made anew",
    {
      method: "sendDocument",
      words: /#superblock/,
      prepare: (world) => world.telegram.remove(ALICE_GROUP, slotIn(world, 1)),
    },
  ],
  [
    "the pin of a new slot a",
    {
      method: "pin",
      words: /^$/,
      prepare: (world) => world.telegram.remove(ALICE_GROUP, slotIn(world, 0)),
    },
  ],
  [
    "the card of new slots",
    {
      method: "editText",
      words: /#card/,
      prepare: (world) => world.telegram.remove(ALICE_GROUP, slotIn(world, 0)),
    },
  ],
];

const large = { name: "大.bin", mime: "x/y", bytes: new Uint8Array(50_000) };

/** One mishap on the next such call; then all goes well. Answers how often it struck. */
function strikeOnce(world: World, { method, words }: Step, mishap: Mishap): () => number {
  let struck = 0;
  world.telegram.mishap = (call) => {
    if (call.method !== method || !words.test(call.words) || struck > 0) return undefined;
    struck += 1;
    return mishap;
  };
  return () => struck;
}

async function writeTwo(world: World, process: Process, log: OwnerLog): Promise<void> {
  for (const [text, files] of [
    ["二", [large]],
    ["三", []],
  ] as const) {
    // A process that was killed neither accepts nor answers.
    if (process.isDead) return;
    await Promise.race([
      log.append("notes", "owner", [noteOf(text, files.length > 0 ? { files } : {})]),
      world.effects.advance(40_000),
    ]);
    await world.rest(40_000);
  }
}

describe.each(steps)("%s", (_, step) => {
  test.each(mishaps)("%s, with the cache", async (mishap) => {
    const world = new World();
    const first = world.process();
    const { log } = await world.ready(first);
    await world.note(log, "一");
    await world.rest(120_000);
    step.prepare?.(world);
    const struck = strikeOnce(world, step, mishap);
    await writeTwo(world, first, log);
    await world.rest(300_000);
    expect(struck()).toBe(1);
    const isKilled = mishap === "killedBefore" || mishap === "killedAfter";
    expect(first.isDead).toBe(isKilled);

    const next = isKilled ? world.process() : first;
    await world.effects.until(next.servers.start());
    const again = await world.find(next);
    // The update of whatever was not accepted comes again, and of all the rest too.
    await writeTwo(world, next, again);
    await world.rest(300_000);
    await audit(world, again, ["一", "二", "三"]);
    expect(tagsIn(world)).toEqual(["#key_backup", "#superblock", "#superblock"]);
  });

  test.each(["killedBefore", "killedAfter"] as const)(
    "%s, and the cache is lost",
    async (mishap) => {
      const world = new World();
      const first = world.process();
      const { log } = await world.ready(first);
      await world.note(log, "一");
      await world.rest(120_000);
      step.prepare?.(world);
      strikeOnce(world, step, mishap);
      await writeTwo(world, first, log);
      await world.rest(300_000);
      expect(first.isDead).toBe(true);

      world.forget();
      const next = world.process();
      const again = await world.find(next);
      await writeTwo(world, next, again);
      await world.rest(300_000);
      await audit(world, again, ["一", "二", "三"]);
    },
  );
});
