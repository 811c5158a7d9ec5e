/** The Merkle tree of RFC 6962, against the roots that every log of that kind agrees on. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../std/bytes.ts";
import { sha256 } from "../std/hash.ts";
import type { Frontier } from "./tree.ts";
import { appendLeaf, EMPTY_TREE, isFrontier, leafHash, nodeHash, rootOf } from "./tree.ts";
import type { Hash } from "./types.ts";

/** Leaves and roots of the Certificate Transparency reference tests. */
const leaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

function grow(data: readonly Uint8Array[]): Frontier {
  return data.reduce((tree, one) => appendLeaf(tree, leafHash(one)), EMPTY_TREE);
}

/** MTH as RFC 6962 writes it: the second, slow way. */
function slowRoot(hashes: readonly Hash[]): Hash {
  if (hashes.length === 1) return hashes[0]!;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(slowRoot(hashes.slice(0, split)), slowRoot(hashes.slice(split)));
}

describe("RFC 6962", () => {
  test.each(roots.map((root, at) => [at + 1, root] as const))("%i leaves", (size, root) => {
    expect(rootOf(grow(leaves.slice(0, size).map(fromHex)))).toBe(root);
  });

  test("the empty tree", () => {
    expect(rootOf(EMPTY_TREE)).toBe(toHex(sha256()));
  });
});

test("a frontier has the root of the whole tree, at every size", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 }),
      (data) => {
        const tree = grow(data);
        expect(rootOf(tree)).toBe(slowRoot(data.map(leafHash)));
        expect(isFrontier(tree)).toBe(true);
        expect(isFrontier({ ...tree, size: tree.size * 2 + 1 })).toBe(false);
      },
    ),
  );
});
