/** Keys that the operator's secret gives, one for each purpose. None of them opens anything. */
import type { LogId } from "../../shared/log/types.ts";
import { encodeUtf8, toHex } from "../../shared/std/bytes.ts";
import { hkdfSha256, hmacSha256 } from "../../shared/std/hash.ts";

/** 32 bytes for one purpose in one log. */
export function keyOf(secret: Uint8Array, purpose: "record" | "hashtag", log: LogId): Uint8Array {
  return derive(secret, `libral ${purpose} ${log}`);
}

/** How the registry names a person: without the secret it says nobody. 32 hex digits. */
export function registryName(secret: Uint8Array, ownerId: number): string {
  const key = derive(secret, "libral registry");
  return toHex(hmacSha256(key, encodeUtf8(`owner:${ownerId}`)).subarray(0, 16));
}

function derive(secret: Uint8Array, info: string): Uint8Array {
  return hkdfSha256({ secret, info: encodeUtf8(info), sizeBytes: 32 });
}
