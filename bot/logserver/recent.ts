/**
 * Which records the log has, for a process that lost its cache: Telegram repeats an update for a
 * day, so the ids of the last two days are read from the frames, and older ones are not needed.
 */
import type { PagedSegment, PageRef } from "../../shared/log/page.ts";
import type { Engine } from "./engine.ts";
import { openFrom } from "./head.ts";
import { cachedSegments, downloadPage } from "./reader.ts";

const RECENT_MS = 48 * 60 * 60_000;

/** Enter the records of the open page and of every page that reaches into the last two days. */
export async function indexRecent(engine: Engine): Promise<void> {
  const { head } = engine;
  index(engine, cachedSegments(engine, openFrom(head), head.sequence));
  for (const page of head.pages) await indexPage(engine, page);
}

async function indexPage(engine: Engine, ref: PageRef): Promise<void> {
  if (ref.at < engine.now - RECENT_MS) return;
  const page = await downloadPage(engine, ref);
  if ("segments" in page) index(engine, page.segments);
  else for (const below of page.pages) await indexPage(engine, below);
}

function index(engine: Engine, segments: readonly PagedSegment[]): void {
  engine.deps.storage.transaction(() => {
    for (const { frame, messageId } of segments) {
      const { sequence, envelopes } = frame.frame;
      for (const [at, entry] of envelopes.entries()) {
        const place = { sequence, index: at, messageId };
        // A process that lost track of it may have left it waiting.
        engine.outbox.deleteFromCache(entry.hash);
        for (const id of entry.records) engine.cache.putRecord(id, place);
      }
    }
  });
  for (const { frame, messageId } of segments) {
    for (const [at, entry] of frame.frame.envelopes.entries()) {
      engine.outbox.resolve(entry.hash, { sequence: frame.frame.sequence, index: at, messageId });
    }
  }
}
