/**
 * How a trace is written down: one line of JSON, the same on every platform, so that whatever
 * collects the output of the process can read it. Knows nothing of where the line goes.
 */
import type { Effects, TraceFacts } from "./port.ts";

export type TraceLevel = Parameters<Effects["trace"]>[0];

const RANK: Readonly<Record<TraceLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** One trace as a line without its line end. `at` is in milliseconds since 1970, UTC. */
export function traceLine(
  at: number,
  level: TraceLevel,
  event: string,
  facts: TraceFacts = {},
): string {
  return JSON.stringify({ at: new Date(at).toISOString(), level, event, ...facts });
}

/** True when a trace of `level` is wanted by someone who asked for `least` and above. */
export function isTraced(level: TraceLevel, least: TraceLevel): boolean {
  return RANK[level] >= RANK[least];
}
