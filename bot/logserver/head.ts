/**
 * The head of a log: everything that a process needs to go on writing it, as one plain value. The
 * cache keeps it; a checkpoint writes it to Telegram, split into superblock, manifest and state,
 * and recovery puts it together again. Only functions from value to value stand here.
 */
import type { ChainState } from "../../shared/log/chain.ts";
import type { ClaimRef, Erasure, LogManifest, WriterHead } from "../../shared/log/manifest.ts";
import type { PageRef } from "../../shared/log/page.ts";
import { EMPTY_STATE } from "../../shared/log/replay.ts";
import { TOPIC_NAMES } from "../../shared/log/schema.ts";
import type { LogState } from "../../shared/log/state.ts";
import type { Superblock } from "../../shared/log/superblock.ts";
import type { Frontier } from "../../shared/log/tree.ts";
import { EMPTY_TREE, rootOf } from "../../shared/log/tree.ts";
import type { Fingerprint, Hash, LogId, SlotIds, TopicName } from "../../shared/log/types.ts";
import { toBase64 } from "../../shared/std/bytes.ts";

/** Raise it whenever LogHead or what hangs on it in the cache changes its form. */
export const CACHE_VERSION = 1;

/** The last checkpoint that Telegram holds. */
export interface CheckpointRef {
  readonly generation: number;
  readonly sequence: number;
  /** Message ids up to this one need no reading after it. */
  readonly explained: number;
  readonly at: number;
}

export interface LogHead {
  /** Of this type, as the cache keeps it: a head of another version is read again from Telegram. */
  readonly cacheVersion: typeof CACHE_VERSION;
  readonly log: LogId;
  readonly ownerId: number;
  readonly chatId: number;
  readonly role: "owner" | "operator";
  readonly language: "ja" | "en";
  readonly card: number | null;
  /** The slots that the pinned card names; null: no card of ours is known to be pinned. */
  readonly cardSays: SlotIds | null;
  readonly slots: SlotIds;
  readonly topics: { readonly [name in TopicName]?: number };
  readonly owner: string | null;
  readonly keysets: readonly string[];
  readonly bots: readonly string[];
  readonly pages: readonly PageRef[];
  readonly writers: readonly WriterHead[];
  readonly claim: ClaimRef | null;
  readonly epoch: number;
  /** Of the last durable segment; 0 before the first. */
  readonly sequence: number;
  readonly frame: Hash | null;
  /** Message id of the last durable segment; 0 before the first. */
  readonly head: number;
  /** What stands at every message id up to this one is known. */
  readonly explained: number;
  readonly tree: Frontier;
  readonly records: number;
  readonly erasing: readonly Erasure[];
  readonly state: LogState;
  readonly checkpoint: CheckpointRef | null;
  /** Checkpoints still to be written: 1 after anything new, 2 when neither slot may stay as it is. */
  readonly owed: number;
  /** A send may still land late until this time (ms): look between the ids until then. */
  readonly doubtUntil: number;
  /** Times of the last minute's calls in the group. */
  readonly calls: readonly number[];
  /** False while the tail behind the checkpoint is being read: such a head is read again. */
  readonly isWhole: boolean;
}

/** The head of a log that does not exist in Telegram yet. */
export function newHead(given: {
  readonly log: LogId;
  readonly ownerId: number;
  readonly chatId: number;
  readonly role: "owner" | "operator";
  readonly language: "ja" | "en";
  /** Certificate of the bot key that writes. */
  readonly bot: Uint8Array;
}): LogHead {
  const { bot, ...who } = given;
  return {
    cacheVersion: CACHE_VERSION,
    ...who,
    card: null,
    cardSays: null,
    slots: [null, null],
    topics: {},
    owner: null,
    keysets: [],
    bots: [toBase64(bot)],
    pages: [],
    writers: [],
    claim: null,
    epoch: 1,
    sequence: 0,
    frame: null,
    head: 0,
    explained: 0,
    tree: EMPTY_TREE,
    records: 0,
    erasing: [],
    state: EMPTY_STATE,
    checkpoint: null,
    owed: 1,
    doubtUntil: 0,
    calls: [],
    isWhole: true,
  };
}

/**
 * Whether set-up came so far that the log can be found, read and written: its first record is
 * durable. A log that was rebuilt from its segments has no slots for a while, and is one.
 */
export function isSetUp(head: LogHead): boolean {
  return head.state.createdAt > 0;
}

/** First sequence that no sealed page covers. */
export function openFrom(head: LogHead): number {
  return (head.pages.at(-1)?.to ?? 0) + 1;
}

/** What the next segment is checked against. */
export function chainOf(head: LogHead): ChainState {
  return {
    log: head.log,
    sequence: head.sequence,
    frame: head.frame,
    epoch: head.epoch,
    tree: head.tree,
    writers: head.writers,
  };
}

/** The manifest of a checkpoint. */
export function manifestOf(head: LogHead, generation: number): LogManifest {
  const topics = TOPIC_NAMES.flatMap((name) => {
    const threadId = head.topics[name];
    return threadId === undefined ? [] : [{ name, threadId }];
  });
  return {
    version: 1,
    log: head.log,
    generation,
    role: head.role,
    language: head.language,
    card: head.card,
    topics,
    owner: head.owner,
    keysets: head.keysets,
    bots: head.bots,
    pages: head.pages,
    writers: head.writers,
    claim: head.claim,
    frontier: head.tree.hashes,
    records: head.records,
    erasing: head.erasing,
  };
}

/** The superblock of a checkpoint. `explained` may lie behind the head's own: see checkpoint.ts. */
export function superblockOf(
  head: LogHead,
  of: {
    readonly generation: number;
    readonly explained: number;
    readonly bot: Uint8Array;
    readonly to: readonly Fingerprint[];
    readonly files: Superblock["files"];
    readonly at: number;
  },
): Superblock {
  return {
    version: 1,
    log: head.log,
    owner: head.ownerId,
    chat: head.chatId,
    generation: of.generation,
    epoch: head.epoch,
    sequence: head.sequence,
    frame: head.frame,
    head: head.head,
    explained: of.explained,
    size: head.tree.size,
    root: rootOf(head.tree),
    slots: head.slots,
    bot: toBase64(of.bot),
    to: of.to,
    files: of.files,
    at: of.at,
  };
}

/** The head as a checkpoint had it; what only the cache knows begins anew. */
export function headFrom(superblock: Superblock, manifest: LogManifest, state: LogState): LogHead {
  const { generation, sequence, explained, at } = superblock;
  const topics = Object.fromEntries(manifest.topics.map((one) => [one.name, one.threadId]));
  return {
    cacheVersion: CACHE_VERSION,
    log: superblock.log,
    ownerId: superblock.owner,
    chatId: superblock.chat,
    role: manifest.role,
    language: manifest.language,
    card: manifest.card,
    cardSays: null,
    slots: superblock.slots,
    topics,
    owner: manifest.owner,
    keysets: manifest.keysets,
    bots: manifest.bots,
    pages: manifest.pages,
    writers: manifest.writers,
    claim: manifest.claim,
    epoch: superblock.epoch,
    sequence,
    frame: superblock.frame,
    head: superblock.head,
    explained,
    tree: { size: superblock.size, hashes: manifest.frontier },
    records: manifest.records,
    erasing: manifest.erasing,
    state,
    checkpoint: { generation, sequence, explained, at },
    owed: 1,
    doubtUntil: 0,
    calls: [],
    isWhole: false,
  };
}
