/** The promises of a scope: reverse order, once each, no error hides another undo. */
import { describe, expect, test } from "vitest";
import type { Undo } from "./scope.ts";
import { Scope } from "./scope.ts";

function recorder() {
  const undone: string[] = [];
  const effect = (scope: Scope, label: string): Undo =>
    scope.effect(label, () => () => {
      undone.push(label);
    });
  return { undone, effect };
}

describe("a scope", () => {
  test("undoes its effects in reverse order and is empty afterwards", async () => {
    const scope = new Scope("notes");
    const { undone, effect } = recorder();
    effect(scope, "first");
    effect(scope, "second");
    effect(scope, "third");
    expect(scope.effects()).toEqual(["first", "second", "third"]);
    expect(await scope.close()).toEqual([]);
    expect(undone).toEqual(["third", "second", "first"]);
    expect(scope.effects()).toEqual([]);
  });

  test("undoes an effect once, however often it is asked to", async () => {
    const scope = new Scope("notes");
    const { undone, effect } = recorder();
    const undo = effect(scope, "timer");
    await undo();
    await undo();
    expect(scope.effects()).toEqual([]);
    await scope.close();
    await scope.close();
    expect(undone).toEqual(["timer"]);
  });

  test("waits, when it closes, for an undo that has already begun", async () => {
    const scope = new Scope("notes");
    const order: string[] = [];
    let finish: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const undo = scope.effect("slow", () => async () => {
      await slow;
      order.push("undone");
    });
    void undo();
    const closed = scope.close().then(() => order.push("closed"));
    finish();
    await closed;
    expect(order).toEqual(["undone", "closed"]);
  });

  test("collects the errors of undos and still undoes the rest", async () => {
    const scope = new Scope("notes");
    const { undone, effect } = recorder();
    effect(scope, "first");
    scope.effect("broken", () => () => {
      throw new Error("cannot undo");
    });
    scope.effect("rejected", () => () => Promise.reject(new Error("cannot undo either")));
    effect(scope, "last");
    const errors = await scope.close();
    expect(errors.map(String)).toEqual(["Error: cannot undo either", "Error: cannot undo"]);
    expect(undone).toEqual(["last", "first"]);
    expect(scope.effects()).toEqual([]);
  });

  test("makes no effect once it is closed", async () => {
    const scope = new Scope("notes");
    await scope.close();
    let isMade = false;
    expect(() =>
      scope.effect("late", () => {
        isMade = true;
        return () => {};
      }),
    ).toThrow("scope notes is closed: cannot begin late");
    expect(isMade).toBe(false);
    expect(scope.isClosed).toBe(true);
  });

  test("keeps nothing of an effect whose making failed", async () => {
    const scope = new Scope("notes");
    expect(() =>
      scope.effect("half", () => {
        throw new Error("no such port");
      }),
    ).toThrow("no such port");
    expect(scope.effects()).toEqual([]);
  });
});
