/**
 * The log as the rest of the bot sees it: port.ts's OwnerLog over an engine and its flusher. Waits
 * for recovery where something is to be written; otherwise only hands on.
 */
import type { TopicName, Writer } from "../../shared/log/types.ts";
import { fromBase64 } from "../../shared/std/bytes.ts";
import { appendDeviceEnvelope, appendRecords, recordId } from "./append.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { carryOutErasure } from "./erase.ts";
import type { Flusher } from "./flush.ts";
import { checkHealth } from "./health.ts";
import { installKeyset, readKeyBackup, storeKeyBackup } from "./keys.ts";
import type { Accepted, LogStatus, OwnerLog } from "./port.ts";
import { LogError } from "./port.ts";
import { pagedSegment, readSegments } from "./reader.ts";

/** Without their records the log could not be built anew: what is in them is not a person's. */
const OWN_TOPICS: ReadonlySet<TopicName> = new Set([
  "system",
  "keys",
  "registry",
  "catalogue",
  "books",
]);

/** A look at the group's settings is good for so long. */
const HEALTH_FRESH_MS = 10_000;

/** `recovered` resolves when the tail was read, well or not; `retire` ends the log in this process. */
export function makeOwnerLog(
  engine: Engine,
  flusher: Flusher,
  life: { readonly recovered: Promise<void>; readonly retire: () => Promise<void> },
): OwnerLog {
  let lookedAt = Number.NEGATIVE_INFINITY;
  const waking = async (accepting: () => Promise<Accepted>): Promise<Accepted> => {
    await life.recovered;
    const accepted = await accepting();
    flusher.wake();
    return accepted;
  };
  return {
    ownerId: engine.head.ownerId,
    async status() {
      if (engine.now - lookedAt >= HEALTH_FRESH_MS) {
        lookedAt = engine.now;
        await checkHealth(engine);
        flusher.wake();
      }
      return statusOf(engine);
    },
    state: () => engine.head.state,
    append: (topic, audience, records) =>
      waking(() => appendRecords(engine, topic, audience, records)),
    recordIdOf: (cause) => recordId(engine, cause),
    appendSealed: (envelope) => waking(() => appendDeviceEnvelope(engine, envelope)),
    writerHead(writer: Writer, topic: TopicName = "notes") {
      const { counter, hash } = engine.outbox.writerHead(engine.head.writers, writer, topic);
      return { counter: counter + 1, hash };
    },
    async storeKeyBackup(armored, fingerprint) {
      await life.recovered;
      await storeKeyBackup(engine, flusher, armored, fingerprint);
    },
    readKeyBackup: () => readKeyBackup(engine, flusher),
    keysets: () => engine.head.keysets.map(fromBase64),
    botCertificates: () => engine.bots.map((one) => one.bytes),
    async installKeyset(signed) {
      await life.recovered;
      await installKeyset(engine, flusher, signed);
    },
    segments: (from, to, largestBodyBytes) =>
      inOwnWords(engine, () => readSegments(engine, from, to, largestBodyBytes)),
    async erase(sequence, index) {
      await life.recovered;
      await erase(engine, flusher, sequence, index);
    },
    checkpoint: () =>
      flusher.run(async () => {
        if (engine.head.owed > 0) await writeCheckpoint(engine);
      }),
    retire: life.retire,
  };
}

function statusOf(engine: Engine): LogStatus {
  const { head, outbox } = engine;
  const [oldest] = outbox.waiting;
  return {
    logId: head.log,
    chatId: head.chatId,
    chatTitle: engine.title,
    condition: engine.condition(),
    troubles: [...engine.troubles],
    recordsDurable: head.records,
    envelopesWaiting: outbox.count,
    oldestWaitingAt: oldest?.acceptedAt ?? null,
    lastCheckpointAt: head.checkpoint?.at ?? null,
    lastSequence: head.sequence,
    keysetVersion: engine.keyset?.keyset.keyset ?? 0,
    botFingerprint: engine.deps.botKey.certificate.fingerprint,
  };
}

/** What this room found wrong while reading, as a trouble of the log and in words of its door. */
async function inOwnWords<T>(engine: Engine, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LogTrouble)) throw error;
    engine.addTrouble(error.trouble);
    throw new LogError("stopped", error.message, { cause: error });
  }
}

/** Record the erasure, then carry it out everywhere, the slots too. Twice is once. */
async function erase(
  engine: Engine,
  flusher: Flusher,
  sequence: number,
  index: number,
): Promise<void> {
  if (sequence < 1 || sequence > engine.head.sequence) {
    throw new LogError("notFound", `there is no segment ${sequence}`);
  }
  const paged = await inOwnWords(engine, () => pagedSegment(engine, sequence));
  const entry = paged.frame.frame.envelopes[index];
  if (!entry) throw new LogError("notFound", `segment ${sequence} has no envelope ${index}`);
  const { topic } = entry.label;
  if (OWN_TOPICS.has(topic)) throw new LogError("envelopeRefused", `${topic} is the log's own`);
  const accepted = await appendRecords(engine, "system", "owner+bot", [
    {
      cause: `erase:${sequence}:${index}`,
      at: engine.now,
      kind: "envelope.erased",
      tags: [],
      data: { sequence, index, hash: entry.hash },
    },
  ]);
  flusher.wake();
  await engine.unlessStopped(accepted.durable);
  const carrying = flusher.run(async () => {
    const isDue = engine.head.erasing.some(
      (one) => one.sequence === sequence && one.index === index,
    );
    if (isDue) await carryOutErasure(engine, { sequence, index });
    while (engine.head.owed > 0) await writeCheckpoint(engine);
  });
  await inOwnWords(engine, () => carrying);
}
