/**
 * From nothing in the cache to an open log: along card, registry, pin or any tapped message to the
 * slots, and from these to the head. Reads, never creates; absence is only said when Telegram
 * answered and no way led anywhere.
 */
import type { LogServersOptions } from "./deps.ts";
import { LogTrouble } from "./deps.ts";
import { Engine } from "./engine.ts";
import type { LogHead } from "./head.ts";
import type { BotPace } from "./line.ts";
import { Line } from "./line.ts";
import type { CardAt, Way } from "./locate.ts";
import { locate, readGroup, slotsOfSegment } from "./locate.ts";
import type { OpenLogs } from "./open-log.ts";
import type { FindOutcome } from "./port.ts";
import { LogError } from "./port.ts";
import { rebuildFrom, replayAll } from "./rebuild.ts";
import { indexRecent } from "./recent.ts";
import type { Checkpointed, LogPlace } from "./recover.ts";
import { recoverCheckpoint } from "./recover.ts";
import type { Registry } from "./registry.ts";
import type { StoredMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";

/** How long a silent Telegram is asked before the person is told. */
const PATIENCE_MS = 20_000;

export class TrailReader {
  readonly #options: LogServersOptions;
  readonly #bot: BotPace;
  readonly #open: OpenLogs;
  readonly #registry: Registry;

  constructor(options: LogServersOptions, bot: BotPace, open: OpenLogs, registry: Registry) {
    this.#options = options;
    this.#bot = bot;
    this.#open = open;
    this.#registry = registry;
  }

  /** `cached`: a head whose tail was never read to its end; its slots are looked at first. */
  async find(ownerId: number, cached: LogHead | null): Promise<FindOutcome> {
    const line = this.#line(cached);
    const first = cached ? await this.#follow(line, wayOf(cached)) : null;
    if (first?.kind === "found") return first;
    const view = await this.#registry.view(ownerId);
    const entries = view.kind === "open" ? view.entries : null;
    const located = await locate(this.#options, line, ownerId, entries);
    if (located.kind === "unreachable") return located;
    let outcome: FindOutcome | null = first;
    for (const way of located.ways) {
      outcome = await this.#follow(line, way);
      if (outcome.kind === "found") return outcome;
    }
    if (outcome) return outcome;
    // What a registry that cannot be read does not say proves nothing.
    if (view.kind === "unreachable") return { kind: "unreachable", why: "telegramSilent" };
    return { kind: "absent" };
  }

  /** By a message of the group, or by its pin (null). */
  async attach(ownerId: number, chatId: number, messageId: number | null): Promise<FindOutcome> {
    const line = this.#line(null);
    const message = await readGroup(this.#options, line, chatId, messageId);
    if (message === null) return { kind: "absent" };
    if ("kind" in message) return message;
    const bySlot = await this.#attachSlot(line, ownerId, chatId, message);
    if (bySlot.kind === "found" || messageId === null) return bySlot;
    return (await this.#attachSegment(line, ownerId, chatId, message)) ?? bySlot;
  }

  /** A slot names the other one; both are looked at, because either may be the newer. */
  async #attachSlot(
    line: Line,
    ownerId: number,
    chatId: number,
    message: StoredMessage,
  ): Promise<FindOutcome> {
    if (message.document === null) return { kind: "absent" };
    const place = { ownerId, chatId, slots: [message.messageId], log: null };
    const first = await recoverCheckpoint(this.#options, line, place);
    if (first.kind !== "recovered") return first;
    const { slots, log } = first.checkpoint.head;
    const all = new Set([message.messageId, ...slots.filter((id) => id !== null)]);
    return this.#restore(line, { ownerId, chatId, slots: [...all], log }, null);
  }

  /** A segment names both slots; where they are gone, it is the end of a chain to its beginning. */
  async #attachSegment(
    line: Line,
    ownerId: number,
    chatId: number,
    message: StoredMessage,
  ): Promise<FindOutcome | null> {
    try {
      const named = await slotsOfSegment(this.#options, line, message);
      if (named === null) return null;
      const slots = named.slots.filter((id) => id !== null);
      const place = { ownerId, chatId, slots, log: named.log };
      const outcome = await this.#restore(line, place, null);
      if (outcome.kind !== "unreachable" || outcome.why !== "chainBroken") return outcome;
      const where = { ownerId, chatId, log: named.log, message, calls: line.calls };
      return this.#opened(await rebuildFrom(this.#options, this.#bot, where));
    } catch (error) {
      if (error instanceof LogTrouble) return { kind: "unreachable", why: error.trouble };
      if (error instanceof TransportError) return { kind: "unreachable", why: "telegramSilent" };
      throw error;
    }
  }

  /** One way to the owner's own log; that it ends at somebody else's only means that it is wrong. */
  async #follow(line: Line, { place, card }: Way): Promise<FindOutcome> {
    try {
      return await this.#restore(line, place, card);
    } catch (error) {
      if (error instanceof LogError) return { kind: "unreachable", why: "chainBroken" };
      throw error;
    }
  }

  async #restore(line: Line, place: LogPlace, card: CardAt | null): Promise<FindOutcome> {
    const recovered = await recoverCheckpoint(this.#options, line, place);
    if (recovered.kind !== "recovered") return recovered;
    try {
      return await this.#opened(await this.#engineOf(recovered.checkpoint, card, line));
    } catch (error) {
      if (error instanceof LogTrouble) return { kind: "unreachable", why: error.trouble };
      throw error;
    }
  }

  /** The engine of a checkpoint, with the cache filled from it. */
  async #engineOf(
    { head, segments, isStateForeign }: Checkpointed,
    card: CardAt | null,
    line: Line,
  ): Promise<Engine> {
    const known: LogHead = {
      ...head,
      card: card?.messageId ?? head.card,
      cardSays: card?.slots ?? null,
      calls: line.calls,
    };
    const engine = await Engine.open(this.#options, this.#bot, known);
    // If we die from here on, the head says that its tail is unread, and it is read again.
    engine.save(known, () => {
      for (const segment of segments) engine.cache.putSegment(segment);
    });
    await indexRecent(engine);
    if (isStateForeign) await replayAll(engine);
    return engine;
  }

  async #opened(engine: Engine): Promise<FindOutcome> {
    const open = await this.#open.recover(engine);
    return { kind: "found", log: open.log };
  }

  #line(cached: LogHead | null): Line {
    const { effects } = this.#options;
    const calls = cached?.calls ?? [];
    return new Line({ effects, bot: this.#bot, calls, patienceMs: PATIENCE_MS });
  }
}

function wayOf({ ownerId, chatId, log, slots }: LogHead): Way {
  return { place: { ownerId, chatId, log, slots: slots.filter((id) => id !== null) }, card: null };
}
