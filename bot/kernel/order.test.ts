/** What comes before what, and what cannot come at all. */
import { describe, expect, test } from "vitest";
import type { ModuleManifest } from "./module.ts";
import { activationOrder, dependentsOf } from "./order.ts";

const manifest = (id: string, ...needs: string[]): ModuleManifest => ({
  id,
  version: "1.0.0",
  capabilities: [],
  needs,
});

describe("activationOrder", () => {
  test.each([
    ["keeps the order given when nothing is needed", [manifest("b"), manifest("a")], ["b", "a"]],
    ["puts what is needed first", [manifest("a", "b"), manifest("b")], ["b", "a"]],
    [
      "takes a shared need once",
      [manifest("a", "c"), manifest("b", "c", "a"), manifest("c")],
      ["c", "a", "b"],
    ],
  ])("%s", (_, manifests, order) => {
    expect(activationOrder(manifests)).toEqual({ order, refused: new Map() });
  });

  test("refuses a cycle by name, and what hangs on it, and nothing else", () => {
    const { order, refused } = activationOrder([
      manifest("a", "b"),
      manifest("b", "c"),
      manifest("c", "b"),
      manifest("d"),
    ]);
    expect(order).toEqual(["d"]);
    expect(refused.get("b")).toBe("needs itself: b needs c needs b");
    expect(refused.get("c")).toBe("needs itself: b needs c needs b");
    expect(refused.get("a")).toBe("needs b, which cannot be activated");
  });

  test("refuses a module that needs itself", () => {
    expect(activationOrder([manifest("a", "a")]).refused.get("a")).toBe("needs itself: a needs a");
  });

  test("refuses a module that needs what is not there", () => {
    const { order, refused } = activationOrder([manifest("a", "ghost"), manifest("b")]);
    expect(order).toEqual(["b"]);
    expect(refused.get("a")).toBe("needs ghost, which is not there");
  });
});

test("dependentsOf names what needs a module, directly or not, nearest first", () => {
  const manifests = [manifest("c", "b"), manifest("b", "a"), manifest("a"), manifest("d")];
  expect(dependentsOf(manifests, "a")).toEqual(["b", "c"]);
  expect(dependentsOf(manifests, "d")).toEqual([]);
});
