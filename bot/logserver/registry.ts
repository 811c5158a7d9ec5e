/**
 * The registry: in the operator's own log, where each owner's log is, by a keyed hash of their id.
 * The second way to a log whose card is gone. A bot without an operator has none.
 */

import type { LogState } from "../../shared/log/state.ts";
import type { LogServersOptions } from "./deps.ts";
import { Halted } from "./deps.ts";
import { registryName } from "./derive.ts";
import type { Engine } from "./engine.ts";
import type { FindOutcome, NewRecord, OwnerLog } from "./port.ts";
import { LogError } from "./port.ts";

export type RegistryView =
  /** There is no operator, or no log of theirs yet. */
  | { readonly kind: "off" }
  | { readonly kind: "open"; readonly entries: LogState["registry"] }
  /** It cannot be read now: what it does not say proves nothing. */
  | { readonly kind: "unreachable" };

export class Registry {
  readonly #options: LogServersOptions;
  readonly #find: (ownerId: number) => Promise<FindOutcome>;

  constructor(options: LogServersOptions, find: (ownerId: number) => Promise<FindOutcome>) {
    this.#options = options;
    this.#find = find;
  }

  /** Find the operator's log; by the group that the settings name where nothing else leads to it. */
  async open(
    operator: NonNullable<LogServersOptions["operator"]>,
    attach: (ownerId: number, chatId: number, messageId: null) => Promise<FindOutcome>,
  ): Promise<void> {
    const outcome = await this.#find(operator.userId);
    if (outcome.kind === "found" || operator.chatId === null) return;
    const attached = await attach(operator.userId, operator.chatId, null);
    const facts = { kind: attached.kind };
    if (attached.kind !== "found") this.#options.effects.trace("warn", "log.noRegistry", facts);
  }

  /** Whether there is one that an owner's log would be entered in. */
  #isOn(forOwnerId: number): boolean {
    const { operator } = this.#options;
    return operator !== null && operator.userId !== forOwnerId;
  }

  /** What it says, for a search that is not the operator's own. */
  async view(forOwnerId: number): Promise<RegistryView> {
    const { operator } = this.#options;
    if (operator === null || !this.#isOn(forOwnerId)) return { kind: "off" };
    const outcome = await this.#find(operator.userId);
    if (outcome.kind === "absent") return { kind: "off" };
    if (outcome.kind === "unreachable") return { kind: "unreachable" };
    return { kind: "open", entries: outcome.log.state().registry };
  }

  /** Write where a log is, unless the registry says so already. Waits for acceptance only. */
  async register(engine: Engine): Promise<void> {
    const { ownerId, chatId, slots } = engine.head;
    const [a, b] = slots;
    if (a === null || b === null) return;
    await this.#record(engine, { chatId, slots: [a, b] }, (known) => {
      return known?.chatId === chatId && known.slots[0] === a && known.slots[1] === b;
    });
    this.#options.effects.trace("debug", "log.registered", { ownerId });
  }

  /** The owner has left. */
  async unregister(engine: Engine): Promise<void> {
    await this.#record(engine, null, (known) => known === undefined);
  }

  async #record(
    engine: Engine,
    place: { readonly chatId: number; readonly slots: readonly [number, number] } | null,
    isKnown: (known: LogState["registry"][string] | undefined) => boolean,
  ): Promise<void> {
    const { ownerId } = engine.head;
    const log = await this.#operatorLog(ownerId);
    if (log === null) return;
    const user = registryName(this.#options.secret, ownerId);
    if (isKnown(log.state().registry[user])) return;
    const at = engine.now;
    const record: NewRecord = {
      cause: `registry:${user}:${at}:${place === null ? "left" : place.slots.join(":")}`,
      at,
      kind: "registry.entry",
      tags: [],
      data: { user, place },
    };
    try {
      await log.append("registry", "owner+bot", [record]);
    } catch (error) {
      // The card still leads to the log; the next wake tries again.
      if (!(error instanceof LogError) && !(error instanceof Halted)) throw error;
      this.#options.effects.trace("warn", "log.notRegistered", { ownerId, why: error.message });
    }
  }

  async #operatorLog(forOwnerId: number): Promise<OwnerLog | null> {
    const { operator } = this.#options;
    if (operator === null || !this.#isOn(forOwnerId)) return null;
    const outcome = await this.#find(operator.userId);
    return outcome.kind === "found" ? outcome.log : null;
  }
}
