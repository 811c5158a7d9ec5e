/**
 * The door of shared/pgp: seal and open, sign and verify, keys, armor, Context-Lock. Everything is
 * our one profile of RFC 9580; whatever is weaker or wider is refused on the way in and out.
 */
export { type ArmorKind, armor, dearmor, findArmored } from "./armor.ts";
export { parseCertificate } from "./certificate.ts";
export { lendOcb, type OcbCipher, type OcbProvider } from "./cipher.ts";
export {
  type Context,
  contextOf,
  type RecordContext,
  type SealedContext,
  type SealedPurpose,
  type SignedContext,
  type SignedPurpose,
} from "./context-lock.ts";
export { exportOpenKey, generateKey, importOpenKey, keyFromSecret } from "./key.ts";
export { lockedKeyCertificate, lockedKeyCost, lockKey, unlockKey } from "./lock.ts";
export { wipeKey } from "./open-key.ts";
export { PgpRefused } from "./refused.ts";
export { open, seal } from "./seal.ts";
export { sign, verify } from "./sign.ts";
export type {
  Certificate,
  Damaged,
  LockCost,
  OpenKey,
  OpenRequest,
  OpenVerdict,
  SealRequest,
  SignRequest,
  VerifyRequest,
  VerifyVerdict,
} from "./types.ts";
