/**
 * All log servers of one bot: who has which log, and how a log comes into this process: from the
 * cache, from Telegram, or made anew by a person who says so. What happens inside a log is the
 * engine's.
 */
import type { LogId } from "../../shared/log/types.ts";
import { toHex } from "../../shared/std/bytes.ts";
import { cachedHead, cachedOwnerOf, cachedOwners, LogCache } from "./cache.ts";
import type { LogServersOptions } from "./deps.ts";
import { isSetUp, newHead } from "./head.ts";
import { checkHealth } from "./health.ts";
import type { BotPace } from "./line.ts";
import type { OpenLog } from "./open-log.ts";
import { OpenLogs } from "./open-log.ts";
import type { CreateRequest, FindOutcome, LogServers, OwnerLog } from "./port.ts";
import { LogError } from "./port.ts";
import { Registry } from "./registry.ts";
import { completeSetUp } from "./set-up.ts";
import { TrailReader } from "./trail.ts";

/** The log servers over these ports. Nothing is called before the first question or `start`. */
export function createLogServers(options: LogServersOptions): LogServers {
  return new Servers(options);
}

class Servers implements LogServers {
  readonly #options: LogServersOptions;
  readonly #open: OpenLogs;
  readonly #trail: TrailReader;
  readonly #registry: Registry;
  /** One search and one set-up for each owner at a time; whoever comes meanwhile waits for it. */
  readonly #finding = new Map<number, Promise<FindOutcome>>();
  readonly #creating = new Map<number, Promise<OwnerLog>>();

  constructor(options: LogServersOptions) {
    const bot: BotPace = { calls: [] };
    this.#options = options;
    this.#registry = new Registry(options, (ownerId) => this.find(ownerId));
    this.#open = new OpenLogs(options, bot, this.#registry);
    this.#trail = new TrailReader(options, bot, this.#open, this.#registry);
  }

  async find(ownerId: number): Promise<FindOutcome> {
    const open = this.#open.get(ownerId);
    // An unfinished log is set-up's: the person goes on where it stopped.
    if (open) return isSetUp(open.engine.head) ? found(open) : { kind: "absent" };
    return this.#once(this.#finding, ownerId, () => this.#find(ownerId));
  }

  async #find(ownerId: number): Promise<FindOutcome> {
    const cached = cachedHead(this.#options.storage, ownerId);
    if (cached?.isWhole) {
      return isSetUp(cached) ? this.#open.fromCache(cached) : { kind: "absent" };
    }
    const outcome = await this.#trail.find(ownerId, cached);
    const open = this.#open.get(ownerId);
    return open && !isSetUp(open.engine.head) && !open.engine.isRecovering
      ? { kind: "absent" }
      : outcome;
  }

  async create(request: CreateRequest): Promise<OwnerLog> {
    return this.#once(this.#creating, request.ownerId, () => this.#create(request));
  }

  async #create(request: CreateRequest): Promise<OwnerLog> {
    const { ownerId, chatId } = request;
    this.#refuseForeign(ownerId, chatId);
    const open = (await this.#existing(request)) ?? (await this.#begin(request));
    await open.recovered;
    await checkHealth(open.engine);
    if (open.engine.blocking.length > 0) {
      throw new LogError("stopped", `stopped by ${open.engine.blocking.join(", ")}`);
    }
    const { engine, flusher } = open;
    // A registry that cannot be read now is no step of this: the next wake enters the log.
    const { kind } = await this.#registry.view(ownerId);
    const register = kind === "open" ? () => this.#registry.register(engine) : null;
    await completeSetUp(engine, flusher, request, register);
    return open.log;
  }

  /** The owner's log, finished or not; null: there is none, and the group has none either. */
  async #existing(request: CreateRequest): Promise<OpenLog | null> {
    const { ownerId, chatId } = request;
    const { storage } = this.#options;
    const cached = cachedHead(storage, ownerId);
    if (cached?.isWhole && !isSetUp(cached)) {
      if (cached.chatId === chatId) {
        const open = this.#open.get(ownerId);
        if (open) return open;
        await this.#open.fromCache(cached);
        return this.#open.get(ownerId);
      }
      // The person chose another group before the first was finished: nothing was recorded yet.
      await this.#open.close(ownerId);
      storage.transaction(() => new LogCache(storage, cached.log).forget(cached));
    }
    const outcome = await this.find(ownerId);
    if (request.insteadOfLost === true) await this.#leaveLost(ownerId, outcome);
    else if (outcome.kind === "unreachable") {
      throw new LogError("stopped", `there is or was a log, not readable now: ${outcome.why}`);
    }
    const open = this.#open.get(ownerId);
    if (open && open.engine.head.chatId !== chatId) {
      throw new LogError("alreadyOwned", "the owner's log is in another group");
    }
    if (open) return open;
    const attached = await this.attach(ownerId, chatId, null);
    if (attached.kind === "unreachable") {
      throw new LogError("stopped", `the group cannot be read: ${attached.why}`);
    }
    return this.#open.get(ownerId);
  }

  /** Leaves a log behind that cannot be read, or whose group is gone; one that is well stays. */
  async #leaveLost(ownerId: number, outcome: FindOutcome): Promise<void> {
    const open = this.#open.get(ownerId);
    if (open?.engine.troubles.has("groupGone")) return open.log.retire();
    if (outcome.kind !== "unreachable") return;
    await this.#open.close(ownerId);
    const { storage } = this.#options;
    const cached = cachedHead(storage, ownerId);
    if (cached) storage.transaction(() => new LogCache(storage, cached.log).forget(cached));
  }

  async #begin(request: CreateRequest): Promise<OpenLog> {
    const { ownerId, chatId, role, language } = request;
    const log = toHex(this.#options.effects.randomBytes(16)) as LogId;
    const bot = this.#options.botKey.certificate.bytes;
    const open = await this.#open.fromHead(newHead({ log, ownerId, chatId, role, language, bot }));
    // If we die after this, the next process goes on with the same log.
    open.engine.save(open.engine.head);
    return open;
  }

  async attach(ownerId: number, chatId: number, messageId: number | null): Promise<FindOutcome> {
    this.#refuseForeign(ownerId, chatId);
    // A search that is under way may open the log; two must not open it at once.
    await this.#finding.get(ownerId)?.catch(() => undefined);
    const open = this.#open.get(ownerId);
    if (open && !open.isBroken) {
      if (open.engine.head.chatId === chatId) return found(open);
      throw new LogError("alreadyOwned", "the owner's log is in another group");
    }
    await this.#open.close(ownerId);
    return this.#once(this.#finding, ownerId, () => this.#trail.attach(ownerId, chatId, messageId));
  }

  ownerOf(chatId: number): number | null {
    return cachedOwnerOf(this.#options.storage, chatId);
  }

  loaded(): readonly OwnerLog[] {
    return this.#open.all().map((one) => one.log);
  }

  noteForeignMessage(chatId: number, messageId: number): void {
    const ownerId = this.ownerOf(chatId);
    const open = ownerId === null ? null : this.#open.get(ownerId);
    if (open) {
      open.engine.noteForeign(messageId);
      open.flusher.wake();
      return;
    }
    // A log that sleeps counts it too: its next checkpoint may be due.
    if (ownerId !== null) {
      this.#wakeAndNote(ownerId, messageId).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : typeof error;
        this.#options.effects.trace("warn", "log.notWoken", { ownerId, why });
      });
    }
  }

  async start(): Promise<void> {
    const { storage, operator } = this.#options;
    if (operator) await this.#registry.open(operator, (...args) => this.attach(...args));
    for (const ownerId of cachedOwners(storage)) {
      const head = cachedHead(storage, ownerId);
      if (head && isSetUp(head) && this.#open.hasWork(head)) await this.find(ownerId);
    }
  }

  async stop(): Promise<void> {
    await this.#open.closeAll();
  }

  async #wakeAndNote(ownerId: number, messageId: number): Promise<void> {
    const outcome = await this.find(ownerId);
    if (outcome.kind === "found") this.#open.get(ownerId)?.engine.noteForeign(messageId);
  }

  #refuseForeign(ownerId: number, chatId: number): void {
    const owner = this.ownerOf(chatId);
    if (owner !== null && owner !== ownerId) {
      throw new LogError("alreadyOwned", "the group is somebody else's log server");
    }
  }

  #once<T>(running: Map<number, Promise<T>>, key: number, run: () => Promise<T>): Promise<T> {
    const before = running.get(key);
    if (before) return before;
    const now = run().finally(() => running.delete(key));
    running.set(key, now);
    return now;
  }
}

function found(open: OpenLog): FindOutcome {
  return { kind: "found", log: open.log };
}
