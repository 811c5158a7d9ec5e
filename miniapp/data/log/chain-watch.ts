/**
 * The chain, from the first record to the last: verified upwards in small steps and remembered, so
 * that each visit checks only what is new. What was verified once is this device's witness: a log
 * that is shorter than it, or continues differently, is refused.
 */
import type { ReadonlySignal } from "@preact/signals";
import { signal } from "@preact/signals";
import type { ChainState } from "../../../shared/log/chain.ts";
import { emptyChain, verifyChain } from "../../../shared/log/chain.ts";
import type { LogId, Segment } from "../../../shared/log/types.ts";
import type { DeviceStore } from "../device-store.ts";
import type { ReadSegment, SegmentSource, SoundSegment } from "./segments.ts";

export interface ChainProgress {
  /** Everything from 1 to here holds. */
  readonly verified: number;
  /** The newest that the server speaks of. */
  readonly head: number;
  /** Where something is wrong; the first stops the verification. */
  readonly flaw: { readonly sequence: number } | null;
  /** The log ends before what this device has verified, or it is another one from there on. */
  readonly refusal: "shrunken" | "forked" | null;
  /** False on a device that has verified nothing before: it can compare with nobody. */
  readonly hadWitness: boolean;
}

export interface ChainWatch {
  readonly progress: ReadonlySignal<ChainProgress>;
  /** Compares the server's head with the witness, by the newest verified segment itself. */
  begin(head: number): Promise<void>;
  /** Verifies the next step; false when there is nothing left to do. Rejects with ApiError. */
  step(): Promise<boolean>;
}

const STEP = 50;
const WITNESS = "witness";

export async function watchChain(given: {
  readonly log: LogId;
  readonly source: SegmentSource;
  readonly store: DeviceStore;
}): Promise<ChainWatch> {
  const { log, source, store } = given;
  const kept = await store.get("facts", WITNESS).catch(() => undefined);
  let state: ChainState = isChain(kept, log) ? kept : emptyChain(log);
  const progress = signal<ChainProgress>({
    verified: state.sequence,
    head: state.sequence,
    flaw: null,
    refusal: null,
    hadWitness: state.sequence > 0,
  });
  let isCompared = false;
  const set = (change: Partial<ChainProgress>): void => {
    progress.value = { ...progress.value, ...change };
  };

  return {
    progress,
    async begin(head) {
      set({ head, flaw: null, refusal: null });
      if (head < state.sequence) {
        set({ refusal: "shrunken" });
        return;
      }
      if (isCompared || state.sequence === 0) return;
      // Not from the cache: the question is whether the server still shows the same one. Once a
      // visit: what comes after it must follow it.
      const [witnessed] = await source.readFresh(state.sequence, state.sequence);
      const isSame = witnessed?.kind === "sound" && witnessed.frame.hash === state.frame;
      isCompared = isSame;
      if (!isSame) set({ refusal: "forked" });
    },
    async step() {
      const { head, refusal, flaw } = progress.value;
      if (refusal || flaw || state.sequence >= head) return false;
      const from = state.sequence + 1;
      const read = await source.read(from, Math.min(head, from + STEP - 1));
      if (read.length === 0) set({ flaw: { sequence: from } });
      for (const segment of read) {
        const next = follow(state, segment);
        if (!next) {
          set({ flaw: { sequence: state.sequence + 1 } });
          break;
        }
        state = next;
      }
      set({ verified: state.sequence });
      // If we die here, the next visit verifies this step once more.
      await store.put("facts", WITNESS, state).catch(() => undefined);
      return progress.value.flaw === null && state.sequence < head;
    },
  };
}

/** The state after this segment, or null when it does not follow. */
function follow(state: ChainState, segment: ReadSegment): ChainState | null {
  if (segment.kind === "damaged") return null;
  if (segment.bodies.some((body) => body.kind === "edited")) return null;
  const verdict = verifyChain(state, [toSegment(segment)]);
  return verdict.flaws.length === 0 ? verdict.state : null;
}

/** A large body that is not here counts by the hash that the frame gives it, as an erased one. */
function toSegment(segment: SoundSegment): Segment {
  return {
    frame: segment.frame,
    bodies: segment.bodies.map((body) => (body.kind === "here" ? body.bytes : null)),
  };
}

function isChain(value: unknown, log: LogId): value is ChainState {
  if (typeof value !== "object" || value === null) return false;
  return "log" in value && value.log === log && "sequence" in value && "writers" in value;
}
