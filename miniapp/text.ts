/**
 * The app's sentences in the person's language, and how dates, numbers and sizes are written in
 * it. Japanese is there from the start; English is fetched when somebody needs it.
 */
import { signal } from "@preact/signals";
import { api } from "../shared/locales/ja/api.ts";
import { app } from "../shared/locales/ja/app.ts";
import type { Language, TextIn } from "../shared/locales/text.ts";
import { makeText } from "../shared/locales/text.ts";

const ja = { ...api, ...app };

/** The language in force. */
export const language = signal<Language>("ja");
const sentences = signal(makeText(ja, ja));

/** The sentence of a key; its parameters are asked for by the compiler. */
export const t: TextIn<typeof ja> = (key, ...parameters) =>
  sentences.value(language.value, key, ...parameters);

/** A key of this app's sentences that was put together at run time, or null when there is none. */
export function findText(key: string): string | null {
  return isKey(key) ? sentences.value(language.value, key) : null;
}

function isKey(key: string): key is PlainKey {
  return Object.hasOwn(ja, key);
}
/** Sentences without parameters: only they can be looked up by a name made at run time. */
type PlainKey = {
  [Key in keyof typeof ja]: (typeof ja)[Key] extends `${string}{${string}` ? never : Key;
}[keyof typeof ja];

/** Speaks the person's language from now on. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === language.value) return;
  if (wanted === "en") {
    const en = await import("./text-en.ts");
    sentences.value = makeText(ja, en.sentences);
  }
  language.value = wanted;
  document.documentElement.lang = wanted;
}

const localeOf = { ja: "ja-JP", en: "en-GB" } as const;

/** A number with its separators. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(localeOf[language.value]).format(count);
}

/** A time of day in the person's own zone, for example 9:05. */
export function formatTime(at: number): string {
  return format(at, { hour: "numeric", minute: "2-digit" });
}

/** Day and time, with the year. */
export function formatMoment(at: number): string {
  return format(at, { dateStyle: "long", timeStyle: "short" });
}

/** The day alone, for example 11月22日(日); with the year when it is not that of `now`. */
export function formatDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const day = { month: "long", day: "numeric", weekday: "short" } as const;
  return format(at, isThisYear ? day : { ...day, year: "numeric" });
}

/** How long ago, in the largest unit that fits. */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.max(0, Math.round((now - at) / 60_000));
  if (minutes < 1) return t("app.time.justNow");
  if (minutes < 60) return t("app.time.minutesAgo", { count: minutes });
  const hours = Math.round(minutes / 60);
  if (hours < 24) return t("app.time.hoursAgo", { count: hours });
  return t("app.time.daysAgo", { count: Math.round(hours / 24) });
}

/** A size in the unit a person would use. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 1_000_000) return `${Math.round(sizeBytes / 1000)} KB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

function format(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf[language.value], options).format(at);
}
