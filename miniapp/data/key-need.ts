/**
 * What the person has to do next about their key, from what the server says and what this device
 * has. Light, because the first screen asks it: no OpenPGP and no log here.
 */
import type { LogAnswer } from "../../shared/contract/api.ts";
import type { DeviceStore } from "./device-store.ts";

export type LogInfo = NonNullable<LogAnswer["log"]>;

/**
 * `finish`: made on this device, but backup or keyset are not done. `restore`: fetch the backup.
 * `otherLog`: another log than the one this device trusts, which only the person can accept: a
 * hostile server could otherwise put an empty one in the old one's place.
 */
export type KeyNeed = "create" | "finish" | "restore" | "unlock" | "otherLog";

/** The locked key as this device keeps it. */
export interface LocalKey {
  readonly locked: string;
  readonly fingerprint: string;
  /** The vault may open it without the passphrase. */
  readonly isRemembered: boolean;
}

const LOCAL_KEY = "lockedKey";
const SEEN_LOG = "log";

/** `seenLog` is the log that this device trusts; null before its first. */
export function keyNeed(info: LogInfo, local: LocalKey | null, seenLog: string | null): KeyNeed {
  const { keyBackup } = info;
  if (seenLog !== null && seenLog !== info.id) return "otherLog";
  if (local && keyBackup !== null && local.fingerprint !== keyBackup) return "restore";
  if (local) return keyBackup !== null && info.keysets.length > 0 ? "unlock" : "finish";
  return keyBackup === null ? "create" : "restore";
}

/** The locked key of this device; null when it has none, or what is there is not of our form. */
export async function readLocalKey(store: DeviceStore): Promise<LocalKey | null> {
  const value = await store.get("facts", LOCAL_KEY);
  if (typeof value !== "object" || value === null) return null;
  if (!("locked" in value) || !("fingerprint" in value)) return null;
  const { locked, fingerprint } = value;
  if (typeof locked !== "string" || typeof fingerprint !== "string") return null;
  const isRemembered = "isRemembered" in value && value.isRemembered === true;
  return { locked, fingerprint, isRemembered };
}

/** Keeps it on this device. Rejects when the device's storage does. */
export async function keepLocalKey(store: DeviceStore, key: LocalKey): Promise<void> {
  await store.put("facts", LOCAL_KEY, key);
}

/** The id of the log that this device trusts; null when it has trusted none yet. */
export async function readSeenLog(store: DeviceStore): Promise<string | null> {
  const value = await store.get("facts", SEEN_LOG);
  return typeof value === "string" ? value : null;
}

/** From now on only this log is this device's. */
export async function keepSeenLog(store: DeviceStore, log: string): Promise<void> {
  await store.put("facts", SEEN_LOG, log);
}
