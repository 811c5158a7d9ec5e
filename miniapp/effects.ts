/**
 * The one file of the Mini App that touches the clock, timers, the network, randomness and opens
 * databases. Page and Worker import it; everything else takes what it needs as an argument.
 */

/** Stops a timer that has not fired; harmless afterwards. */
export type Cancel = () => void;

export interface Effects {
  /** Milliseconds since 1970, UTC, by the device's clock: it may be wrong. */
  now(): number;
  /** `count` random bytes from the platform's cryptographic source; at most 65536. */
  randomBytes(count: number): Uint8Array<ArrayBuffer>;
  /** Runs once after `delayMs`. */
  after(delayMs: number, run: () => void): Cancel;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Opens a database of this origin. Rejects where storage is forbidden or full. */
  openDatabase(
    name: string,
    version: number,
    upgrade: (database: IDBDatabase) => void,
  ): Promise<IDBDatabase>;
}

/** The real world. */
export const effects: Effects = {
  now: () => Date.now(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  fetch: (url, init) => fetch(url, init),
  openDatabase,
};

function openDatabase(
  name: string,
  version: number,
  upgrade: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some private modes have no indexedDB at all: reading the name throws then.
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(`cannot open database ${name}`));
    request.onblocked = () => reject(new Error(`database ${name} is held by another window`));
  });
}
