/**
 * A turn and a log for tests of modules: they keep what was asked of them, and judge what a module
 * may not do. Only tests import this.
 */
import type { LogState } from "../../../shared/log/state.ts";
import type { Fingerprint, Hash, LogId } from "../../../shared/log/types.ts";
import type {
  Accepted,
  DurablePlace,
  LogErrorCode,
  LogStatus,
  NewRecord,
  OwnerLog,
  PlacedSegment,
} from "../../logserver/port.ts";
import { LogError } from "../../logserver/port.ts";
import type { IncomingMessage, MessageFile, Reply, Turn } from "../module.ts";

const nothing = () => Promise.resolve();
const unexpected = (use: string) => (): never => {
  throw new Error(`fake log: nobody expected ${use}`);
};

export const logStatus: LogStatus = {
  logId: "a".repeat(32) as LogId,
  chatId: -1001234,
  chatTitle: "書庫",
  condition: "ready",
  troubles: [],
  recordsDurable: 3,
  envelopesWaiting: 0,
  oldestWaitingAt: null,
  lastCheckpointAt: null,
  lastSequence: 0,
  keysetVersion: 1,
  botFingerprint: "b".repeat(64) as Fingerprint,
};

export const logState: LogState = {
  version: 1,
  createdAt: 0,
  role: "owner",
  language: "ja",
  settings: {},
  keyBackup: null,
  registry: {},
};

/** A log that accepts, and becomes durable when it is told to. */
export class FakeLog {
  readonly appended: NewRecord[] = [];
  status: LogStatus = logStatus;
  state: LogState = logState;
  segments: readonly PlacedSegment[] = [];
  /** The next append fails so. */
  refusal: LogErrorCode | null = null;
  readonly #waiting: { readonly done: () => void; readonly failed: () => void }[] = [];

  /** What waits is durable now. */
  flush(): void {
    for (const { done } of this.#waiting.splice(0)) done();
  }

  /** What waits will not be durable in this process. */
  breakOff(): void {
    for (const { failed } of this.#waiting.splice(0)) failed();
  }

  asOwnerLog(): OwnerLog {
    return {
      ownerId: 5,
      status: () => Promise.resolve(this.status),
      state: () => this.state,
      append: (topic, audience, records) => this.#append(topic, audience, records),
      recordIdOf: (cause) => `id of ${cause}`,
      segments: (from, to) =>
        Promise.resolve(
          this.segments.filter(({ segment }) => {
            const { sequence } = segment.frame.frame;
            return sequence >= from && sequence <= to;
          }),
        ),
      keysets: () => [new Uint8Array([7])],
      botCertificates: () => [new Uint8Array([8])],
      readKeyBackup: () => Promise.resolve("-----BEGIN PGP PRIVATE KEY BLOCK-----"),
      writerHead: () => ({ counter: 1, hash: "0".repeat(64) as Hash }),
      appendSealed: unexpected("appendSealed"),
      storeKeyBackup: unexpected("storeKeyBackup"),
      installKeyset: unexpected("installKeyset"),
      erase: unexpected("erase"),
      checkpoint: unexpected("checkpoint"),
      retire: unexpected("retire"),
    };
  }

  #append(topic: string, audience: string, records: readonly NewRecord[]): Promise<Accepted> {
    if (topic !== "notes" || audience !== "owner") throw new Error(`${topic} for ${audience}`);
    const { refusal } = this;
    this.refusal = null;
    if (refusal) return Promise.reject(new LogError(refusal, `the log said ${refusal}`));
    const recordIds = records.map(({ cause }) => `id of ${cause}`);
    const known = new Set(this.appended.map(({ cause }) => cause));
    const repeated = records.every(({ cause }) => known.has(cause));
    if (!repeated) this.appended.push(...records);
    const durable = new Promise<DurablePlace>((resolve, reject) => {
      this.#waiting.push({
        done: () => resolve({ sequence: this.appended.length, index: 0, messageId: 90 }),
        failed: () => reject(new Error("the process ends")),
      });
    });
    return Promise.resolve({ recordIds, repeated, durable });
  }
}

/** What a module did in a private chat, in order. */
export interface Said {
  readonly replies: Reply[];
  readonly edits: { readonly messageId: number; readonly text: string }[];
  readonly reactions: { readonly messageId: number; readonly emoji: string }[];
  readonly deleted: number[];
  readonly notices: string[];
  /** How often "typing…" was shown. */
  working: number;
  readonly documents: { readonly fileName: string; readonly bytes: Uint8Array }[];
}

/** A turn of user 5 in Japanese; messages in `undeletable` cannot be deleted. */
export function fakeTurn(log: FakeLog | null, undeletable: readonly number[] = []) {
  const said: Said = {
    replies: [],
    edits: [],
    reactions: [],
    deleted: [],
    notices: [],
    working: 0,
    documents: [],
  };
  const turn: Turn = {
    person: { userId: 5, language: "ja" },
    log: log?.asOwnerLog() ?? null,
    reply(reply) {
      said.replies.push(reply);
      return Promise.resolve({ messageId: 1000 + said.replies.length });
    },
    replyDocument(fileName, bytes) {
      said.documents.push({ fileName, bytes });
      return nothing();
    },
    react(messageId, emoji) {
      said.reactions.push({ messageId, emoji });
      return nothing();
    },
    deleteMessage(messageId) {
      if (undeletable.includes(messageId)) return Promise.resolve(false);
      said.deleted.push(messageId);
      return Promise.resolve(true);
    },
    edit(messageId, { text }) {
      said.edits.push({ messageId, text });
      return nothing();
    },
    showWorking() {
      said.working += 1;
      return nothing();
    },
    notice(text) {
      said.notices.push(text);
      return nothing();
    },
  };
  return { turn, said };
}

/** A text message; `change` says what is different. */
export function aMessage(change: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    messageId: 7,
    at: 1000,
    editedAt: 0,
    text: "牛乳を買う",
    files: [],
    albumId: null,
    otherKind: null,
    isForwarded: false,
    forwardedFrom: null,
    ...change,
  };
}

export function aFile(change: Partial<MessageFile> = {}): MessageFile {
  const bytes = new Uint8Array([1, 2, 3]);
  return {
    kind: "photo",
    name: "photo-7.jpg",
    mime: "image/jpeg",
    sizeBytes: bytes.length,
    fetch: () => Promise.resolve(bytes),
    ...change,
  };
}
