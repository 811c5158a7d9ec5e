/** Versions of the Mini App interface, compared part by part as numbers: 6.10 is after 6.9. */

/** True when `version` is `least` or newer. */
export function isAtLeast(version: string, least: string): boolean {
  const ours = version.split(".").map(Number);
  const theirs = least.split(".").map(Number);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const difference = (ours[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
