/**
 * How fast the bot may call: arithmetic over the times of its last calls. Telegram lets a bot send
 * and edit about 20 times a minute in one group, both from one budget, and about 30 times a second
 * over all chats. Nothing waits here, and nothing learns from a 429: that comes on top.
 */

/** In any 60 seconds: two below Telegram's limit, because its clock is not ours. */
const GROUP_CALLS_PER_MINUTE = 18;
/** So many at once when the group was quiet. */
const BURST = 3;
/**
 * So many at one a second. It covers an owner's first minute: set-up takes eight calls, the key
 * five, then come notes. The last one of the budget waits for half of what is left of the minute.
 */
const BRISK = 17;
const BRISK_GAP_MS = 1_000;
const MINUTE_MS = 60_000;
/** In any second, over all chats. */
const BOT_CALLS_PER_SECOND = 28;

/** Milliseconds until the next call in a group is due; 0: now. `calls` are times, ascending. */
export function groupWaitMs(calls: readonly number[], now: number): number {
  const recent = recentCalls(calls, now);
  const [oldest, last] = [recent[0], recent.at(-1)];
  if (oldest === undefined || last === undefined || recent.length < BURST) return 0;
  if (recent.length < BRISK) return Math.max(0, last + BRISK_GAP_MS - now);
  const isLast = recent.length < GROUP_CALLS_PER_MINUTE;
  const due = isLast ? (last + oldest + MINUTE_MS) / 2 : afterWindow(recent);
  return Math.max(0, Math.ceil(due - now));
}

/** How many calls the last minute has had: how much of the budget is spent. */
export function groupCallsSpent(calls: readonly number[], now: number): number {
  return recentCalls(calls, now).length;
}

/** The calls of the last minute and the one that begins now. */
export function withGroupCall(calls: readonly number[], now: number): readonly number[] {
  return [...recentCalls(calls, now), now];
}

/** As `groupWaitMs`, over all chats of the bot. */
export function botWaitMs(calls: readonly number[], now: number): number {
  const recent = calls.filter((at) => at > now - 1_000 && at <= now);
  const blocking = recent[recent.length - BOT_CALLS_PER_SECOND];
  return blocking === undefined ? 0 : blocking + 1_000 - now;
}

/** As `withGroupCall`, over all chats of the bot. */
export function withBotCall(calls: readonly number[], now: number): readonly number[] {
  return [...calls.filter((at) => at > now - 1_000 && at <= now), now];
}

/** Times after `now` come from a clock that was set back; they say nothing. */
function recentCalls(calls: readonly number[], now: number): readonly number[] {
  return calls.filter((at) => at > now - MINUTE_MS && at <= now);
}

/** When the call that fills the budget is a minute old. */
function afterWindow(recent: readonly number[]): number {
  return (recent[recent.length - GROUP_CALLS_PER_MINUTE] ?? 0) + MINUTE_MS;
}
