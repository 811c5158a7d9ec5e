/** The memory cache keeps the contract. */
import { describe, test } from "vitest";
import { storageContract } from "./contract.ts";
import { memoryStorage } from "./memory.ts";

describe("memory storage", () => {
  test.each(storageContract)("$promise", ({ check }) => check(memoryStorage()));
});
