/**
 * The log server as a kernel service: what set-up, modules and the HTTP API may ask of it.
 */

import type { LogState } from "../../shared/log/state.ts";
import type {
  Attachment,
  Audience,
  Envelope,
  Fingerprint,
  Hash,
  Json,
  LogId,
  Segment,
  TopicName,
  Writer,
} from "../../shared/log/types.ts";

/** What is to be recorded; the log gives it its id from `cause`. */
export interface NewRecord {
  /** What made it happen, unique within the log, e.g. `message:5:1207:0`. Hashed with a key. */
  readonly cause: string;
  readonly at: number;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly data: { readonly [key: string]: Json };
  readonly files?: readonly (Omit<Attachment, "sizeBytes" | "sha256"> & {
    readonly bytes: Uint8Array;
  })[];
}

export interface DurablePlace {
  readonly sequence: number;
  /** Index of the envelope in its segment. */
  readonly index: number;
  readonly messageId: number;
}

/** Accepted: sealed and fsynced in the outbox. `durable` resolves when Telegram holds it. */
export interface Accepted {
  readonly recordIds: readonly string[];
  /** True when the log already had (or was already writing) exactly these records. */
  readonly repeated: boolean;
  readonly durable: Promise<DurablePlace>;
}

export type LogCondition =
  | "ready"
  /** Reading its tail; appends wait, nothing that grants authority acts. */
  | "recovering"
  /** No owner's key yet: nothing of audience `owner` is accepted. */
  | "needsKey"
  /** Something is wrong in the group that only the owner can mend; `troubles` says what. */
  | "stopped";

export type TroubleCode =
  | "groupGone"
  | "notMember"
  | "missingRights"
  | "notForum"
  | "groupPublic"
  | "autoDelete"
  | "protectedContent"
  | "chainBroken"
  | "newerFormat";

export interface LogStatus {
  readonly logId: LogId;
  readonly chatId: number;
  readonly chatTitle: string;
  readonly condition: LogCondition;
  readonly troubles: readonly TroubleCode[];
  readonly recordsDurable: number;
  readonly envelopesWaiting: number;
  readonly oldestWaitingAt: number | null;
  readonly lastCheckpointAt: number | null;
  readonly lastSequence: number;
  readonly keysetVersion: number;
  readonly botFingerprint: Fingerprint;
}

/** A segment with the message that carries it. */
export interface PlacedSegment {
  readonly segment: Segment;
  readonly messageId: number;
  readonly threadId: number;
  /** Indices of bodies that are there and were left out as too large; absent: none. */
  readonly left?: readonly number[];
}

export interface OwnerLog {
  readonly ownerId: number;
  status(): Promise<LogStatus>;
  /** Replayed from `owner+bot` records. */
  state(): LogState;
  /** Seal as the bot, all records in one envelope. Throws LogError `needsKey`, `stopped`, `tooLarge`, `outboxFull`. */
  append(topic: TopicName, audience: Audience, records: readonly NewRecord[]): Promise<Accepted>;
  /** The id that a record of this cause has or would have in this log: a keyed hash, nothing is looked up. */
  recordIdOf(cause: string): string;
  /** Take an envelope that a device sealed; label, size and writer's chain are checked, content cannot be. */
  appendSealed(envelope: Envelope): Promise<Accepted>;
  /** The next counter of a writer in a topic (default `notes`), and the hash that must precede it. */
  writerHead(writer: Writer, topic?: TopicName): { readonly counter: number; readonly hash: Hash };
  /** Put the owner's locked key (armored) into the keys topic; answers when Telegram holds it. */
  storeKeyBackup(armored: string, fingerprint: Fingerprint): Promise<void>;
  /** Read the backup from Telegram itself, never from the cache. Null when none was stored. */
  readKeyBackup(): Promise<string | null>;
  /** Signed keysets, oldest first: what devices verify before they trust a recipient. */
  keysets(): readonly Uint8Array[];
  /** Binary certificates of every bot key that signed frames of this log, newest last. */
  botCertificates(): readonly Uint8Array[];
  /** Check and install a keyset that the owner signed; durable when it resolves. */
  installKeyset(signed: Uint8Array): Promise<void>;
  /**
   * Durable segments with `from <= sequence <= to`, ascending; reads pages and documents from
   * Telegram when it must. Larger bodies than `largestBodyBytes` are left out and named in `left`.
   * Throws LogError `stopped` when what Telegram holds is not what it should be.
   */
  segments(from: number, to: number, largestBodyBytes?: number): Promise<readonly PlacedSegment[]>;
  /** Erase one envelope everywhere: message, pages, cache. Frame and hashes stay. */
  erase(sequence: number, index: number): Promise<void>;
  /** Write a checkpoint now if anything is newer than the last one. */
  checkpoint(): Promise<void>;
  /** Unpin what the bot pinned, write the last checkpoint, forget the log in the cache. Does not leave the group. */
  retire(): Promise<void>;
}

/** `absent` is only said when the caller may offer to create one: no second way found a log. */
export type FindOutcome =
  | { readonly kind: "found"; readonly log: OwnerLog }
  | { readonly kind: "absent" }
  /** There was a log, or there may have been, and it could not be read now. Never create over it. */
  | { readonly kind: "unreachable"; readonly why: TroubleCode | "telegramSilent" };

export type SetUpStep =
  | { readonly step: "topic"; readonly topic: TopicName }
  | { readonly step: "slots" }
  | { readonly step: "firstRecords" }
  | { readonly step: "card" }
  | { readonly step: "registry" };

export interface CreateRequest {
  readonly ownerId: number;
  readonly chatId: number;
  /** Language of topic names, titles and buttons. */
  readonly language: "ja" | "en";
  /** Operators also get registry, catalogue and books. */
  readonly role: "owner" | "operator";
  /**
   * The person said that the log they had, which cannot be read now or whose group is gone, shall
   * be left behind. Without it, create refuses to make another one beside it.
   */
  readonly insteadOfLost?: boolean;
  /** Called before each step; set-up resumed after an interruption repeats no step that is done. */
  onStep(step: SetUpStep): void | Promise<void>;
}

export interface LogServers {
  /** From the cache, else recovered from Telegram (card, registry). Reads, never creates. */
  find(ownerId: number): Promise<FindOutcome>;
  /** Only by a person who says so. A group that already holds this owner's log is attached, not made anew. */
  create(request: CreateRequest): Promise<OwnerLog>;
  /** Rebuild from any message of the log that carries the 復元 button, or from a group's pin. */
  attach(ownerId: number, chatId: number, messageId: number | null): Promise<FindOutcome>;
  /** The group's owner as far as the cache knows; null when it is nobody's log server. */
  ownerOf(chatId: number): number | null;
  /** The logs that this process has open. */
  loaded(): readonly OwnerLog[];
  /** An update showed this message id in a log server's group: it is explained. */
  noteForeignMessage(chatId: number, messageId: number): void;
  /** Resume what an earlier process left: outboxes, uncertain sends. A set-up goes on by `create`. */
  start(): Promise<void>;
  /** Finish the call in flight, flush nothing more, leave the rest in the outbox. */
  stop(): Promise<void>;
}

export type LogErrorCode =
  | "needsKey"
  | "stopped"
  | "tooLarge"
  | "outboxFull"
  | "notFound"
  | "alreadyOwned"
  | "keysetRefused"
  | "envelopeRefused";

/** The log said no. `code` names a sentence in shared/locales (`log.error.<code>`). */
export class LogError extends Error {
  override readonly name = "LogError";
  constructor(
    readonly code: LogErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
