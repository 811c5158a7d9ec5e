/**
 * Notes written on this device: sealed at once, kept as ciphertext in this device's own chain, and
 * sent when there is a way. An entry leaves only when the server says that Telegram holds it; sent
 * twice, it is known by its hash. The text is on the device only while somebody looks at it.
 */
import type { ReadonlySignal } from "@preact/signals";
import { signal } from "@preact/signals";
import type { Opener, Sealer } from "../../shared/log/crypto.ts";
import {
  envelopeHash,
  NO_ENVELOPE,
  openEnvelope,
  sealEnvelope,
} from "../../shared/log/envelope.ts";
import type { EnvelopeLabel, Hash, LogRecord, Writer } from "../../shared/log/types.ts";
import type { OpenKey } from "../../shared/pgp/types.ts";
import { toBase64, toHex } from "../../shared/std/bytes.ts";
import type { Effects } from "../effects.ts";
import type { Api } from "./api.ts";
import { ApiError } from "./api.ts";
import type { DeviceStore } from "./device-store.ts";
import type { Item } from "./log/items.ts";
import type { Trust } from "./log/trust.ts";

export interface Outbox {
  /** What waits, newest first, opened for its writer to see. */
  readonly waiting: ReadonlySignal<readonly Item[]>;
  /** Seals and keeps a note; resolves when it is safe on this device. Rejects when it cannot be. */
  write(text: string): Promise<void>;
  /**
   * Sends what waits, in order. Answers the newest sequence that came of it, 0 for none. Rejects
   * with ApiError `offline` and the like; what waits goes on waiting.
   */
  flush(): Promise<number>;
  /** Drops a note that the server refused for good. */
  discard(item: Item): Promise<void>;
}

interface Kept {
  readonly label: EnvelopeLabel;
  readonly body: Uint8Array;
  readonly record: string;
  readonly at: number;
  readonly isRefused: boolean;
}

interface Head {
  readonly counter: number;
  readonly hash: Hash;
}

const HEAD = "head.notes";
const tagPattern = /(?<![\p{L}\p{Nd}_])#([\p{L}\p{Nd}_]{1,64})/gu;

export async function createOutbox(given: {
  readonly api: Pick<Api, "append" | "writer">;
  readonly effects: Pick<Effects, "randomBytes">;
  readonly crypto: Sealer & Opener;
  readonly key: OpenKey;
  readonly trust: Trust;
  readonly writer: Writer;
  readonly store: DeviceStore;
  readonly now: () => number;
  /** One at a time over all windows of this device: two would break the chain. */
  readonly exclusively: <Result>(run: () => Promise<Result>) => Promise<Result>;
}): Promise<Outbox> {
  const { api, store, trust, exclusively } = given;
  const waiting = signal<readonly Item[]>([]);
  const recipients = [trust.owner];

  const entries = async (): Promise<readonly Kept[]> =>
    (await store.getAll("outbox")).filter(isKept).sort((a, b) => a.label.counter - b.label.counter);

  const show = async (): Promise<void> => {
    const kept = await entries();
    const opened = await Promise.all(kept.map((one) => reopen(one)));
    waiting.value = opened.flat().reverse();
  };

  const reopen = async (kept: Kept): Promise<Item[]> => {
    const verdict = await openEnvelope({
      crypto: given.crypto,
      key: given.key,
      signer: trust.owner,
      log: trust.log,
      label: kept.label,
      recipients: recipients.map((one) => one.fingerprint),
      body: kept.body,
      now: given.now(),
    });
    if (verdict.kind !== "parsed") return [];
    return verdict.value.map(({ record }) => waitingItem(kept, record));
  };

  /** The end of this device's chain: what was sealed last, here or as far as the server knows. */
  const readHead = async (): Promise<Head> => {
    const last = (await entries()).at(-1);
    if (last) return { counter: last.label.counter, hash: envelopeHash(last.label, last.body) };
    const kept = readHeadFact(await store.get("facts", HEAD));
    if (kept) return kept;
    try {
      const next = await api.writer(given.writer);
      return { counter: next.counter - 1, hash: next.hash as Hash };
    } catch (error) {
      // Offline, and nothing kept here: a new device whose first envelope this is.
      if (!(error instanceof ApiError && error.failure === "offline")) throw error;
      return { counter: 0, hash: NO_ENVELOPE };
    }
  };

  const write = async (text: string): Promise<void> => {
    const head = await readHead();
    const record: LogRecord = {
      id: toHex(given.effects.randomBytes(16)),
      at: given.now(),
      kind: "note.text",
      tags: tagsIn(text),
      data: { text, source: "app" },
    };
    const label: EnvelopeLabel = {
      topic: "notes",
      audience: "owner",
      keyset: trust.newest.keyset.keyset,
      writer: given.writer,
      counter: head.counter + 1,
      previous: head.hash,
    };
    const { body } = await sealEnvelope({
      crypto: given.crypto,
      signer: given.key,
      log: trust.log,
      label,
      recipients,
      records: [{ record, files: [] }],
      now: given.now(),
    });
    const kept: Kept = { label, body, record: record.id, at: record.at, isRefused: false };
    await store.put("outbox", label.counter, kept);
    await show();
  };

  /** True when it is durable, false when the server accepted it only. */
  const send = async (kept: Kept): Promise<number | null> => {
    try {
      const answer = await api.append({
        label: kept.label,
        records: [kept.record],
        body: toBase64(kept.body),
      });
      return answer.durable ? (answer.sequence ?? 0) : null;
    } catch (error) {
      if (error instanceof ApiError && error.failure === "envelopeRefused") {
        await store.put("outbox", kept.label.counter, { ...kept, isRefused: true });
      }
      throw error;
    }
  };

  const flush = async (): Promise<number> => {
    let newest = 0;
    try {
      for (const kept of await entries()) {
        if (kept.isRefused) continue;
        const sequence = await send(kept);
        if (sequence === null) continue;
        newest = Math.max(newest, sequence);
        const head: Head = {
          counter: kept.label.counter,
          hash: envelopeHash(kept.label, kept.body),
        };
        // The head first: if we die between the two, the entry is sent once more, and known.
        await store.put("facts", HEAD, head);
        await store.delete("outbox", kept.label.counter);
      }
    } finally {
      await show();
    }
    return newest;
  };

  await show();
  return {
    waiting,
    write: (text) => exclusively(() => write(text)),
    flush: () => exclusively(flush),
    discard: (item) =>
      exclusively(async () => {
        if (item.label) await store.delete("outbox", item.label.counter);
        await show();
      }),
  };
}

/** The hashtags of a text, each once, without the sign. */
export function tagsIn(text: string): string[] {
  return [
    ...new Set([...text.normalize("NFC").matchAll(tagPattern)].map((match) => match[1] ?? "")),
  ];
}

function waitingItem(kept: Kept, record: LogRecord): Item {
  return {
    id: `waiting.${kept.label.counter}`,
    sequence: 0,
    index: kept.label.counter,
    item: 0,
    messageId: 0,
    threadId: 0,
    topic: kept.label.topic,
    at: kept.at,
    label: kept.label,
    state: { kind: "waiting", record, isRefused: kept.isRefused },
  };
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  return "label" in value && "body" in value && value.body instanceof Uint8Array;
}

function readHeadFact(value: unknown): Head | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("counter" in value) || !("hash" in value)) return null;
  const { counter, hash } = value;
  return typeof counter === "number" && typeof hash === "string"
    ? { counter, hash: hash as Hash }
    : null;
}
