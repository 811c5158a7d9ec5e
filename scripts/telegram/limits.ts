/**
 * How much a bot may send: about one message a second to a chat with bursts, twenty a minute to a
 * group, thirty a second over all; edits count like sends. Beyond it Telegram answers 429 with
 * the seconds to wait. The true numbers are not published: these are the FAQ's.
 *
 * Source: core.telegram.org/bots/faq; tdlib maintainers (edits and sends share one budget).
 * Buckets are not part of the history: a restart fills them.
 */
import { tooManyRequests } from "./failure.ts";

/** A bucket's size and how fast it fills again. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface LimitSettings {
  readonly enabled: boolean;
  /** Any single chat. */
  readonly chat: Rate;
  /** Groups, on top of `chat`. */
  readonly group: Rate;
  /** One bot over all chats. */
  readonly bot: Rate;
}

export const DEFAULT_LIMITS: LimitSettings = {
  enabled: true,
  chat: { burst: 10, perSecond: 1 },
  group: { burst: 20, perSecond: 20 / 60 },
  bot: { burst: 30, perSecond: 30 },
};

interface Bucket {
  tokens: number;
  at: number;
}

export interface Limits {
  settings: LimitSettings;
  /** Takes `count` sends out of the budgets of a chat, or throws 429 and takes nothing. */
  spend(botId: number, roomKey: string, now: number, count?: number): void;
  reset(): void;
}

/** Budgets, all full at the start. */
export function createLimits(settings: LimitSettings = DEFAULT_LIMITS): Limits {
  const buckets = new Map<string, Bucket>();
  const limits: Limits = {
    settings,
    spend(botId, roomKey, now, count = 1) {
      const { enabled, chat, group, bot } = limits.settings;
      if (!enabled) return;
      const wanted: [string, Rate][] = [
        [`bot ${botId}`, bot],
        [`chat ${botId} ${roomKey}`, chat],
      ];
      if (roomKey.startsWith("g:")) wanted.push([`group ${botId} ${roomKey}`, group]);
      const filled = wanted.map(([key, rate]) => ({ rate, bucket: fill(buckets, key, rate, now) }));
      const waits = filled.map(({ rate, bucket }) => {
        // An album larger than what is left passes when the bucket is full.
        const missing = Math.min(count, rate.burst) - bucket.tokens;
        return missing > 1e-9 ? missing / rate.perSecond : 0;
      });
      const wait = Math.max(...waits);
      if (wait > 0) throw tooManyRequests(Math.max(1, Math.ceil(wait)));
      for (const { bucket } of filled) bucket.tokens -= count;
    },
    reset: () => buckets.clear(),
  };
  return limits;
}

function fill(buckets: Map<string, Bucket>, key: string, rate: Rate, now: number): Bucket {
  const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now };
  const gained = ((now - bucket.at) / 1000) * rate.perSecond;
  bucket.tokens = Math.min(rate.burst, bucket.tokens + gained);
  bucket.at = now;
  buckets.set(key, bucket);
  return bucket;
}
