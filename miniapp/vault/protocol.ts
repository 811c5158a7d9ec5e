/**
 * What the page and the vault's Worker say to each other. The open private key is in none of these
 * messages; passphrases and plaintext travel as bytes, so that each side can overwrite its own.
 */
import type { Fingerprint } from "../../shared/log/types.ts";
import type { Certificate, LockCost, OpenVerdict, VerifyVerdict } from "../../shared/pgp/types.ts";

/** A key that was just made, in the forms that may leave the Worker. It stays open in there. */
export interface CreatedKey {
  readonly certificate: Certificate;
  /** The locked private key, armored: what is backed up. */
  readonly locked: string;
  readonly fingerprint: Fingerprint;
  /** What was used: less than asked for when the device has too little memory. */
  readonly cost: LockCost;
}

export interface SealOrder {
  readonly plaintext: Uint8Array;
  /** The Context-Lock, which ends with the recipients. */
  readonly context: string;
  readonly recipients: readonly Certificate[];
  /** Milliseconds since 1970, by the server's clock as far as it is known. */
  readonly now: number;
}

export interface SignOrder {
  readonly payload: Uint8Array;
  /** Purpose `keyset` or `witness`: the owner's key signs nothing else in clear. */
  readonly context: string;
  readonly now: number;
}

/** One message to open or to verify. */
export interface MessageToRead {
  readonly message: Uint8Array;
  readonly context: string;
  readonly signer: Certificate;
}

/** Which database, and what the client's secure storage holds for it (null: it has none). */
export interface RememberPlace {
  /** Bot id and user id: several accounts share one browser profile. */
  readonly namespace: string;
  readonly share: Uint8Array | null;
}

/** Name of a call to what it takes and what it answers. */
export interface VaultCalls {
  createKey: [
    { readonly passphrase: Uint8Array; readonly cost: LockCost; readonly now: number },
    CreatedKey,
  ];
  /** The certificate, or null when the passphrase is wrong. */
  unlock: [{ readonly locked: string; readonly passphrase: Uint8Array }, Certificate | null];
  lock: [null, null];
  /** The certificate of the open key; null while locked. */
  opened: [null, Certificate | null];
  /** Fingerprint of a locked key that this passphrase opens, else null. The open key is untouched. */
  verifyBackup: [{ readonly locked: string; readonly passphrase: Uint8Array }, Fingerprint | null];
  sign: [SignOrder, Uint8Array];
  seal: [SealOrder, Uint8Array];
  open: [{ readonly messages: readonly MessageToRead[]; readonly now: number }, OpenVerdict[]];
  verify: [{ readonly messages: readonly MessageToRead[]; readonly now: number }, VerifyVerdict[]];
  /** Null for bytes that are not a certificate of our profile. */
  parseCertificates: [readonly Uint8Array[], (Certificate | null)[]];
  /** Keeps the open key on this device for unlocking without the passphrase. */
  remember: [RememberPlace, null];
  /** The certificate, or null when nothing usable was kept. */
  unlockRemembered: [RememberPlace, Certificate | null];
  forget: [{ readonly namespace: string }, null];
  /** The person does something: the idle time begins anew. */
  touch: [null, null];
  setVisible: [{ readonly isVisible: boolean }, null];
}

export type VaultCall = keyof VaultCalls;

/**
 * Why a call failed. `locked`: no key is open. `refused`: the bytes or the key are not our profile,
 * or the page asked for what the vault does not do. `memory`: Argon2 got none. `storage`: the
 * device keeps nothing. `internal`: a mistake of ours, or the Worker died.
 */
export type VaultFailure = "locked" | "refused" | "memory" | "storage" | "internal";

/** Why the key was closed; `lost`: the Worker died, and the key with it. */
export type LockReason = "asked" | "idle" | "hidden" | "lost";

export interface VaultRequest<Call extends VaultCall = VaultCall> {
  readonly id: number;
  readonly call: Call;
  readonly order: VaultCalls[Call][0];
}

export type VaultMessage =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  /** `why` is a fixed phrase of ours: it never quotes what was read. */
  | {
      readonly id: number;
      readonly ok: false;
      readonly failure: VaultFailure;
      readonly why: string;
    }
  | { readonly event: "locked"; readonly reason: LockReason };
