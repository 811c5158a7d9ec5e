/**
 * What this device keeps between two visits: sealed segments, sealed notes that wait, and a few
 * facts (locked key, witness, device name). Ciphertext and public things only; it may vanish at any
 * time, and everything but what waits comes back from Telegram.
 */
import type { Effects } from "../effects.ts";

/** One store of the database: keys are texts or numbers, values are structured clones. */
export type StoreName = "facts" | "segments" | "bodies" | "outbox";

/** Reads and writes; each rejects when the device's storage does. */
export interface DeviceStore {
  get(store: StoreName, key: IDBValidKey): Promise<unknown>;
  /** In the order of their keys. */
  getRange(store: StoreName, from: number, to: number): Promise<readonly unknown[]>;
  getAll(store: StoreName): Promise<readonly unknown[]>;
  put(store: StoreName, key: IDBValidKey, value: unknown): Promise<void>;
  putAll(store: StoreName, entries: readonly (readonly [IDBValidKey, unknown])[]): Promise<void>;
  delete(store: StoreName, key: IDBValidKey): Promise<void>;
  clear(): Promise<void>;
}

const stores: readonly StoreName[] = ["facts", "segments", "bodies", "outbox"];

/** The database of one bot and one person: several accounts share one browser profile. */
export async function openDeviceStore(
  effects: Pick<Effects, "openDatabase">,
  botId: number,
  userId: number,
): Promise<DeviceStore> {
  const database = await effects.openDatabase(`libral-${botId}-${userId}`, 1, (fresh) => {
    for (const name of stores) fresh.createObjectStore(name);
  });
  const read = (name: StoreName) => database.transaction(name, "readonly").objectStore(name);
  const write = async (
    names: readonly StoreName[],
    run: (storeOf: (name: StoreName) => IDBObjectStore) => void,
  ): Promise<void> => {
    // Strict: resolved means written, so that a sealed note survives a crash right after.
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    run((name) => transaction.objectStore(name));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("storage refused"));
    });
  };
  return {
    get: (store, key) => answerOf(read(store).get(key)),
    getRange: (store, from, to) => answerOf(read(store).getAll(IDBKeyRange.bound(from, to))),
    getAll: (store) => answerOf(read(store).getAll()),
    put: (store, key, value) => write([store], (of) => void of(store).put(value, key)),
    putAll: (store, entries) =>
      write([store], (of) => {
        for (const [key, value] of entries) of(store).put(value, key);
      }),
    delete: (store, key) => write([store], (of) => void of(store).delete(key)),
    clear: () =>
      write(stores, (of) => {
        for (const name of stores) of(name).clear();
      }),
  };
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage refused"));
  });
}

/** The same in memory: for devices whose browser forbids storage, and for tests. */
export function memoryDeviceStore(): DeviceStore {
  const maps = new Map<StoreName, Map<IDBValidKey, unknown>>();
  const mapOf = (name: StoreName): Map<IDBValidKey, unknown> => {
    const found = maps.get(name) ?? new Map<IDBValidKey, unknown>();
    maps.set(name, found);
    return found;
  };
  const ordered = (name: StoreName) =>
    [...mapOf(name)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    get: async (store, key) => structuredClone(mapOf(store).get(key)),
    getRange: async (store, from, to) =>
      ordered(store)
        .filter(([key]) => typeof key === "number" && key >= from && key <= to)
        .map(([, value]) => structuredClone(value)),
    getAll: async (store) => ordered(store).map(([, value]) => structuredClone(value)),
    put: async (store, key, value) => void mapOf(store).set(key, structuredClone(value)),
    async putAll(store, entries) {
      for (const [key, value] of entries) mapOf(store).set(key, structuredClone(value));
    },
    delete: async (store, key) => void mapOf(store).delete(key),
    clear: async () => maps.clear(),
  };
}
