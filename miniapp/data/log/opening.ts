/**
 * From sealed segments to items: each envelope opened by the vault under the exact context that
 * its frame's label demands, so that one which was moved, changed or sealed by a stranger shows as
 * damaged and never as a note.
 */
import type { Opener } from "../../../shared/log/crypto.ts";
import { openEnvelope } from "../../../shared/log/envelope.ts";
import { recipientsOf } from "../../../shared/log/keyset.ts";
import type { FrameEntry, RecordWithFiles } from "../../../shared/log/types.ts";
import type { OpenKey } from "../../../shared/pgp/types.ts";
import type { Item, ItemState } from "./items.ts";
import type { Body, ReadSegment, SoundSegment } from "./segments.ts";
import type { Trust } from "./trust.ts";
import { signerOf } from "./trust.ts";

export interface Opening {
  readonly crypto: Opener;
  readonly key: OpenKey;
  readonly trust: Trust;
  /** The server's clock, milliseconds since 1970. */
  readonly now: number;
}

/** What is inside one envelope, or why it cannot be shown. */
export type Opened =
  | { readonly kind: "records"; readonly records: readonly RecordWithFiles[] }
  | { readonly kind: "other"; readonly state: Exclude<ItemState, { kind: "opened" | "waiting" }> };

/** Opens one envelope of a sound segment. `body` is given apart, because a large one comes later. */
export async function openBody(
  segment: SoundSegment,
  index: number,
  body: Body,
  by: Opening,
): Promise<Opened> {
  if (body.kind === "erased") return other({ kind: "erased" });
  if (body.kind === "large") return other({ kind: "large", sizeBytes: body.sizeBytes });
  if (body.kind === "edited") return other({ kind: "damaged", damage: "edited" });
  const entry = segment.frame.frame.envelopes[index];
  if (!entry) return other({ kind: "damaged", damage: "form" });
  return openEntry(entry, body.bytes, by);
}

async function openEntry(entry: FrameEntry, bytes: Uint8Array, by: Opening): Promise<Opened> {
  const { label } = entry;
  // Before the first keyset everything was sealed to the bot alone.
  if (label.keyset === 0) return other({ kind: "botOnly", records: entry.records });
  const keyset = by.trust.keysets[label.keyset - 1];
  const signer = signerOf(by.trust, label.keyset, label.writer);
  if (!keyset || !signer) return other({ kind: "damaged", damage: "writer" });
  const [bot] = keyset.bots;
  if (!bot) return other({ kind: "damaged", damage: "writer" });
  const verdict = await openEnvelope({
    crypto: by.crypto,
    key: by.key,
    signer,
    log: by.trust.log,
    label,
    recipients: recipientsOf(keyset, label.audience, bot).map((one) => one.fingerprint),
    body: bytes,
    now: by.now,
  });
  switch (verdict.kind) {
    case "parsed":
      return isAsNamed(entry, verdict.value)
        ? { kind: "records", records: verdict.value }
        : other({ kind: "damaged", damage: "edited" });
    case "newer":
      return other({ kind: "newer" });
    // The keyset says that it is sealed to this key: if it is not, it is not what it claims.
    case "notMine":
    case "damaged":
      return other({ kind: "damaged", damage: "moved" });
  }
}

function isAsNamed(entry: FrameEntry, records: readonly RecordWithFiles[]): boolean {
  return (
    records.length === entry.records.length &&
    records.every(({ record }, at) => record.id === entry.records[at])
  );
}

/** All items of these segments. One that cannot be trusted as a whole makes one damaged item. */
export async function openSegments(
  segments: readonly ReadSegment[],
  by: Opening,
): Promise<readonly Item[]> {
  const opened = await Promise.all(segments.map((segment) => openSegment(segment, by)));
  return opened.flat();
}

async function openSegment(segment: ReadSegment, by: Opening): Promise<readonly Item[]> {
  if (segment.kind === "damaged") return [damagedItem(segment)];
  const items = await Promise.all(
    segment.bodies.map(async (body, index) =>
      itemsOf(segment, index, await openBody(segment, index, body, by)),
    ),
  );
  return items.flat();
}

/** The items of one envelope: one a record, or one for the whole when it is not open. */
export function itemsOf(segment: SoundSegment, index: number, opened: Opened): readonly Item[] {
  const { frame } = segment.frame;
  const entry = frame.envelopes[index];
  const base = {
    sequence: frame.sequence,
    index,
    messageId: segment.messageId,
    threadId: segment.threadId,
    topic: frame.topic,
    label: entry?.label ?? null,
  };
  if (opened.kind === "other") {
    const id = `${frame.sequence}.${index}.0`;
    return [{ ...base, id, item: 0, at: frame.at, state: opened.state }];
  }
  return opened.records.map(({ record }, item) => ({
    ...base,
    id: `${frame.sequence}.${index}.${item}`,
    item,
    at: record.at,
    state: { kind: "opened", record },
  }));
}

function damagedItem(segment: Extract<ReadSegment, { kind: "damaged" }>): Item {
  const { sequence, messageId, threadId, damage } = segment;
  return {
    id: `${sequence}.0.0`,
    sequence,
    index: 0,
    item: 0,
    messageId,
    threadId,
    topic: "system",
    at: 0,
    label: null,
    state: { kind: "damaged", damage },
  };
}

function other(state: Exclude<ItemState, { kind: "opened" | "waiting" }>): Opened {
  return { kind: "other", state };
}
