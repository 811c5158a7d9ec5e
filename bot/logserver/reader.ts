/**
 * Reading what is durable: from the cache, else from pages and documents in Telegram, each checked
 * against what names it. Nothing is opened here.
 */
import type { DocumentRef, OpenedPage, PagedSegment, PageRef } from "../../shared/log/page.ts";
import { readPage } from "../../shared/log/page.ts";
import {
  assembleSegment,
  DOCUMENT_BYTES_MAX,
  parseSegmentDocument,
} from "../../shared/log/segment.ts";
import { assert } from "../../shared/std/assert.ts";
import { Malformed } from "../../shared/std/bytes.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import type { TarFile } from "../../shared/std/tar.ts";
import { unpackTar } from "../../shared/std/tar.ts";
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { openFrom } from "./head.ts";
import type { PlacedSegment } from "./port.ts";
import { readMessage } from "./send.ts";
import type { FileRef } from "./transport.ts";
import { TransportError } from "./transport.ts";

/**
 * Durable segments of a range that lies within the log, ascending. Bodies that are larger than asked
 * for are left out, and not fetched for their own sake. Throws TransportError when
 * Telegram cannot be read, LogTrouble `chainBroken` when what it holds is not what it should be.
 */
export async function readSegments(
  engine: Engine,
  from: number,
  to: number,
  largestBodyBytes = Number.POSITIVE_INFINITY,
): Promise<readonly PlacedSegment[]> {
  const placed: PlacedSegment[] = [];
  const last = Math.min(to, engine.head.sequence);
  for (let sequence = Math.max(1, from); sequence <= last; sequence++) {
    placed.push(await readOne(engine, sequence, largestBodyBytes));
  }
  return placed;
}

/** Segments that are in the cache for certain: those of the open page. */
export function cachedSegments(engine: Engine, from: number, to: number): PagedSegment[] {
  const segments: PagedSegment[] = [];
  for (let sequence = from; sequence <= to; sequence++) {
    const segment = engine.cache.segment(sequence);
    assert(segment !== null, "the cache holds every segment of the open page");
    segments.push(segment);
  }
  return segments;
}

/** A segment as pages keep it, from the cache or its page. */
export async function pagedSegment(engine: Engine, sequence: number): Promise<PagedSegment> {
  const cached = engine.cache.segment(sequence);
  if (cached) return cached;
  assert(sequence < openFrom(engine.head), "what no page covers is in the cache");
  await loadPage(engine, sequence);
  const loaded = engine.cache.segment(sequence);
  assert(loaded !== null, "a page brings the segments that it covers");
  return loaded;
}

/** The sealed page that covers a sequence, and its ancestors from the manifest down to it. */
export async function pathToPage(engine: Engine, sequence: number): Promise<readonly PageRef[]> {
  const path: PageRef[] = [];
  let pages = engine.head.pages;
  for (;;) {
    const ref = pages.find((one) => one.from <= sequence && sequence <= one.to);
    assert(ref, "sealed pages cover everything before the open page");
    path.push(ref);
    if (ref.level === 0) return path;
    const page = await downloadPage(engine, ref);
    pages = "pages" in page ? page.pages : [];
  }
}

/** A page in Telegram, verified. */
export async function downloadPage(engine: Engine, ref: PageRef): Promise<OpenedPage> {
  const bytes = await fetchDocument(engine, ref.document, ref.messageId);
  if (bytes === null) throw broken(`page ${ref.from} is gone`);
  let files: TarFile[];
  try {
    files = unpackTar(bytes, { archiveBytesMax: DOCUMENT_BYTES_MAX, filesMax: 50_000 });
  } catch (error) {
    if (error instanceof Malformed) throw broken(`page ${ref.from}: ${error.message}`);
    throw error;
  }
  const page = await readPage(files, engine.verifying());
  if (page.kind === "newer") throw new LogTrouble("newerFormat", "a page is of a newer format");
  if (page.kind === "damaged") throw broken(`page ${ref.from}: ${page.why}`);
  if (!covers(page.value, ref)) throw broken(`page ${ref.from} covers something else`);
  return page.value;
}

/**
 * A document by its file id; when that is refused (another bot's, or worn out) or gives other
 * bytes, as its message holds it now. The caller verifies what it gets: an erasure that was cut
 * short has rewritten the document and not yet what names it. Null: the message is gone, too.
 */
async function fetchDocument(
  engine: Engine,
  document: DocumentRef,
  messageId: number,
): Promise<Uint8Array | null> {
  const { transport } = engine.deps;
  const download = (file: FileRef) => engine.line.sure("free", () => transport.download(file));
  try {
    const bytes = await download(document);
    if (sha256Hex(bytes) === document.sha256) return bytes;
  } catch (error) {
    if (!(error instanceof TransportError) || isSilent(error)) throw error;
  }
  const outcome = await readMessage(engine, messageId);
  if (outcome.kind !== "message" || outcome.message.document === null) {
    engine.deps.effects.trace("warn", "log.documentGone", { messageId });
    return null;
  }
  return download(outcome.message.document);
}

async function readOne(
  engine: Engine,
  sequence: number,
  largestBodyBytes: number,
): Promise<PlacedSegment> {
  const paged = await pagedSegment(engine, sequence);
  const entries = paged.frame.frame.envelopes;
  const large = entries.flatMap((one, at) => (one.sizeBytes > largestBodyBytes ? [at] : []));
  const isAllLarge = large.length === entries.length;
  const bodies =
    paged.bodies ?? (isAllLarge ? entries.map(() => null) : await fetchBodies(engine, paged));
  const { erasing } = engine.head;
  const isGone = (index: number): boolean =>
    paged.erased.includes(index) ||
    erasing.some((one) => one.sequence === sequence && one.index === index);
  const left = large.filter((at) => !isGone(at));
  const isShown = (at: number): boolean => !isGone(at) && !left.includes(at);
  return {
    segment: { frame: paged.frame, bodies: bodies.map((body, at) => (isShown(at) ? body : null)) },
    messageId: paged.messageId,
    threadId: paged.threadId,
    ...(left.length > 0 ? { left } : {}),
  };
}

/**
 * The bodies of a document segment, each checked against the frame. All null when somebody deleted
 * its message: frame and hashes are in the page, and say what is missing.
 */
export async function fetchBodies(
  engine: Engine,
  paged: PagedSegment,
): Promise<readonly (Uint8Array | null)[]> {
  const { sequence } = paged.frame.frame;
  assert(paged.document !== null, "only documents are read without their bodies");
  const bytes = await fetchDocument(engine, paged.document, paged.messageId);
  if (bytes === null) return paged.frame.frame.envelopes.map(() => null);
  const verdict = parseSegmentDocument(bytes);
  if (verdict.kind !== "loose") throw broken(`segment ${sequence} is no segment any more`);
  const segment = assembleSegment(paged.frame, verdict.loose.parts);
  if (segment.kind !== "parsed") throw broken(`segment ${sequence} is not what its frame names`);
  return segment.value.bodies;
}

async function loadPage(engine: Engine, sequence: number): Promise<void> {
  const ref = (await pathToPage(engine, sequence)).at(-1);
  assert(ref, "a path ends at a page");
  const page = await downloadPage(engine, ref);
  const segments = "segments" in page ? page.segments : [];
  engine.deps.storage.transaction(() => {
    for (const segment of segments) engine.cache.putSegment(segment);
  });
}

function covers(page: OpenedPage, ref: PageRef): boolean {
  if (page.level !== ref.level) return false;
  if ("pages" in page) return page.pages[0]?.from === ref.from && page.pages.at(-1)?.to === ref.to;
  const [first, last] = [page.segments[0], page.segments.at(-1)];
  return first?.frame.frame.sequence === ref.from && last?.frame.frame.sequence === ref.to;
}

/** Telegram did not answer: that says nothing about the file. */
function isSilent(error: TransportError): boolean {
  return error.fault === "lost" || error.fault === "rateLimited";
}

function broken(message: string): LogTrouble {
  return new LogTrouble("chainBroken", message);
}
