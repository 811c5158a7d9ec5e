/**
 * The log as it is read on this device: newest records first, a batch at a time, opened as they
 * come; and beside that the chain, verified from the first record on. Ciphertext in, signals out.
 */
import type { ReadonlySignal } from "@preact/signals";
import { computed, signal } from "@preact/signals";
import type { Opener } from "../../../shared/log/crypto.ts";
import type { RecordWithFiles } from "../../../shared/log/types.ts";
import type { OpenKey } from "../../../shared/pgp/types.ts";
import type { Api } from "../api.ts";
import type { DeviceStore } from "../device-store.ts";
import type { ChainProgress } from "./chain-watch.ts";
import { watchChain } from "./chain-watch.ts";
import type { Item } from "./items.ts";
import { hideCopied, sortItems } from "./items.ts";
import type { Opening } from "./opening.ts";
import { itemsOf, openBody, openSegments } from "./opening.ts";
import type { ReadSegment, SoundSegment } from "./segments.ts";
import { createSegmentSource } from "./segments.ts";
import type { Trust } from "./trust.ts";

export interface LogReader {
  readonly trust: Trust;
  /** Everything that was read so far, newest first. */
  readonly items: ReadonlySignal<readonly Item[]>;
  /** True once record number 1 was read. */
  readonly isComplete: ReadonlySignal<boolean>;
  readonly chain: ReadonlySignal<ChainProgress>;
  /** Reads what is newer than before; `head` is the server's newest number. */
  advance(head: number): Promise<void>;
  /** Reads the next older batch; false when there is none. */
  loadOlder(): Promise<boolean>;
  /** One step of the chain; false when it is done. */
  verifyStep(): Promise<boolean>;
  /** Reads where this item stands, if it was not read yet. */
  load(sequence: number): Promise<void>;
  /** Fetches a large envelope and opens it; its items take the place of the large one. */
  fetchLarge(item: Item): Promise<void>;
  /** The attachments of an item's record, opened now. Empty when it has none or cannot be opened. */
  files(item: Item): Promise<readonly Uint8Array[]>;
  /** Shows an envelope as erased and drops what this device keeps of it. */
  markErased(sequence: number, index: number): Promise<void>;
}

const BATCH = 25;

export async function createReader(given: {
  readonly api: Pick<Api, "segments" | "envelope">;
  readonly crypto: Opener;
  readonly key: OpenKey;
  readonly store: DeviceStore;
  readonly trust: Trust;
  readonly now: () => number;
}): Promise<LogReader> {
  const { trust, crypto, key } = given;
  const source = createSegmentSource(given);
  const watch = await watchChain({ log: trust.log, source, store: given.store });
  const segments = new Map<number, ReadSegment>();
  const byEnvelope = signal<ReadonlyMap<string, readonly Item[]>>(new Map());
  const items = computed(() =>
    sortItems(hideCopied(fillTimes([...byEnvelope.value.values()].flat()))),
  );
  /** Everything from here up to `head` was read; one above the head before anything was. */
  const lowest = signal(0);
  let head = 0;
  const opening = (): Opening => ({ crypto, key, trust, now: given.now() });

  const show = (opened: readonly Item[]): void => {
    const next = new Map(byEnvelope.value);
    const keys = new Set(opened.map(envelopeKey));
    for (const name of keys) next.set(name, []);
    for (const item of opened) {
      next.set(envelopeKey(item), [...(next.get(envelopeKey(item)) ?? []), item]);
    }
    byEnvelope.value = next;
  };
  const read = async (from: number, to: number, how: "read" | "readFresh" = "read") => {
    const found = await source[how](from, to);
    for (const segment of found) segments.set(sequenceOf(segment), segment);
    const opened = await openSegments(found, opening());
    show(opened);
    for (const { sequence, index } of opened.flatMap(erasedBy)) await markErased(sequence, index);
  };
  const soundAt = (item: Item): SoundSegment | null => {
    const segment = segments.get(item.sequence);
    return segment?.kind === "sound" ? segment : null;
  };
  const openAt = async (item: Item): Promise<readonly RecordWithFiles[]> => {
    const segment = soundAt(item);
    if (!segment) return [];
    const body = await source.fetchBody(segment, item.index);
    const opened = await openBody(segment, item.index, body, opening());
    // Only a large one says more now than the item did: everything else is shown already.
    if (item.state.kind === "large") show(itemsOf(segment, item.index, opened));
    return opened.kind === "records" ? opened.records : [];
  };
  const markErased = async (sequence: number, index: number): Promise<void> => {
    const segment = segments.get(sequence);
    if (segment?.kind === "sound") {
      const bodies = segment.bodies.map((body, at) =>
        at === index ? ({ kind: "erased" } as const) : body,
      );
      const erased = { ...segment, bodies };
      segments.set(sequence, erased);
      show(itemsOf(erased, index, { kind: "other", state: { kind: "erased" } }));
    }
    await source.dropBody(sequence, index).catch(() => undefined);
  };

  return {
    trust,
    items,
    isComplete: computed(() => lowest.value === 1),
    chain: watch.progress,
    async advance(newHead) {
      await watch.begin(newHead);
      if (watch.progress.value.refusal) return;
      const from = head === 0 ? Math.max(1, newHead - BATCH + 1) : head + 1;
      // The newest of each visit come from the server, whatever the cache holds: what was erased or
      // replaced since is seen, and that Telegram still holds them.
      const how = head === 0 ? "readFresh" : "read";
      for (let at = from; at <= newHead; at += BATCH) {
        await read(at, Math.min(newHead, at + BATCH - 1), how);
      }
      if (head === 0) lowest.value = newHead === 0 ? 1 : from;
      head = newHead;
    },
    async loadOlder() {
      if (lowest.value <= 1) return false;
      const to = lowest.value - 1;
      const from = Math.max(1, to - BATCH + 1);
      await read(from, to);
      lowest.value = from;
      return from > 1;
    },
    verifyStep: watch.step,
    async load(sequence) {
      if (!segments.has(sequence)) await read(sequence, sequence);
    },
    async fetchLarge(item) {
      await openAt(item);
    },
    async files(item) {
      const records = await openAt(item);
      return records[item.item]?.files ?? [];
    },
    markErased,
  };
}

function envelopeKey(item: Item): string {
  return `${item.sequence}.${item.index}`;
}

function sequenceOf(segment: ReadSegment): number {
  return segment.kind === "sound" ? segment.frame.frame.sequence : segment.sequence;
}

/** An `envelope.erased` record names what other devices must not show any more. */
function erasedBy(item: Item): { readonly sequence: number; readonly index: number }[] {
  if (item.state.kind !== "opened" || item.state.record.kind !== "envelope.erased") return [];
  const { sequence, index } = item.state.record.data;
  return typeof sequence === "number" && typeof index === "number" ? [{ sequence, index }] : [];
}

/** A damaged segment says no time of its own: it stands with the one that follows it. */
function fillTimes(items: readonly Item[]): readonly Item[] {
  let at = 0;
  return [...items]
    .sort((a, b) => a.sequence - b.sequence)
    .map((item) => {
      if (item.at > 0) at = item.at;
      return item.at > 0 ? item : { ...item, at };
    });
}
