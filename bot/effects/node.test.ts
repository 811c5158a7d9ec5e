/** The real adapters: what can be seen without waiting. */
import { describe, expect, test } from "vitest";
import { nodeEffects } from "./node.ts";
import { workerEffects } from "./worker.ts";

const collected = () => {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
};

describe("node effects", () => {
  test("a trace is one line of JSON; what is below the wanted level is dropped", () => {
    const { lines, write } = collected();
    const effects = nodeEffects({ leastLevel: "info", write });
    effects.trace("debug", "dropped");
    effects.trace("warn", "kept", { count: 2, text: "two\nlines" });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "warn", event: "kept", count: 2 });
  });

  test("a timer fires, a cancelled one does not, and a failing one is traced", async () => {
    const { lines, write } = collected();
    const effects = nodeEffects({ write });
    effects.after(0, () => {
      throw new TypeError("on purpose");
    });
    effects.after(0, () => write("cancelled timer ran"))();
    await new Promise<void>((resolve) => effects.after(5, resolve));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "timer.failed", error: "TypeError" });
  });

  test("a delay longer than a timer can hold does not fire at once", async () => {
    const effects = nodeEffects();
    let isFired = false;
    const cancel = effects.after(2 ** 31 + 5, () => {
      isFired = true;
    });
    await new Promise<void>((resolve) => effects.after(20, resolve));
    cancel();
    expect(isFired).toBe(false);
  });

  test("random bytes are plain bytes and not the same twice", () => {
    const effects = nodeEffects();
    const bytes = effects.randomBytes(32);
    expect(bytes.constructor).toBe(Uint8Array);
    expect(bytes).toHaveLength(32);
    expect(bytes).not.toEqual(effects.randomBytes(32));
  });
});

describe("worker effects", () => {
  test("every timer is announced, and the earliest that waits is known", async () => {
    const asked: number[] = [];
    const effects = workerEffects({ wakeAt: (at) => void asked.push(at) });
    const before = effects.now();
    const cancel = effects.after(60_000, () => {});
    await new Promise<void>((resolve) => effects.after(0, resolve));
    expect(asked).toHaveLength(2);
    expect(asked[0]).toBeGreaterThanOrEqual(before + 60_000);
    expect(effects.nextDue()).toBe(asked[0]);
    cancel();
    expect(effects.nextDue()).toBe(null);
  });

  test("more random bytes than the platform gives at once are all random", () => {
    const bytes = workerEffects().randomBytes(200_000);
    expect(new Set(bytes.subarray(150_000)).size).toBe(256);
  });
});
