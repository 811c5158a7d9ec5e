/** What a bench is. Each file beside this one that names a figure holds one. */

/** Names with their unit at the end (`idleMemoryMB`) and what was measured. */
export type Figures = {
  readonly [name: string]: number | { readonly [part: string]: number };
};

export interface Bench {
  /** One line for the list of benches. */
  readonly what: string;
  /** `say` tells the person who waits what goes on. Throws when something could not be measured. */
  measure(say: (line: string) => void): Promise<Figures>;
}
