/**
 * Verifying a run of segments as a stranger would: frames chained without a hole, each envelope
 * the one that its frame names, every writer's own chain unbroken, the tree as it was signed. The
 * frames' signatures were checked before (verifyFrame); what is inside envelopes is not looked at.
 */
import { NO_ENVELOPE } from "./envelope.ts";
import type { WriterHead } from "./manifest.ts";
import { assembleSegment, looseOf } from "./segment.ts";
import type { Frontier } from "./tree.ts";
import { appendFrame, EMPTY_TREE } from "./tree.ts";
import type { EnvelopeLabel, Hash, LogId, Segment, TopicName, Writer } from "./types.ts";

/** Where a run begins: what was verified before it. */
export interface ChainState {
  readonly log: LogId;
  /** Of the last segment; 0 before the first. */
  readonly sequence: number;
  readonly frame: Hash | null;
  readonly epoch: number;
  readonly tree: Frontier;
  readonly writers: readonly WriterHead[];
}

/** What was wrong with one segment; `why` is a short phrase. */
export interface ChainFlaw {
  readonly sequence: number;
  readonly why: string;
}

export interface ChainVerdict {
  /** Empty: everything holds. */
  readonly flaws: readonly ChainFlaw[];
  /** After the last segment; as far as it was without a flaw, this is what was proved. */
  readonly state: ChainState;
}

/** The state of a log before its first segment. */
export function emptyChain(log: LogId): ChainState {
  return { log, sequence: 0, frame: null, epoch: 1, tree: EMPTY_TREE, writers: [] };
}

/** Checks segments in ascending order after `before`. All flaws are found, not only the first. */
export function verifyChain(before: ChainState, segments: readonly Segment[]): ChainVerdict {
  const flaws: ChainFlaw[] = [];
  let state = before;
  for (const segment of segments) {
    const { sequence } = segment.frame.frame;
    for (const why of flawsOf(state, segment)) flaws.push({ sequence, why });
    state = stateAfter(state, segment);
  }
  return { flaws, state };
}

/** What would be wrong if this segment came next; empty when nothing is. */
export function flawsOf(state: ChainState, segment: Segment): readonly string[] {
  const { frame } = segment.frame;
  const flaws: string[] = [];
  if (frame.log !== state.log) flaws.push("it is of another log");
  if (frame.sequence !== state.sequence + 1) {
    flaws.push(`it should be number ${state.sequence + 1}`);
  }
  if ((frame.previous?.hash ?? null) !== state.frame) flaws.push("it follows another frame");
  if (frame.epoch < state.epoch) flaws.push("its epoch is older");
  const assembled = assembleSegment(segment.frame, looseOf(segment).parts);
  if (assembled.kind === "damaged") flaws.push(assembled.why);
  let { writers } = state;
  for (const { label, hash } of frame.envelopes) {
    const head = writerHeadOf(writers, label.writer, label.topic);
    if (label.topic !== frame.topic) flaws.push("an envelope is of another topic");
    if (label.counter !== head.counter + 1 || label.previous !== head.hash) {
      flaws.push(`a hole in the chain of ${label.writer}`);
    }
    writers = withWriter(writers, label, hash);
  }
  return flaws;
}

/** The state after a segment, whether or not it had flaws. */
export function stateAfter(state: ChainState, segment: Segment): ChainState {
  const { frame, hash } = segment.frame;
  let { writers } = state;
  for (const entry of frame.envelopes) writers = withWriter(writers, entry.label, entry.hash);
  return {
    log: state.log,
    sequence: frame.sequence,
    frame: hash,
    epoch: frame.epoch,
    tree: appendFrame(state.tree, frame, hash),
    writers,
  };
}

/** Where a writer's chain in a topic ends: counter 0 and 64 zeros before its first envelope. */
export function writerHeadOf(
  writers: readonly WriterHead[],
  writer: Writer,
  topic: TopicName,
): WriterHead {
  const found = writers.find((one) => one.writer === writer && one.topic === topic);
  return found ?? { writer, topic, counter: 0, hash: NO_ENVELOPE };
}

/** The heads after one more envelope of a writer. */
function withWriter(
  writers: readonly WriterHead[],
  label: EnvelopeLabel,
  hash: Hash,
): readonly WriterHead[] {
  const { writer, topic, counter } = label;
  const others = writers.filter((one) => one.writer !== writer || one.topic !== topic);
  return [...others, { writer, topic, counter, hash }];
}
