/**
 * Segments as files of an archive that opens without Libral: each envelope, frame, keyset and
 * certificate alone, and an index that says what is what. Pure; index.ts reads and sends.
 */

import { encodeUtf8 } from "../../../shared/std/bytes.ts";
import { encodeJson } from "../../../shared/std/json.ts";
import type { TarFile } from "../../../shared/std/tar.ts";
import type { PlacedSegment } from "../../logserver/port.ts";

/** What of a log is no segment, for the first part. */
export interface Keys {
  readonly botCertificates: readonly Uint8Array[];
  readonly keysets: readonly Uint8Array[];
  /** The locked key, armored, and its fingerprint; null before there is one. */
  readonly backup: { readonly armored: string; readonly fingerprint: string } | null;
}

export function keyFileName(backup: Keys["backup"]): string {
  return `key/libral-key-${backup ? backup.fingerprint.slice(0, 8) : "00000000"}.asc`;
}

export function keyFiles({ botCertificates, keysets, backup }: Keys): readonly TarFile[] {
  const key = backup ? [{ name: keyFileName(backup), bytes: encodeUtf8(backup.armored) }] : [];
  return [
    ...key,
    ...botCertificates.map((bytes, at) => ({ name: `certificates/bot-${at + 1}.pgp`, bytes })),
    ...keysets.map((bytes, at) => ({ name: `keysets/${digits(at + 1, 4)}.pgp`, bytes })),
  ];
}

/** The frame and the envelopes of one segment; an erased envelope has no file. */
export function segmentFiles({ segment }: PlacedSegment): readonly TarFile[] {
  const { sequence } = segment.frame.frame;
  const envelopes = segment.bodies.flatMap((bytes, index) =>
    bytes ? [{ name: envelopeName(sequence, index), bytes }] : [],
  );
  return [{ name: frameName(sequence), bytes: segment.frame.signed }, ...envelopes];
}

/** What the archive holds, for programs and for whoever looks for something. */
export function indexFile(part: number, segments: readonly PlacedSegment[]): TarFile {
  const entries = segments.map(({ segment, messageId, threadId }) => {
    const { frame, hash } = segment.frame;
    return {
      frame: frameName(frame.sequence),
      frameHash: hash,
      sequence: frame.sequence,
      epoch: frame.epoch,
      at: frame.at,
      topic: frame.topic,
      messageId,
      threadId,
      envelopes: frame.envelopes.map((entry, index) => ({
        file: segment.bodies[index] ? envelopeName(frame.sequence, index) : null,
        hash: entry.hash,
        sizeBytes: entry.sizeBytes,
        records: entry.records,
        ...entry.label,
      })),
    };
  });
  return { name: `index-${part}.json`, bytes: encodeUtf8(`${encodeJson(entries)}\n`) };
}

export function sizeOf(files: readonly TarFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes.length + 1024, 0);
}

function frameName(sequence: number): string {
  return `frames/${digits(sequence, 8)}.pgp`;
}

function envelopeName(sequence: number, index: number): string {
  return `envelopes/${digits(sequence, 8)}-${digits(index, 4)}.pgp`;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}
