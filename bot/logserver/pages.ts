/**
 * Sealed pages: when the open page is full it becomes a document of its own, and when there are
 * many documents of one level, a list of them becomes a document of the next. Reading them is
 * reader.ts.
 */
import type { DocumentRef, PagedSegment, PageRef } from "../../shared/log/page.ts";
import { contentsOf, pageFiles } from "../../shared/log/page.ts";
import { packedSize } from "../../shared/log/segment.ts";
import { signDocument } from "../../shared/log/signed.ts";
import { assert } from "../../shared/std/assert.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import type { TarFile } from "../../shared/std/tar.ts";
import { packTar } from "../../shared/std/tar.ts";
import { PAGE_LIMITS } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { openFrom } from "./head.ts";
import { cachedSegments } from "./reader.ts";
import { sendOwn } from "./send.ts";
import type { DocumentMessage, StoredMessage } from "./transport.ts";
import { pageCaption } from "./words.ts";

/** Whether the open page is to be sealed. Its bytes are counted once and then kept. */
export function isPageFull(engine: Engine): boolean {
  if (engine.pageBytes === null) {
    const segments = cachedSegments(engine, openFrom(engine.head), engine.head.sequence);
    engine.pageBytes = segments.reduce((sum, one) => sum + pagedBytes(one), 0);
  }
  return engine.pageBytes >= limitsOf(engine).pageBytesMax;
}

/** Bytes that a segment takes in a page. */
export function pagedBytes(segment: PagedSegment): number {
  const bodies = segment.document === null ? (segment.bodies ?? []) : [];
  return packedSize([segment.frame.signed.length, ...bodies.map((body) => body?.length ?? 64)]);
}

/** The lowest level of which so many sealed pages stand side by side that a list is due. */
export function fullLevel(engine: Engine): number | null {
  const counts = new Map<number, number>();
  for (const { level } of engine.head.pages) counts.set(level, (counts.get(level) ?? 0) + 1);
  const { listPagesMax } = limitsOf(engine);
  const full = [...counts].filter(([, count]) => count >= listPagesMax).map(([level]) => level);
  return full.length > 0 ? Math.min(...full) : null;
}

/** Send the open page as a document of its own; the next checkpoint names it. */
export async function sealPage(engine: Engine): Promise<void> {
  const { head } = engine;
  const segments = cachedSegments(engine, openFrom(head), head.sequence);
  const [first, last] = [segments[0], segments.at(-1)];
  assert(first && last, "a page that is sealed holds segments");
  const signed = await signDocument("page", contentsOf(head.log, segments), engine.signing());
  const ref = await sendPage(engine, pageFiles(signed, segments), {
    level: 0,
    from: first.frame.frame.sequence,
    to: last.frame.frame.sequence,
    at: last.frame.frame.at,
  });
  keepPages(engine, ref.messageId, [...head.pages, ref]);
}

/** Replace the oldest pages of the lowest full level by one page that lists them. */
export async function sealList(engine: Engine): Promise<void> {
  const { head } = engine;
  const level = fullLevel(engine);
  const { listPagesMax } = limitsOf(engine);
  const listed = head.pages.filter((one) => one.level === level).slice(0, listPagesMax);
  const [first, last] = [listed[0], listed.at(-1)];
  assert(first && last, "a list is made of pages");
  const contents = { version: 1, log: head.log, level: first.level + 1, pages: listed } as const;
  const signed = await signDocument("page", contents, engine.signing());
  const ref = await sendPage(engine, pageFiles(signed, []), {
    level: contents.level,
    from: first.from,
    to: last.to,
    at: last.at,
  });
  // Higher levels are older: the order by sequence stays.
  const pages = head.pages.flatMap((one) =>
    one === first ? [ref] : listed.includes(one) ? [] : [one],
  );
  keepPages(engine, ref.messageId, pages);
}

/** The document of a page in its message, new or edited in place. */
export function pageMessage(
  engine: Engine,
  files: readonly TarFile[],
  of: Pick<PageRef, "level" | "from" | "to">,
): DocumentMessage {
  const name = `libral-page-${of.level}-${String(of.from).padStart(8, "0")}.tar`;
  const caption = pageCaption(engine.head.language, of.from, of.to);
  return { fileName: name, bytes: packTar(files), caption, buttons: engine.buttons() };
}

/** What Telegram made of a document that was just sent or edited. */
export function documentOf(message: StoredMessage, bytes: Uint8Array): DocumentRef {
  assert(message.document !== null, "a document message holds a document");
  return { ...message.document, sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
}

async function sendPage(
  engine: Engine,
  files: readonly TarFile[],
  of: Pick<PageRef, "level" | "from" | "to" | "at">,
): Promise<PageRef> {
  const place = engine.place("system");
  assert(place !== null, "the system topic is there before pages");
  const message = pageMessage(engine, files, of);
  const { transport } = engine.deps;
  const send = () => transport.sendDocument(place, message);
  const sent = await sendOwn(engine, { place, doing: `page ${of.from}`, send });
  return { ...of, messageId: sent.messageId, document: documentOf(sent, message.bytes) };
}

function keepPages(engine: Engine, messageId: number, pages: readonly PageRef[]): void {
  const { head } = engine;
  const explained = Math.max(head.explained, messageId);
  const owed = Math.max(1, head.owed);
  engine.save({ ...head, pages, explained, owed }, () => engine.cache.deleteDoing("group"));
  engine.pageBytes = null;
}

function limitsOf(engine: Engine): typeof PAGE_LIMITS {
  return engine.deps.pageLimits ?? PAGE_LIMITS;
}
