/**
 * GET /api/segments and /api/envelopes/:sequence/:index: the log as it stands in the group,
 * frames signed and bodies sealed. Nothing is opened here; for `owner` it could not be.
 */
import type { Hono } from "hono";
import type { SegmentAnswer, SegmentsAnswer } from "../../../shared/contract/api.ts";
import { toBase64 } from "../../../shared/std/bytes.ts";
import type { PlacedSegment } from "../../logserver/port.ts";
import { parse, wholeNumber } from "../body.ts";
import type { Crowd } from "../crowd.ts";
import { oneOfFew } from "../crowd.ts";
import { HttpProblem } from "../errors.ts";
import { logOf, requireLog } from "../guard.ts";
import type { HttpEnv, HttpOptions, HttpTally } from "../options.ts";

const SEQUENCES_MAX = 50;
/** A larger body is given as its size, and fetched alone when it is looked at. */
const INLINE_BYTES_MAX = 64 * 1024;
/** What one answer carries inline at most; the rest of its bodies are given as sizes too. */
const ANSWER_BYTES_MAX = 2 * 1024 * 1024;

/** Adds the endpoints. Throws `badRequest`, `notFound`, `telegramSilent`. */
export function addSegments(
  app: Hono<HttpEnv>,
  options: HttpOptions,
  tally: HttpTally,
  crowd: Crowd,
): void {
  const large = [oneOfFew(crowd), requireLog(options)] as const;
  app.get("/api/segments", ...large, async (c) => {
    const from = parse(wholeNumber, c.req.query("from"), "from");
    const to = parse(wholeNumber, c.req.query("to"), "to");
    if (from < 1 || to < from || to - from >= SEQUENCES_MAX) {
      throw new HttpProblem("badRequest", `range of 1 to ${SEQUENCES_MAX} sequences`);
    }
    const log = logOf(c);
    const { lastSequence } = await log.status();
    const take = segmentTaker();
    const segments: SegmentAnswer[] = [];
    // One at a time: each may hold up to 19 MB, of which the answer carries little.
    for (let sequence = from; sequence <= Math.min(to, lastSequence); sequence++) {
      const placed = await log.segments(sequence, sequence, INLINE_BYTES_MAX);
      tally.notesHandedOut += countNotes(placed);
      segments.push(...placed.map(take));
    }
    return c.json({ segments, lastSequence } satisfies SegmentsAnswer);
  });

  app.get("/api/envelopes/:sequence/:index", ...large, async (c) => {
    const sequence = parse(wholeNumber, c.req.param("sequence"), "sequence");
    const index = parse(wholeNumber, c.req.param("index"), "index");
    const [placed] = await logOf(c).segments(sequence, sequence);
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

/** Turns segments into their part of one answer, within what one answer carries. */
function segmentTaker(): (placed: PlacedSegment) => SegmentAnswer {
  let budget = ANSWER_BYTES_MAX;
  const answerBody = (body: Uint8Array | null): SegmentAnswer["bodies"][number] => {
    if (body === null) return null;
    if (body.length > INLINE_BYTES_MAX || body.length > budget) return { sizeBytes: body.length };
    budget -= body.length;
    return toBase64(body);
  };
  return ({ segment, messageId, threadId, left }) => ({
    frame: toBase64(segment.frame.signed),
    messageId,
    threadId,
    bodies: segment.bodies.map((body, index) =>
      left?.includes(index) ? { sizeBytes: sizeOf(segment, index) } : answerBody(body),
    ),
  });
}

/** As its frame says. */
function sizeOf({ frame }: PlacedSegment["segment"], index: number): number {
  return frame.frame.envelopes[index]?.sizeBytes ?? 0;
}
