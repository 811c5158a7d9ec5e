/** How a refusal becomes a verdict: foreign bytes never throw out of this room. */
import { AssertionFailed } from "../std/assert.ts";
import { PgpRefused } from "./refused.ts";
import type { Damaged } from "./types.ts";

/** Runs a check of foreign bytes: refusals and the library's own errors become a verdict. */
export async function verdictOf<T>(check: () => Promise<T>): Promise<T | Damaged> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AssertionFailed) throw error;
    // An error of the library may quote what it read; only our own words go on.
    return { kind: "damaged", why: error instanceof PgpRefused ? error.message : "unreadable" };
  }
}
