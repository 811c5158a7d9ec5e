/**
 * Each initData opens one session. Its digest is remembered in the cache until it would be too old
 * anyway; the key begins with that time, so that what is over is found by one ordered read.
 *
 * Known hole: who deletes the cache forgets what was used within the last hour. Stolen initData
 * would then open a session of that one person once more; it opens no sealed record.
 */
import type { Storage } from "../storage/port.ts";
import { INIT_DATA_AGE_MS_MAX } from "./init-data.ts";

const PREFIX = "http/init-data/";
/** How many old entries one exchange clears away: more than it adds, so that they die out. */
const SWEEP_MAX = 32;
const nothing = new Uint8Array(0);

/**
 * True the first time this digest is seen, false ever after. Remembered before the session is
 * given: if we die between the two, the person opens the Mini App again.
 */
export function claimInitData(
  storage: Storage,
  used: { readonly digest: string; readonly signedAt: number },
  now: number,
): boolean {
  return storage.transaction(() => {
    sweep(storage, now);
    const key = `${PREFIX}${expiry(used.signedAt + INIT_DATA_AGE_MS_MAX)}/${used.digest}`;
    if (storage.get(key)) return false;
    storage.put(key, nothing);
    return true;
  });
}

function sweep(storage: Storage, now: number): void {
  const end = `${PREFIX}${expiry(now)}`;
  for (const [key] of storage.list({ prefix: PREFIX, limit: SWEEP_MAX })) {
    if (key >= end) return;
    storage.delete(key);
  }
}

/** Milliseconds in fixed width: text order is then the order of time. */
function expiry(at: number): string {
  return String(at).padStart(15, "0");
}
