/**
 * Effects and their undo. Everything a module does to the outside is an effect of its scope;
 * closing the scope undoes them in reverse order. Closing twice is harmless; an effect on a
 * closed scope is our own mistake and throws.
 */

export type Undo = () => void | Promise<void>;

export class Scope {
  readonly #undos: { readonly label: string; readonly undo: Undo; done: boolean }[] = [];
  #closing: Promise<readonly unknown[]> | null = null;

  constructor(readonly label: string) {}

  /** Remember how to undo an effect that has just been made. The answer undoes it early, once. */
  add(label: string, undo: Undo): Undo {
    if (this.#closing) throw new Error(`scope ${this.label} is closed: cannot add ${label}`);
    const entry = { label, undo, done: false };
    this.#undos.push(entry);
    return () => this.#run(entry);
  }

  /** Labels of the effects that are in force, oldest first. */
  effects(): readonly string[] {
    return this.#undos.filter((entry) => !entry.done).map((entry) => entry.label);
  }

  /** Undo everything, newest first. Errors of single undos are collected and answered, not thrown. */
  close(): Promise<readonly unknown[]> {
    this.#closing ??= this.#undoAll();
    return this.#closing;
  }

  async #undoAll(): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    for (const entry of [...this.#undos].reverse()) {
      try {
        await this.#run(entry);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }

  async #run(entry: { undo: Undo; done: boolean }): Promise<void> {
    if (entry.done) return;
    entry.done = true;
    await entry.undo();
  }
}
