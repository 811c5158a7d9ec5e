/** The limits of DeviceStorage, as clients have them. Pure. */

const DEVICE_BYTES_MAX = 5 * 1024 * 1024;
/** Web K's cap; other clients know only the bytes. */
const DEVICE_KEYS_MAX = 10;

/** What would go wrong when this was saved, or null. `others` are the keys that stay. */
export function saveProblem(
  key: string,
  value: unknown,
  others: readonly { readonly key: string; readonly bytes: number }[],
): "KEY_INVALID" | "VALUE_INVALID" | "QUOTA_EXCEEDED" | null {
  if (key === "") return "KEY_INVALID";
  if (value === null) return null;
  if (typeof value !== "string") return "VALUE_INVALID";
  const taken = others.reduce((sum, one) => sum + one.key.length + one.bytes, 0);
  if (others.length + 1 > DEVICE_KEYS_MAX) return "QUOTA_EXCEEDED";
  return taken + key.length + value.length > DEVICE_BYTES_MAX ? "QUOTA_EXCEEDED" : null;
}
