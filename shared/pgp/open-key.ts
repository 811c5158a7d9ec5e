/**
 * Open keys: what stands behind the opaque `handle` of an OpenKey. Only this room looks inside.
 */

import type { SecretPacket } from "./engine.ts";
import { wipePacket } from "./engine.ts";
import { PgpRefused } from "./refused.ts";
import type { Certificate, OpenKey } from "./types.ts";

/** The two secret packets of an open key. */
class OpenParts {
  readonly primary: SecretPacket;
  readonly subkey: SecretPacket;
  isWiped = false;

  constructor(primary: SecretPacket, subkey: SecretPacket) {
    this.primary = primary;
    this.subkey = subkey;
  }

  /** Nothing of the secret is ever printed or put into JSON by accident. */
  toJSON(): string {
    return "open key";
  }
}

export function makeOpenKey(
  certificate: Certificate,
  primary: SecretPacket,
  subkey: SecretPacket,
): OpenKey {
  return { certificate, handle: new OpenParts(primary, subkey) };
}

/** Throws PgpRefused when the key was wiped or is none of ours. */
export function openPartsOf(key: OpenKey): OpenParts {
  if (!(key.handle instanceof OpenParts)) throw new PgpRefused("not an open key");
  if (key.handle.isWiped) throw new PgpRefused("the key was wiped");
  return key.handle;
}

/**
 * Overwrites the private numbers with zeros, as far as JavaScript allows (copies that the engine or
 * the garbage collector made are out of reach). The key refuses to work afterwards.
 */
export function wipeKey(key: OpenKey): void {
  if (!(key.handle instanceof OpenParts) || key.handle.isWiped) return;
  key.handle.isWiped = true;
  wipePacket(key.handle.primary);
  wipePacket(key.handle.subkey);
}
