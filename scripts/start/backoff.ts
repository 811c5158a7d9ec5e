/** When a program that crashed is started again. Arithmetic only. */

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
/** A program that ran this long had come up: its next crash counts as the first. */
export const STEADY_MS = 60_000;
const CRASHES_MAX = 8;

/** Wait before start number `crashes` + 1 in a row; null: it will not come up by trying again. */
export function restartDelayMs(crashes: number): number | null {
  if (crashes > CRASHES_MAX) return null;
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (crashes - 1));
}
