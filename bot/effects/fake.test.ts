/** The fake world must be predictable, or every test that stands on it is worth nothing. */
import { describe, expect, test } from "vitest";
import { fakeEffects } from "./fake.ts";
import { sleep } from "./port.ts";

describe("the fake world", () => {
  test("stands still until time is advanced, then runs timers in order of their time", async () => {
    const effects = fakeEffects({ now: 1000 });
    const seen: string[] = [];
    effects.after(30, () => void seen.push(`late at ${effects.now()}`));
    effects.after(10, () => void seen.push(`early at ${effects.now()}`));
    effects.after(10, () => void seen.push("early, made second"));
    await effects.advance(9);
    expect(seen).toEqual([]);
    await effects.advance(21);
    expect(seen).toEqual(["early at 1010", "early, made second", "late at 1030"]);
    expect(effects.now()).toBe(1030);
  });

  test("runs timers that timers make, and promises between them", async () => {
    const effects = fakeEffects({ now: 0 });
    const seen: number[] = [];
    const work = async () => {
      for (let i = 0; i < 3; i++) {
        await sleep(effects, 10);
        seen.push(effects.now());
      }
    };
    const done = work();
    await effects.advance(25);
    expect(seen).toEqual([10, 20]);
    await effects.until(done);
    expect(seen).toEqual([10, 20, 30]);
  });

  test("a cancelled timer never runs, and cancelling twice is harmless", async () => {
    const effects = fakeEffects();
    let runs = 0;
    const cancel = effects.after(10, () => void runs++);
    cancel();
    cancel();
    await effects.advance(100);
    expect(runs).toBe(0);
    expect(effects.pendingTimers()).toBe(0);
  });

  test("a timer that rejects becomes a trace", async () => {
    const effects = fakeEffects();
    effects.after(1, () => Promise.reject(new Error("on purpose")));
    await effects.advance(1);
    expect(effects.traces).toMatchObject([
      { level: "error", event: "timer.failed", facts: { message: "on purpose" } },
    ]);
  });

  test("randomness repeats with the seed and differs with another", () => {
    const draw = (seed: number) => [...fakeEffects({ seed }).randomBytes(16)];
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(fakeEffects().randomBytes(4096)).size).toBe(256);
  });

  test("until waits for work outside of time and gives up when its limit has passed", async () => {
    const effects = fakeEffects();
    const digest = crypto.subtle.digest("SHA-256", new Uint8Array(4_000_000));
    await expect(effects.until(digest)).resolves.toBeInstanceOf(ArrayBuffer);
    await expect(effects.until(sleep(effects, 5000), 1000)).rejects.toThrow(
      "not done after 1000 ms",
    );
  });

  test("the network refuses unless one is given", async () => {
    await expect(fakeEffects().fetch("https://example.org/x")).rejects.toThrow("example.org/x");
    const effects = fakeEffects({ fetch: async () => new Response("given") });
    expect(await (await effects.fetch("https://example.org/")).text()).toBe("given");
  });
});
