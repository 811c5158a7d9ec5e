/**
 * Superblocks: where to start reading, never where the log ends. A slot is one document message
 * whose file is an archive: the signed superblock, the sealed manifest and state, the open page.
 * The highest valid generation of the two slots counts.
 */
import * as v from "valibot";
import { Malformed } from "../std/bytes.ts";
import { sha256Hex } from "../std/hash.ts";
import type { TarFile } from "../std/tar.ts";
import { packTar, unpackTar } from "../std/tar.ts";
import type { Parsed } from "./schema.ts";
import {
  base64,
  chatId,
  count,
  damaged,
  fingerprint,
  hash,
  logId,
  positive,
  slotIds,
} from "./schema.ts";
import { DOCUMENT_BYTES_MAX } from "./segment.ts";
import type { Verifying } from "./signed.ts";
import { verifyDocument } from "./signed.ts";
import type { Fingerprint, Hash, LogId, SlotIds } from "./types.ts";

/** What a checkpoint signs. */
export interface Superblock {
  readonly version: 1;
  readonly log: LogId;
  /** Telegram's ids of the owner and of the group that holds the log. */
  readonly owner: number;
  readonly chat: number;
  /** From 1; odd ones stand in slot a, even ones in slot b. */
  readonly generation: number;
  readonly epoch: number;
  /** Of the last durable segment; 0 before the first, as are `head` and `size`. */
  readonly sequence: number;
  readonly frame: Hash | null;
  /** Message id of the last durable segment. */
  readonly head: number;
  /** No message up to this id holds a segment after `sequence`. */
  readonly explained: number;
  /** The Merkle tree over all segments up to `sequence`. */
  readonly size: number;
  readonly root: Hash;
  readonly slots: SlotIds;
  /** The bot key that signed this, base64. */
  readonly bot: string;
  /** To whom manifest and state are sealed. */
  readonly to: readonly Fingerprint[];
  /** SHA-256 of the slot's other files; the page's bodies hang on its frames. */
  readonly files: {
    readonly manifest: Hash;
    readonly state: Hash;
    /** Null while there is no segment after the last sealed page. */
    readonly page: Hash | null;
  };
  readonly at: number;
}

/** The files of a slot before anything in them was verified. */
export interface LooseSlot {
  readonly superblock: Uint8Array;
  readonly manifest: Uint8Array;
  readonly state: Uint8Array;
  /** Files of the open page, names without `page/`. */
  readonly page: readonly TarFile[];
}

const superblockSchema: v.GenericSchema<unknown, Superblock> = v.strictObject({
  version: v.literal(1),
  log: logId,
  owner: positive,
  chat: chatId,
  generation: positive,
  epoch: positive,
  sequence: count,
  frame: v.nullable(hash),
  head: count,
  explained: count,
  size: count,
  root: hash,
  slots: slotIds,
  bot: base64,
  to: v.pipe(v.array(fingerprint), v.minLength(1)),
  files: v.strictObject({ manifest: hash, state: hash, page: v.nullable(hash) }),
  at: count,
});

/** Which slot a generation is written to: 0 is a, 1 is b. */
export function slotOf(generation: number): 0 | 1 {
  return generation % 2 === 1 ? 0 : 1;
}

/** The document of a slot. */
export function packSlot(slot: LooseSlot): Uint8Array {
  return packTar([
    { name: "superblock.pgp", bytes: slot.superblock },
    { name: "manifest.pgp", bytes: slot.manifest },
    { name: "state.pgp", bytes: slot.state },
    ...slot.page.map((file) => ({ name: `page/${file.name}`, bytes: file.bytes })),
  ]);
}

/** The files of a slot's document, or that it is none. */
export function unpackSlot(bytes: Uint8Array): Parsed<LooseSlot> {
  let files: TarFile[];
  try {
    files = unpackTar(bytes, { archiveBytesMax: DOCUMENT_BYTES_MAX, filesMax: 50_000 });
  } catch (error) {
    if (error instanceof Malformed) return damaged(error.message);
    throw error;
  }
  const [superblock, manifest, state, ...rest] = files;
  const isSlot =
    superblock?.name === "superblock.pgp" &&
    manifest?.name === "manifest.pgp" &&
    state?.name === "state.pgp" &&
    rest.every((file) => file.name.startsWith("page/"));
  if (!isSlot) return damaged("not a slot");
  const page = rest.map((file) => ({ name: file.name.slice("page/".length), bytes: file.bytes }));
  const loose = {
    superblock: superblock.bytes,
    manifest: manifest.bytes,
    state: state.bytes,
    page,
  };
  return { kind: "parsed", value: loose };
}

/** The names of a slot's other files, as `Superblock.files` has them. */
export function fileHashes(slot: Omit<LooseSlot, "superblock">): Superblock["files"] {
  const page = slot.page.find((file) => file.name === "page.pgp");
  return {
    manifest: sha256Hex(slot.manifest),
    state: sha256Hex(slot.state),
    page: page ? sha256Hex(page.bytes) : null,
  };
}

/** Signature, log and file hashes of a slot. What manifest and page say is not looked at. */
export async function verifySuperblock(
  slot: LooseSlot,
  by: Verifying,
): Promise<Parsed<Superblock>> {
  const parsed = await verifyDocument("superblock", slot.superblock, superblockSchema, by);
  if (parsed.kind !== "parsed") return parsed;
  const found = fileHashes(slot);
  const { files } = parsed.value;
  const isWhole =
    found.manifest === files.manifest && found.state === files.state && found.page === files.page;
  return isWhole ? parsed : damaged("a file of the slot is not the one that was signed");
}
