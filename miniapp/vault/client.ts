/**
 * The page's side of the vault: typed calls to the Worker that alone holds the open key. The page
 * has no key and loads no OpenPGP; it sees certificates, ciphertext, and the plaintext it asked for.
 */
import type { Opener, Sealer } from "../../shared/log/crypto.ts";
import type { Fingerprint, LogId } from "../../shared/log/types.ts";
import { contextOf } from "../../shared/pgp/context-lock.ts";
import type {
  Certificate,
  LockCost,
  OpenKey,
  OpenVerdict,
  VerifyVerdict,
} from "../../shared/pgp/types.ts";
import { encodeUtf8 } from "../../shared/std/bytes.ts";
import { DEFAULT_COST } from "./cost.ts";
import type { VaultWorker } from "./line.ts";
import { openLine } from "./line.ts";
import { normalizePassphrase } from "./normalize.ts";
import type { CreatedKey, LockReason, MessageToRead, SealOrder } from "./protocol.ts";
import { batchedReaders } from "./readers.ts";
import type { ShareShelf } from "./shelf.ts";
import { noShelf } from "./shelf.ts";

export { VaultError } from "./line.ts";
export type { CreatedKey, LockReason, MessageToRead, SealOrder, VaultFailure } from "./protocol.ts";

/**
 * All methods reject with VaultError. `now` is always milliseconds since 1970, by the server's
 * clock as far as the page knows it: a signature from the future is refused by readers.
 */
export interface Vault {
  /** Makes a key; it is open afterwards. Falls back to a smaller cost when memory is short. */
  createKey(passphrase: string, now: number, cost?: LockCost): Promise<CreatedKey>;
  /** Opens a locked key: its certificate, or null when the passphrase is wrong. */
  unlock(locked: string, passphrase: string): Promise<Certificate | null>;
  lock(): Promise<void>;
  /** The certificate of the open key; null while locked. */
  opened(): Promise<Certificate | null>;
  isUnlocked(): Promise<boolean>;
  /** The drill: fingerprint of the key that this passphrase opens in a backup, else null. */
  verifyBackup(locked: string, passphrase: string): Promise<Fingerprint | null>;

  signKeyset(payload: Uint8Array, log: LogId, now: number): Promise<Uint8Array>;
  sealEnvelope(order: SealOrder): Promise<Uint8Array>;
  openEnvelopes(messages: readonly MessageToRead[], now: number): Promise<OpenVerdict[]>;
  /** Frames and everything else that is signed in clear. Needs no open key. */
  verifyFrames(messages: readonly MessageToRead[], now: number): Promise<VerifyVerdict[]>;
  /** Null for bytes that are not a certificate of our profile. Needs no open key. */
  parseCertificates(certificates: readonly Uint8Array[]): Promise<(Certificate | null)[]>;

  /**
   * Keeps the open key on this device, so that `unlockRemembered` needs no passphrase. `namespace`
   * is bot id and user id: several accounts share one browser profile.
   */
  remember(namespace: string): Promise<void>;
  /** The certificate of the key that is open now; null when the passphrase is needed. */
  unlockRemembered(namespace: string): Promise<Certificate | null>;
  /** Nothing remembered stays on this device. */
  forget(namespace: string): Promise<void>;

  /** The person does something: five idle minutes begin anew. */
  touch(): void;
  /** Whether the client shows us; hidden for a minute locks. */
  setVisible(isVisible: boolean): void;
  /** Called whenever the key was closed, for whatever reason. Answers a function that stops it. */
  onLocked(listener: (reason: LockReason) => void): () => void;

  /**
   * The vault in the words of shared/log: pass `crypto` and `keyOf(certificate)` to its functions.
   * What is read in one turn of the event loop travels to the Worker together.
   */
  readonly crypto: Sealer & Opener;
  /** A stand-in for the open key: it only says whose key is meant. */
  keyOf(certificate: Certificate): OpenKey;
  /** Ends the Worker, and the open key with it. */
  close(): void;
}

/**
 * The vault over a Worker; `start` is called by the first call, and again if the Worker died.
 * `shelf` is the client's secure storage, where it has one.
 */
export function createVault(start: () => VaultWorker, shelf: ShareShelf = noShelf): Vault {
  const listeners = new Set<(reason: LockReason) => void>();
  const line = openLine(start, (reason) => {
    for (const listener of listeners) listener(reason);
  });
  const { call } = line;
  const readers = batchedReaders(call);
  return {
    createKey: (passphrase, now, cost = DEFAULT_COST) =>
      call("createKey", { passphrase: passphraseBytes(passphrase), cost, now }),
    unlock: (locked, passphrase) =>
      call("unlock", { locked, passphrase: passphraseBytes(passphrase) }),
    lock: async () => {
      await call("lock", null);
    },
    opened: () => call("opened", null),
    isUnlocked: async () => (await call("opened", null)) !== null,
    verifyBackup: (locked, passphrase) =>
      call("verifyBackup", { locked, passphrase: passphraseBytes(passphrase) }),
    signKeyset: (payload, log, now) =>
      call("sign", { payload, context: contextOf({ purpose: "keyset", log }), now }),
    sealEnvelope: (order) => call("seal", order),
    openEnvelopes: (messages, now) => call("open", { messages, now }),
    verifyFrames: (messages, now) => call("verify", { messages, now }),
    parseCertificates: (certificates) => call("parseCertificates", certificates),
    remember: async (namespace) => {
      await call("remember", { namespace, share: await shelf.makeShare(namespace) });
    },
    unlockRemembered: async (namespace) =>
      call("unlockRemembered", { namespace, share: await shelf.readShare(namespace) }),
    forget: async (namespace) => {
      await call("forget", { namespace });
      await shelf.dropShare(namespace);
    },
    touch: () => line.tell("touch", null),
    setVisible: (isVisible) => line.tell("setVisible", { isVisible }),
    onLocked: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    crypto: {
      seal: ({ plaintext, context, recipients, now }) =>
        call("seal", { plaintext, context, recipients, now }),
      sign: ({ payload, context, now }) => call("sign", { payload, context, now }),
      ...readers,
    },
    keyOf: (certificate) => ({ certificate, handle: "in the vault" }),
    close: line.close,
  };
}

function passphraseBytes(typed: string): Uint8Array {
  return encodeUtf8(normalizePassphrase(typed));
}
