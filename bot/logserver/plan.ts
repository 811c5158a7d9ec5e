/**
 * What the flusher does next, decided from what is known and nothing else. One step at a time:
 * after each the world is looked at again.
 *
 * Order: what is in flight; a checkpoint that can wait no longer; what a person waits for; erasing;
 * repairs; and when it is quiet, sealing pages and the checkpoint.
 */
import { DOCUMENT_BYTES_MAX, packedSize } from "../../shared/log/segment.ts";
import type { TopicName } from "../../shared/log/types.ts";
import type { WaitingEnvelope } from "./cache.ts";

/**
 * Message ids past the last checkpoint at which the next one comes before anything else: two less
 * than recovery is promised, because others may write while a checkpoint waits for its turn.
 */
const IDS_PAST_MAX = 6;
/** So long after the last segment a checkpoint waits, so that a burst shares one. */
const QUIET_MS = 1_500;
/** With more calls than this in the last minute, the rest of the budget is kept for people. */
const CALLS_PLENTY = 7;
/** So long after the last segment a checkpoint waits then. */
const SPARING_MS = 20_000;
/** From here on a checkpoint in a quiet moment spares somebody the wait for a forced one. */
const IDS_PAST_NEAR = IDS_PAST_MAX - 2;
/** Envelopes of one segment: bounds its frame, at about 500 bytes each. */
const SEGMENT_ENVELOPES_MAX = 1_000;
/** A frame's share of a document, for each envelope and once. */
const FRAME_BYTES_EACH = 520;
const FRAME_BYTES_BASE = 2_048;

export interface FlushView {
  readonly isStopped: boolean;
  readonly hasFlight: boolean;
  readonly waiting: readonly WaitingEnvelope[];
  /** Milliseconds until a call fits into the budget. */
  readonly waitMs: number;
  /** Calls of the last minute that cost. */
  readonly callsSpent: number;
  /** Checkpoints still to be written. */
  readonly owed: number;
  /** When the last segment became durable, ms since 1970; 0: never in this process. */
  readonly lastSegmentAt: number;
  /** Message ids between the last checkpoint and the newest that was seen. */
  readonly idsPast: number;
  /** The open page is so large that it becomes a document of its own. */
  readonly isPageFull: boolean;
  /** So many sealed pages of one level that they become a list. */
  readonly isLevelFull: boolean;
  readonly hasErasing: boolean;
  /** The pinned card does not say where the slots are. */
  readonly cardIsStale: boolean;
}

export type FlushStep =
  | { readonly kind: "idle" }
  /** Nothing can be done for this long, unless something new comes. */
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "flight" }
  | { readonly kind: "segment"; readonly topic: TopicName; readonly orders: readonly number[] }
  | { readonly kind: "erase" }
  | { readonly kind: "card" }
  | { readonly kind: "page" }
  | { readonly kind: "list" }
  | { readonly kind: "checkpoint" };

/** The next step of one log's flusher. */
export function planFlush(view: FlushView, now: number): FlushStep {
  if (view.isStopped) return { kind: "idle" };
  const step = wantedStep(view, now);
  const isCall = step.kind !== "idle" && step.kind !== "wait";
  // Envelopes go on gathering while the budget is empty: that is what makes batches.
  return isCall && view.waitMs > 0 ? { kind: "wait", ms: view.waitMs } : step;
}

function wantedStep(view: FlushView, now: number): FlushStep {
  if (view.hasFlight) return { kind: "flight" };
  if (view.owed > 0 && view.idsPast >= IDS_PAST_MAX) return beforeCheckpoint(view);
  const [first] = view.waiting;
  if (first) return { kind: "segment", topic: first.label.topic, orders: gather(view.waiting) };
  if (view.hasErasing) return { kind: "erase" };
  if (view.cardIsStale) return { kind: "card" };
  if (view.idsPast >= IDS_PAST_MAX) return beforeCheckpoint(view);
  if (view.owed === 0) return { kind: "idle" };
  const quietInMs = view.lastSegmentAt + checkpointDelayMs(view) - now;
  return quietInMs > 0 ? { kind: "wait", ms: quietInMs } : beforeCheckpoint(view);
}

/**
 * Milliseconds between the last segment and its checkpoint. Until then the chain itself leads
 * recovery on, so a checkpoint may wait, but not for ever: with nobody writing it comes.
 */
function checkpointDelayMs({ callsSpent, idsPast }: FlushView): number {
  return callsSpent > CALLS_PLENTY && idsPast < IDS_PAST_NEAR ? SPARING_MS : QUIET_MS;
}

/** A page that is full goes first, so that the checkpoint after it is small. */
function beforeCheckpoint(view: FlushView): FlushStep {
  if (view.isLevelFull) return { kind: "list" };
  if (view.isPageFull) return { kind: "page" };
  return { kind: "checkpoint" };
}

/**
 * Orders of the envelopes that share the next segment: all of the oldest one's topic, in their
 * order, as far as one document goes.
 */
function gather(waiting: readonly WaitingEnvelope[]): readonly number[] {
  const topic = waiting[0]?.label.topic;
  const orders: number[] = [];
  let bytes = packedSize([FRAME_BYTES_BASE]);
  for (const envelope of waiting) {
    if (envelope.label.topic !== topic) continue;
    const ids = envelope.records.length * 40;
    bytes += packedSize([envelope.sizeBytes]) + FRAME_BYTES_EACH + ids;
    const isFull = bytes > DOCUMENT_BYTES_MAX || orders.length >= SEGMENT_ENVELOPES_MAX;
    if (orders.length > 0 && isFull) break;
    orders.push(envelope.order);
  }
  return orders;
}
