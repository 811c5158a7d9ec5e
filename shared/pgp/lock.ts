/**
 * Locked keys (RFC 9580 section 5.5.3): the private half under a passphrase by Argon2id and
 * AES-256-OCB, its cost written beside it. What a stranger's key may cost is checked on its bytes
 * before any memory is asked for.
 */
import { assert } from "../std/assert.ts";
import { equalBytes } from "../std/bytes.ts";
import { armor, dearmor } from "./armor.ts";
import { PUBLIC_BODY_SIZE } from "./certificate.ts";
import { lockPacket, readSecretPacket, unlockPacket } from "./engine.ts";
import type { SecretKeyBodies, SecretParts } from "./key.ts";
import { exportOpenKey, readSecretKey, writeSecretKey } from "./key.ts";
import { makeOpenKey } from "./open-key.ts";
import { AES256, LOCK_COST_MAX, LOCK_WORK_MIN, OCB, OCTETS_32 } from "./profile.ts";
import { PgpRefused, refuseUnless } from "./refused.ts";
import type { Certificate, LockCost, OpenKey } from "./types.ts";

/** S2K usage octet for AEAD (section 3.7.2.1), and the type of Argon2 (section 3.7.1.4). */
const USAGE_AEAD = 253;
const S2K_ARGON2 = 4;
const SALT_SIZE = 16;
const NONCE_SIZE = 15;
const TAG_SIZE = 16;
/** Usage, count of what follows, cipher, mode, size of the S2K, then type, salt, t, p, m; nonce. */
const HEAD = [USAGE_AEAD, 3 + 20 + NONCE_SIZE, AES256, OCB, 20, S2K_ARGON2];
const COST_AT = PUBLIC_BODY_SIZE + HEAD.length + SALT_SIZE;
const LOCKED_BODY_SIZE = COST_AT + 3 + NONCE_SIZE + OCTETS_32 + TAG_SIZE;

/**
 * The armored key, locked. The open key stays open. Throws PgpRefused when the device cannot give
 * Argon2 its memory: try again with a smaller cost.
 */
export async function lockKey(key: OpenKey, passphrase: string, cost: LockCost): Promise<string> {
  assert(passphrase !== "", "a passphrase is not empty");
  const bytes = exportOpenKey(key);
  const bodies = await readSecretKey(bytes);
  const parts = await readParts(bodies);
  bytes.fill(0);
  try {
    await lockPacket(parts.primary, passphrase, cost);
    await lockPacket(parts.subkey, passphrase, cost);
  } catch (error) {
    throw memoryRefusal(error);
  }
  const locked = writeSecretKey(key.certificate, parts);
  readCost(await readSecretKey(locked), LOCK_COST_MAX);
  return armor(locked, "privateKey");
}

/**
 * The open key, or null when the passphrase is wrong. Throws PgpRefused for a key that is not
 * locked as ours are, costs more than the limit, or needs memory that the device does not have.
 */
export async function unlockKey(
  armored: string,
  passphrase: string,
  costLimit: LockCost = LOCK_COST_MAX,
): Promise<OpenKey | null> {
  const bodies = await readSecretKey(dearmor(armored, "privateKey"));
  readCost(bodies, costLimit);
  if (passphrase === "") return null;
  const parts = await readParts(bodies);
  try {
    if (!(await unlockPacket(parts.primary, passphrase))) return null;
    if (!(await unlockPacket(parts.subkey, passphrase))) return null;
  } catch (error) {
    throw memoryRefusal(error);
  }
  return makeOpenKey(bodies.certificate, parts.primary, parts.subkey);
}

/**
 * The public half of a locked key that others will hold, without its passphrase. Throws PgpRefused
 * as unlockKey does, and for a lock that is cheap to guess at.
 */
export async function lockedKeyCertificate(armored: string): Promise<Certificate> {
  const bodies = await readSecretKey(dearmor(armored, "privateKey"));
  const { passes, memoryExponent } = readCost(bodies, LOCK_COST_MAX);
  refuseUnless(passes * 2 ** memoryExponent >= LOCK_WORK_MIN, "key: cheap to guess");
  return bodies.certificate;
}

/** What unlocking this key costs. Throws PgpRefused as unlockKey does. */
export async function lockedKeyCost(armored: string): Promise<LockCost> {
  return readCost(await readSecretKey(dearmor(armored, "privateKey")), LOCK_COST_MAX);
}

async function readParts(bodies: SecretKeyBodies): Promise<SecretParts> {
  return {
    primary: await readSecretPacket(bodies.primary, false),
    subkey: await readSecretPacket(bodies.subkey, true),
  };
}

/** Both packets must be locked in our one way, at the same cost, within the limit. */
function readCost(bodies: SecretKeyBodies, limit: LockCost): LockCost {
  const [primary, subkey] = [bodies.primary, bodies.subkey].map(readPacketCost);
  assert(primary !== undefined && subkey !== undefined, "two packets");
  refuseUnless(equalBytes(primary, subkey), "key: two costs");
  const [passes = 0, parallelism = 0, memoryExponent = 0] = primary;
  refuseUnless(passes >= 1 && passes <= limit.passes, "key: too many passes");
  refuseUnless(parallelism >= 1 && parallelism <= limit.parallelism, "key: too many lanes");
  refuseUnless(memoryExponent <= limit.memoryExponent, "key: asks for too much memory");
  // Section 3.7.1.4: at least 8 KiB a lane.
  refuseUnless(2 ** memoryExponent >= 8 * parallelism, "key: asks for too little memory");
  return { passes, parallelism, memoryExponent };
}

function readPacketCost(body: Uint8Array): Uint8Array {
  refuseUnless(body.length === LOCKED_BODY_SIZE, "key: not locked as ours are");
  const head = body.subarray(PUBLIC_BODY_SIZE, PUBLIC_BODY_SIZE + HEAD.length);
  refuseUnless(equalBytes(head, Uint8Array.from(HEAD)), "key: not locked with Argon2 and OCB");
  return body.subarray(COST_AT, COST_AT + 3);
}

/** The engine names its out-of-memory error; anything else is passed on as it is. */
function memoryRefusal(error: unknown): unknown {
  const isMemory = error instanceof Error && error.name === "Argon2OutOfMemoryError";
  return isMemory ? new PgpRefused("argon2: not enough memory") : error;
}
