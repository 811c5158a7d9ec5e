/** Message ids in a button: what is written comes back, and fits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { argumentOf, packIds, unpackIds } from "./originals.ts";

test("ids come back as they were, in groups that fit into a button", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 45 }), { maxLength: 60 });
  fc.assert(
    fc.property(ids, (some) => {
      const ascending = some.sort((a, b) => a - b);
      const groups = packIds(ascending);
      expect(groups.flatMap((group) => unpackIds(argumentOf(group)))).toEqual(ascending);
      // What Telegram carries is this, in at most 64 bytes.
      for (const group of groups) {
        expect(`m:notes:delete:${argumentOf(group)}`.length).toBeLessThanOrEqual(64);
      }
    }),
  );
});

test.each(["", "a b", "../1", "1..2", "Z"])(
  "%j was not written by us, and names nothing",
  (text) => {
    expect(unpackIds(text)).toEqual([]);
  },
);
