/** What comes next, decided: a table of views and steps. */
import { describe, expect, test } from "vitest";
import type { Hash, TopicName, Writer } from "../../shared/log/types.ts";
import type { WaitingEnvelope } from "./cache.ts";
import type { FlushView } from "./plan.ts";
import { planFlush } from "./plan.ts";

const NOW = 1_000_000;

const quiet: FlushView = {
  isStopped: false,
  hasFlight: false,
  waiting: [],
  waitMs: 0,
  callsSpent: 0,
  owed: 0,
  lastSegmentAt: 0,
  idsPast: 0,
  isPageFull: false,
  isLevelFull: false,
  hasErasing: false,
  cardIsStale: false,
};

function envelope(order: number, topic: TopicName, sizeBytes = 500): WaitingEnvelope {
  const writer = "bot-0000000000000000" as Writer;
  const previous = "0".repeat(64) as Hash;
  return {
    order,
    label: { topic, audience: "owner", keyset: 1, writer, counter: order, previous },
    hash: String(order).padStart(64, "0") as Hash,
    records: ["0".repeat(32)],
    sizeBytes,
    kinds: [],
    acceptedAt: 0,
  };
}

const one = [envelope(1, "notes")];
const scarce = { owed: 1, callsSpent: 8 };

describe("the order of what waits", () => {
  test.each<readonly [string, Partial<FlushView>, string]>([
    ["nothing", {}, "idle"],
    ["a stopped log", { isStopped: true, hasFlight: true, waiting: one, owed: 1 }, "idle"],
    [
      "a flight comes before everything",
      { hasFlight: true, waiting: one, idsPast: 9, owed: 1 },
      "flight",
    ],
    ["what a person waits for", { waiting: one, hasErasing: true, owed: 1 }, "segment"],
    ["but not when the tail is long", { waiting: one, idsPast: 6, owed: 1 }, "checkpoint"],
    [
      "with a page first, if it is full",
      { waiting: one, idsPast: 6, owed: 1, isPageFull: true },
      "page",
    ],
    [
      "and a list before that",
      { idsPast: 6, owed: 1, isPageFull: true, isLevelFull: true },
      "list",
    ],
    ["erasing before repairs", { hasErasing: true, cardIsStale: true, owed: 1 }, "erase"],
    ["repairs before the checkpoint", { cardIsStale: true, owed: 1 }, "card"],
    ["a checkpoint when it is quiet", { owed: 1, lastSegmentAt: NOW - 1_500 }, "checkpoint"],
    ["not before", { owed: 1, lastSegmentAt: NOW - 1_499 }, "wait"],
    [
      "with half of the budget spent too",
      { ...scarce, callsSpent: 7, lastSegmentAt: NOW - 1_500 },
      "checkpoint",
    ],
    ["not so soon while calls are scarce", { ...scarce, lastSegmentAt: NOW - 19_999 }, "wait"],
    ["but with nobody writing it comes", { ...scarce, lastSegmentAt: NOW - 20_000 }, "checkpoint"],
    [
      "and early, before it must be forced",
      { ...scarce, idsPast: 4, lastSegmentAt: NOW - 1_500 },
      "checkpoint",
    ],
    ["others' messages alone make one due", { idsPast: 6 }, "checkpoint"],
    ["without budget, everything waits", { waiting: one, waitMs: 700 }, "wait"],
    ["and idling needs none", { waitMs: 700 }, "idle"],
  ])("%s", (_, view, kind) => {
    expect(planFlush({ ...quiet, ...view }, NOW).kind).toBe(kind);
  });
});

describe("what shares a segment", () => {
  test("the oldest envelope's topic, all of it, in order", () => {
    const waiting = [
      envelope(3, "system"),
      envelope(4, "notes"),
      envelope(5, "system"),
      envelope(6, "keys"),
    ];
    const step = planFlush({ ...quiet, waiting }, NOW);
    expect(step).toEqual({ kind: "segment", topic: "system", orders: [3, 5] });
  });

  test("as far as one document goes that can be read back", () => {
    const waiting = [1, 2, 3, 4].map((order) => envelope(order, "notes", 7_000_000));
    const step = planFlush({ ...quiet, waiting }, NOW);
    expect(step).toMatchObject({ orders: [1, 2] });
  });

  test("the largest goes alone", () => {
    const waiting = [envelope(1, "notes", 18_500_000), envelope(2, "notes", 600_000)];
    expect(planFlush({ ...quiet, waiting }, NOW)).toMatchObject({ orders: [1] });
  });
});
