/**
 * Erasing one envelope: the record that says so is durable first, then its message is overwritten,
 * every page that holds it is rewritten, and both slots after that. Each step can be done twice, so
 * whoever is interrupted begins again. Frame and hashes stay: the rest still verifies.
 */
import type { Erasure } from "../../shared/log/manifest.ts";
import type { PagedSegment, PageRef } from "../../shared/log/page.ts";
import { contentsOf, pageFiles } from "../../shared/log/page.ts";
import {
  formatSegmentText,
  looseOf,
  packSegment,
  segmentFileName,
} from "../../shared/log/segment.ts";
import { signDocument } from "../../shared/log/signed.ts";
import { assert } from "../../shared/std/assert.ts";
import type { Engine } from "./engine.ts";
import { openFrom } from "./head.ts";
import { documentOf, pageMessage } from "./pages.ts";
import { downloadPage, fetchBodies, pagedSegment, pathToPage } from "./reader.ts";
import { segmentTitle } from "./segment-words.ts";
import type { StoredMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";

/** Carry out one recorded erasure. Throws what reading and editing throw; then it is still to do. */
export async function carryOutErasure(engine: Engine, erasure: Erasure): Promise<void> {
  const { sequence, index } = erasure;
  const before = await pagedSegment(engine, sequence);
  const bodies = before.bodies ?? (await fetchBodies(engine, before));
  const erased = [...new Set([...before.erased, index])].sort((a, b) => a - b);
  const left = bodies.map((body, at) => (erased.includes(at) ? null : body));
  const document = await overwriteMessage(engine, before, left);
  const after: PagedSegment = { ...before, document, bodies: left, erased };
  // From here on no reader of ours has it; if we die, the pages are rewritten again.
  engine.save(engine.head, () => engine.cache.putSegment(after));
  engine.pageBytes = null;
  const pages = sequence < openFrom(engine.head) ? await rewritePages(engine, after) : null;
  const { head } = engine;
  engine.save({
    ...head,
    pages: pages ?? head.pages,
    erasing: head.erasing.filter((one) => one.sequence !== sequence || one.index !== index),
    // Neither slot may keep the open page, or the reference to the page, as it was.
    owed: 2,
  });
}

/** The segment's message without the erased envelopes. Answers where its document is now. */
async function overwriteMessage(
  engine: Engine,
  before: PagedSegment,
  bodies: readonly (Uint8Array | null)[],
): Promise<PagedSegment["document"]> {
  const { chatId } = engine.head;
  const { transport } = engine.deps;
  const loose = looseOf({ frame: before.frame, bodies });
  const { topic, sequence } = before.frame.frame;
  const words = segmentTitle(engine, before.frame.frame, []);
  const buttons = engine.buttons();
  if (before.document === null) {
    const text = formatSegmentText(loose, words);
    await edit(engine, () => transport.editText(chatId, before.messageId, { ...text, buttons }));
    return null;
  }
  const message = {
    fileName: segmentFileName(topic, sequence),
    bytes: packSegment(loose),
    caption: `${words.title}\n\n${words.hashtags}`,
    buttons,
  };
  const edited = await edit(engine, () =>
    transport.editDocument(chatId, before.messageId, message),
  );
  return edited ? documentOf(edited, message.bytes) : before.document;
}

/** An edit that may find its message gone (erased by hand) or already as it should be: null. */
async function edit(
  engine: Engine,
  call: () => Promise<StoredMessage>,
): Promise<StoredMessage | null> {
  try {
    return await engine.line.sure("group", call);
  } catch (error) {
    const isDone =
      error instanceof TransportError &&
      (error.fault === "notFound" || error.fault === "notModified");
    if (isDone) return null;
    throw error;
  }
}

/** The sealed page that holds the segment, and the lists above it, edited in place. */
async function rewritePages(engine: Engine, after: PagedSegment): Promise<readonly PageRef[]> {
  const { sequence } = after.frame.frame;
  const path = [...(await pathToPage(engine, sequence))].reverse();
  let replaced: PageRef | null = null;
  let replacement: PageRef | null = null;
  for (const ref of path) {
    const page = await downloadPage(engine, ref);
    if ("segments" in page) {
      const segments = page.segments.map((one) =>
        one.frame.frame.sequence === sequence ? after : one,
      );
      replacement = await rewrite(engine, ref, contentsOf(engine.head.log, segments), segments);
    } else {
      const pages = page.pages.map((one) =>
        isSame(one, replaced) && replacement ? replacement : one,
      );
      const contents = { version: 1, log: engine.head.log, level: ref.level, pages } as const;
      replacement = await rewrite(engine, ref, contents, []);
    }
    replaced = ref;
  }
  assert(replacement, "a path has at least its page");
  const top = replacement;
  return engine.head.pages.map((one) => (isSame(one, replaced) ? top : one));
}

async function rewrite(
  engine: Engine,
  ref: PageRef,
  contents: Parameters<typeof signDocument>[1],
  segments: readonly PagedSegment[],
): Promise<PageRef> {
  const signed = await signDocument("page", contents, engine.signing());
  const message = pageMessage(engine, pageFiles(signed, segments), ref);
  const { chatId } = engine.head;
  const edited = await engine.line.sure("group", () =>
    engine.deps.transport.editDocument(chatId, ref.messageId, message),
  );
  return { ...ref, document: documentOf(edited, message.bytes) };
}

function isSame(a: PageRef, b: PageRef | null): boolean {
  return b !== null && a.level === b.level && a.from === b.from;
}
