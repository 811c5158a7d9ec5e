/**
 * The world as Node gives it. Traces go to standard error, so that standard output stays free
 * for what a person asked for.
 */
import { randomBytes } from "node:crypto";
import type { Effects } from "./port.ts";
import { realAfter } from "./timers.ts";
import type { TraceLevel } from "./trace.ts";
import { isTraced, traceLine } from "./trace.ts";

export interface NodeEffectsOptions {
  /** Traces below this level are dropped. Default: `info`. */
  readonly leastLevel?: TraceLevel;
  /** Takes one line without its line end. Default: standard error. */
  readonly write?: (line: string) => void;
}

export function nodeEffects(options: NodeEffectsOptions = {}): Effects {
  const leastLevel = options.leastLevel ?? "info";
  const write = options.write ?? ((line: string) => process.stderr.write(`${line}\n`));
  const now = (): number => Date.now();
  const trace: Effects["trace"] = (level, event, facts) => {
    if (isTraced(level, leastLevel)) write(traceLine(now(), level, event, facts));
  };
  return {
    now,
    // A plain view: a Buffer would look like bytes but compare and print as something else.
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    after: realAfter(trace),
    fetch: (input, init) => globalThis.fetch(input, init),
    trace,
  };
}
