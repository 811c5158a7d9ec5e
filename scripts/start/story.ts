/**
 * The story beside the chat: five steps, and which of them have really happened. Pure; the
 * facts come from the bot's /health and from what the person's chats show.
 */
import type { ClientGuide } from "../telegram/client-protocol.ts";
import type { BotHealth } from "./bot-health.ts";
import type { Language, TextKey } from "./texts/index.ts";
import { text } from "./texts/index.ts";

export const steps = ["setup", "key", "note", "read", "forget"] as const;
export type Step = (typeof steps)[number];

/** Steps that happened at some time. A deleted database takes none of them back. */
export type Reached = ReadonlySet<Step>;

export const FORGET_HOOK = "forget";

export interface StoryFacts {
  readonly health: BotHealth;
  /** Messages of the topic notes that the owner sees in their group. */
  readonly noteMessages: number;
}

/** What `facts` prove, added to what was reached before. */
export function reach(before: Reached, { health, noteMessages }: StoryFacts): Reached {
  const hasKey = health.logs.some(({ condition }) => condition === "ready");
  const proven: Step[] = [];
  if (health.logCount > 0) proven.push("setup");
  if (hasKey) proven.push("key");
  if (hasKey && noteMessages > 0) proven.push("note");
  if (noteMessages > 0 && health.notesHandedOut > 0) proven.push("read");
  return new Set([...before, ...proven]);
}

/** The guide as the chat client shows it; the first step not reached is the one to do now. */
export function guideOf(reached: Reached, language: Language, note?: string): ClientGuide {
  const now = steps.find((step) => !reached.has(step));
  const say = (key: TextKey): string => text(language, key);
  return {
    title: say("title"),
    steps: steps.map((step) => ({
      id: step,
      title: say(`${step}.title`),
      text: say(`${step}.text`),
      state: reached.has(step) ? "done" : step === now ? "now" : "todo",
      ...(step === "forget"
        ? { hook: { id: FORGET_HOOK, label: say("forget.button"), danger: true } }
        : {}),
    })),
    ...(note ? { note } : {}),
  };
}

/** What the person is told after the database was deleted. `after` is what came back by then. */
export function forgetNote(
  language: Language,
  before: BotHealth | null,
  after: BotHealth,
  elapsedMs: number,
): string {
  const seconds = (elapsedMs / 1000).toFixed(1);
  const records = before?.recordsDurable ?? 0;
  const back = after.recordsDurable;
  const waiting = before?.logs.reduce((sum, log) => sum + log.envelopesWaiting, 0) ?? 0;
  const lost = waiting > 0 ? `\n${text(language, "forget.waiting", { waiting })}` : "";
  if (back === 0 && records === 0) return text(language, "forget.nothing", { seconds }) + lost;
  if (!isBack(before, after)) {
    return text(language, "forget.partly", { seconds, records, back }) + lost;
  }
  const logs = after.logCount;
  return text(language, "forget.back", { seconds, logs, records: back }) + lost;
}

/** True when all that was durable is there again, and nothing is still being read. */
export function isBack(before: BotHealth | null, after: BotHealth): boolean {
  if (after.logs.some(({ condition }) => condition === "recovering")) return false;
  if (!before) return true;
  return after.logCount >= before.logCount && after.recordsDurable >= before.recordsDurable;
}
