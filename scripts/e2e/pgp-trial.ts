/** The same key and text for both sides of the OpenPGP test on workerd. */
import type { LogId } from "../../shared/log/types.ts";

export const PGP_TRIAL = {
  secret: Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 1),
  createdAt: Date.UTC(2025, 0, 1),
  now: Date.UTC(2026, 10, 1),
  log: "0123456789abcdef0123456789abcdef" as LogId,
  text: "Workers でも同じ鍵、同じ封。",
};
