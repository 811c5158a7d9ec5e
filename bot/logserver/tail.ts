/**
 * The tail: what stands in the group behind the last checkpoint. A claim is sent, and its message
 * id is the upper bound; each id before it is read by edit echo; segments are settled in order, as
 * the flusher settles them. Until this is done nothing may be appended.
 */
import { formatBlockText } from "../../shared/log/card.ts";
import type { LogClaim } from "../../shared/log/claim.ts";
import type { PagedSegment } from "../../shared/log/page.ts";
import { signDocument } from "../../shared/log/signed.ts";
import { slotOf } from "../../shared/log/superblock.ts";
import type { SlotIds } from "../../shared/log/types.ts";
import { toHex } from "../../shared/std/bytes.ts";
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { examine } from "./examine.ts";
import type { LogHead } from "./head.ts";
import { isSetUp } from "./head.ts";
import { pagedSegment } from "./reader.ts";
import { readMessage, removeMessage } from "./send.ts";
import { settle } from "./settle.ts";
import { topicOfMessage } from "./topics.ts";
import type { StoredMessage, TextMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { claimWords } from "./words.ts";

/** What the ids between checkpoint and claim hold. */
interface Tail {
  readonly segments: PagedSegment[];
  readonly claims: { readonly messageId: number; readonly claim: LogClaim }[];
  /** Own messages that may be litter: decided when the segments are settled. */
  readonly others: StoredMessage[];
  /** Segments that do not count. */
  readonly outlived: number[];
}

/** Take the log over and bring the head up to date. Throws LogTrouble when a segment is missing. */
export async function readTail(engine: Engine): Promise<void> {
  const claim: LogClaim = {
    version: 1,
    log: engine.head.log,
    epoch: engine.head.epoch + 1,
    nonce: toHex(engine.deps.effects.randomBytes(16)),
    supersedes: engine.head.claim?.messageId ?? null,
    at: engine.now,
  };
  // If we die after this, the next process finds the claim in the tail and claims above it.
  const claimId = await sendClaim(engine, claim);
  const tail: Tail = { segments: [], claims: [], others: [], outlived: [] };
  for (let id = engine.head.explained + 1; id < claimId; id++) await readId(engine, id, tail);
  const superseded = engine.head.claim;
  dropOutlived(engine, tail);
  await settleInOrder(engine, tail);
  await concludeClaim(engine, claim, claimId, tail);
  await tidy(engine, tail, superseded?.messageId ?? null);
}

async function readId(engine: Engine, id: number, tail: Tail): Promise<void> {
  const outcome = await readMessage(engine, id);
  if (outcome.kind === "foreign") {
    engine.noteForeign(id);
    // Only an interrupted set-up has topics that no record names.
    const topic = isSetUp(engine.head) ? null : await topicOfMessage(engine, id);
    if (topic) engine.save({ ...engine.head, topics: { ...engine.head.topics, [topic]: id } });
  }
  if (outcome.kind !== "message") return;
  const { message } = outcome;
  const examined = await examine(engine, message);
  switch (examined.kind) {
    case "segment":
      tail.segments.push(examined.segment);
      return;
    case "claim":
      tail.claims.push({ messageId: id, claim: examined.claim });
      return;
    case "slot":
      adoptSlot(engine, id, examined.superblock.generation, tail, message);
      return;
    case "other":
      tail.others.push(message);
  }
}

/** A slot that was made anew and that no card names yet. */
function adoptSlot(
  engine: Engine,
  id: number,
  generation: number,
  tail: Tail,
  message: StoredMessage,
): void {
  const { head } = engine;
  const slot = slotOf(generation);
  const isNewer = generation > (head.checkpoint?.generation ?? 0) || head.slots[slot] === null;
  if (!isNewer) {
    if (head.slots[slot] !== id) tail.others.push(message);
    return;
  }
  const [a, b] = head.slots;
  const slots: SlotIds = slot === 0 ? [id, b] : [a, id];
  const checkpoint = head.checkpoint && {
    ...head.checkpoint,
    generation: Math.max(generation, head.checkpoint.generation),
  };
  engine.save({ ...head, slots, checkpoint, owed: 2 });
}

/**
 * A segment counts only if no claim above its epoch stands before it: a send of a process that was
 * superseded may land late, and then it is litter.
 */
function dropOutlived(engine: Engine, tail: Tail): void {
  const standing = engine.head.claim;
  const claims = tail.claims.map(({ messageId, claim }) => ({ messageId, epoch: claim.epoch }));
  const all = standing ? [standing, ...claims] : claims;
  const counts = (one: PagedSegment): boolean =>
    all.every((claim) => claim.messageId > one.messageId || claim.epoch <= one.frame.frame.epoch);
  const outlived = tail.segments.filter((one) => !counts(one));
  tail.outlived.push(...outlived.map((one) => one.messageId));
  const kept = tail.segments.filter(counts);
  tail.segments.splice(0, tail.segments.length, ...kept);
}

/** Segments that follow the head, one after the other; what a frame names is fetched by its id. */
async function settleInOrder(engine: Engine, tail: Tail): Promise<void> {
  for (;;) {
    const { head } = engine;
    const ahead = tail.segments.filter((one) => one.frame.frame.sequence > head.sequence);
    if (ahead.length === 0) break;
    const next = ahead.filter((one) => one.frame.frame.sequence === head.sequence + 1);
    if (next.length > 0) await settle(engine, chooseCopy(next, ahead));
    else await fetchBefore(engine, ahead, tail);
  }
  for (const one of tail.segments) {
    const { sequence } = one.frame.frame;
    const kept = await pagedSegment(engine, sequence);
    if (kept.frame.hash !== one.frame.hash) {
      throw new LogTrouble("chainBroken", `there are two segments of number ${sequence}`);
    }
  }
}

/** Of copies of one segment, the one that its successor names; else the oldest. */
function chooseCopy(copies: readonly PagedSegment[], ahead: readonly PagedSegment[]): PagedSegment {
  const named = copies.find((copy) =>
    ahead.some(({ frame }) => {
      const { previous } = frame.frame;
      return previous?.hash === copy.frame.hash && previous.messageId === copy.messageId;
    }),
  );
  const [oldest] = [...copies].sort((a, b) => a.messageId - b.messageId);
  const chosen = named ?? oldest;
  if (!chosen) throw new LogTrouble("chainBroken", "no copy of a segment");
  return chosen;
}

/** A hole: the frame behind it says where the missing segment stands. */
async function fetchBefore(
  engine: Engine,
  ahead: readonly PagedSegment[],
  tail: Tail,
): Promise<void> {
  const [first] = [...ahead].sort((a, b) => a.frame.frame.sequence - b.frame.frame.sequence);
  const previous = first?.frame.frame.previous;
  const missing = (first?.frame.frame.sequence ?? 0) - 1;
  const outcome = previous ? await readMessage(engine, previous.messageId) : null;
  if (outcome?.kind !== "message") {
    throw new LogTrouble("chainBroken", `segment ${missing} is missing`);
  }
  const examined = await examine(engine, outcome.message);
  if (examined.kind !== "segment" || examined.segment.frame.hash !== previous?.hash) {
    throw new LogTrouble("chainBroken", `segment ${missing} is not there any more`);
  }
  tail.segments.push(examined.segment);
}

/** The claim must stand above every other one; where it does not, it is raised. */
async function concludeClaim(
  engine: Engine,
  claim: LogClaim,
  claimId: number,
  tail: Tail,
): Promise<void> {
  const highest = Math.max(engine.head.epoch, ...tail.claims.map((one) => one.claim.epoch));
  let inForce = claim;
  if (highest >= claim.epoch) {
    const last = tail.claims.at(-1);
    inForce = { ...claim, epoch: highest + 1, supersedes: last?.messageId ?? claim.supersedes };
    const message = await claimMessage(engine, inForce);
    const { chatId } = engine.head;
    await engine.line.sure("group", () => engine.deps.transport.editText(chatId, claimId, message));
  }
  const head: LogHead = {
    ...engine.head,
    epoch: inForce.epoch,
    claim: { messageId: claimId, epoch: inForce.epoch, nonce: inForce.nonce },
    explained: Math.max(engine.head.explained, claimId),
    owed: Math.max(1, engine.head.owed),
    isWhole: true,
  };
  // What an earlier process framed and did not send is framed anew, under this claim.
  engine.save(head, () => {
    engine.cache.deleteDoing("group");
    engine.cache.deleteFlight();
  });
}

/** Remove copies, claims that are superseded, and what was sent and never named. */
async function tidy(engine: Engine, tail: Tail, supersededId: number | null): Promise<void> {
  const { head } = engine;
  const named = new Set([...head.slots, head.state.keyBackup?.messageId]);
  for (const message of tail.others) {
    if (message.text.includes("#libral") && !named.has(message.messageId)) {
      await removeMessage(engine, message);
    }
  }
  const copies = tail.segments.filter(
    (one) => engine.cache.segment(one.frame.frame.sequence)?.messageId !== one.messageId,
  );
  const stale = [...tail.claims, ...copies].map((one) => one.messageId).concat(tail.outlived);
  if (supersededId !== null) stale.push(supersededId);
  for (const id of stale) {
    try {
      await engine.line.once("free", () => engine.deps.transport.deleteMessage(head.chatId, id));
    } catch (error) {
      // It is older than what a bot may delete, or gone already: it is superseded either way.
      if (!(error instanceof TransportError)) throw error;
    }
  }
}

async function sendClaim(engine: Engine, claim: LogClaim): Promise<number> {
  const { chatId } = engine.head;
  const { transport } = engine.deps;
  const message = await claimMessage(engine, claim);
  let threadId = engine.place("system")?.threadId ?? null;
  for (let attempt = 0; ; attempt++) {
    try {
      const place = { chatId, threadId };
      const sent = await engine.line.once("group", () => transport.sendText(place, message));
      return sent.messageId;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // The system topic was deleted: the claim then stands in the group's main chat.
      if (error.fault === "notFound" && threadId !== null) threadId = null;
      else if (error.fault !== "lost") throw error;
    }
    await engine.line.backOff(attempt);
  }
}

async function claimMessage(engine: Engine, claim: LogClaim): Promise<TextMessage> {
  const signed = await signDocument("claim", claim, engine.signing());
  const words = claimWords(engine.head.language);
  return { ...formatBlockText(words, signed), buttons: engine.buttons() };
}
