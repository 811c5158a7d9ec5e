/**
 * The modules and their life: register, activate, deactivate, replace. One change at a time, in
 * the order asked for; a module that fails harms no other and leaves nothing behind. Dispatching
 * is kernel.ts.
 */
import type { Effects } from "../effects/port.ts";
import { makeHost } from "./host.ts";
import type { Module, ModuleManifest } from "./module.ts";
import { activationOrder, dependentsOf } from "./order.ts";
import { Scope } from "./scope.ts";
import type { Tables } from "./tables.ts";

/**
 * `pending`: registered, never activated. `failed`: its activation threw, or what it needs is
 * not there. `inactive`: was deactivated.
 */
export type ModuleState = "pending" | "active" | "failed" | "inactive";

export interface ModuleStatus {
  readonly id: string;
  readonly version: string;
  readonly state: ModuleState;
  /** Why it failed; null otherwise. */
  readonly why: string | null;
  /** Labels of the effects in force, for whoever looks for a leak. */
  readonly effects: readonly string[];
}

interface Entry {
  readonly module: Module;
  state: ModuleState;
  why: string | null;
  scope: Scope;
}

export class Registry {
  readonly #entries = new Map<string, Entry>();
  #change: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tables: Tables,
    private readonly effects: Effects,
  ) {}

  /** Throws when the id is taken. */
  register(module: Module): void {
    const { id } = module.manifest;
    if (this.#entries.has(id)) throw new Error(`module ${id} is registered already`);
    this.#entries.set(id, newEntry(module));
  }

  statuses(): readonly ModuleStatus[] {
    return [...this.#entries.values()].map(({ module, state, why, scope }) => ({
      id: module.manifest.id,
      version: module.manifest.version,
      state,
      why,
      effects: scope.effects(),
    }));
  }

  /** Activate everything that is registered and not active. Resolves when each is active or failed. */
  activateAll(): Promise<void> {
    return this.#alone(async () => {
      const { order, refused } = activationOrder(this.#manifests());
      for (const [id, why] of refused) this.#fail(this.#entry(id), why);
      for (const id of order) await this.#activate(this.#entry(id));
    });
  }

  /** Activate one module; what it needs must be active. Resolves also when it failed: see statuses. */
  activate(id: string): Promise<void> {
    return this.#alone(() => this.#activate(this.#entry(id)));
  }

  /** Deactivate a module and first everything that needs it. */
  deactivate(id: string): Promise<void> {
    return this.#alone(async () => {
      this.#entry(id);
      for (const dependent of [...dependentsOf(this.#manifests(), id)].reverse()) {
        await this.#deactivate(this.#entry(dependent));
      }
      await this.#deactivate(this.#entry(id));
    });
  }

  /**
   * Put another module of the same id in its place; what needs it is activated anew. When the new
   * one fails, the old one comes back and the reason is thrown.
   */
  replace(module: Module): Promise<void> {
    return this.#alone(async () => {
      const { id } = module.manifest;
      const old = this.#entry(id);
      const dependents = dependentsOf(this.#manifests(), id).filter(
        (dependent) => this.#entry(dependent).state === "active",
      );
      for (const dependent of [...dependents].reverse()) {
        await this.#deactivate(this.#entry(dependent));
      }
      await this.#deactivate(old);
      const fresh = newEntry(module);
      this.#entries.set(id, fresh);
      await this.#activate(fresh);
      if (fresh.state === "failed") {
        this.#entries.set(id, old);
        await this.#activate(old);
      }
      for (const dependent of dependents) await this.#activate(this.#entry(dependent));
      if (fresh.state === "failed") throw new Error(`module ${id} was not replaced: ${fresh.why}`);
    });
  }

  /** Deactivate everything, what needs others first. Afterwards no effect is in force. */
  close(): Promise<void> {
    return this.#alone(async () => {
      const { order } = activationOrder(this.#manifests());
      for (const id of [...order].reverse()) await this.#deactivate(this.#entry(id));
    });
  }

  /** Resolves when no change is under way: nothing is dispatched into a half-made exchange. */
  async settled(): Promise<void> {
    await this.#change;
  }

  async #activate(entry: Entry): Promise<void> {
    if (entry.state === "active") return;
    const { manifest } = entry.module;
    const missing = manifest.needs?.find((need) => this.#entries.get(need)?.state !== "active");
    if (missing !== undefined) {
      this.#fail(entry, `needs ${missing}, which is not active`);
      return;
    }
    entry.scope = new Scope(manifest.id);
    try {
      await entry.module.activate(makeHost(manifest, entry.scope, this.tables, this.effects));
      entry.state = "active";
      entry.why = null;
    } catch (error) {
      await this.#closeScope(entry);
      this.#fail(entry, error instanceof Error ? error.message : String(error));
    }
  }

  async #deactivate(entry: Entry): Promise<void> {
    if (entry.state !== "active") return;
    entry.state = "inactive";
    await this.#closeScope(entry);
  }

  async #closeScope(entry: Entry): Promise<void> {
    for (const error of await entry.scope.close()) {
      this.effects.trace("error", "module.undo.failed", {
        module: entry.module.manifest.id,
        error: String(error),
      });
    }
  }

  #fail(entry: Entry, why: string): void {
    entry.state = "failed";
    entry.why = why;
    this.effects.trace("error", "module.failed", { module: entry.module.manifest.id, why });
  }

  /** One change after the other; a failed one does not hold up the next. */
  #alone<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#change.then(change);
    this.#change = done.catch(() => undefined);
    return done;
  }

  #manifests(): readonly ModuleManifest[] {
    return [...this.#entries.values()].map(({ module }) => module.manifest);
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new Error(`module ${id} is not registered`);
    return entry;
  }
}

function newEntry(module: Module): Entry {
  return { module, state: "pending", why: null, scope: new Scope(module.manifest.id) };
}
