/**
 * What the vault keeps on the device: names and values in IndexedDB, one database for each account,
 * because several accounts share one browser profile. What is kept may be gone at any time.
 */
import type { Effects } from "../effects.ts";

/** A small store of structured values. Its methods reject when the device refuses. */
export interface KeyValue {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

const STORE = "vault";

/** Opens the store of one account. Rejects where storage is forbidden. */
export async function openKeyValue(
  effects: Pick<Effects, "openDatabase">,
  namespace: string,
): Promise<KeyValue> {
  const database = await effects.openDatabase(`libral-vault-${namespace}`, 1, (fresh) => {
    fresh.createObjectStore(STORE);
  });
  // Another window that wants a newer version must not wait for this one.
  database.onversionchange = () => database.close();
  const run = <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = act(transaction.objectStore(STORE));
      // Only the end of the transaction says that it is kept.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("storage refused"));
      transaction.onerror = () => reject(transaction.error ?? new Error("storage failed"));
    });
  return {
    get: (name) => run<unknown>("readonly", (store) => store.get(name)),
    set: async (name, value) => {
      await run("readwrite", (store) => store.put(value, name));
    },
    remove: async (name) => {
      await run("readwrite", (store) => store.delete(name));
    },
  };
}
