/**
 * One log while a process has it: its head, its outbox, its line to Telegram, the keys that count.
 * The other files of this room are functions over it; it decides nothing itself. Only the flusher
 * and what it runs may change the head.
 */
import type { VerifiedKeyset } from "../../shared/log/keyset.ts";
import { recipientsOf, verifyKeysets } from "../../shared/log/keyset.ts";
import type { Signing, Verifying } from "../../shared/log/signed.ts";
import type { Audience, TopicName } from "../../shared/log/types.ts";
import type { Certificate } from "../../shared/pgp/types.ts";
import { fromBase64, toHex } from "../../shared/std/bytes.ts";
import { LogCache } from "./cache.ts";
import type { LogServersOptions } from "./deps.ts";
import { LogTrouble } from "./deps.ts";
import type { LogHead } from "./head.ts";
import type { BotPace } from "./line.ts";
import { Line } from "./line.ts";
import { Outbox } from "./outbox.ts";
import type { LogStatus, TroubleCode } from "./port.ts";
import { LogError } from "./port.ts";
import type { Button, Place } from "./transport.ts";
import { restoreButton } from "./words.ts";

/** Ids of other people's messages that are remembered beyond the explained ones. */
const FOREIGN_MAX = 5_000;

export class Engine {
  readonly cache: LogCache;
  readonly outbox: Outbox;
  readonly line: Line;
  /** Certificates of the bot keys that signed frames of this log, newest last. */
  readonly bots: readonly Certificate[];
  /** Verified, oldest first. */
  keysets: readonly VerifiedKeyset[];
  #troubles: ReadonlySet<TroubleCode> = new Set();
  readonly #onStopped = new Set<(error: LogError) => void>();
  title = "";
  /** True while the tail is being read: nothing may be appended. */
  isRecovering = false;
  /** True while set-up makes one thing after the other: no checkpoint, no card in between. */
  isSettingUp = false;
  /** What openPageBytes of pages.ts counted; null: count again. */
  pageBytes: number | null = null;
  #head: LogHead;
  readonly #foreign = new Set<number>();
  #turn: Promise<unknown> = Promise.resolve();
  /** Called when a card was written: the slots may have moved, and the registry must know. */
  onMoved: () => void = () => undefined;

  private constructor(
    readonly deps: LogServersOptions,
    bot: BotPace,
    head: LogHead,
    keys: { readonly bots: readonly Certificate[]; readonly keysets: readonly VerifiedKeyset[] },
  ) {
    this.#head = head;
    this.bots = keys.bots;
    this.keysets = keys.keysets;
    this.cache = new LogCache(deps.storage, head.log);
    this.outbox = new Outbox(this.cache);
    this.line = new Line({ effects: deps.effects, bot, calls: head.calls });
  }

  /** Throws LogTrouble `chainBroken` when the keysets of the head do not verify. */
  static async open(deps: LogServersOptions, bot: BotPace, head: LogHead): Promise<Engine> {
    const bots: Certificate[] = [];
    for (const one of head.bots) bots.push(await deps.pgp.parseCertificate(fromBase64(one)));
    return new Engine(deps, bot, head, { bots, keysets: await keysetsOf(deps, head) });
  }

  get head(): LogHead {
    return this.#head;
  }

  /** The keyset in force; null before the owner has a key. */
  get keyset(): VerifiedKeyset | null {
    return this.keysets.at(-1) ?? null;
  }

  get now(): number {
    return this.deps.effects.now();
  }

  /** Keep a new head, together with what else `alongside` writes: both or neither. */
  save(head: LogHead, alongside: () => void = () => undefined): void {
    this.deps.storage.transaction(() => {
      this.saveWithin(head);
      alongside();
    });
  }

  /** As `save`, inside a transaction that somebody else has begun. */
  saveWithin(head: LogHead): void {
    this.#head = { ...head, calls: this.line.calls };
    this.cache.putHead(this.#head);
    for (const id of this.#foreign) if (id <= head.explained) this.#foreign.delete(id);
  }

  /** Run one after the other what reads a writer's head and then moves it. */
  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(run);
    // An error is its caller's; the next one goes on.
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Take over keysets that a head names. Throws LogTrouble `chainBroken`. */
  async loadKeysets(head: LogHead): Promise<void> {
    this.keysets = await keysetsOf(this.deps, head);
  }

  signing(): Signing {
    return { crypto: this.deps.pgp, signer: this.deps.botKey, now: this.now };
  }

  verifying(): Verifying {
    return { crypto: this.deps.pgp, log: this.head.log, signers: this.bots, now: this.now };
  }

  recipients(audience: Audience): readonly Certificate[] {
    return recipientsOf(this.keyset, audience, this.deps.botKey.certificate);
  }

  /** Where a topic is; null when it was never created or is gone. */
  place(topic: TopicName): Place | null {
    const threadId = this.head.topics[topic];
    return threadId === undefined ? null : { chatId: this.head.chatId, threadId };
  }

  nonce(): string {
    return toHex(this.deps.effects.randomBytes(8));
  }

  /** The 復元 button with data that no message bears yet. */
  buttons(nonce: string = this.nonce()): readonly Button[] {
    return [restoreButton(this.head.language, nonce)];
  }

  /** An update showed this id: it is somebody else's message, or a service message. */
  noteForeign(messageId: number): void {
    if (messageId <= this.head.explained) return;
    this.#foreign.add(messageId);
    const [oldest] = this.#foreign;
    if (this.#foreign.size > FOREIGN_MAX && oldest !== undefined) this.#foreign.delete(oldest);
  }

  isForeign(messageId: number): boolean {
    return this.#foreign.has(messageId);
  }

  /** The highest message id that is known to exist. */
  get newestSeen(): number {
    return Math.max(this.head.explained, ...this.#foreign);
  }

  /** A send may have happened without an answer; look between the ids for a while. */
  get isInDoubt(): boolean {
    return this.now < this.head.doubtUntil || this.cache.doing("group").length > 0;
  }

  /** What is wrong in the group or with the log, as far as it was looked at. */
  get troubles(): ReadonlySet<TroubleCode> {
    return this.#troubles;
  }

  setTroubles(troubles: Iterable<TroubleCode>): void {
    this.#troubles = new Set(troubles);
    const { blocking } = this;
    if (blocking.length === 0) return;
    const error = new LogError("stopped", `stopped by ${blocking.join(", ")}`);
    for (const stopped of this.#onStopped) stopped(error);
    this.#onStopped.clear();
  }

  addTrouble(trouble: TroubleCode): void {
    this.setTroubles([...this.#troubles, trouble]);
  }

  /**
   * Wait for what somebody asked for and that only goes on while the log does. Throws LogError
   * `stopped` as soon as it does not; what was accepted is still in the outbox then.
   */
  async unlessStopped<T>(waiting: Promise<T>): Promise<T> {
    const { blocking } = this;
    if (blocking.length > 0) throw new LogError("stopped", `stopped by ${blocking.join(", ")}`);
    let stopped: (error: LogError) => void = () => undefined;
    const stop = new Promise<never>((_, reject) => {
      stopped = reject;
      this.#onStopped.add(reject);
    });
    try {
      return await Promise.race([waiting, stop]);
    } finally {
      this.#onStopped.delete(stopped);
    }
  }

  condition(): LogStatus["condition"] {
    if (this.isRecovering) return "recovering";
    if (this.blocking.length > 0) return "stopped";
    return this.keyset === null ? "needsKey" : "ready";
  }

  /** Troubles that make writing wrong or impossible; the others are only told. */
  get blocking(): readonly TroubleCode[] {
    return [...this.#troubles].filter((trouble) => trouble !== "protectedContent");
  }
}

async function keysetsOf(
  deps: LogServersOptions,
  head: LogHead,
): Promise<readonly VerifiedKeyset[]> {
  if (head.owner === null) return [];
  const owner = await deps.pgp.parseCertificate(fromBase64(head.owner));
  const by = { crypto: deps.pgp, log: head.log, now: deps.effects.now() };
  const verified = await verifyKeysets(head.keysets.map(fromBase64), owner, by);
  if (verified.kind === "parsed") return verified.value;
  throw new LogTrouble("chainBroken", `keysets: ${verified.kind}`);
}
