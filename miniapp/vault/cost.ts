/** What unlocking costs by default, and what a device with little memory may lower it to. */
import type { LockCost } from "../../shared/pgp/types.ts";

/** 64 MiB, RFC 9106's second recommendation. */
export const DEFAULT_COST: LockCost = { passes: 3, parallelism: 4, memoryExponent: 16 };

/**
 * Tried one after the other when memory is refused. OpenPGP writes memory as a power of two KiB, so
 * OWASP's 19 MiB with two passes becomes 32 MiB, then 16 MiB with one more pass.
 */
export const SMALLER_COSTS: readonly LockCost[] = [
  { passes: 3, parallelism: 4, memoryExponent: 15 },
  { passes: 3, parallelism: 1, memoryExponent: 14 },
];
