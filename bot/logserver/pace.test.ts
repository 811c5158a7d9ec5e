/** The budget: never more than Telegram lets a bot do, and not slower than it must be. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { botWaitMs, groupCallsSpent, groupWaitMs, withBotCall, withGroupCall } from "./pace.ts";

/** Times at which calls are made by somebody who calls whenever it is due. */
function callsOf(pauses: readonly number[]): readonly number[] {
  const times: number[] = [];
  let calls: readonly number[] = [];
  let now = 1_000_000;
  for (const pause of pauses) {
    now += pause;
    now += groupWaitMs(calls, now);
    calls = withGroupCall(calls, now);
    times.push(now);
  }
  return times;
}

function mostIn(times: readonly number[], windowMs: number): number {
  return Math.max(
    ...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length),
  );
}

test("in no 60 seconds there are more than 18 calls, whatever the pauses", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20_000 }), { minLength: 1, maxLength: 120 }), (pauses) => {
      expect(mostIn(callsOf(pauses), 60_000)).toBeLessThanOrEqual(18);
    }),
  );
});

test("a quiet group is called at once; a burst of seventeen takes less than 16 seconds", () => {
  expect(groupWaitMs([], 5)).toBe(0);
  const times = callsOf(Array.from({ length: 17 }, () => 0));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(16_000);
});

test("who always calls gets 18 a minute, and never waits longer than 24 seconds", () => {
  const times = callsOf(Array.from({ length: 18 * 10 + 1 }, () => 0));
  const minutes = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60_000;
  expect(18 * 10).toBeGreaterThanOrEqual(minutes * 17.5);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(24_000);
});

test("what is spent is what the last minute had", () => {
  const calls = [1_000, 2_000, 61_000, 61_500];
  expect(groupCallsSpent(calls, 61_500)).toBe(3);
  expect(groupCallsSpent(calls, 200_000)).toBe(0);
});

test("a clock that was set back does not stop the bot", () => {
  expect(groupWaitMs([9_000_000, 9_000_001, 9_000_002], 1_000)).toBe(0);
});

test("over all chats there are at most 28 calls in a second", () => {
  const times: number[] = [];
  let calls: readonly number[] = [];
  let now = 0;
  for (let at = 0; at < 200; at++) {
    now += botWaitMs(calls, now);
    calls = withBotCall(calls, now);
    times.push(now);
  }
  expect(mostIn(times, 1_000)).toBeLessThanOrEqual(28);
});
