/**
 * The log manifest: the sealed document beside a superblock. Topics, keysets, sealed pages, the
 * writers' heads, the claim and the tree's frontier: all that a process needs to go on writing.
 */
import * as v from "valibot";
import type { PageRef } from "./page.ts";
import { pageRef } from "./page.ts";
import {
  base64,
  count,
  hash,
  logId,
  nonce,
  positive,
  TOPIC_NAMES,
  topicName,
  writer,
} from "./schema.ts";
import type { Hash, LogId, TopicName, Writer } from "./types.ts";

/** Where a writer's chain in one topic ends. */
export interface WriterHead {
  readonly writer: Writer;
  readonly topic: TopicName;
  readonly counter: number;
  readonly hash: Hash;
}

/** The claim in force. */
export interface ClaimRef {
  readonly messageId: number;
  readonly epoch: number;
  readonly nonce: string;
}

/** An envelope whose erasure was recorded and is not carried out everywhere yet. */
export interface Erasure {
  readonly sequence: number;
  readonly index: number;
}

export interface LogManifest {
  readonly version: 1;
  readonly log: LogId;
  readonly generation: number;
  readonly role: "owner" | "operator";
  readonly language: "ja" | "en";
  /** Message id of the log card in the owner's private chat; null before it was sent. */
  readonly card: number | null;
  readonly topics: readonly { readonly name: TopicName; readonly threadId: number }[];
  /** The owner's certificate by whose key the first keyset is signed, base64. */
  readonly owner: string | null;
  /** Signed keysets, oldest first, base64. */
  readonly keysets: readonly string[];
  /** Certificates of all bot keys that signed frames of this log, newest last, base64. */
  readonly bots: readonly string[];
  /** Sealed pages, ascending; together with the open page they cover every segment. */
  readonly pages: readonly PageRef[];
  readonly writers: readonly WriterHead[];
  readonly claim: ClaimRef | null;
  /** Of the Merkle tree whose size and root the superblock signs. */
  readonly frontier: readonly Hash[];
  /** Number of records in all envelopes so far, erased ones too. */
  readonly records: number;
  readonly erasing: readonly Erasure[];
}

export const manifestSchema: v.GenericSchema<unknown, LogManifest> = v.strictObject({
  version: v.literal(1),
  log: logId,
  generation: positive,
  role: v.picklist(["owner", "operator"]),
  language: v.picklist(["ja", "en"]),
  card: v.nullable(positive),
  topics: v.pipe(
    v.array(v.strictObject({ name: topicName, threadId: positive })),
    v.maxLength(TOPIC_NAMES.length),
  ),
  owner: v.nullable(base64),
  keysets: v.array(base64),
  bots: v.pipe(v.array(base64), v.minLength(1)),
  pages: v.array(pageRef),
  writers: v.array(v.strictObject({ writer, topic: topicName, counter: positive, hash })),
  claim: v.nullable(v.strictObject({ messageId: positive, epoch: positive, nonce })),
  frontier: v.array(hash),
  records: count,
  erasing: v.array(v.strictObject({ sequence: positive, index: count })),
});
