/** getUpdates forgets only what was accepted, and a slow update holds up nobody else. */
import type { Update } from "grammy/types";
import { describe, expect, test } from "vitest";
import type { FakeEffects } from "../effects/fake.ts";
import { fakeEffects } from "../effects/fake.ts";
import { makeRawApi } from "./client.ts";
import { Intake } from "./intake.ts";
import { Polling } from "./polling.ts";
import { API_ROOT, TOKEN } from "./testing/fake-api.ts";

interface Asked {
  readonly offset: number;
  readonly timeout: number;
}

/** Telegram's queue of updates, at the level of fetch: an offset confirms everything before it. */
class Queue {
  readonly asked: Asked[] = [];
  waiting: Update[] = [];
  failures = 0;
  #wake: () => void = () => {};

  add(...ids: readonly number[]): void {
    // Each of a chat of its own, or they would wait for each other.
    this.waiting.push(
      ...ids.map((id) => ({ update_id: id, message: { chat: { id } } }) as unknown as Update),
    );
    this.#wake();
  }

  readonly fetch: FakeEffects["fetch"] = async (_input, init) => {
    const { offset, timeout } = JSON.parse(String(init?.body)) as Asked;
    this.asked.push({ offset, timeout });
    if (this.failures-- > 0) throw new Error("no network");
    this.waiting = this.waiting.filter(({ update_id: id }) => id >= offset);
    if (this.waiting.length === 0 && timeout > 0) await this.#next(init?.signal);
    return Response.json({ ok: true, result: this.waiting });
  };

  #next(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wake = resolve;
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  }
}

function setUp(queue = new Queue()) {
  const effects = fakeEffects({ fetch: queue.fetch });
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const intake = new Intake(effects, ({ update_id: id }) => {
    begun.push(id);
    return new Promise((resolve) => ends.set(id, resolve));
  });
  const api = makeRawApi({ token: TOKEN, apiRoot: API_ROOT, effects });
  const polling = new Polling({ api, intake, effects, allowedUpdates: ["message"] });
  return { queue, effects, begun, polling, end: (id: number) => ends.get(id)?.() };
}

describe("polling", () => {
  test("confirms an update when it was accepted, not when it was fetched", async () => {
    const { queue, effects, begun, polling, end } = setUp();
    polling.start();
    queue.add(10);
    await effects.settle();
    expect(begun).toEqual([10]);
    await effects.advance(5000);
    expect(queue.asked.slice(1).every(({ offset }) => offset <= 10)).toBe(true);
    expect(begun).toEqual([10]);
    end(10);
    await effects.advance(2000);
    expect(queue.asked.at(-1)).toEqual({ offset: 11, timeout: 30 });
    expect(queue.waiting).toEqual([]);
    await polling.stop();
  });

  test("takes in new updates while an older one is being handled", async () => {
    const { queue, effects, begun, polling, end } = setUp();
    polling.start();
    queue.add(10);
    await effects.settle();
    queue.add(11);
    await effects.advance(2000);
    end(10);
    await effects.settle();
    expect(begun).toEqual([10, 11]);
    end(11);
    await polling.stop();
  });

  test("waits longer after each failure, and goes on when Telegram answers", async () => {
    const { queue, effects, begun, polling, end } = setUp();
    queue.failures = 3;
    queue.add(10);
    polling.start();
    await effects.advance(900);
    expect(queue.asked).toHaveLength(1);
    await effects.advance(20_000);
    expect(begun).toEqual([10]);
    expect(effects.traces.filter(({ event }) => event === "polling.failed")).toHaveLength(3);
    expect(JSON.stringify(effects.traces)).not.toContain(TOKEN);
    end(10);
    await polling.stop();
  });

  test("tells Telegram at its end what was accepted", async () => {
    const { queue, effects, polling, end } = setUp();
    polling.start();
    queue.add(10);
    await effects.settle();
    end(10);
    await effects.advance(1500);
    await polling.stop();
    expect(queue.asked.at(-1)).toEqual({ offset: 11, timeout: 0 });
  });
});
