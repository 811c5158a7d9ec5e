/**
 * What one log keeps in the cache, by key. All of it may be deleted at any moment: the outbox is
 * then lost with what it had accepted, everything else comes back from Telegram. Values are our
 * own, so they are parsed without a schema: this is the one place of the room that casts.
 *
 *     log/head/<owner>               LogHead
 *     log/chat/<chat>                owner id
 *     log/out/<log>/<order>          an accepted envelope: head line, body
 *     log/flight/<log>               the segment that is being sent
 *     log/doing/<log>/<place>        what is being sent that is no segment
 *     log/seg/<log>/<sequence>       a durable segment: head line, frame, bodies
 *     log/rec/<log>/<record>         where a record is: an order in the outbox, or a place
 */
import type { DocumentRef, PagedSegment } from "../../shared/log/page.ts";
import type { EnvelopeLabel, Frame, Hash, LogId } from "../../shared/log/types.ts";
import { concat, decodeUtf8, encodeUtf8 } from "../../shared/std/bytes.ts";
import { encodeJson } from "../../shared/std/json.ts";
import type { Storage } from "../storage/port.ts";
import type { LogHead } from "./head.ts";
import { CACHE_VERSION } from "./head.ts";
import type { DurablePlace } from "./port.ts";

/** An accepted envelope without its body. */
export interface WaitingEnvelope {
  /** In the order of acceptance, from 1. */
  readonly order: number;
  readonly label: EnvelopeLabel;
  readonly hash: Hash;
  readonly records: readonly string[];
  readonly sizeBytes: number;
  /** Kinds of its records as far as the bot knows them: for hashtags and titles. */
  readonly kinds: readonly string[];
  readonly acceptedAt: number;
}

/** A segment whose sending has begun, or is about to: whoever sends it again sends the same. */
export interface Flight {
  readonly form: "text" | "document";
  readonly threadId: number;
  readonly orders: readonly number[];
  readonly title: string;
  readonly hashtags: string;
  readonly nonce: string;
  readonly frame: Frame;
  readonly hash: Hash;
  /** The signed frame. */
  readonly signed: Uint8Array;
}

export type DoingPlace = "group" | "private";

/** Where the cache has a record: still in the outbox, or durable. */
export type RecordPlace =
  | { readonly order: number }
  | (DurablePlace & { readonly order?: undefined });

const LINE_END = 0x0a;
/** Larger bodies of document segments are read from Telegram again instead of being kept. */
const KEPT_BODIES_BYTES_MAX = 256 * 1024;

export class LogCache {
  constructor(
    readonly storage: Storage,
    private readonly log: LogId,
  ) {}

  putHead(head: LogHead): void {
    this.storage.put(headKey(head.ownerId), encodeUtf8(encodeJson(head)));
    this.storage.put(chatKey(head.chatId), encodeUtf8(String(head.ownerId)));
  }

  waiting(): readonly WaitingEnvelope[] {
    const prefix = `log/out/${this.log}/`;
    return [...entriesOf(this.storage, prefix)].map(
      ([, value]) => unpack<WaitingEnvelope>(value).head,
    );
  }

  hasWaiting(): boolean {
    return this.storage.list({ prefix: `log/out/${this.log}/`, limit: 1 }).length > 0;
  }

  putWaiting(envelope: WaitingEnvelope, body: Uint8Array): void {
    this.storage.put(this.#outKey(envelope.order), pack(envelope, [body]));
    for (const record of envelope.records) this.putRecord(record, { order: envelope.order });
  }

  waitingBody(order: number): Uint8Array | null {
    const value = this.storage.get(this.#outKey(order));
    return value ? unpack(value).rest : null;
  }

  deleteWaiting(order: number): void {
    this.storage.delete(this.#outKey(order));
  }

  flight(): Flight | null {
    const value = this.storage.get(`log/flight/${this.log}`);
    if (!value) return null;
    const { head, rest } = unpack<Omit<Flight, "signed">>(value);
    return { ...head, signed: rest };
  }

  putFlight(flight: Flight): void {
    const { signed, ...head } = flight;
    this.storage.put(`log/flight/${this.log}`, pack(head, [signed]));
  }

  deleteFlight(): void {
    this.storage.delete(`log/flight/${this.log}`);
  }

  /**
   * Names of what was being sent to the group or to the private chat when the process ended, or is
   * now: each may stand there. Oldest first; they survive the process, not the cache.
   */
  doing(where: DoingPlace): readonly string[] {
    const value = this.storage.get(this.#doingKey(where));
    return value ? decodeUtf8(value).split("\n") : [];
  }

  addDoing(where: DoingPlace, what: string): void {
    const names = new Set([...this.doing(where), what]);
    this.storage.put(this.#doingKey(where), encodeUtf8([...names].join("\n")));
  }

  /** What was sent is known, and between the ids nothing else is left. */
  deleteDoing(where: DoingPlace): void {
    this.storage.delete(this.#doingKey(where));
  }

  segment(sequence: number): PagedSegment | null {
    const value = this.storage.get(this.#segmentKey(sequence));
    return value ? unpackSegment(value) : null;
  }

  putSegment(segment: PagedSegment): void {
    this.storage.put(this.#segmentKey(segment.frame.frame.sequence), packSegmentValue(segment));
  }

  record(id: string): RecordPlace | null {
    const value = this.storage.get(`log/rec/${this.log}/${id}`);
    return value ? unpack<RecordPlace>(value).head : null;
  }

  putRecord(id: string, place: RecordPlace): void {
    this.storage.put(`log/rec/${this.log}/${id}`, pack(place, []));
  }

  /** Everything of this log. */
  forget(head: LogHead): void {
    this.storage.delete(headKey(head.ownerId));
    this.storage.delete(chatKey(head.chatId));
    this.deleteFlight();
    this.deleteDoing("group");
    this.deleteDoing("private");
    for (const room of ["out", "seg", "rec"]) {
      const prefix = `log/${room}/${this.log}/`;
      for (const [key] of entriesOf(this.storage, prefix)) this.storage.delete(key);
    }
  }

  #outKey(order: number): string {
    return `log/out/${this.log}/${String(order).padStart(12, "0")}`;
  }

  #doingKey(where: DoingPlace): string {
    return `log/doing/${this.log}/${where}`;
  }

  #segmentKey(sequence: number): string {
    return `log/seg/${this.log}/${String(sequence).padStart(12, "0")}`;
  }
}

/** The cached head of an owner's log. */
export function cachedHead(storage: Storage, ownerId: number): LogHead | null {
  const value = storage.get(headKey(ownerId));
  if (!value) return null;
  const head = JSON.parse(decodeUtf8(value)) as LogHead;
  return head.cacheVersion === CACHE_VERSION ? head : null;
}

/** Owners whose logs the cache knows. */
export function cachedOwners(storage: Storage): readonly number[] {
  return storage.list({ prefix: "log/head/" }).map(([key]) => Number(key.split("/")[2]));
}

/** Whose log a group holds, as far as the cache knows. */
export function cachedOwnerOf(storage: Storage, chatId: number): number | null {
  const value = storage.get(chatKey(chatId));
  return value ? Number(decodeUtf8(value)) : null;
}

/** A few at a time: an outbox may hold more than should be in memory at once. */
function* entriesOf(storage: Storage, prefix: string): Generator<readonly [string, Uint8Array]> {
  let after: string | undefined;
  for (;;) {
    const some = storage.list({ prefix, limit: 16, ...(after === undefined ? {} : { after }) });
    yield* some;
    after = some.at(-1)?.[0];
    if (after === undefined) return;
  }
}

function headKey(ownerId: number): string {
  return `log/head/${ownerId}`;
}

function chatKey(chatId: number): string {
  return `log/chat/${chatId}`;
}

interface SegmentLine {
  readonly frame: Frame;
  readonly hash: Hash;
  readonly signedBytes: number;
  readonly messageId: number;
  readonly threadId: number;
  readonly document: DocumentRef | null;
  /** Sizes of the bodies that follow, null where one was erased; null: none is kept. */
  readonly sizes: readonly (number | null)[] | null;
  readonly erased: readonly number[];
}

function packSegmentValue(segment: PagedSegment): Uint8Array {
  const { frame, messageId, threadId, document, erased } = segment;
  const total = (segment.bodies ?? []).reduce((sum, body) => sum + (body?.length ?? 0), 0);
  const isKept = document === null || total <= KEPT_BODIES_BYTES_MAX;
  const bodies = isKept ? segment.bodies : null;
  const line: SegmentLine = {
    frame: frame.frame,
    hash: frame.hash,
    signedBytes: frame.signed.length,
    messageId,
    threadId,
    document,
    sizes: bodies?.map((body) => body?.length ?? null) ?? null,
    erased,
  };
  const kept = (bodies ?? []).flatMap((body) => (body === null ? [] : [body]));
  return pack(line, [frame.signed, ...kept]);
}

function unpackSegment(value: Uint8Array): PagedSegment {
  const { head, rest } = unpack<SegmentLine>(value);
  let at = head.signedBytes;
  const bodies = head.sizes?.map((size) => {
    if (size === null) return null;
    at += size;
    return rest.subarray(at - size, at);
  });
  return {
    frame: { frame: head.frame, hash: head.hash, signed: rest.subarray(0, head.signedBytes) },
    messageId: head.messageId,
    threadId: head.threadId,
    document: head.document,
    bodies: bodies ?? null,
    erased: head.erased,
  };
}

function pack(head: object, parts: readonly Uint8Array[]): Uint8Array {
  return concat([encodeUtf8(encodeJson(head)), Uint8Array.of(LINE_END), ...parts]);
}

/** Our own value: `T` is what `pack` was given under the same key. */
function unpack<T>(value: Uint8Array): { readonly head: T; readonly rest: Uint8Array } {
  const end = value.indexOf(LINE_END);
  const head = JSON.parse(decodeUtf8(value.subarray(0, end))) as T;
  return { head, rest: value.subarray(end + 1) };
}
