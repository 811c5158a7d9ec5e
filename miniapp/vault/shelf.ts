/**
 * A share of the everyday unlock in the Telegram client's own secure storage (Keychain, Keystore),
 * where the client has one. It is found out by a round trip and not by the client's version: some
 * answer that they have none, some never answer.
 */
import { fromBase64Url, Malformed, toBase64Url } from "../../shared/std/bytes.ts";
import type { Effects } from "../effects.ts";

/** The client's storage; names of letters, digits, `_` and `-`. Rejects when it refuses. */
export interface ClientStorage {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The share of each account. Nothing here rejects: without a share the everyday unlock is local. */
export interface ShareShelf {
  /** A new share, kept by the client; null when the client keeps nothing. */
  makeShare(namespace: string): Promise<Uint8Array | null>;
  readShare(namespace: string): Promise<Uint8Array | null>;
  dropShare(namespace: string): Promise<void>;
}

/** For clients without secure storage. */
export const noShelf: ShareShelf = {
  makeShare: async () => null,
  readShare: async () => null,
  dropShare: async () => {},
};

/** A client that does not answer within this time has no storage. */
const PATIENCE_MS = 3000;
const SHARE_SIZE = 32;

export function openShelf(
  storage: ClientStorage,
  effects: Pick<Effects, "after" | "randomBytes">,
): ShareShelf {
  const nameOf = (namespace: string) => `libral_${namespace}`;

  const readShare = async (namespace: string): Promise<Uint8Array | null> => {
    const text = await attempt(effects, storage.get(nameOf(namespace)));
    return text.ok && text.value !== null ? shareOf(text.value) : null;
  };
  return {
    readShare,
    makeShare: async (namespace) => {
      const share = effects.randomBytes(SHARE_SIZE);
      await attempt(effects, storage.set(nameOf(namespace), toBase64Url(share)));
      // Only what comes back is kept: some clients accept a value and forget it.
      const kept = await readShare(namespace);
      return kept !== null && toBase64Url(kept) === toBase64Url(share) ? share : null;
    },
    dropShare: async (namespace) => {
      await attempt(effects, storage.remove(nameOf(namespace)));
    },
  };
}

function shareOf(text: string): Uint8Array | null {
  try {
    const share = fromBase64Url(text);
    return share.length === SHARE_SIZE ? share : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

function attempt<T>(effects: Pick<Effects, "after">, asked: Promise<T>): Promise<Attempt<T>> {
  return new Promise((resolve) => {
    const cancel = effects.after(PATIENCE_MS, () => resolve({ ok: false }));
    const settle = (answer: Attempt<T>) => {
      cancel();
      resolve(answer);
    };
    asked.then(
      (value) => settle({ ok: true, value }),
      () => settle({ ok: false }),
    );
  });
}
