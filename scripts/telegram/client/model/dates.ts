/**
 * Days and times as a chat shows them. The language and "now" are given; the time zone is the
 * viewer's. Seconds in, as Telegram's messages have them.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, options);
  formats.set(key, made);
  return made;
}

/** A name of the local day of a moment, equal for moments of one day. */
export function dayKey(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** 14:05 */
export function clockTime(seconds: number, language: string): string {
  return format(language === "ja" ? "ja-JP" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(seconds * 1000));
}

/** The whole moment, for tooltips. */
export function fullTime(seconds: number, language: string): string {
  return format(language === "ja" ? "ja-JP" : "en-GB", {
    dateStyle: "long",
    timeStyle: "medium",
  }).format(new Date(seconds * 1000));
}

export type DayName =
  | { readonly name: "today" | "yesterday" }
  | { readonly name: "date"; readonly text: string };

/** What the pill between two days says. */
export function dayName(seconds: number, nowSeconds: number, language: string): DayName {
  const key = dayKey(seconds);
  if (key === dayKey(nowSeconds)) return { name: "today" };
  if (key === dayKey(nowSeconds - 86_400)) return { name: "yesterday" };
  const sameYear =
    new Date(seconds * 1000).getFullYear() === new Date(nowSeconds * 1000).getFullYear();
  const options: Intl.DateTimeFormatOptions = sameYear
    ? { month: "long", day: "numeric", weekday: "short" }
    : { year: "numeric", month: "long", day: "numeric" };
  const text = format(language === "ja" ? "ja-JP" : "en-GB", options).format(
    new Date(seconds * 1000),
  );
  return { name: "date", text };
}

/** The short moment in a list: time today, weekday this week, else the date. */
export function listTime(seconds: number, nowSeconds: number, language: string): string {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const date = new Date(seconds * 1000);
  if (dayKey(seconds) === dayKey(nowSeconds)) return clockTime(seconds, language);
  if (nowSeconds - seconds < 6 * 86_400) return format(locale, { weekday: "short" }).format(date);
  const sameYear = date.getFullYear() === new Date(nowSeconds * 1000).getFullYear();
  return format(locale, {
    ...(sameYear ? {} : { year: "numeric" }),
    month: "numeric",
    day: "numeric",
  }).format(date);
}

/** 1:05 for a length in seconds. */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const rest = `${whole % 60}`.padStart(2, "0");
  return `${Math.floor(whole / 60)}:${rest}`;
}

/** 1.2 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
