/**
 * Segments as Telegram holds them: a text message that a person can read around, or a document.
 * Both ways: formatting ours, parsing whatever is found. Parsing answers loose parts, because the
 * frame's signature must be verified before its envelopes mean anything; `assembleSegment` joins.
 */
import { armor, dearmor } from "../pgp/armor.ts";
import type { Damaged } from "../pgp/types.ts";
import { encodeUtf8, Malformed } from "../std/bytes.ts";
import { packTar, unpackTar } from "../std/tar.ts";
import { envelopeHash } from "./envelope.ts";
import { ENVELOPES_MAX } from "./frame.ts";
import type { Parsed } from "./schema.ts";
import { damaged } from "./schema.ts";
import type { Hash, Segment, SignedFrame, TopicName } from "./types.ts";

/** Telegram's limit for one text, in UTF-16 units. */
export const TEXT_UNITS_MAX = 4096;
/** A bot can fetch 20 MB; what is larger could be written and never read back. */
export const DOCUMENT_BYTES_MAX = 19_000_000;

/** What stands in place of a body: the body, or that it was erased. */
export type SegmentPart =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | { readonly kind: "erased"; readonly hash: Hash };

/** A segment before its frame was verified. */
export interface LooseSegment {
  readonly signed: Uint8Array;
  readonly parts: readonly SegmentPart[];
}

/** `none`: nothing of ours is in it. */
export type LooseVerdict =
  | { readonly kind: "loose"; readonly loose: LooseSegment }
  | { readonly kind: "none" }
  | Damaged;

/** A text and the part of it that is folded away, in UTF-16 units. */
export interface FoldedText {
  readonly text: string;
  readonly fold: readonly [start: number, end: number];
}

/** The parts of a segment of ours. */
export function looseOf(segment: Segment): LooseSegment {
  const parts = segment.bodies.map((body, at): SegmentPart => {
    const entry = segment.frame.frame.envelopes[at];
    if (body !== null) return { kind: "body", body };
    return { kind: "erased", hash: entry?.hash ?? ("" as Hash) };
  });
  return { signed: segment.frame.signed, parts };
}

/** Text form: title, empty line, hashtags, then the folded blocks, the frame last. */
export function formatSegmentText(
  loose: LooseSegment,
  words: { readonly title: string; readonly hashtags: string },
): FoldedText {
  const blocks = loose.parts.map((part) =>
    part.kind === "body" ? armor(part.body, "message") : `[erased ${part.hash}]\n`,
  );
  const frame = armor(loose.signed, "message").trimEnd();
  return foldBlocks(`${words.title}\n\n${words.hashtags}`, [...blocks, frame].join(""));
}

/** An introduction that stays open, and blocks folded away below it. */
export function foldBlocks(introduction: string, blocks: string): FoldedText {
  const text = `${introduction}\n${blocks}`;
  return { text, fold: [introduction.length + 1, text.length] };
}

/** The parts of a text segment: the last block is the frame, what stands before are envelopes. */
export function parseSegmentText(text: string): LooseVerdict {
  const found = text.match(
    /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----|\[erased [0-9a-f]{64}\]/g,
  );
  const last = found?.at(-1);
  if (!found || last === undefined) return { kind: "none" };
  try {
    const parts = found.slice(0, -1).map((piece): SegmentPart => {
      const erased = /^\[erased ([0-9a-f]{64})\]$/.exec(piece)?.[1];
      if (erased !== undefined) return { kind: "erased", hash: erased as Hash };
      return { kind: "body", body: dearmor(piece) };
    });
    return { kind: "loose", loose: { signed: dearmor(last), parts } };
  } catch {
    return damaged("a block cannot be read");
  }
}

/** File name of a document segment, the same for every resend. */
export function segmentFileName(topic: TopicName, sequence: number): string {
  return `libral-${topic}-${String(sequence).padStart(8, "0")}.tar`;
}

/** Document form: one file an envelope, in order, and the frame. */
export function packSegment(loose: LooseSegment): Uint8Array {
  const files = loose.parts.map((part, at) => {
    const name = String(at).padStart(4, "0");
    if (part.kind === "body") return { name: `${name}.pgp`, bytes: part.body };
    return { name: `${name}.erased`, bytes: encodeUtf8(part.hash) };
  });
  return packTar([...files, { name: "frame.pgp", bytes: loose.signed }]);
}

/** Bytes of the document that `packSegment` would make of bodies and a frame of these sizes. */
export function packedSize(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + 512 + Math.ceil(size / 512) * 512, 1024);
}

/** The parts of a document segment. Bodies are views into `bytes`. */
export function parseSegmentDocument(bytes: Uint8Array): LooseVerdict {
  try {
    const limits = { archiveBytesMax: DOCUMENT_BYTES_MAX, filesMax: ENVELOPES_MAX + 1 };
    const files = unpackTar(bytes, limits);
    const last = files.at(-1);
    if (last?.name !== "frame.pgp") return { kind: "none" };
    const parts: SegmentPart[] = [];
    for (const [at, file] of files.slice(0, -1).entries()) {
      const part = readPart(file, String(at).padStart(4, "0"));
      if (part === null) return damaged("a file has an unexpected name");
      parts.push(part);
    }
    return { kind: "loose", loose: { signed: last.bytes, parts } };
  } catch (error) {
    if (error instanceof Malformed) return { kind: "none" };
    throw error;
  }
}

/**
 * A body or its absence from one file of an archive; null when the name is not `number` with one
 * of the two endings. The index pages use it too.
 */
export function readPart(
  file: { readonly name: string; readonly bytes: Uint8Array },
  number: string,
): SegmentPart | null {
  if (file.name === `${number}.pgp`) return { kind: "body", body: file.bytes };
  const text = String.fromCharCode(...file.bytes.subarray(0, 65));
  if (file.name !== `${number}.erased` || !/^[0-9a-f]{64}$/.test(text)) return null;
  return { kind: "erased", hash: text as Hash };
}

/**
 * Joins loose parts with their verified frame. `damaged` when an envelope is missing, too many, or
 * not the one that the frame names: each body is hashed under the label that the frame gives it.
 */
export function assembleSegment(
  frame: SignedFrame,
  parts: readonly SegmentPart[],
): Parsed<Segment> {
  const entries = frame.frame.envelopes;
  if (entries.length !== parts.length) return damaged("not as many envelopes as the frame names");
  const bodies: (Uint8Array | null)[] = [];
  for (const [at, entry] of entries.entries()) {
    const part = parts[at];
    if (part === undefined) return damaged("an envelope is missing");
    const found = part.kind === "erased" ? part.hash : envelopeHash(entry.label, part.body);
    if (found !== entry.hash) return damaged(`envelope ${at} is not the one of the frame`);
    bodies.push(part.kind === "erased" ? null : part.body);
  }
  return { kind: "parsed", value: { frame, bodies } };
}
