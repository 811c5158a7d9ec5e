/**
 * Opening AES-256-OCB (RFC 7253) with nothing but WebCrypto, which has no OCB. Only opening: it
 * needs the block cipher backwards, and WebCrypto's CBC runs it backwards in bulk. For blocks X1,
 * X2, ... one CBC decryption gives D(X1), D(X2) ^ X1, ..., and the X are ours to choose. Sealing
 * would need the cipher forwards in bulk, which CBC does not give.
 *
 * Only L values, one block a chunk and the tags are encrypted one by one. The tag is checked before
 * anything is returned.
 */
import { assert } from "../std/assert.ts";
import { equalBytes } from "../std/bytes.ts";

const BLOCK = 16;
const WORDS = BLOCK / 4;
const TAG_SIZE = 16;

/** A CryptoKey; not every world that imports this file has a type of that name. */
type AesKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The tables of one key (RFC 7253 section 4.1). */
interface KeyTables {
  readonly key: AesKey;
  readonly lStar: Uint8Array<ArrayBuffer>;
  readonly lDollar: Uint8Array<ArrayBuffer>;
  /** L_0, L_1, ... */
  readonly l: readonly Uint8Array<ArrayBuffer>[];
  /** Offsets of all blocks of the longest chunk so far, without the first offset; as words. */
  offsets: Uint32Array<ArrayBuffer>;
}

/** Opens chunks under one 32-byte key: (nonce of 15 octets, associated data, ciphertext and tag). */
export async function webCryptoOpener(
  keyBytes: Uint8Array,
): Promise<
  (nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array) => Promise<Uint8Array | null>
> {
  const tables = await prepare(keyBytes);
  return (nonce, associated, sealed) => openChunk(tables, nonce, associated, sealed);
}

async function prepare(keyBytes: Uint8Array): Promise<KeyTables> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(keyBytes), "AES-CBC", false, [
    "encrypt",
    "decrypt",
  ]);
  const lStar = await encryptBlock(key, new Uint8Array(BLOCK));
  const lDollar = double(lStar);
  const l = [double(lDollar)];
  // 2^23 blocks are 128 MiB, far above the largest chunk that the profile lets in.
  for (let index = 1; index < 23; index++) l.push(double(l[index - 1] ?? lDollar));
  return { key, lStar, lDollar, l, offsets: new Uint32Array(0) };
}

async function openChunk(
  tables: KeyTables,
  nonce: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | null> {
  const size = sealed.length - TAG_SIZE;
  if (size < 0) return null;
  const wholeBlocks = Math.floor(size / BLOCK);
  const [first, hash] = await Promise.all([
    firstOffset(tables.key, nonce),
    hashAssociated(tables, associated),
  ]);
  const offsets = offsetsOf(tables, wholeBlocks);
  const plaintext = new Uint8Array(size);
  const checksum = await openBlocks(tables.key, { sealed, plaintext, wholeBlocks, first, offsets });
  const last = lastOffset(first, offsets, wholeBlocks);
  if (size > wholeBlocks * BLOCK) {
    xorInto(last, tables.lStar);
    const pad = await encryptBlock(tables.key, last);
    const padded = new Uint8Array(BLOCK);
    for (let at = wholeBlocks * BLOCK; at < size; at++) {
      const octet = (sealed[at] ?? 0) ^ (pad[at % BLOCK] ?? 0);
      plaintext[at] = octet;
      padded[at % BLOCK] = octet;
    }
    padded[size % BLOCK] = 0x80;
    xorInto(checksum, padded);
  }
  xorInto(checksum, last);
  xorInto(checksum, tables.lDollar);
  const tag = await encryptBlock(tables.key, checksum);
  xorInto(tag, hash);
  return equalBytes(tag, sealed.subarray(size)) ? plaintext : null;
}

interface Blocks {
  readonly sealed: Uint8Array;
  readonly plaintext: Uint8Array<ArrayBuffer>;
  readonly wholeBlocks: number;
  readonly first: Uint8Array;
  readonly offsets: Uint32Array;
}

/** P_i = Offset_i ^ D(C_i ^ Offset_i) for all whole blocks at once; answers the xor of all P_i. */
async function openBlocks(key: AesKey, blocks: Blocks): Promise<Uint8Array<ArrayBuffer>> {
  const { wholeBlocks, offsets, plaintext } = blocks;
  const checksum = new Uint32Array(WORDS);
  if (wholeBlocks === 0) return new Uint8Array(checksum.buffer);
  // Words in the order of the platform: xor does not care, and all words are read the same way.
  const first = new Uint32Array(new Uint8Array(blocks.first).buffer);
  const words = wholeBlocks * WORDS;
  const x = new Uint8Array((wholeBlocks + 1) * BLOCK);
  x.set(blocks.sealed.subarray(0, wholeBlocks * BLOCK));
  const xWords = new Uint32Array(x.buffer);
  for (let at = 0; at < words; at++) {
    xWords[at] = (xWords[at] ?? 0) ^ (offsets[at] ?? 0) ^ (first[at % WORDS] ?? 0);
  }
  x.set(
    await paddingBlock(key, x.subarray((wholeBlocks - 1) * BLOCK, wholeBlocks * BLOCK)),
    words * 4,
  );
  const iv = new Uint8Array(BLOCK);
  const chained = await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, x);
  const chainedWords = new Uint32Array(chained, 0, words);
  const outWords = new Uint32Array(words);
  for (let at = 0; at < words; at++) {
    const before = at < WORDS ? 0 : (xWords[at - WORDS] ?? 0);
    const offset = (offsets[at] ?? 0) ^ (first[at % WORDS] ?? 0);
    const word = (chainedWords[at] ?? 0) ^ before ^ offset;
    outWords[at] = word;
    checksum[at % WORDS] = (checksum[at % WORDS] ?? 0) ^ word;
  }
  plaintext.set(new Uint8Array(outWords.buffer));
  return new Uint8Array(checksum.buffer);
}

/** The block that decrypts to sixteen 0x10 behind this one: the padding that WebCrypto insists on. */
async function paddingBlock(key: AesKey, before: Uint8Array): Promise<Uint8Array> {
  return encryptBlock(
    key,
    before.map((octet) => octet ^ BLOCK),
  );
}

/** The cipher forwards on one block: the first block of a CBC encryption from zero. */
async function encryptBlock(key: AesKey, block: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = new Uint8Array(BLOCK);
  const out = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, new Uint8Array(block));
  return new Uint8Array(out, 0, BLOCK);
}

/** Section 4.2: Offset_0 from a nonce of at most 15 octets. */
async function firstOffset(key: AesKey, nonce: Uint8Array): Promise<Uint8Array> {
  const block = new Uint8Array(BLOCK);
  block[BLOCK - 1 - nonce.length] = 1;
  block.set(nonce, BLOCK - nonce.length);
  const bottom = (block[15] ?? 0) & 0x3f;
  block[15] = (block[15] ?? 0) & 0xc0;
  const top = await encryptBlock(key, block);
  const stretch = new Uint8Array(24);
  stretch.set(top);
  for (let at = 0; at < 8; at++) stretch[BLOCK + at] = (top[at] ?? 0) ^ (top[at + 1] ?? 0);
  const octets = bottom >> 3;
  const bits = bottom & 7;
  return Uint8Array.from({ length: BLOCK }, (_, at) => {
    const pair = ((stretch[octets + at] ?? 0) << 8) | (stretch[octets + at + 1] ?? 0);
    return (pair >> (8 - bits)) & 0xff;
  });
}

/** Section 4.1: the hash of the associated data. All of ours is shorter than a block. */
async function hashAssociated(tables: KeyTables, associated: Uint8Array): Promise<Uint8Array> {
  const sum = new Uint8Array(BLOCK);
  const offset = new Uint8Array(BLOCK);
  for (let at = 0, index = 1; at < associated.length; at += BLOCK, index += 1) {
    const part = associated.subarray(at, at + BLOCK);
    const block = new Uint8Array(BLOCK);
    block.set(part);
    if (part.length < BLOCK) block[part.length] = 0x80;
    xorInto(offset, part.length < BLOCK ? tables.lStar : stepOf(tables, index));
    xorInto(block, offset);
    xorInto(sum, await encryptBlock(tables.key, block));
  }
  return sum;
}

/** L_ntz(i): what is added to the offset before block i, counted from 1. */
function stepOf(tables: KeyTables, index: number): Uint8Array<ArrayBuffer> {
  const step = tables.l[31 - Math.clz32(index & -index)];
  assert(step !== undefined, "chunks are shorter than 2^23 blocks");
  return step;
}

/** Offset_i without Offset_0: L_ntz(1) ^ ... ^ L_ntz(i), kept for the longest chunk so far. */
function offsetsOf(tables: KeyTables, blocks: number): Uint32Array {
  if (tables.offsets.length >= blocks * WORDS) return tables.offsets;
  const offsets = new Uint32Array(blocks * WORDS);
  for (let index = 1; index <= blocks; index++) {
    const step = new Uint32Array(stepOf(tables, index).buffer);
    const at = (index - 1) * WORDS;
    for (let word = 0; word < WORDS; word++) {
      const before = index === 1 ? 0 : (offsets[at - WORDS + word] ?? 0);
      offsets[at + word] = before ^ (step[word] ?? 0);
    }
  }
  tables.offsets = offsets;
  return offsets;
}

function lastOffset(
  first: Uint8Array,
  offsets: Uint32Array,
  blocks: number,
): Uint8Array<ArrayBuffer> {
  const last = new Uint8Array(first);
  if (blocks > 0) {
    xorInto(last, new Uint8Array(offsets.slice((blocks - 1) * WORDS, blocks * WORDS).buffer));
  }
  return last;
}

/** Multiplication by x in the field of 2^128 elements. */
function double(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const carry = (block[0] ?? 0) >> 7;
  return Uint8Array.from(block, (octet, at) => {
    const shifted = ((octet << 1) & 0xff) | ((block[at + 1] ?? 0) >> 7);
    return at === BLOCK - 1 ? shifted ^ (carry * 0x87) : shifted;
  });
}

function xorInto(target: Uint8Array, source: Uint8Array): void {
  for (let at = 0; at < BLOCK; at++) target[at] = (target[at] ?? 0) ^ (source[at] ?? 0);
}
