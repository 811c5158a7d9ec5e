/**
 * Whom this device believes: keysets signed by the owner's key, and never an older list than the
 * one it saw last. The server hands them over; it can neither add a reader nor take one back.
 */
import type { LogAnswer } from "../../../shared/contract/api.ts";
import type { Opener } from "../../../shared/log/crypto.ts";
import type { VerifiedKeyset } from "../../../shared/log/keyset.ts";
import { verifyKeysets, writerCertificate } from "../../../shared/log/keyset.ts";
import type { Hash, LogId, Writer } from "../../../shared/log/types.ts";
import type { Certificate } from "../../../shared/pgp/types.ts";
import { fromBase64 } from "../../../shared/std/bytes.ts";
import type { DeviceStore } from "../device-store.ts";
import { keepSeenLog } from "../key-need.ts";

/** The keysets in force, checked. */
export interface Trust {
  readonly log: LogId;
  readonly owner: Certificate;
  /** By number: index 0 is keyset 1. */
  readonly keysets: readonly VerifiedKeyset[];
  readonly newest: VerifiedKeyset;
  /** Every bot key that the owner ever accepted: one of them signed each frame. */
  readonly bots: readonly Certificate[];
}

/** `older`: the server showed fewer or other keysets than this device has seen before. */
export type TrustVerdict =
  | { readonly kind: "trusted"; readonly trust: Trust }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly why: "older" | "notYours" };

interface SeenKeyset {
  readonly number: number;
  readonly hash: Hash;
}

const SEEN = "keyset";

/** Checks what the server says of the keys, and remembers the newest list. */
export async function checkTrust(
  info: NonNullable<LogAnswer["log"]>,
  owner: Certificate,
  given: { readonly crypto: Opener; readonly store: DeviceStore; readonly now: number },
): Promise<TrustVerdict> {
  const log = info.id as LogId;
  const seen = readSeen(await given.store.get("facts", SEEN));
  const chain = info.keysets.map(fromBase64);
  if (chain.length === 0) return seen ? { kind: "refused", why: "older" } : { kind: "none" };
  const parsed = await verifyKeysets(chain, owner, { crypto: given.crypto, log, now: given.now });
  if (parsed.kind !== "parsed") return { kind: "refused", why: "notYours" };
  const newest = parsed.value.at(-1);
  if (!newest) return { kind: "none" };
  if (seen && parsed.value[seen.number - 1]?.hash !== seen.hash) {
    return { kind: "refused", why: "older" };
  }
  const now: SeenKeyset = { number: newest.keyset.keyset, hash: newest.hash };
  await keepSeenLog(given.store, log);
  await given.store.put("facts", SEEN, now);
  return { kind: "trusted", trust: trustOf(log, parsed.value, newest) };
}

function trustOf(log: LogId, keysets: readonly VerifiedKeyset[], newest: VerifiedKeyset): Trust {
  const bots = new Map<string, Certificate>();
  for (const keyset of keysets) {
    for (const bot of keyset.bots) bots.set(bot.fingerprint, bot);
  }
  return { log, owner: newest.owner, keysets, newest, bots: [...bots.values()] };
}

/** The certificate that must have signed an envelope of this keyset and writer; null: nobody known. */
export function signerOf(trust: Trust, keyset: number, writer: Writer): Certificate | null {
  const found = trust.keysets[keyset - 1];
  return found ? writerCertificate(found, writer) : null;
}

function readSeen(value: unknown): SeenKeyset | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("number" in value) || !("hash" in value)) return null;
  const { number, hash } = value;
  return typeof number === "number" && typeof hash === "string"
    ? { number, hash: hash as Hash }
    : null;
}
