/** The clock: timers in order, time only forward. */
import { expect, test } from "vitest";
import { realClock, virtualClock } from "./clock.ts";

test("a virtual clock runs what falls due, in order, at its own time", async () => {
  const clock = virtualClock(1000);
  const told: [string, number][] = [];
  clock.after(300, () => told.push(["b", clock.now()]));
  clock.after(100, () => {
    told.push(["a", clock.now()]);
    clock.after(50, () => told.push(["a2", clock.now()]));
  });
  clock.after(301, () => told.push(["late", clock.now()]));
  await clock.advance(300);
  expect(told).toEqual([
    ["a", 1100],
    ["a2", 1150],
    ["b", 1300],
  ]);
  expect(clock.now()).toBe(1300);
});

test("what was cancelled does not run", async () => {
  const clock = virtualClock(0);
  let ran = false;
  const cancel = clock.after(10, () => {
    ran = true;
  });
  cancel();
  await clock.advance(100);
  expect(ran).toBe(false);
});

test("a real clock never starts before the last thing it knows, and can be moved forward", async () => {
  const future = Date.UTC(2100, 0, 1);
  const clock = realClock(future);
  expect(clock.now()).toBeGreaterThanOrEqual(future);
  let at = 0;
  clock.after(86_400_000, () => {
    at = clock.now();
  });
  await clock.advance(86_400_000);
  expect(at).toBeGreaterThanOrEqual(future + 86_400_000);
  clock.close();
});
