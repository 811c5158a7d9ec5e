/**
 * The auditor: what must be true of a group and its log after anything that happened. It reads the
 * group by itself and the log through its door, and compares both.
 */
import { expect } from "vitest";
import { emptyChain, verifyChain } from "../../../shared/log/chain.ts";
import type { OwnerLog } from "../port.ts";
import type { World } from "./world-testing.ts";
import { ALICE_GROUP, notesIn } from "./world-testing.ts";

/**
 * The log holds exactly these notes in this order, each segment stands in the group exactly once,
 * the whole chain verifies, and no rule of Telegram's was broken.
 */
export async function audit(
  world: World,
  log: OwnerLog,
  notes: readonly string[],
  chatId = ALICE_GROUP,
): Promise<void> {
  expect(await notesIn(world, log)).toEqual(notes);
  const { logId, lastSequence, troubles } = await world.effects.until(log.status());
  expect(troubles).toEqual([]);
  const placed = await world.effects.until(log.segments(1, lastSequence));
  const { flaws } = verifyChain(
    emptyChain(logId),
    placed.map((one) => one.segment),
  );
  expect(flaws).toEqual([]);
  const inGroup = [...(await world.sequencesIn(chatId, logId))].sort((a, b) => a - b);
  expect(inGroup).toEqual(Array.from({ length: lastSequence }, (_, at) => at + 1));
  expect(world.telegram.violations).toEqual([]);
}

/** What the bot has in a group beside segments, by the tag that says what it is. */
export function tagsIn(world: World, chatId = ALICE_GROUP): readonly string[] {
  const kinds = ["#superblock", "#page", "#claim"];
  return world.telegram
    .own(chatId)
    .map((one) => {
      // A segment about a backup bears the same tag; the backup itself bears no month.
      if (/#key_backup$/.test(one.text)) return "#key_backup";
      return kinds.find(
        (kind) =>
          one.text.includes(`${kind} `) ||
          one.text.endsWith(kind) ||
          one.text.includes(`${kind}\n`),
      );
    })
    .filter((kind) => kind !== undefined)
    .sort();
}
