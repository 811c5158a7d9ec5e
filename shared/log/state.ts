/**
 * What the bot must know to act, folded from `owner+bot` records. Plain data; replay.ts makes it.
 */
import type { Fingerprint, Hash, Json } from "./types.ts";

/** Raise it whenever replay of the same records gives another state. */
export const REPLAY_VERSION = 1;

export interface KeyBackup {
  readonly fingerprint: Fingerprint;
  readonly messageId: number;
  readonly fileId: string;
  readonly uniqueId: string;
  readonly sha256: Hash;
  readonly at: number;
}

export interface LogState {
  readonly version: typeof REPLAY_VERSION;
  readonly createdAt: number;
  readonly role: "owner" | "operator";
  readonly language: "ja" | "en";
  /** What the owner chose, by name, for example `originals: "ask"`. */
  readonly settings: { readonly [name: string]: Json };
  readonly keyBackup: KeyBackup | null;
  /** In an operator's log only: keyed hash of a user id to where their log is. */
  readonly registry: { readonly [userHash: string]: RegistryEntry };
}

export interface RegistryEntry {
  readonly chatId: number;
  readonly slots: readonly [number, number];
  readonly at: number;
}
