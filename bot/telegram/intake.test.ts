/** Updates come in once, in the order of their chat, and no chat waits for another. */
import type { Update } from "grammy/types";
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { Intake } from "./intake.ts";

function update(id: number, chatId: number): Update {
  const chat = { id: chatId, type: "private", first_name: "Alice" } as const;
  return { update_id: id, message: { message_id: id, date: 0, chat, text: `${id}` } } as Update;
}

/** An intake whose handler ends when it is told to. */
function setUp() {
  const effects = fakeEffects();
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  const intake = new Intake(effects, ({ update_id: id }) => {
    begun.push(id);
    return new Promise((resolve, reject) => {
      ends.set(id, (error) => (error ? reject(error) : resolve()));
    });
  });
  return { effects, intake, begun, end: (id: number, error?: Error) => ends.get(id)?.(error) };
}

describe("the intake", () => {
  test("keeps the order of one chat and lets others pass", async () => {
    const { effects, intake, begun, end } = setUp();
    for (const [id, chat] of [
      [1, 5],
      [2, 5],
      [3, 6],
    ] as const) {
      void intake.accept(update(id, chat));
    }
    await effects.settle();
    expect(begun).toEqual([1, 3]);
    end(1);
    await effects.settle();
    expect(begun).toEqual([1, 3, 2]);
    end(2);
    end(3);
    await intake.idle();
  });

  test("handles an update that comes twice once, and accepts both together", async () => {
    const { effects, intake, begun, end } = setUp();
    const accepted: string[] = [];
    void intake.accept(update(1, 5)).then(() => accepted.push("first"));
    void intake.accept(update(1, 5)).then(() => accepted.push("second"));
    await effects.settle();
    expect([begun, accepted]).toEqual([[1], []]);
    end(1);
    await effects.settle();
    expect(accepted).toEqual(["first", "second"]);
    await intake.accept(update(1, 5));
    expect(begun).toEqual([1]);
  });

  test("goes on after a handler that failed, and traces no content", async () => {
    const { effects, intake, begun, end } = setUp();
    void intake.accept(update(1, 5));
    void intake.accept(update(2, 5));
    await effects.settle();
    end(1, new Error("secret words"));
    await effects.settle();
    expect(begun).toEqual([1, 2]);
    expect(effects.traces).toMatchObject([
      { event: "update.failed", facts: { updateId: 1, kind: "message", error: "Error" } },
    ]);
    expect(JSON.stringify(effects.traces)).not.toContain("secret words");
    end(2);
    await intake.idle();
  });
});
