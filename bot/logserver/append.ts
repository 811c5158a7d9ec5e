/**
 * Accepting: records of the bot, sealed here, and envelopes of devices, checked here. One at a time
 * in a log, because each envelope names the writer's one before.
 */
import { botWriter, envelopeHash, sealEnvelope } from "../../shared/log/envelope.ts";
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import { recipientsOf } from "../../shared/log/keyset.ts";
import { recordIdOf } from "../../shared/log/record.ts";
import type {
  Attachment,
  Audience,
  Envelope,
  RecordWithFiles,
  TopicName,
} from "../../shared/log/types.ts";
import { assert } from "../../shared/std/assert.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import { keyOf } from "./derive.ts";
import type { Engine } from "./engine.ts";
import type { Accepted, DurablePlace, NewRecord } from "./port.ts";
import { LogError } from "./port.ts";

/** Records that one device envelope may hold. */
const DEVICE_RECORDS_MAX = 1_000;

/** The id that a record of this cause has in this log. */
export function recordId(engine: Engine, cause: string): string {
  return recordIdOf(keyOf(engine.deps.secret, "record", engine.head.log), cause);
}

/**
 * Seal records of the bot into one envelope and accept it. Those that the log already had are left
 * out; when it had all of them, nothing is sealed. `alongside` writes to the cache what must be kept
 * together with them. Throws LogError `needsKey`, `stopped`,
 * `tooLarge`, `outboxFull`.
 */
export async function appendRecords(
  engine: Engine,
  topic: TopicName,
  audience: Audience,
  records: readonly NewRecord[],
  alongside: () => void = () => undefined,
): Promise<Accepted> {
  assert(records.length > 0, "something is to be recorded");
  checkOpen(engine, audience);
  const sizeBytes = records
    .flatMap((one) => one.files ?? [])
    .reduce((n, f) => n + f.bytes.length, 0);
  engine.outbox.checkRoom(sizeBytes);
  return engine.inTurn(async () => {
    const all = records.map((one) => toRecord(engine, one));
    const isNew = all.filter(({ record }) => engine.outbox.known(record.id) === null);
    const recordIds = all.map(({ record }) => record.id);
    if (isNew.length === 0)
      return { recordIds, repeated: true, durable: lastOf(engine, recordIds) };
    const envelope = await seal(engine, topic, audience, isNew);
    const kinds = [...new Set(isNew.map(({ record }) => record.kind))];
    return { ...engine.outbox.accept(envelope, kinds, engine.now, alongside), recordIds };
  });
}

/**
 * Accept what a device sealed. The same envelope again is answered as repeated. Throws LogError
 * `envelopeRefused` with what does not fit, `needsKey`, `stopped`, `tooLarge`, `outboxFull`.
 */
export async function appendDeviceEnvelope(engine: Engine, envelope: Envelope): Promise<Accepted> {
  checkOpen(engine, "owner");
  return engine.inTurn(async () => {
    const { label, records, body } = envelope;
    if (records.length > 0 && records.every((id) => engine.outbox.known(id) !== null)) {
      return { recordIds: records, repeated: true, durable: lastOf(engine, records) };
    }
    const why = refusal(engine, envelope);
    if (why !== null) throw new LogError("envelopeRefused", why);
    engine.deps.effects.trace("debug", "log.deviceEnvelope", {
      writer: label.writer,
      hash: envelopeHash(label, body),
    });
    return engine.outbox.accept(envelope, [], engine.now);
  });
}

/** What does not fit in a device's envelope; null when all does. Its content cannot be looked at. */
function refusal(engine: Engine, { label, records, body }: Envelope): string | null {
  const inForce = engine.keyset;
  assert(inForce, "without a keyset nothing of a device is looked at");
  if (label.topic !== "notes") return `devices write notes, not ${label.topic}`;
  if (label.audience !== "owner") return "devices write for the owner alone";
  // Sealed offline, it may name the keyset before another device came: the owner it is for is the
  // same. A device that is in force no more writes no more.
  const named = engine.keysets[label.keyset - 1];
  if (named?.owner.fingerprint !== inForce.owner.fingerprint) {
    return `sealed under keyset ${label.keyset}; in force is ${inForce.keyset.keyset}`;
  }
  const lists = ({ keyset }: VerifiedKeyset) =>
    keyset.devices.some((device) => device.id === label.writer);
  if (!lists(named) || !lists(inForce)) {
    return `${label.writer} is no device of the keyset in force`;
  }
  if (body.length === 0) return "the body is empty";
  if (records.length === 0 || records.length > DEVICE_RECORDS_MAX) {
    return `1 to ${DEVICE_RECORDS_MAX} records, not ${records.length}`;
  }
  if (!records.every((id) => /^[0-9a-f]{32}$/.test(id))) return "a record id is not 32 hex digits";
  if (new Set(records).size !== records.length) return "a record stands there twice";
  if (records.some((id) => engine.outbox.known(id) !== null))
    return "some records are known already";
  const head = engine.outbox.writerHead(engine.head.writers, label.writer, label.topic);
  if (label.counter !== head.counter + 1 || label.previous !== head.hash) {
    return `the writer's next envelope is number ${head.counter + 1}, not ${label.counter}`;
  }
  return null;
}

function checkOpen(engine: Engine, audience: Audience): void {
  const { blocking } = engine;
  if (blocking.length > 0) throw new LogError("stopped", `stopped by ${blocking.join(", ")}`);
  if (audience === "owner" && engine.keyset === null) {
    throw new LogError("needsKey", "there is no key of the owner to seal to");
  }
}

async function seal(
  engine: Engine,
  topic: TopicName,
  audience: Audience,
  records: readonly RecordWithFiles[],
): Promise<Envelope> {
  const { head, deps, keyset, now } = engine;
  const { certificate } = deps.botKey;
  const writer = botWriter(certificate.fingerprint);
  const before = engine.outbox.writerHead(head.writers, writer, topic);
  return sealEnvelope({
    crypto: deps.pgp,
    signer: deps.botKey,
    log: head.log,
    label: {
      topic,
      audience,
      keyset: keyset?.keyset.keyset ?? 0,
      writer,
      counter: before.counter + 1,
      previous: before.hash,
    },
    recipients: recipientsOf(keyset, audience, certificate),
    records,
    now,
  });
}

function toRecord(engine: Engine, given: NewRecord): RecordWithFiles {
  const { cause, at, kind, tags, data, files } = given;
  const attachments = (files ?? []).map(
    ({ name, mime, bytes }): Attachment => ({
      name,
      mime,
      sizeBytes: bytes.length,
      sha256: sha256Hex(bytes),
    }),
  );
  const record = { id: recordId(engine, cause), at, kind, tags, data };
  return {
    record: attachments.length > 0 ? { ...record, attachments } : record,
    files: (files ?? []).map((file) => file.bytes),
  };
}

/** Where the last of these records is, once all of them are durable. */
async function lastOf(engine: Engine, recordIds: readonly string[]): Promise<DurablePlace> {
  let last: DurablePlace | null = null;
  for (const id of recordIds) last = await engine.outbox.known(id);
  assert(last !== null, "records that are known are somewhere");
  return last;
}
