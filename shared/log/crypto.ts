/**
 * The OpenPGP that the log needs, as a port: shared/pgp is one implementation, the transparent
 * envelope of shared/testkit another. Nothing here knows a key or an algorithm.
 */
import type {
  Certificate,
  OpenRequest,
  OpenVerdict,
  SealRequest,
  SignRequest,
  VerifyRequest,
  VerifyVerdict,
} from "../pgp/types.ts";

export interface Sealer {
  /** Sign and encrypt. Rejects only for our own mistakes, never for what is inside. */
  seal(request: SealRequest): Promise<Uint8Array>;
  /** Sign in clear: the payload stays readable inside the signed message. */
  sign(request: SignRequest): Promise<Uint8Array>;
}

export interface Opener {
  /** Decrypt and verify: a verdict, whatever the bytes are. */
  open(request: OpenRequest): Promise<OpenVerdict>;
  /** A verdict, whatever the bytes are. */
  verify(request: VerifyRequest): Promise<VerifyVerdict>;
  /** Throws PgpRefused for a certificate that is not of our profile. */
  parseCertificate(bytes: Uint8Array): Promise<Certificate>;
}

export interface LogCrypto extends Sealer, Opener {
  /** The certificate of a locked private key, without its passphrase. Throws PgpRefused. */
  lockedKeyCertificate(armored: string): Promise<Certificate>;
}
