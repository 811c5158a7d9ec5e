/**
 * GET /api/segments and /api/envelopes/:sequence/:index: the log as it stands in the group,
 * frames signed and bodies sealed. Nothing is opened here; for `owner` it could not be.
 */
import type { Hono } from "hono";
import type { SegmentAnswer, SegmentsAnswer } from "../../../shared/contract/api.ts";
import { toBase64 } from "../../../shared/std/bytes.ts";
import type { PlacedSegment } from "../../logserver/port.ts";
import { parse, wholeNumber } from "../body.ts";
import { HttpProblem } from "../errors.ts";
import { ownLog } from "../guard.ts";
import type { HttpEnv, HttpOptions, HttpTally } from "../options.ts";

const SEQUENCES_MAX = 50;
/** A larger body is given as its size, and fetched alone when it is looked at. */
const INLINE_BYTES_MAX = 64 * 1024;
/** What one answer carries inline at most; the rest of its bodies are given as sizes too. */
const ANSWER_BYTES_MAX = 2 * 1024 * 1024;

/** Adds the endpoints. Throws `badRequest`, `notFound`, `telegramSilent`. */
export function addSegments(app: Hono<HttpEnv>, options: HttpOptions, tally: HttpTally): void {
  app.get("/api/segments", async (c) => {
    const from = parse(wholeNumber, c.req.query("from"), "from");
    const to = parse(wholeNumber, c.req.query("to"), "to");
    if (from < 1 || to < from || to - from >= SEQUENCES_MAX) {
      throw new HttpProblem("badRequest", `range of 1 to ${SEQUENCES_MAX} sequences`);
    }
    const log = await ownLog(c, options);
    const { lastSequence } = await log.status();
    const placed = from <= lastSequence ? await log.segments(from, Math.min(to, lastSequence)) : [];
    tally.notesHandedOut += countNotes(placed);
    return c.json(answerSegments(placed, lastSequence));
  });

  app.get("/api/envelopes/:sequence/:index", async (c) => {
    const sequence = parse(wholeNumber, c.req.param("sequence"), "sequence");
    const index = parse(wholeNumber, c.req.param("index"), "index");
    const log = await ownLog(c, options);
    const [placed] = await log.segments(sequence, sequence);
    const body = placed?.segment.bodies[index];
    if (!body) throw new HttpProblem("notFound", "no such envelope, or it was erased");
    c.header("Content-Type", "application/octet-stream");
    return c.body(new Uint8Array(body));
  });
}

function countNotes(placed: readonly PlacedSegment[]): number {
  return placed
    .filter(({ segment }) => segment.frame.frame.topic === "notes")
    .reduce((sum, { segment }) => sum + segment.bodies.filter((body) => body !== null).length, 0);
}

function answerSegments(placed: readonly PlacedSegment[], lastSequence: number): SegmentsAnswer {
  let budget = ANSWER_BYTES_MAX;
  const answerBody = (body: Uint8Array | null): SegmentAnswer["bodies"][number] => {
    if (body === null) return null;
    if (body.length > INLINE_BYTES_MAX || body.length > budget) return { sizeBytes: body.length };
    budget -= body.length;
    return toBase64(body);
  };
  const segments = placed.map(({ segment, messageId, threadId }) => ({
    frame: toBase64(segment.frame.signed),
    messageId,
    threadId,
    bodies: segment.bodies.map(answerBody),
  }));
  return { segments, lastSequence };
}
