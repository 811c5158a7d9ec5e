/**
 * A log server for tests of the Mini App: it signs, seals and chains as the bot does, judges what
 * devices hand in, and can be made hostile or silent. No HTTP and no Telegram.
 */
import type { LogAnswer, SegmentAnswer } from "../../shared/contract/api.ts";
import { envelopeHash, NO_ENVELOPE, sealEnvelope } from "../../shared/log/envelope.ts";
import { signFrame } from "../../shared/log/frame.ts";
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import { nextKeyset, recipientsOf, signKeyset, verifyKeyset } from "../../shared/log/keyset.ts";
import type {
  Audience,
  Envelope,
  EnvelopeLabel,
  FrameEntry,
  Hash,
  LogId,
  RecordWithFiles,
  TopicName,
  Writer,
} from "../../shared/log/types.ts";
import * as pgp from "../../shared/pgp/index.ts";
import { fromBase64, toBase64 } from "../../shared/std/bytes.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import type { People } from "../../shared/testkit/people.ts";
import { makePeople, NOON } from "../../shared/testkit/people.ts";
import type { Api } from "./api.ts";
import { ApiError } from "./api.ts";
import type { LogInfo } from "./key-need.ts";

/** What the bot is asked to record. */
export interface NewNote {
  readonly text?: string;
  readonly kind?: string;
  readonly topic?: TopicName;
  readonly audience?: Audience;
  readonly data?: RecordWithFiles["record"]["data"];
  readonly file?: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
}

interface Stored {
  readonly frame: Uint8Array;
  readonly entry: FrameEntry;
  readonly body: Uint8Array | null;
  readonly messageId: number;
}

export interface FakeServer {
  readonly people: People;
  readonly log: LogId;
  readonly api: Api;
  readonly segments: Stored[];
  readonly keysets: VerifiedKeyset[];
  /** Every call that reached the server, by endpoint. */
  readonly calls: string[];
  isOffline: boolean;
  /** When false, what is handed in is accepted and not yet durable. */
  isDurable: boolean;
  /** Bodies above this many bytes are given as their size. */
  inlineBytesMax: number;
  backup: string | null;
  info(): LogInfo;
  answer(): LogAnswer;
  /** The bot seals and chains one record; answers its segment. */
  record(note: NewNote, at?: number): Promise<Stored>;
  /** A segment with an envelope that the caller made, signed and chained by the bot. */
  place(envelope: Envelope, topic?: TopicName): Promise<Stored>;
  /** The owner's first keyset, with this device in it. */
  installFirst(writer: Writer): Promise<void>;
}

export async function fakeServer(log: LogId): Promise<FakeServer> {
  const people = await makePeople();
  const { alice, bot } = people;
  const heads = new Map<string, { counter: number; hash: Hash }>();
  const headOf = (writer: Writer, topic: TopicName) =>
    heads.get(`${writer} ${topic}`) ?? { counter: 0, hash: NO_ENVELOPE };
  const botName = `bot-${bot.certificate.fingerprint.slice(0, 16)}` as Writer;
  const signing = { crypto: pgp, signer: bot, now: NOON };
  let records = 0;

  const server: FakeServer = {
    people,
    log,
    segments: [],
    keysets: [],
    calls: [],
    isOffline: false,
    isDurable: true,
    inlineBytesMax: 65_536,
    backup: null,
    info: () => ({
      id: log,
      chatId: -1_001_234_567_890,
      chatTitle: "葵のログ",
      recordsDurable: server.segments.length,
      envelopesWaiting: 0,
      lastCheckpointAt: null,
      lastSequence: server.segments.length,
      botCertificates: [toBase64(bot.certificate.bytes)],
      keysets: server.keysets.map((one) => toBase64(one.signed)),
      keyBackup: server.backup === null ? null : alice.certificate.fingerprint,
    }),
    answer: () => ({ condition: "ready", troubles: [], log: server.info() }),
    async record(note, at = NOON) {
      const topic = note.topic ?? "notes";
      const audience = note.audience ?? "owner";
      const keyset = server.keysets.at(-1) ?? null;
      const head = headOf(botName, topic);
      records += 1;
      const record: RecordWithFiles["record"] = {
        id: records.toString(16).padStart(32, "0"),
        at,
        kind: note.kind ?? "note.text",
        tags: [],
        data: note.data ?? { text: note.text ?? "", source: "chat" },
        ...(note.file
          ? {
              attachments: [
                {
                  name: note.file.name,
                  mime: note.file.mime,
                  sizeBytes: note.file.bytes.length,
                  sha256: sha256Hex(note.file.bytes),
                },
              ],
            }
          : {}),
      };
      const envelope = await sealEnvelope({
        crypto: pgp,
        signer: bot,
        log,
        label: {
          topic,
          audience,
          keyset: keyset?.keyset.keyset ?? 0,
          writer: botName,
          counter: head.counter + 1,
          previous: head.hash,
        },
        recipients: recipientsOf(keyset, audience, bot.certificate),
        records: [{ record, files: note.file ? [note.file.bytes] : [] }],
        now: NOON,
      });
      return server.place(envelope, topic);
    },
    async place(envelope, topic = envelope.label.topic) {
      const { label, body } = envelope;
      const before = server.segments.at(-1);
      const entry: FrameEntry = {
        label: { ...label, topic },
        hash: envelopeHash({ ...label, topic }, body),
        sizeBytes: body.length,
        records: envelope.records,
      };
      const messageId = 100 + server.segments.length;
      const frame = await signFrame(
        {
          version: 1,
          log,
          epoch: 1,
          sequence: server.segments.length + 1,
          at: NOON,
          topic,
          envelopes: [entry],
          slots: [4, 6],
          previous: before ? { hash: sha256Hex(before.frame), messageId: before.messageId } : null,
        },
        signing,
      );
      const stored: Stored = { frame: frame.signed, entry, body, messageId };
      server.segments.push(stored);
      heads.set(`${label.writer} ${topic}`, { counter: label.counter, hash: entry.hash });
      return stored;
    },
    async installFirst(writer) {
      const keyset = nextKeyset(null, {
        log,
        owner: alice.certificate,
        devices: [{ id: writer, name: "端末", since: NOON }],
        bots: [bot.certificate],
        at: NOON,
      });
      server.backup = "locked";
      await install(await signKeyset(keyset, { crypto: pgp, signer: alice, now: NOON }));
    },
    api: undefined as never,
  };

  const install = async (signed: Uint8Array): Promise<void> => {
    const before = server.keysets.at(-1) ?? null;
    const signers = [before?.owner ?? alice.certificate];
    const parsed = await verifyKeyset(signed, before, { crypto: pgp, log, signers, now: NOON });
    if (parsed.kind !== "parsed") throw new ApiError("keysetRefused", "does not verify");
    server.keysets.push(parsed.value);
  };
  const reach = (name: string): void => {
    if (server.isOffline) throw new ApiError("offline", name);
    server.calls.push(name);
  };
  const answerOf = ({ frame, body, messageId }: Stored): SegmentAnswer => {
    const given = body === null ? null : toBase64(body);
    const isLarge = body !== null && body.length > server.inlineBytesMax;
    return {
      frame: toBase64(frame),
      messageId,
      threadId: 7,
      bodies: [isLarge ? { sizeBytes: body.length } : given],
    };
  };
  const unused = (): Promise<never> => Promise.reject(new Error("not part of this fake"));
  const api: Api = {
    open: unused,
    renew: unused,
    async log() {
      reach("log");
      return server.answer();
    },
    async segments(from, to) {
      reach(`segments ${from}-${to}`);
      const found = server.segments.slice(from - 1, to);
      return { segments: found.map(answerOf), lastSequence: server.segments.length };
    },
    async envelope(sequence, index) {
      reach(`envelope ${sequence}/${index}`);
      const body = server.segments[sequence - 1]?.body;
      if (!body) throw new ApiError("notFound", "no such envelope");
      return body;
    },
    async storeKey(locked) {
      reach("storeKey");
      server.backup = locked;
    },
    async readKey() {
      reach("readKey");
      return server.backup;
    },
    async installKeyset(signed) {
      reach("installKeyset");
      await install(fromBase64(signed));
    },
    async writer(writer) {
      reach("writer");
      const head = headOf(writer, "notes");
      return { counter: head.counter + 1, hash: head.hash };
    },
    async append(request) {
      reach("append");
      const label = request.label as EnvelopeLabel;
      const body = fromBase64(request.body);
      const head = headOf(label.writer, label.topic);
      const known = server.segments.findIndex(
        ({ entry }) => entry.hash === envelopeHash(label, body),
      );
      if (known >= 0) return { durable: true, sequence: known + 1, index: 0 };
      if (label.counter !== head.counter + 1 || label.previous !== head.hash) {
        throw new ApiError("envelopeRefused", "a hole in the writer's chain");
      }
      if (!server.isDurable) return { durable: false, sequence: null, index: null };
      await server.place({ label, body, records: request.records });
      return { durable: true, sequence: server.segments.length, index: 0 };
    },
    async erase(sequence) {
      reach(`erase ${sequence}`);
      const stored = server.segments[sequence - 1];
      if (stored) server.segments[sequence - 1] = { ...stored, body: null };
    },
  };
  return Object.assign(server, { api });
}
