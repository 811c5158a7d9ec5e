/**
 * When both slots are gone: the whole log from one of its segments, by the frames' back-pointers.
 * It costs an edit a segment, so it is the last way; the first checkpoint after it makes new slots.
 * Also here: replaying all records, for a state that another version of replay made.
 */

import type { PagedSegment } from "../../shared/log/page.ts";
import { EMPTY_STATE, replay } from "../../shared/log/replay.ts";
import type { LogId } from "../../shared/log/types.ts";
import type { LogServersOptions } from "./deps.ts";
import { LogTrouble } from "./deps.ts";
import { Engine } from "./engine.ts";
import { examine } from "./examine.ts";
import { newHead } from "./head.ts";
import type { BotPace } from "./line.ts";
import { readSegments } from "./reader.ts";
import { readMessage } from "./send.ts";
import { openRecords, settle } from "./settle.ts";
import type { StoredMessage } from "./transport.ts";

/**
 * An engine whose head is rebuilt up to the segment in `message`; the tail behind it is still to
 * be read. Throws LogTrouble `chainBroken` when a segment on the way is gone or somebody else's.
 */
export async function rebuildFrom(
  deps: LogServersOptions,
  bot: BotPace,
  where: {
    readonly ownerId: number;
    readonly chatId: number;
    readonly log: LogId;
    readonly message: StoredMessage;
    readonly calls: readonly number[];
  },
): Promise<Engine> {
  const { ownerId, chatId, log, calls } = where;
  const who = { log, ownerId, chatId, role: "owner", language: "ja" } as const;
  const head = newHead({ ...who, bot: deps.botKey.certificate.bytes });
  const engine = await Engine.open(deps, bot, { ...head, calls, isWhole: false });
  const segments: PagedSegment[] = [];
  for (let message = where.message; ; ) {
    const examined = await examine(engine, message);
    if (examined.kind !== "segment") throw broken(`message ${message.messageId} is no segment`);
    segments.push(examined.segment);
    const { previous } = examined.segment.frame.frame;
    if (previous === null) break;
    const outcome = await readMessage(engine, previous.messageId);
    if (outcome.kind !== "message") throw broken(`message ${previous.messageId} is gone`);
    message = outcome.message;
  }
  try {
    for (const segment of segments.reverse()) await settle(engine, segment);
    await checkOwner(engine, ownerId);
    return engine;
  } catch (error) {
    // Else the cache would go on saying that the group is this person's.
    deps.storage.transaction(() => engine.cache.forget(engine.head));
    throw error;
  }
}

/** Fold every readable record of the log anew. */
export async function replayAll(engine: Engine): Promise<void> {
  let state = EMPTY_STATE;
  for (let sequence = 1; sequence <= engine.head.sequence; sequence++) {
    const [placed] = await readSegments(engine, sequence, sequence);
    for (const [index, body] of (placed?.segment.bodies ?? []).entries()) {
      const entry = placed?.segment.frame.frame.envelopes[index];
      if (!entry || body === null) continue;
      const records = await openRecords(engine, entry, body);
      state = replay(state, [{ sequence, index, records }]).state;
    }
  }
  engine.save({ ...engine.head, state });
}

/** The first record says whose log it is. */
async function checkOwner(engine: Engine, ownerId: number): Promise<void> {
  const [first] = await readSegments(engine, 1, 1);
  const entry = first?.segment.frame.frame.envelopes[0];
  const body = first?.segment.bodies[0];
  const records = entry && body ? await openRecords(engine, entry, body) : [];
  const created = records.find((record) => record.kind === "log.created");
  if (created?.data.owner !== ownerId || created.data.chat !== engine.head.chatId) {
    throw broken("the first record names another owner or another group");
  }
}

function broken(message: string): LogTrouble {
  return new LogTrouble("chainBroken", message);
}
