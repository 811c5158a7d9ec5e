/**
 * Making a segment durable: what is done when Telegram holds it, however that became known. The
 * flusher comes here after each send, recovery after each segment that it finds in the tail.
 */
import { flawsOf, stateAfter } from "../../shared/log/chain.ts";
import { openEnvelope } from "../../shared/log/envelope.ts";
import { recipientsOf, writerCertificate } from "../../shared/log/keyset.ts";
import type { PagedSegment } from "../../shared/log/page.ts";
import { replay } from "../../shared/log/replay.ts";
import type { FrameEntry, LogRecord, Segment } from "../../shared/log/types.ts";
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { foldFacts } from "./facts.ts";
import type { LogHead } from "./head.ts";
import { chainOf } from "./head.ts";
import { pagedBytes } from "./pages.ts";

/**
 * Take a segment that Telegram holds as the next one of the log. Throws LogTrouble `chainBroken`
 * when it does not follow what is there; nothing is kept then.
 */
export async function settle(engine: Engine, placed: PagedSegment): Promise<void> {
  const before = engine.head;
  const segment: Segment = { frame: placed.frame, bodies: placed.bodies ?? [] };
  const { sequence } = placed.frame.frame;
  const [flaw] = flawsOf(chainOf(before), segment);
  if (flaw) throw new LogTrouble("chainBroken", `segment ${sequence}: ${flaw}`);
  const head = await advance(engine, before, placed, segment);
  if (head.keysets.length > before.keysets.length) await engine.loadKeysets(head);
  const { envelopes } = placed.frame.frame;
  // If we die before this, the segment is sent or found again; after it, it is known.
  engine.save(head, () => {
    engine.cache.putSegment(placed);
    engine.cache.deleteFlight();
    for (const [index, entry] of envelopes.entries()) {
      const place = { sequence, index, messageId: placed.messageId };
      engine.outbox.deleteFromCache(entry.hash);
      for (const id of entry.records) engine.cache.putRecord(id, place);
    }
  });
  if (engine.pageBytes !== null) engine.pageBytes += pagedBytes(placed);
  for (const [index, entry] of envelopes.entries()) {
    engine.outbox.resolve(entry.hash, { sequence, index, messageId: placed.messageId });
  }
}

/** The head after a segment: chain, tree and what its readable records say. */
async function advance(
  engine: Engine,
  before: LogHead,
  placed: PagedSegment,
  segment: Segment,
): Promise<LogHead> {
  const { frame } = placed.frame;
  const chain = stateAfter(chainOf(before), segment);
  let head: LogHead = {
    ...before,
    epoch: chain.epoch,
    sequence: chain.sequence,
    frame: chain.frame,
    head: placed.messageId,
    explained: Math.max(before.explained, placed.messageId),
    tree: chain.tree,
    writers: chain.writers,
    records: before.records + frame.envelopes.reduce((sum, one) => sum + one.records.length, 0),
    owed: Math.max(1, before.owed),
  };
  for (const [index, entry] of frame.envelopes.entries()) {
    const body = segment.bodies[index] ?? null;
    const records = body === null ? [] : await openRecords(engine, entry, body);
    const items = [{ sequence: frame.sequence, index, records }];
    head = { ...head, state: replay(head.state, items).state };
    for (const record of records) head = foldFacts(head, record);
  }
  return head;
}

/** The records of an envelope that the bot may open; none for the owner's. */
export async function openRecords(
  engine: Engine,
  entry: FrameEntry,
  body: Uint8Array,
): Promise<readonly LogRecord[]> {
  const { label } = entry;
  if (label.audience !== "owner+bot") return [];
  const { botKey, pgp } = engine.deps;
  const keyset = engine.keysets[label.keyset - 1] ?? null;
  const recipients = recipientsOf(keyset, label.audience, botKey.certificate);
  const signer = keyset ? writerCertificate(keyset, label.writer) : botKey.certificate;
  if (signer === null) return [];
  const opened = await openEnvelope({
    crypto: pgp,
    key: botKey,
    signer,
    log: engine.head.log,
    label,
    recipients: recipients.map((one) => one.fingerprint),
    body,
    now: engine.now,
  });
  if (opened.kind === "parsed") return opened.value.map((one) => one.record);
  engine.deps.effects.trace("error", "log.envelopeUnread", { kind: opened.kind, hash: entry.hash });
  return [];
}
