/**
 * Patience in conversation: a refusal for haste (429) is waited out, since nothing happened; a
 * call whose answer was lost is made again only where that is harmless, so that nobody gets the
 * same message twice. The log's transport does without: its flusher decides for itself.
 */
import type { Transformer } from "grammy";
import type { Effects } from "../effects/port.ts";
import { sleep } from "../effects/port.ts";

const TRIES_MAX = 3;
/** Longer than this nobody waits for an answer in a chat. */
const WAIT_SECONDS_MAX = 30;

/** Calls that say the same when they are made twice. Polling has a patience of its own. */
function isHarmless(method: string): boolean {
  return method !== "getUpdates" && /^(get|set|edit|delete|answer)/.test(method);
}

export function patience(effects: Effects): Transformer {
  return async (prev, method, payload, signal) => {
    for (let tries = 1; ; tries++) {
      const isLast = tries === TRIES_MAX || method === "getUpdates";
      try {
        const answer = await prev(method, payload, signal);
        if (answer.ok || isLast) return answer;
        const waitSeconds = waitOf(method, answer.error_code, answer.parameters?.retry_after);
        if (waitSeconds === null) return answer;
        await sleep(effects, waitSeconds * 1000);
      } catch (error) {
        if (isLast || !isHarmless(method)) throw error;
        await sleep(effects, tries * 1000);
      }
    }
  };
}

/** How long to wait before the same call may be made again; null: it may not. */
function waitOf(method: string, code: number, retryAfter: number | undefined): number | null {
  if (code === 429) {
    const seconds = retryAfter ?? 1;
    return seconds <= WAIT_SECONDS_MAX ? seconds : null;
  }
  return code >= 500 && isHarmless(method) ? 1 : null;
}
