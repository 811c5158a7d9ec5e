/**
 * What the rest of the house may know of OpenPGP: keys are opaque, verdicts are values.
 * Only this folder imports `openpgp`.
 */
import type { Fingerprint } from "../log/types.ts";

/** A checked v6 certificate: Ed25519 primary, X25519 subkey, no user id needed. */
export interface Certificate {
  readonly fingerprint: Fingerprint;
  /** Binary transferable public key (RFC 9580 section 10.1). */
  readonly bytes: Uint8Array;
}

/** An open private key. It never leaves the process (or Web Worker) that opened it. */
export interface OpenKey {
  readonly certificate: Certificate;
  /** Opaque to everybody outside shared/pgp. */
  readonly handle: unknown;
}

/** Cost of Argon2 (RFC 9580 section 3.7.1.4). Memory is 2^memoryExponent KiB. */
export interface LockCost {
  readonly passes: number;
  readonly parallelism: number;
  readonly memoryExponent: number;
}

/** Why a message was refused. `why` is a short English phrase for traces, never shown raw. */
export interface Damaged {
  readonly kind: "damaged";
  readonly why: string;
}

/** `notMine`: no packet is addressed to this key. Everything else that is not `opened` is `damaged`. */
export type OpenVerdict =
  | { readonly kind: "opened"; readonly plaintext: Uint8Array; readonly signedAt: number }
  | { readonly kind: "notMine" }
  | Damaged;

export type VerifyVerdict =
  | { readonly kind: "verified"; readonly payload: Uint8Array; readonly signedAt: number }
  | Damaged;

/** Seal: sign with the context as critical notation, encrypt to all recipients. */
export interface SealRequest {
  readonly plaintext: Uint8Array;
  readonly context: string;
  readonly signer: OpenKey;
  readonly recipients: readonly Certificate[];
  /** Milliseconds since 1970: the signature's date. */
  readonly now: number;
}

export interface OpenRequest {
  readonly message: Uint8Array;
  /** The exact context that the signature must carry. */
  readonly context: string;
  readonly key: OpenKey;
  readonly signer: Certificate;
  /** Milliseconds since 1970; a signature more than five minutes later than this is refused. */
  readonly now: number;
}
/** Sign in clear: the payload stays readable, the context is the signature's critical notation. */
export interface SignRequest {
  readonly payload: Uint8Array;
  readonly context: string;
  readonly signer: OpenKey;
  /** Milliseconds since 1970: the signature's date. */
  readonly now: number;
}

export interface VerifyRequest {
  readonly message: Uint8Array;
  /** The exact context that the signature must carry. */
  readonly context: string;
  readonly signer: Certificate;
  /** Milliseconds since 1970; a signature more than five minutes later than this is refused. */
  readonly now: number;
}
