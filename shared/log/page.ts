/**
 * Index pages: so that history is read by file and never by message id. A page of level 0 holds
 * the frames of a run of segments, verbatim the envelopes of those that were text messages, and
 * where the documents of the others are. A page of a higher level lists pages below it. The same
 * files stand under `page/` in a superblock slot: the open page.
 */
import * as v from "valibot";
import type { Damaged } from "../pgp/types.ts";
import { encodeUtf8 } from "../std/bytes.ts";
import type { TarFile } from "../std/tar.ts";
import { verifyFrame } from "./frame.ts";
import type { Parsed } from "./schema.ts";
import { count, damaged, hash, logId, positive } from "./schema.ts";
import type { SegmentPart } from "./segment.ts";
import { assembleSegment, readPart } from "./segment.ts";
import type { Verifying } from "./signed.ts";
import { verifyDocument } from "./signed.ts";
import type { Hash, LogId, SignedFrame } from "./types.ts";

/** A document in Telegram. `fileId` is one bot's word for it, the rest is everybody's. */
export interface DocumentRef {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly sizeBytes: number;
  readonly sha256: Hash;
}

/** A page that was sent as a document of its own. */
export interface PageRef {
  readonly level: number;
  /** First and last sequence that it covers. */
  readonly from: number;
  readonly to: number;
  /** Date of its newest frame, milliseconds since 1970. */
  readonly at: number;
  readonly messageId: number;
  readonly document: DocumentRef;
}

/** A segment as a page keeps it. */
export interface PagedSegment {
  readonly frame: SignedFrame;
  readonly messageId: number;
  readonly threadId: number;
  /** Null for a text message. */
  readonly document: DocumentRef | null;
  /** Bodies, null where erased. Of a document: null as a whole, unless somebody fetched it. */
  readonly bodies: readonly (Uint8Array | null)[] | null;
  /** Indices of erased envelopes, ascending. */
  readonly erased: readonly number[];
}

/** What `page.pgp` says in clear; signed with purpose `page`. */
export type PageContents = SegmentPage | ListPage;

interface SegmentPage {
  readonly version: 1;
  readonly log: LogId;
  readonly level: 0;
  readonly segments: readonly PageLine[];
}

interface ListPage {
  readonly version: 1;
  readonly log: LogId;
  /** 1 lists pages of level 0, and so on. */
  readonly level: number;
  readonly pages: readonly PageRef[];
}

interface PageLine {
  readonly sequence: number;
  readonly messageId: number;
  readonly threadId: number;
  readonly frame: Hash;
  readonly document: DocumentRef | null;
  readonly erased: readonly number[];
}

const documentRef: v.GenericSchema<unknown, DocumentRef> = v.strictObject({
  fileId: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  uniqueId: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  sizeBytes: positive,
  sha256: hash,
});

export const pageRef: v.GenericSchema<unknown, PageRef> = v.strictObject({
  level: count,
  from: positive,
  to: positive,
  at: count,
  messageId: positive,
  document: documentRef,
});

const pageContents: v.GenericSchema<unknown, PageContents> = v.union([
  v.strictObject({
    version: v.literal(1),
    log: logId,
    level: v.literal(0),
    segments: v.array(
      v.strictObject({
        sequence: positive,
        messageId: positive,
        threadId: positive,
        frame: hash,
        document: v.nullable(documentRef),
        erased: v.array(count),
      }),
    ),
  }),
  v.strictObject({
    version: v.literal(1),
    log: logId,
    level: positive,
    pages: v.pipe(v.array(pageRef), v.minLength(1)),
  }),
]);

/** The signed part of a level 0 page of these segments. */
export function contentsOf(log: LogId, segments: readonly PagedSegment[]): PageContents {
  const lines = segments.map((one) => ({
    sequence: one.frame.frame.sequence,
    messageId: one.messageId,
    threadId: one.threadId,
    frame: one.frame.hash,
    document: one.document,
    erased: one.erased,
  }));
  return { version: 1, log, level: 0, segments: lines };
}

/** The files of a page: its signed contents, and for level 0 frames and bodies. */
export function pageFiles(signed: Uint8Array, segments: readonly PagedSegment[]): TarFile[] {
  const files: TarFile[] = [{ name: "page.pgp", bytes: signed }];
  for (const one of segments) {
    const folder = folderOf(one.frame.frame.sequence);
    files.push({ name: `${folder}/frame.pgp`, bytes: one.frame.signed });
    const bodies = one.document === null ? (one.bodies ?? []) : [];
    for (const [at, body] of bodies.entries()) {
      const name = `${folder}/${String(at).padStart(4, "0")}`;
      const entry = one.frame.frame.envelopes[at];
      if (body !== null) files.push({ name: `${name}.pgp`, bytes: body });
      else files.push({ name: `${name}.erased`, bytes: encodeUtf8(entry?.hash ?? "") });
    }
  }
  return files;
}

/** What a page holds once everything in it was verified. */
export type OpenedPage =
  | { readonly level: 0; readonly segments: readonly PagedSegment[] }
  | { readonly level: number; readonly pages: readonly PageRef[] };

/**
 * Reads a page from its files: signature, frames, and each body against its frame. `damaged` when
 * anything is missing or left over.
 */
export async function readPage(
  files: readonly TarFile[],
  by: Verifying,
): Promise<Parsed<OpenedPage>> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const signed = take(byName, "page.pgp");
  if (!signed) return damaged("page without contents");
  const parsed = await verifyDocument("page", signed.bytes, pageContents, by);
  if (parsed.kind !== "parsed") return parsed;
  const contents = parsed.value;
  const segments: PagedSegment[] = [];
  for (const line of "segments" in contents ? contents.segments : []) {
    const segment = await readLine(line, byName, by);
    if ("kind" in segment) return segment;
    if (line.sequence !== (segments.at(-1)?.frame.frame.sequence ?? line.sequence - 1) + 1) {
      return damaged("page with a hole");
    }
    segments.push(segment);
  }
  if (byName.size > 0) return damaged("page with a file too many");
  if ("segments" in contents) return { kind: "parsed", value: { level: 0, segments } };
  return { kind: "parsed", value: { level: contents.level, pages: contents.pages } };
}

async function readLine(
  line: PageLine,
  files: Map<string, TarFile>,
  by: Verifying,
): Promise<PagedSegment | Exclude<Parsed<never>, { kind: "parsed" }>> {
  const folder = folderOf(line.sequence);
  const file = take(files, `${folder}/frame.pgp`);
  if (!file) return damaged("page without a frame");
  const frame = await verifyFrame(file.bytes, by);
  if (frame.kind !== "parsed") return frame;
  const { sequence } = frame.value.frame;
  if (frame.value.hash !== line.frame || sequence !== line.sequence) {
    return damaged("page with another frame");
  }
  const placed = { frame: frame.value, messageId: line.messageId, threadId: line.threadId };
  const { document, erased } = line;
  if (document) return { ...placed, document, bodies: null, erased };
  const parts = takeParts(files, folder, frame.value.frame.envelopes.length);
  if ("kind" in parts) return parts;
  const segment = assembleSegment(frame.value, parts);
  if (segment.kind !== "parsed") return segment;
  return { ...placed, document, bodies: segment.value.bodies, erased };
}

function takeParts(
  files: Map<string, TarFile>,
  folder: string,
  envelopes: number,
): readonly SegmentPart[] | Damaged {
  const parts: SegmentPart[] = [];
  for (let at = 0; at < envelopes; at++) {
    const name = `${folder}/${String(at).padStart(4, "0")}`;
    const file = take(files, `${name}.pgp`) ?? take(files, `${name}.erased`);
    const part = file ? readPart(file, name) : null;
    if (part === null) return damaged("page without an envelope");
    parts.push(part);
  }
  return parts;
}

function take(files: Map<string, TarFile>, name: string): TarFile | undefined {
  const file = files.get(name);
  files.delete(name);
  return file;
}

function folderOf(sequence: number): string {
  return String(sequence).padStart(8, "0");
}
