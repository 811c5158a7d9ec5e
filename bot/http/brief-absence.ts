/**
 * Looking for a log that is not there asks Telegram each time, out of the few calls a second that
 * the whole bot has. Without this, one stranger who asks quickly would slow every owner down.
 */
import type { Effects } from "../effects/port.ts";
import type { FindOutcome, LogServers } from "../logserver/port.ts";

/** Short enough that nobody notices who has just made a log; a log that is found is never kept. */
export const ABSENCE_MS = 3_000;
const PEOPLE_MAX = 10_000;

/** `find`, with an answer of `absent` or `unreachable` kept for a moment. In memory, bounded. */
export function briefAbsence(
  logServers: Pick<LogServers, "find">,
  effects: Pick<Effects, "now">,
): Pick<LogServers, "find"> {
  const kept = new Map<number, { readonly outcome: FindOutcome; readonly until: number }>();
  return {
    async find(ownerId) {
      const before = kept.get(ownerId);
      if (before && effects.now() < before.until) return before.outcome;
      kept.delete(ownerId);
      const outcome = await logServers.find(ownerId);
      if (outcome.kind === "found") return outcome;
      kept.set(ownerId, { outcome, until: effects.now() + ABSENCE_MS });
      for (const oldest of kept.keys()) {
        if (kept.size <= PEOPLE_MAX) break;
        kept.delete(oldest);
      }
      return outcome;
    },
  };
}
