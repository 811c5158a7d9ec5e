/**
 * The owner's key as the log holds it: the locked backup in the keys topic, and the keysets that
 * the owner signs. What is locked or secret is never opened here; it could not be.
 */
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import { verifyKeyset } from "../../shared/log/keyset.ts";
import type { Fingerprint, LogRecord } from "../../shared/log/types.ts";
import type { Certificate } from "../../shared/pgp/types.ts";
import { assert } from "../../shared/std/assert.ts";
import { decodeUtf8, encodeUtf8, equalBytes, toBase64 } from "../../shared/std/bytes.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import type { Json } from "../../shared/std/json.ts";
import { appendRecords } from "./append.ts";
import type { Engine } from "./engine.ts";
import type { Flusher } from "./flush.ts";
import type { Accepted, NewRecord } from "./port.ts";
import { LogError } from "./port.ts";
import { readSegments } from "./reader.ts";
import { readMessage, sendOwn } from "./send.ts";
import { openRecords } from "./settle.ts";
import { createTopic } from "./topics.ts";
import { TransportError } from "./transport.ts";
import { backupCaption } from "./words.ts";

/** Records of a copy envelope: what was sealed before the owner had a key fits easily. */
const COPIES_MAX = 100;

/** Put the locked key into the keys topic. Done when its record is durable; twice is once. */
export async function storeKeyBackup(
  engine: Engine,
  flusher: Flusher,
  armored: string,
  fingerprint: Fingerprint,
): Promise<void> {
  const bytes = encodeUtf8(armored);
  const sha256 = sha256Hex(bytes);
  await checkBackup(engine, armored, fingerprint);
  if (engine.head.state.keyBackup?.sha256 === sha256) return;
  const accepted = await flusher.run(() => sendBackup(engine, bytes, fingerprint));
  await engine.unlessStopped(accepted.durable);
}

/** The backup as Telegram holds it now. Null: none was stored, or its message is gone. */
export async function readKeyBackup(engine: Engine, flusher: Flusher): Promise<string | null> {
  const backup = engine.head.state.keyBackup;
  if (backup === null) return null;
  const outcome = await flusher.run(() => readMessage(engine, backup.messageId));
  const file = outcome.kind === "message" ? outcome.message.document : null;
  if (file === null) return null;
  const bytes = await engine.line.sure("free", () => engine.deps.transport.download(file));
  return sha256Hex(bytes) === backup.sha256 ? decodeUtf8(bytes) : null;
}

/**
 * Install a keyset that the owner signed. Resolves when it is durable and, with the first one, the
 * records from before are there for the owner too. Throws LogError `keysetRefused`.
 */
export async function installKeyset(
  engine: Engine,
  flusher: Flusher,
  signed: Uint8Array,
): Promise<void> {
  const isInstalled = engine.keysets.some((one) => equalBytes(one.signed, signed));
  if (!isInstalled) {
    const { verified, signer } = await checkKeyset(engine, signed);
    const record: NewRecord = {
      cause: `keyset:${verified.hash}`,
      at: engine.now,
      kind: "keyset.installed",
      tags: [],
      data: {
        keyset: verified.keyset.keyset,
        signed: toBase64(signed),
        owner: toBase64(signer.bytes),
      },
    };
    // Sealed under the keyset before: whoever reads on must not need what is inside to open it.
    const accepted = await appendRecords(engine, "keys", "owner+bot", [record]);
    flusher.wake();
    await engine.unlessStopped(accepted.durable);
    // Two devices may sign the next number at the same moment: what was recorded first is in force.
    if (!engine.keysets.some((one) => one.hash === verified.hash)) {
      throw new LogError("keysetRefused", "another keyset of this number came first");
    }
  }
  if (engine.keysets.length === 1) await copyForOwner(engine, flusher);
}

/** The records that only the bot could open so far, once more for the owner. */
async function copyForOwner(engine: Engine, flusher: Flusher): Promise<void> {
  const copies: NewRecord[] = [];
  for (const record of await recordsBeforeKey(engine)) {
    const copy = { ...record, tags: [...record.tags] };
    copies.push({
      cause: `copy:${record.id}`,
      at: record.at,
      kind: "record.copy",
      tags: [],
      data: { record: copy as unknown as Json },
    });
  }
  if (copies.length === 0) return;
  const accepted = await appendRecords(engine, "system", "owner+bot", copies.slice(0, COPIES_MAX));
  flusher.wake();
  await engine.unlessStopped(accepted.durable);
}

async function recordsBeforeKey(engine: Engine): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = [];
  for (const { segment } of await readSegments(engine, 1, engine.head.sequence)) {
    for (const [index, entry] of segment.frame.frame.envelopes.entries()) {
      const body = segment.bodies[index];
      if (entry.label.keyset > 0 || !body) continue;
      records.push(...(await openRecords(engine, entry, body)));
    }
  }
  return records;
}

async function checkBackup(
  engine: Engine,
  armored: string,
  fingerprint: Fingerprint,
): Promise<void> {
  const certificate = await certificateOf(engine, armored);
  if (certificate?.fingerprint !== fingerprint) {
    throw new LogError("keysetRefused", "the backup is not the key of this fingerprint");
  }
  const owner = engine.keyset?.owner.fingerprint;
  if (owner !== undefined && owner !== fingerprint) {
    throw new LogError("keysetRefused", "the keyset in force names another key of the owner");
  }
}

async function sendBackup(
  engine: Engine,
  bytes: Uint8Array,
  fingerprint: Fingerprint,
): Promise<Accepted> {
  if (engine.place("keys") === null) await createTopic(engine, "keys");
  const place = engine.place("keys");
  assert(place, "the keys topic was made just now");
  const message = {
    fileName: `libral-key-${fingerprint.slice(0, 8)}.asc`,
    bytes,
    caption: backupCaption(engine.head.language),
    buttons: engine.buttons(),
  };
  const send = () => engine.deps.transport.sendDocument(place, message);
  // If we die before its record is accepted, the next send looks here and removes what it finds.
  const sent = await sendOwn(engine, { place, doing: "backup", send });
  assert(sent.document, "a document message holds a document");
  const sha256 = sha256Hex(bytes);
  const { messageId } = sent;
  const { fileId, uniqueId } = sent.document;
  const record: NewRecord = {
    cause: `key.backup:${sha256}:${messageId}`,
    at: engine.now,
    kind: "key.backup",
    tags: [],
    data: { fingerprint, messageId, fileId, uniqueId, sha256 },
  };
  return appendRecords(engine, "keys", "owner+bot", [record], () => {
    const explained = Math.max(engine.head.explained, messageId);
    engine.saveWithin({ ...engine.head, explained });
    engine.cache.deleteDoing("group");
  });
}

async function checkKeyset(
  engine: Engine,
  signed: Uint8Array,
): Promise<{ readonly verified: VerifiedKeyset; readonly signer: Certificate }> {
  const before = engine.keyset;
  const signer = before?.owner ?? (await backupCertificate(engine));
  const verdict = await verifyKeyset(signed, before, { ...engine.verifying(), signers: [signer] });
  if (verdict.kind !== "parsed") {
    const why = verdict.kind === "newer" ? `version ${verdict.version}` : verdict.why;
    throw new LogError("keysetRefused", why);
  }
  const { owner, bots } = verdict.value;
  if (before === null && owner.fingerprint !== signer.fingerprint) {
    throw new LogError("keysetRefused", "the owner is not the one of the backup");
  }
  const bot = engine.deps.botKey.certificate.fingerprint;
  if (!bots.some((one) => one.fingerprint === bot)) {
    throw new LogError("keysetRefused", "it does not accept this bot's key");
  }
  return { verified: verdict.value, signer };
}

/** The certificate inside the backup that Telegram holds: set-up reads it back before it ends. */
async function backupCertificate(engine: Engine): Promise<Certificate> {
  const backup = engine.head.state.keyBackup;
  if (backup === null) throw new LogError("keysetRefused", "no key backup was stored yet");
  const { transport } = engine.deps;
  const file = { fileId: backup.fileId, uniqueId: backup.uniqueId, sizeBytes: 0 };
  const bytes = await engine.line.sure("free", () => transport.download(file));
  const certificate =
    sha256Hex(bytes) === backup.sha256 ? await certificateOf(engine, decodeUtf8(bytes)) : null;
  if (certificate === null)
    throw new LogError("keysetRefused", "the key backup cannot be read back");
  return certificate;
}

async function certificateOf(engine: Engine, armored: string): Promise<Certificate | null> {
  try {
    return await engine.deps.pgp.lockedKeyCertificate(armored);
  } catch (error) {
    if (error instanceof TransportError) throw error;
    return null;
  }
}
