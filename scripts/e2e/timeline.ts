/**
 * Reading a whole log as a device does: every segment fetched, every frame and the whole chain
 * verified, every envelope opened with the recipients and signers that the keysets name. For tests
 * and benches; the Mini App has its own, incremental reading.
 */
import type { LogAnswer } from "../../shared/contract/api.ts";
import { segmentsAnswer } from "../../shared/contract/api.ts";
import { emptyChain, verifyChain } from "../../shared/log/chain.ts";
import { openEnvelope } from "../../shared/log/envelope.ts";
import { verifyFrame } from "../../shared/log/frame.ts";
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import { recipientsOf, writerCertificate } from "../../shared/log/keyset.ts";
import type {
  EnvelopeLabel,
  LogId,
  LogRecord,
  RecordWithFiles,
  Segment,
  TopicName,
  Writer,
} from "../../shared/log/types.ts";
import * as pgp from "../../shared/pgp/index.ts";
import { fromBase64 } from "../../shared/std/bytes.ts";
import type { ApiCaller } from "./api.ts";
import { askApi, askBytes } from "./api.ts";

const SEGMENTS_AT_ONCE = 50;

/** The log server as the API describes it, when there is one. */
export type LogView = NonNullable<LogAnswer["log"]>;

/** One record as the timeline shows it, and where it stands. */
export interface TimelineEntry {
  readonly record: LogRecord;
  readonly files: readonly Uint8Array[];
  readonly sequence: number;
  readonly index: number;
  readonly writer: Writer;
  readonly topic: TopicName;
  readonly messageId: number;
}

export interface Timeline {
  /** What this key could open, oldest first. */
  readonly entries: readonly TimelineEntry[];
  /** Envelopes that were erased. */
  readonly erased: number;
  /** What did not verify: empty when the whole chain holds. */
  readonly flaws: readonly string[];
}

export interface Reader {
  readonly api: ApiCaller;
  readonly log: LogView;
  readonly keysets: readonly VerifiedKeyset[];
  readonly key: pgp.OpenKey;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface PlacedSegment {
  readonly segment: Segment;
  readonly messageId: number;
}

/** The whole log, verified from its first record and opened as far as the key opens it. */
export async function readTimeline(reader: Reader): Promise<Timeline> {
  const placed = await fetchSegments(reader);
  const chain = verifyChain(
    emptyChain(reader.log.id as LogId),
    placed.map((one) => one.segment),
  );
  const flaws = chain.flaws.map((flaw) => `${flaw.sequence}: ${flaw.why}`);
  const entries: TimelineEntry[] = [];
  let erased = 0;
  for (const { segment, messageId } of placed) {
    const { sequence, envelopes } = segment.frame.frame;
    for (const [index, { label }] of envelopes.entries()) {
      const body = segment.bodies[index];
      if (!body) {
        erased += 1;
        continue;
      }
      const opened = await openBody(reader, label, body);
      const { writer, topic } = label;
      if (typeof opened === "string") flaws.push(`${sequence}/${index}: ${opened}`);
      else {
        for (const one of opened)
          entries.push({ ...one, sequence, index, writer, topic, messageId });
      }
    }
  }
  return { entries, erased, flaws };
}

/** The newest bot key: the one that seals now. */
export async function newestBot(log: LogView): Promise<pgp.Certificate> {
  const newest = log.botCertificates.at(-1);
  if (newest === undefined) throw new Error("the log names no bot key");
  return pgp.parseCertificate(fromBase64(newest));
}

/** Records of one envelope; none when it is not for the owner; a phrase when it does not verify. */
async function openBody(
  { log, keysets, key, now }: Reader,
  label: EnvelopeLabel,
  body: Uint8Array,
): Promise<readonly RecordWithFiles[] | string> {
  // Before the first keyset everything is sealed to the bot alone.
  if (label.keyset === 0) return [];
  const keyset = keysets[label.keyset - 1];
  const signer = keyset && writerCertificate(keyset, label.writer);
  if (!keyset || !signer) return "a writer that no keyset names";
  const recipients = recipientsOf(keyset, label.audience, await newestBot(log));
  const opened = await openEnvelope({
    crypto: pgp,
    key,
    signer,
    log: log.id as LogId,
    label,
    recipients: recipients.map((one) => one.fingerprint),
    body,
    now,
  });
  return opened.kind === "parsed" ? opened.value : JSON.stringify(opened);
}

async function fetchSegments({ api, log, now }: Reader): Promise<readonly PlacedSegment[]> {
  const certificates = log.botCertificates.map((bytes) => pgp.parseCertificate(fromBase64(bytes)));
  const signers = await Promise.all(certificates);
  const by = { crypto: pgp, log: log.id as LogId, signers, now };
  const placed: PlacedSegment[] = [];
  for (let from = 1; from <= log.lastSequence; from += SEGMENTS_AT_ONCE) {
    const range = `from=${from}&to=${from + SEGMENTS_AT_ONCE - 1}`;
    const answer = await askApi(api, `/api/segments?${range}`, segmentsAnswer);
    for (const one of answer.segments) {
      const frame = await verifyFrame(fromBase64(one.frame), by);
      if (frame.kind !== "parsed") throw new Error(`a frame does not verify: ${frame.kind}`);
      const { sequence } = frame.value.frame;
      const bodies: (Uint8Array | null)[] = [];
      for (const [index, body] of one.bodies.entries()) {
        bodies.push(await fetchBody(api, body, `${sequence}/${index}`));
      }
      placed.push({ segment: { frame: frame.value, bodies }, messageId: one.messageId });
    }
  }
  return placed;
}

async function fetchBody(
  api: ApiCaller,
  given: string | null | { readonly sizeBytes: number },
  place: string,
): Promise<Uint8Array | null> {
  if (given === null) return null;
  if (typeof given === "string") return fromBase64(given);
  return askBytes(api, `/api/envelopes/${place}`);
}
