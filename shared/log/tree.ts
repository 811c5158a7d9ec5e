/**
 * The Merkle tree of RFC 6962 (section 2.1) over envelope and frame hashes, kept as its frontier:
 * the roots of its full subtrees, largest first. Enough to append and to name the root; proofs
 * need the leaves and are not here.
 */
import { assert } from "../std/assert.ts";
import { fromHex } from "../std/bytes.ts";
import { sha256Hex } from "../std/hash.ts";
import type { Frame, Hash } from "./types.ts";

export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  /** One root for each bit that is set in `size`, from the highest bit down. */
  readonly hashes: readonly Hash[];
}

export const EMPTY_TREE: Frontier = { size: 0, hashes: [] };

/** Hash of a leaf: SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array): Hash {
  return sha256Hex(Uint8Array.of(0x00), data);
}

/** Hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256Hex(Uint8Array.of(0x01), fromHex(left), fromHex(right));
}

/** The tree with one more leaf, given by its leaf hash. */
export function appendLeaf(tree: Frontier, leaf: Hash): Frontier {
  const hashes = [...tree.hashes];
  let joined = leaf;
  // Each trailing one of the size is a full subtree as large as what is carried.
  for (let rest = tree.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = hashes.pop();
    assert(left !== undefined, "a frontier has one hash for each bit of its size");
    joined = nodeHash(left, joined);
  }
  return { size: tree.size + 1, hashes: [...hashes, joined] };
}

/** The root: MTH of RFC 6962. The empty tree's is the hash of nothing. */
export function rootOf(tree: Frontier): Hash {
  const last = tree.hashes.at(-1);
  if (last === undefined) return sha256Hex();
  return tree.hashes.slice(0, -1).reduceRight((root, left) => nodeHash(left, root), last);
}

/** Whether a frontier from outside has as many hashes as its size needs. */
export function isFrontier(tree: Frontier): boolean {
  const ones = tree.size.toString(2).replaceAll("0", "").length;
  return tree.hashes.length === ones;
}

/** The tree after a segment: the hashes of its envelopes in order, then the frame's, as leaves. */
export function appendFrame(tree: Frontier, frame: Frame, frameHash: Hash): Frontier {
  const leaves = [...frame.envelopes.map((entry) => entry.hash), frameHash];
  return leaves.reduce((grown, leaf) => appendLeaf(grown, leafHash(fromHex(leaf))), tree);
}
