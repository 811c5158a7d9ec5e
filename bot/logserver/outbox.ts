/**
 * The outbox: envelopes that were accepted and wait for Telegram. Ciphertext only. What it says
 * was accepted is in the cache, fsynced, together with the ids of its records, so that the same
 * cause makes nothing twice. Its bound is in bytes and in envelopes; beyond it, it says no.
 */
import { writerHeadOf } from "../../shared/log/chain.ts";
import { envelopeHash } from "../../shared/log/envelope.ts";
import type { WriterHead } from "../../shared/log/manifest.ts";
import type { Envelope, TopicName, Writer } from "../../shared/log/types.ts";
import { assert } from "../../shared/std/assert.ts";
import type { LogCache, WaitingEnvelope } from "./cache.ts";
import type { Accepted, DurablePlace } from "./port.ts";
import { LogError } from "./port.ts";

/** About three of the largest segments. */
const OUTBOX_BYTES_MAX = 64 * 1024 * 1024;
const OUTBOX_ENVELOPES_MAX = 2_000;
/** What fits into a document segment with its frame; 500 kB are the frame's. */
const ENVELOPE_BYTES_MAX = 18_500_000;

interface Waiting extends WaitingEnvelope {
  readonly durable: Promise<DurablePlace>;
  resolve(place: DurablePlace): void;
  reject(error: LogError): void;
}

export class Outbox {
  readonly #cache: LogCache;
  readonly #waiting = new Map<number, Waiting>();
  #bytes = 0;
  #lastOrder = 0;

  /** What an earlier process accepted is here again. */
  constructor(cache: LogCache) {
    this.#cache = cache;
    for (const envelope of cache.waiting()) this.#add(envelope);
  }

  /** In the order of acceptance. */
  get waiting(): readonly WaitingEnvelope[] {
    return [...this.#waiting.values()];
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** Where a writer's next envelope goes on: behind what waits, else behind what is durable. */
  writerHead(durable: readonly WriterHead[], writer: Writer, topic: TopicName): WriterHead {
    let head = writerHeadOf(durable, writer, topic);
    for (const { label, hash } of this.#waiting.values()) {
      if (label.writer !== writer || label.topic !== topic) continue;
      head = { writer, topic, counter: label.counter, hash };
    }
    return head;
  }

  /** Throws LogError `outboxFull` or `tooLarge` for an envelope of this size. */
  checkRoom(sizeBytes: number): void {
    if (sizeBytes > ENVELOPE_BYTES_MAX) {
      throw new LogError(
        "tooLarge",
        `envelope of ${sizeBytes} bytes; at most ${ENVELOPE_BYTES_MAX}`,
      );
    }
    if (this.#waiting.size >= OUTBOX_ENVELOPES_MAX || this.#bytes + sizeBytes > OUTBOX_BYTES_MAX) {
      throw new LogError(
        "outboxFull",
        `${this.#waiting.size} envelopes, ${this.#bytes} bytes wait`,
      );
    }
  }

  /**
   * Accept a sealed envelope; when this returns, it survives the process. `alongside` writes to
   * the cache what must be kept together with it.
   */
  accept(
    envelope: Envelope,
    kinds: readonly string[],
    now: number,
    alongside: () => void = () => undefined,
  ): Accepted {
    this.checkRoom(envelope.body.length);
    const waiting: WaitingEnvelope = {
      order: this.#lastOrder + 1,
      label: envelope.label,
      hash: envelopeHash(envelope.label, envelope.body),
      records: envelope.records,
      sizeBytes: envelope.body.length,
      kinds,
      acceptedAt: now,
    };
    // If we die before the end of this, nothing was accepted; after it, the next process sends it.
    this.#cache.storage.transaction(() => {
      this.#cache.putWaiting(waiting, envelope.body);
      alongside();
    });
    const { durable } = this.#add(waiting);
    return { recordIds: envelope.records, repeated: false, durable };
  }

  /** What became of a record that was accepted before; null when the log never had it. */
  known(recordId: string): Promise<DurablePlace> | null {
    const place = this.#cache.record(recordId);
    if (place === null) return null;
    if (place.order === undefined) return Promise.resolve(place);
    return this.#waiting.get(place.order)?.durable ?? null;
  }

  body(order: number): Uint8Array {
    const body = this.#cache.waitingBody(order);
    assert(body !== null, "the body of a waiting envelope is in the cache");
    return body;
  }

  /** Within the transaction that makes an envelope durable: it waits no longer. */
  deleteFromCache(hash: string): void {
    for (const one of this.#waiting.values()) {
      if (one.hash === hash) this.#cache.deleteWaiting(one.order);
    }
  }

  /** After that transaction: tell whoever waits. */
  resolve(hash: string, place: DurablePlace): void {
    for (const one of this.#waiting.values()) {
      if (one.hash !== hash) continue;
      this.#waiting.delete(one.order);
      this.#bytes -= one.sizeBytes;
      one.resolve(place);
    }
  }

  /** The log is given up: what waits will never be durable. */
  abandon(error: LogError): void {
    for (const one of this.#waiting.values()) one.reject(error);
    this.#waiting.clear();
    this.#bytes = 0;
  }

  #add(envelope: WaitingEnvelope): Waiting {
    let settle: Pick<Waiting, "resolve" | "reject"> | undefined;
    const durable = new Promise<DurablePlace>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // Somebody may wait for it or nobody; only the latter must not count as unhandled.
    durable.catch(() => undefined);
    assert(settle, "a promise calls its executor at once");
    const waiting: Waiting = { ...envelope, ...settle, durable };
    this.#waiting.set(waiting.order, waiting);
    this.#bytes += waiting.sizeBytes;
    this.#lastOrder = Math.max(this.#lastOrder, waiting.order);
    return waiting;
  }
}
