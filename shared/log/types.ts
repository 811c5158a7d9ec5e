/**
 * The words of the log as types: what a record, an envelope, a frame and a segment are.
 * FORMAT.md says how each is written down; nothing here reads or writes bytes.
 */
import type { Hash } from "../std/hash.ts";
import type { Json } from "../std/json.ts";

/** Who can open an envelope. `owner`: only the owner's key. `owner+bot`: the bot's key too. */
export type Audience = "owner" | "owner+bot";

/** One stream of a log server: a forum topic. The last three exist in an operator's only. */
export type TopicName =
  | "system"
  | "keys"
  | "notes"
  | "events"
  | "billing"
  | "plugins"
  | "delivery"
  | "api"
  | "agent"
  | "audit"
  | "registry"
  | "catalogue"
  | "books";

/** 32 lower-case hex digits, drawn once when the log is created. */
export type LogId = string & { readonly __brand: "LogId" };

export type { Hash };

/** Lower-case hex of an OpenPGP v6 fingerprint: 64 digits. */
export type Fingerprint = string & { readonly __brand: "Fingerprint" };

/**
 * Who sealed an envelope: `bot-` and the first 16 digits of the bot key's fingerprint, or
 * `device-` and 16 random hex digits that the device drew for itself.
 */
export type Writer = string & { readonly __brand: "Writer" };

export type { Json };

/** What an attachment is; its bytes follow the records inside the envelope, in this order. */
export interface Attachment {
  readonly name: string;
  /** Media type, for example `image/jpeg`. */
  readonly mime: string;
  readonly sizeBytes: number;
  readonly sha256: Hash;
}

/** One fact. */
export interface LogRecord {
  /** 32 hex digits: a keyed hash of its cause, so that a repeated update makes the same one. */
  readonly id: string;
  /** Milliseconds since 1970, UTC: when the thing happened. */
  readonly at: number;
  /** Dotted, for example `note.text`. */
  readonly kind: string;
  readonly tags: readonly string[];
  readonly data: { readonly [key: string]: Json };
  readonly attachments?: readonly Attachment[];
}

/** A record with the bytes of its attachments, in the order of `record.attachments`. */
export interface RecordWithFiles {
  readonly record: LogRecord;
  readonly files: readonly Uint8Array[];
}

/** What an envelope says of itself in clear; the Context-Lock inside must say exactly the same. */
export interface EnvelopeLabel {
  readonly topic: TopicName;
  readonly audience: Audience;
  /** Version of the keyset whose keys it is sealed to; 0 before the owner has a key. */
  readonly keyset: number;
  readonly writer: Writer;
  /**
   * The writer's own count of envelopes in this topic, from 1, without holes. One count a topic,
   * so that a busy topic can wait while another goes ahead and no loss leaves a hole.
   */
  readonly counter: number;
  /** Hash of the writer's envelope before this one in this topic; 64 zeros for its first. */
  readonly previous: Hash;
}

/** One sealed OpenPGP message and its label: the unit of erasure. */
export interface Envelope {
  readonly label: EnvelopeLabel;
  /** Binary OpenPGP message: SEIPDv2, AES-256-OCB. */
  readonly body: Uint8Array;
  /** Ids of the records inside. Clear: they are keyed hashes and say nothing. */
  readonly records: readonly string[];
}

/** What the frame keeps of an envelope, also after the envelope was erased. */
export interface FrameEntry {
  readonly label: EnvelopeLabel;
  readonly hash: Hash;
  readonly sizeBytes: number;
  readonly records: readonly string[];
}

/** Message ids of the two superblock slots; null where one was not sent yet. */
export type SlotIds = readonly [a: number | null, b: number | null];

/** The clear, signed part of a segment. */
export interface Frame {
  readonly version: 1;
  readonly log: LogId;
  readonly epoch: number;
  /** From 1, without holes, over all topics of the log. */
  readonly sequence: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly topic: TopicName;
  readonly envelopes: readonly FrameEntry[];
  /** Where the superblock slots stood, so that any one segment leads to them. */
  readonly slots: SlotIds;
  /** The frame before: hash of its signed bytes and the message that carries it. Null for the first. */
  readonly previous: { readonly hash: Hash; readonly messageId: number } | null;
}

/** A frame as it travels: the signed OpenPGP message is what is hashed and chained. */
export interface SignedFrame {
  readonly frame: Frame;
  /** Binary OpenPGP message: one-pass signature, literal, signature. */
  readonly signed: Uint8Array;
  readonly hash: Hash;
}

/** One Telegram message: a frame and its envelopes; an erased envelope is null. */
export interface Segment {
  readonly frame: SignedFrame;
  readonly bodies: readonly (Uint8Array | null)[];
}
