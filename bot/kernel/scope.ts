/**
 * Effects and their undo. Everything a module does to the outside is an effect of its scope;
 * closing the scope undoes them in reverse order. It does not know what the effects are.
 */

export type Undo = () => void | Promise<void>;

interface Entry {
  readonly label: string;
  readonly undo: Undo;
  /** The undoing that has begun, so that a second call and the closing wait for the same one. */
  undoing: Promise<void> | null;
}

export class Scope {
  readonly #entries = new Set<Entry>();
  #closing: Promise<readonly unknown[]> | null = null;

  constructor(readonly label: string) {}

  /**
   * Make an effect and remember its undo. The answer undoes it early; undoing twice is harmless.
   * Throws on a closed scope, before the effect is made, so that nothing is left over.
   */
  effect(label: string, make: () => Undo): Undo {
    if (this.#closing) throw new Error(`scope ${this.label} is closed: cannot begin ${label}`);
    const entry: Entry = { label, undo: make(), undoing: null };
    this.#entries.add(entry);
    return () => this.#undo(entry);
  }

  get isClosed(): boolean {
    return this.#closing !== null;
  }

  /** Labels of the effects that are in force, oldest first. */
  effects(): readonly string[] {
    return [...this.#entries].filter((entry) => !entry.undoing).map((entry) => entry.label);
  }

  /** Undo everything, newest first. Errors of single undos are collected and answered, not thrown. */
  close(): Promise<readonly unknown[]> {
    this.#closing ??= this.#undoAll();
    return this.#closing;
  }

  async #undoAll(): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    for (const entry of [...this.#entries].reverse()) {
      try {
        await this.#undo(entry);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }

  #undo(entry: Entry): Promise<void> {
    entry.undoing ??= (async () => {
      try {
        await entry.undo();
      } finally {
        this.#entries.delete(entry);
      }
    })();
    return entry.undoing;
  }
}
