/**
 * The logs that this process has open: each an engine with its flusher, from the cache or from a
 * checkpoint that was read back, until it is closed or retired.
 */
import { assert } from "../../shared/std/assert.ts";
import { LogCache } from "./cache.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import type { LogServersOptions } from "./deps.ts";
import { Halted, LogTrouble } from "./deps.ts";
import { Engine } from "./engine.ts";
import { Flusher } from "./flush.ts";
import type { LogHead } from "./head.ts";
import { checkHealth, troubleOfError } from "./health.ts";
import type { BotPace } from "./line.ts";
import { makeOwnerLog } from "./owner-log.ts";
import type { FindOutcome, OwnerLog } from "./port.ts";
import { LogError } from "./port.ts";
import type { Registry } from "./registry.ts";
import { readTail } from "./tail.ts";
import { TransportError } from "./transport.ts";

/** Whoever asks for a log waits so long for its tail; after that they get it as `recovering`. */
const RECOVERY_WAIT_MS = 8_000;

export interface OpenLog {
  readonly engine: Engine;
  readonly flusher: Flusher;
  readonly log: OwnerLog;
  /** Resolves when the tail was read, or could not be; at once for a log from the cache. */
  readonly recovered: Promise<void>;
  /** Only reading it again from Telegram can mend it. */
  readonly isBroken: boolean;
}

export class OpenLogs {
  readonly #options: LogServersOptions;
  readonly #bot: BotPace;
  readonly #registry: Registry;
  readonly #open = new Map<number, OpenLog>();

  constructor(options: LogServersOptions, bot: BotPace, registry: Registry) {
    this.#options = options;
    this.#bot = bot;
    this.#registry = registry;
  }

  get(ownerId: number): OpenLog | null {
    return this.#open.get(ownerId) ?? null;
  }

  all(): readonly OpenLog[] {
    return [...this.#open.values()];
  }

  /** Whether the cache says that an earlier process left something to do. */
  hasWork(head: LogHead): boolean {
    const cache = new LogCache(this.#options.storage, head.log);
    if (head.owed > 0 || !head.isWhole || head.erasing.length > 0) return true;
    return cache.flight() !== null || cache.doing("group").length > 0 || cache.hasWaiting();
  }

  /** A log whose head the cache has whole: nothing is asked of Telegram. */
  async fromCache(head: LogHead): Promise<FindOutcome> {
    try {
      return { kind: "found", log: (await this.fromHead(head)).log };
    } catch (error) {
      if (error instanceof LogTrouble) return { kind: "unreachable", why: error.trouble };
      throw error;
    }
  }

  /** A log with this head, new or known; it looks at its group by itself. */
  async fromHead(head: LogHead): Promise<OpenLog> {
    const engine = await Engine.open(this.#options, this.#bot, head);
    const open = this.#add(engine, new Flusher(engine), Promise.resolve());
    this.#inBackground(() => this.#lookAround(open));
    open.flusher.wake();
    return open;
  }

  /**
   * A log that was read back from Telegram up to `engine`'s head: its tail is read now, and only
   * then is anything written. Answers after that, or when it takes longer than a person waits.
   */
  async recover(engine: Engine): Promise<OpenLog> {
    engine.isRecovering = true;
    const flusher = new Flusher(engine);
    const recovered = flusher
      .run(() => readTail(engine))
      .catch((error: unknown) => this.#notRecovered(engine, error))
      .finally(() => {
        engine.isRecovering = false;
      });
    const open = this.#add(engine, flusher, recovered);
    let cancel = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = this.#options.effects.after(RECOVERY_WAIT_MS, resolve);
    });
    await Promise.race([recovered, patience]);
    cancel();
    this.#inBackground(async () => {
      await recovered;
      await this.#lookAround(open);
      await this.#registry.register(engine);
    });
    return open;
  }

  /** Stop writing a log in this process; the cache keeps it. */
  async close(ownerId: number): Promise<void> {
    const open = this.#open.get(ownerId);
    this.#open.delete(ownerId);
    await open?.flusher.stop();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((ownerId) => this.close(ownerId)));
  }

  #add(engine: Engine, flusher: Flusher, recovered: Promise<void>): OpenLog {
    const { ownerId } = engine.head;
    assert(!this.#open.has(ownerId), "an owner's log is open once");
    engine.onMoved = () => this.#inBackground(() => this.#registry.register(engine));
    const retire = () => this.#retire(ownerId);
    const log = makeOwnerLog(engine, flusher, { recovered, retire });
    const open: OpenLog = {
      engine,
      flusher,
      log,
      recovered,
      get isBroken() {
        return engine.troubles.has("chainBroken") || engine.troubles.has("newerFormat");
      },
    };
    this.#open.set(ownerId, open);
    return open;
  }

  async #lookAround(open: OpenLog): Promise<void> {
    await checkHealth(open.engine);
    open.flusher.wake();
  }

  /** What nobody waits for. Its error is traced; the end of the process is none. */
  #inBackground(run: () => Promise<void>): void {
    run().catch((error: unknown) => {
      if (error instanceof Halted) return;
      const why = error instanceof Error ? error.message : typeof error;
      this.#options.effects.trace("error", "log.backgroundFailed", { why });
    });
  }

  #notRecovered(engine: Engine, error: unknown): void {
    if (error instanceof Halted) return;
    const trouble = error instanceof LogTrouble ? error.trouble : troubleOfError(error);
    engine.addTrouble(trouble ?? "chainBroken");
    this.#options.effects.trace("error", "log.notRecovered", {
      trouble: trouble ?? "chainBroken",
      why: error instanceof Error ? error.message : typeof error,
    });
  }

  /** The owner leaves: the last checkpoint, the pins away, the cache forgets. */
  async #retire(ownerId: number): Promise<void> {
    const open = this.#open.get(ownerId);
    if (!open) return;
    const { engine, flusher } = open;
    await open.recovered;
    if (engine.blocking.length === 0) {
      await Promise.all(engine.outbox.waiting.map(({ records }) => durable(engine, records)));
    }
    await flusher.run(() => this.#unpin(engine));
    await this.#registry.unregister(engine);
    await this.close(ownerId);
    // If we die before this, the log is still there and the owner asks again.
    this.#options.storage.transaction(() => engine.cache.forget(engine.head));
    engine.outbox.abandon(new LogError("stopped", "the owner has left"));
  }

  async #unpin(engine: Engine): Promise<void> {
    const { chatId, ownerId, slots, card } = engine.head;
    const { transport } = this.#options;
    const unpin = async (chat: number, id: number | null): Promise<void> => {
      if (id !== null) await engine.line.sure("free", () => transport.unpin(chat, id));
    };
    try {
      if (engine.blocking.length === 0 && engine.head.owed > 0) await writeCheckpoint(engine);
      await unpin(chatId, slots[0]);
    } catch (error) {
      // The group is gone, or the bot is out of it: then there is nothing to unpin.
      if (!(error instanceof TransportError)) throw error;
    }
    try {
      await unpin(ownerId, card);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }
}

async function durable(engine: Engine, records: readonly string[]): Promise<void> {
  for (const id of records) await engine.outbox.known(id);
}
