/**
 * Claims: the signed message by which a process takes over a log. Its message id is the upper
 * bound of what the process must read before it writes.
 */
import * as v from "valibot";
import type { Parsed } from "./schema.ts";
import { count, logId, nonce, positive } from "./schema.ts";
import type { Verifying } from "./signed.ts";
import { verifyDocument } from "./signed.ts";
import type { LogId } from "./types.ts";

export interface LogClaim {
  readonly version: 1;
  readonly log: LogId;
  /** Higher than every epoch before; segments written under the claim bear it. */
  readonly epoch: number;
  /** 32 random hex digits: tells two processes of one bot apart. */
  readonly nonce: string;
  /** Message id of the claim that it takes over from; null when there was none. */
  readonly supersedes: number | null;
  readonly at: number;
}

const claimSchema: v.GenericSchema<unknown, LogClaim> = v.strictObject({
  version: v.literal(1),
  log: logId,
  epoch: positive,
  nonce,
  supersedes: v.nullable(positive),
  at: count,
});

/** The claim inside a signed message, or why it is none. */
export function verifyClaim(signed: Uint8Array, by: Verifying): Promise<Parsed<LogClaim>> {
  return verifyDocument("claim", signed, claimSchema, by);
}
