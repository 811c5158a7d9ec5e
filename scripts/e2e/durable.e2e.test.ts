/** The Durable Object cache keeps the contract, on a real workerd. */
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storageContract } from "../../bot/storage/contract.ts";
import { bundleWorker, startWorkerd } from "./workerd.ts";

let workerd: Miniflare;
beforeAll(async () => {
  workerd = await startWorkerd(await bundleWorker("scripts/e2e/durable-contract.worker.ts"), {
    durableObjects: { CONTRACT: { className: "ContractObject", useSQLite: true } },
  });
});
afterAll(() => workerd?.dispose());

describe("durable storage on workerd", () => {
  test.each(storageContract.map((one, index) => ({ ...one, index })))(
    "$promise",
    async ({ index }) => {
      const answer = await workerd.dispatchFetch(`http://contract/?case=${index}`);
      expect(await answer.text()).toBe("kept");
    },
  );
});
