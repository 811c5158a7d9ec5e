/**
 * A device of an owner in Node: it does over the HTTP API what the Mini App does, with the same
 * shared code and no trust in the bot: every frame, keyset and envelope is verified. For tests and
 * benches; the real device is the Mini App.
 */
import { randomBytes } from "node:crypto";
import type * as v from "valibot";
import {
  envelopeAnswer,
  keyAnswer,
  logAnswer,
  okAnswer,
  sessionAnswer,
  writerAnswer,
} from "../../shared/contract/api.ts";
import { sealEnvelope } from "../../shared/log/envelope.ts";
import type { Device as KeysetDevice, VerifiedKeyset } from "../../shared/log/keyset.ts";
import { nextKeyset, recipientsOf, signKeyset, verifyKeysets } from "../../shared/log/keyset.ts";
import type { Envelope, Hash, LogId, LogRecord, Writer } from "../../shared/log/types.ts";
import * as pgp from "../../shared/pgp/index.ts";
import { fromBase64, toBase64, toHex } from "../../shared/std/bytes.ts";
import { askApi } from "./api.ts";
import { eventually } from "./eventually.ts";
import type { LogView, Timeline } from "./timeline.ts";
import { newestBot, readTimeline } from "./timeline.ts";

/** The least that a backup may cost: what Argon2 costs is not what these tests are about. */
const LOCK_COST: pgp.LockCost = { passes: 1, parallelism: 1, memoryExponent: 15 };

export class Device {
  #key: pgp.OpenKey | null = null;

  private constructor(
    readonly origin: string,
    /** Session token of the API. */
    public token: string,
    readonly writer: Writer,
  ) {}

  /** Exchanges initData for a session. Throws `ApiRefused`. */
  static async signIn(origin: string, initData: string): Promise<Device> {
    const answer = await askApi({ origin, token: null }, "/api/session", sessionAnswer, {
      initData,
    });
    return new Device(origin, answer.token, `device-${toHex(randomBytes(8))}` as Writer);
  }

  /** A new session for the same device, with its key. */
  async signsInAgain(initData: string): Promise<void> {
    this.token = (await Device.signIn(this.origin, initData)).token;
  }

  /** One call of the API; a body makes it a POST. */
  ask<Schema extends v.GenericSchema>(
    path: string,
    schema: Schema,
    body?: object,
  ): Promise<v.InferOutput<Schema>> {
    return askApi(this, path, schema, body);
  }

  /** The log server in words and numbers; throws when there is none. */
  async log(): Promise<LogView> {
    const answer = await this.ask("/api/log", logAnswer);
    if (!answer.log) throw new Error(`no log: ${answer.condition} ${answer.troubles}`);
    return answer.log;
  }

  /** The owner's open key on this device. Tests look for it where it must not be. */
  get key(): pgp.OpenKey {
    if (!this.#key) throw new Error("this device has no key");
    return this.#key;
  }

  /** Makes the owner's key, backs it up, reads the backup back, and signs the first keyset. */
  async makesKey(passphrase: string): Promise<void> {
    const key = await pgp.generateKey(Date.now());
    const locked = await pgp.lockKey(key, passphrase, LOCK_COST);
    const { fingerprint } = key.certificate;
    await this.ask("/api/key", okAnswer, { locked, fingerprint });
    this.#key = await this.#unlocksBackup(passphrase);
    await this.#installsKeyset();
  }

  /** On a new device: takes the backup, and signs the keyset that names this device. */
  async restores(passphrase: string): Promise<void> {
    this.#key = await this.#unlocksBackup(passphrase);
    await this.#installsKeyset();
  }

  async #unlocksBackup(passphrase: string): Promise<pgp.OpenKey> {
    const { locked } = await this.ask("/api/key", keyAnswer);
    const key = locked === null ? null : await pgp.unlockKey(locked, passphrase);
    if (!key) throw new Error("no backup that this passphrase opens");
    return key;
  }

  async #installsKeyset(): Promise<void> {
    const log = await this.log();
    const before = (await this.#keysets(log)).at(-1) ?? null;
    const known: readonly KeysetDevice[] = before?.keyset.devices ?? [];
    const now = Date.now();
    const keyset = nextKeyset(before, {
      log: log.id as LogId,
      owner: this.key.certificate,
      devices: [...known, { id: this.writer, name: "test device", since: now }],
      bots: before?.bots ?? [await newestBot(log)],
      at: now,
    });
    const signed = await signKeyset(keyset, { crypto: pgp, signer: this.key, now });
    await this.ask("/api/keyset", okAnswer, { signed: toBase64(signed) });
  }

  async #keysets(log: LogView): Promise<readonly VerifiedKeyset[]> {
    const chain = log.keysets.map(fromBase64);
    const by = { crypto: pgp, log: log.id as LogId, now: Date.now() };
    const verified = await verifyKeysets(chain, this.key.certificate, by);
    if (verified.kind !== "parsed") throw new Error(`keysets: ${JSON.stringify(verified)}`);
    return verified.value;
  }

  /** Seals a note to the owner alone. Nothing is sent. */
  async seals(text: string): Promise<Envelope> {
    const log = await this.log();
    const keyset = (await this.#keysets(log)).at(-1);
    if (!keyset) throw new Error("no keyset");
    const head = await this.ask(`/api/writers/${this.writer}`, writerAnswer);
    const now = Date.now();
    const record: LogRecord = {
      id: toHex(randomBytes(16)),
      at: now,
      kind: "note.text",
      tags: [],
      data: { text, source: "app" },
    };
    return sealEnvelope({
      crypto: pgp,
      signer: this.key,
      log: log.id as LogId,
      label: {
        topic: "notes",
        audience: "owner",
        keyset: keyset.keyset.keyset,
        writer: this.writer,
        counter: head.counter,
        previous: head.hash as Hash,
      },
      recipients: recipientsOf(keyset, "owner", await newestBot(log)),
      records: [{ record, files: [] }],
      now,
    });
  }

  /** Hands a sealed envelope in and waits until Telegram holds it. */
  async hands(envelope: Envelope): Promise<{ readonly sequence: number; readonly index: number }> {
    const { label, records, body } = envelope;
    const request = { label, records, body: toBase64(body) };
    return eventually("the envelope to be durable", async () => {
      const answer = await this.ask("/api/envelopes", envelopeAnswer, request);
      const { durable, sequence, index } = answer;
      return durable && sequence !== null && index !== null && { sequence, index };
    });
  }

  /** Writes a note: seals it here, and is done when it is durable. */
  async writes(text: string): Promise<{ readonly sequence: number; readonly index: number }> {
    return this.hands(await this.seals(text));
  }

  async erases(sequence: number, index: number): Promise<void> {
    await this.ask("/api/erase", okAnswer, { sequence, index });
  }

  /** The whole log, verified from its first record and opened as far as this key opens it. */
  async reads(): Promise<Timeline> {
    const log = await this.log();
    const keysets = await this.#keysets(log);
    return readTimeline({ api: this, log, keysets, key: this.key, now: Date.now() });
  }

  /** Its notes, oldest first. Throws when anything in the log does not verify. */
  async notes(): Promise<Timeline["entries"]> {
    const { entries, flaws } = await this.reads();
    if (flaws.length > 0) throw new Error(`the log does not verify: ${flaws.join(", ")}`);
    return entries.filter((entry) => entry.topic === "notes");
  }
}
