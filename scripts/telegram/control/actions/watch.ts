/**
 * Watching and disturbing: the timeline, what bots sent that is not known here, and faults.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { FaultRule } from "../../faults.ts";
import { defined } from "../../std.ts";
import type { Controls } from "../types.ts";
import { control, noArgs } from "../types.ts";

const ms = v.object({ ms: v.pipe(v.number(), v.minValue(0)) }).entries;

const fault = v.variant("type", [
  v.object({
    type: v.literal("error"),
    code: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    description: v.exactOptional(v.string()),
    retryAfter: v.exactOptional(v.number()),
  }),
  v.object({ type: v.literal("delay"), ...ms }),
  v.object({ type: v.literal("hang") }),
  v.object({ type: v.literal("dropBefore") }),
  v.object({ type: v.literal("dropAfter") }),
  v.object({ type: v.literal("malformed") }),
  v.object({ type: v.literal("withoutPin") }),
  v.object({ type: v.literal("loseUpdate") }),
  v.object({ type: v.literal("duplicateUpdate") }),
  v.object({ type: v.literal("delayUpdate"), ...ms }),
  v.object({ type: v.literal("reorderUpdates") }),
]);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const watchControls = {
  /** Calls and updates so far, newest last. */
  calls: control(
    v.object({
      botId: v.optional(v.number()),
      name: v.optional(v.string()),
      type: v.optional(v.picklist(["call", "update"])),
      chatId: v.optional(v.number()),
      after: v.optional(count),
      limit: v.optional(count),
    }),
    ({ timeline }, filter) => ({
      items: timeline.list(defined(filter)),
      recordFolder: timeline.recording,
    }),
  ),

  /**
   * Keeps every request and answer of the Bot API from now on to the byte in this folder (a new
   * temporary one when none is named); `folder: null` stops. Answers the folder.
   */
  recordTraffic: control(
    v.object({ folder: v.optional(v.nullable(v.string())) }),
    ({ timeline }, { folder }) => {
      timeline.record(
        folder === undefined ? mkdtempSync(join(tmpdir(), "telegram-traffic-")) : folder,
      );
      return { folder: timeline.recording };
    },
  ),

  /** Unknown methods and parameters, and what is not modelled: empty for a well-behaved bot. */
  notes: control(noArgs, ({ notes }) => notes),

  /** Adds a fault; answers its number. */
  fault: control(
    v.object({
      botId: v.exactOptional(v.number()),
      method: v.exactOptional(v.string()),
      chatId: v.exactOptional(v.number()),
      kind: v.exactOptional(v.string()),
      nth: v.exactOptional(count),
      count: v.exactOptional(count),
      fault,
    }),
    ({ faults }, rule) => ({ id: faults.add(rule as FaultRule) }),
  ),

  faults: control(noArgs, ({ faults }) => faults.list()),

  /** Takes one fault away, or all. */
  clearFaults: control(v.object({ id: v.optional(count) }), ({ faults }, { id }) => {
    faults.clear(id);
    return true;
  }),
} satisfies Controls;
