/**
 * A small world for the tests of this room: one fake Telegram, time that stands still until it is
 * advanced, and processes of the bot that can be stopped, killed, and started without their cache.
 * Alice is the owner, Oto the operator.
 */
import type { LogCrypto } from "../../../shared/log/crypto.ts";
import { verifyFrame } from "../../../shared/log/frame.ts";
import { nextKeyset, signKeyset } from "../../../shared/log/keyset.ts";
import type { LogId, LogRecord, Writer } from "../../../shared/log/types.ts";
import type { OpenKey } from "../../../shared/pgp/types.ts";
import { encodeUtf8 } from "../../../shared/std/bytes.ts";
import {
  transparentCrypto,
  transparentKey,
  transparentLock,
} from "../../../shared/testkit/transparent.ts";
import type { FakeEffects } from "../../effects/fake.ts";
import { fakeEffects } from "../../effects/fake.ts";
import { memoryStorage } from "../../storage/memory.ts";
import type { Storage } from "../../storage/port.ts";
import { createLogServers } from "../create-log-servers.ts";
import type { PageLimits } from "../deps.ts";
import type { FindOutcome, LogServers, NewRecord, OwnerLog } from "../port.ts";
import { FakeTelegram } from "./fake-telegram.ts";
import { frames } from "./frames-testing.ts";

export const ALICE = 7001;
export const OTO = 9001;
export const ALICE_GROUP = -100_7001;
export const OTO_GROUP = -100_9001;
export const DEVICE = "device-00112233445566aa" as Writer;

const secret = encodeUtf8("the operator's secret of all these tests");

export interface WorldOptions {
  readonly seed?: number;
  readonly hasOperator?: boolean;
  /** Real OpenPGP instead of the transparent envelope. */
  readonly crypto?: LogCrypto;
  readonly botKey?: OpenKey;
  readonly pageLimits?: PageLimits;
}

/** One process of the bot. */
export interface Process {
  readonly servers: LogServers;
  /** SIGKILL: nothing it does reaches Telegram or the cache any more. */
  kill(): void;
  readonly isDead: boolean;
}

export class World {
  readonly effects: FakeEffects;
  readonly telegram: FakeTelegram;
  storage: Storage = memoryStorage();
  readonly #options: WorldOptions;

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    this.effects = fakeEffects({ seed: options.seed ?? 1 });
    this.telegram = new FakeTelegram(this.effects);
    this.telegram.addGroup(ALICE_GROUP);
    this.telegram.addPrivateChat(ALICE);
    this.telegram.addGroup(OTO_GROUP, "運営");
    this.telegram.addPrivateChat(OTO);
  }

  /** A process over the cache as it is now. */
  process(): Process {
    const state = { isDead: false };
    const { effects } = this;
    const storage = mortal(this.storage, () => state.isDead);
    const transport = this.telegram.connect(() => {
      state.isDead = true;
    });
    const servers = createLogServers({
      storage,
      effects,
      transport,
      pgp: this.#options.crypto ?? transparentCrypto,
      botKey: this.#options.botKey ?? transparentKey("the bot"),
      secret,
      operator: this.#options.hasOperator ? { userId: OTO, chatId: OTO_GROUP } : null,
      ...(this.#options.pageLimits ? { pageLimits: this.#options.pageLimits } : {}),
    });
    this.telegram.onForeign = (chatId, id) => {
      if (!state.isDead) servers.noteForeignMessage(chatId, id);
    };
    return {
      servers,
      kill: () => {
        state.isDead = true;
        transport.kill();
      },
      get isDead() {
        return state.isDead;
      },
    };
  }

  /** The cache is deleted. */
  forget(): void {
    this.storage = memoryStorage();
  }

  /** Alice sets her log up, without a key. */
  create(process: Process, steps: string[] = []): Promise<OwnerLog> {
    return this.effects.until(process.servers.create(aliceRequest(steps)));
  }

  /** Alice's log, or a failed test. */
  async find(process: Process, ownerId = ALICE): Promise<OwnerLog> {
    return foundLog(await this.effects.until(process.servers.find(ownerId)));
  }

  /** A log with a key, ready for notes. Answers the owner's key. */
  async ready(process: Process): Promise<{ readonly log: OwnerLog; readonly owner: OpenKey }> {
    const log = await this.create(process);
    const owner = await this.installKey(log);
    return { log, owner };
  }

  /** Backup and first keyset, as the Mini App does it (transparent keys only). */
  async installKey(log: OwnerLog): Promise<OpenKey> {
    const owner = transparentKey("alice");
    const { fingerprint } = owner.certificate;
    await this.effects.until(log.storeKeyBackup(transparentLock(owner), fingerprint));
    const { logId } = await this.effects.until(log.status());
    const signed = await this.signKeyset(logId, owner);
    await this.effects.until(log.installKeyset(signed));
    return owner;
  }

  async signKeyset(log: LogId, owner: OpenKey): Promise<Uint8Array> {
    const now = this.effects.now();
    const bot = this.#options.botKey ?? transparentKey("the bot");
    const devices = [{ id: DEVICE, name: "アリスの電話", since: now }];
    const content = { log, devices, at: now, owner: owner.certificate, bots: [bot.certificate] };
    const keyset = nextKeyset(null, content);
    const crypto = this.#options.crypto ?? transparentCrypto;
    return signKeyset(keyset, { crypto, signer: owner, now });
  }

  /** Append one note and wait until it is durable. */
  async note(log: OwnerLog, text: string): Promise<void> {
    const { durable } = await this.effects.until(log.append("notes", "owner", [noteOf(text)]));
    await this.effects.until(durable);
  }

  /** Let everything that is due happen: the flusher comes to rest. */
  async rest(ms = 20_000): Promise<void> {
    await this.effects.advance(ms);
  }

  /** Sequences of all segments that stand in a group, in the order of their message ids. */
  async sequencesIn(chatId: number, logId: LogId): Promise<readonly number[]> {
    return frames(this.telegram, chatId, (signed) =>
      verifyFrame(signed, {
        crypto: this.#options.crypto ?? transparentCrypto,
        log: logId,
        signers: [(this.#options.botKey ?? transparentKey("the bot")).certificate],
        now: this.effects.now(),
      }),
    );
  }
}

export function aliceRequest(steps: string[] = []) {
  return {
    ownerId: ALICE,
    chatId: ALICE_GROUP,
    language: "ja",
    role: "owner",
    onStep: (step: { step: string; topic?: string }) =>
      void steps.push(step.topic ? `${step.step} ${step.topic}` : step.step),
  } as const;
}

export function noteOf(text: string, extra: Partial<NewRecord> = {}): NewRecord {
  return {
    cause: `message:${text}`,
    at: 1_793_500_000_000,
    kind: "note.text",
    tags: [],
    data: { text, source: "chat" },
    ...extra,
  };
}

function foundLog(outcome: FindOutcome): OwnerLog {
  if (outcome.kind !== "found") throw new Error(`not found: ${JSON.stringify(outcome)}`);
  return outcome.log;
}

/** Texts of the notes in a log, as the owner reads them (transparent keys only). */
export async function notesIn(world: World, log: OwnerLog): Promise<readonly string[]> {
  const { lastSequence } = await world.effects.until(log.status());
  const texts: string[] = [];
  for (const { segment } of await world.effects.until(log.segments(1, lastSequence))) {
    for (const [index, entry] of segment.frame.frame.envelopes.entries()) {
      const body = segment.bodies[index];
      if (entry.label.topic !== "notes") continue;
      texts.push(body ? textOf(body) : "(erased)");
    }
  }
  return texts;
}

function textOf(body: Uint8Array): string {
  const words = new TextDecoder().decode(body);
  const head = words.split("\n").find((line) => line.startsWith('{"records"'));
  const { records } = JSON.parse(head ?? "{}") as { records: LogRecord[] };
  return records.map((record) => String(record.data.text)).join("+");
}

/** Storage whose process may be dead: then it neither reads nor writes. */
function mortal(storage: Storage, isDead: () => boolean): Storage {
  const living = (): Storage => {
    if (isDead()) throw new Error("this process was killed");
    return storage;
  };
  return {
    get: (key) => living().get(key),
    put: (key, value) => living().put(key, value),
    delete: (key) => living().delete(key),
    list: (options) => living().list(options),
    transaction: (run) => living().transaction(run),
    close: () => undefined,
  };
}
