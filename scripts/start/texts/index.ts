/** The guide's sentences by language and key; `{name}` is filled in. */
import { en } from "./en.ts";
import { ja } from "./ja.ts";

export type Language = "ja" | "en";
export type TextKey = keyof typeof ja;

const byLanguage: { readonly [language in Language]: { readonly [key in TextKey]: string } } = {
  ja,
  en,
};

/** The same sentence in each language, made by `say`. */
export type InBoth = { readonly [language in Language]: string };

export function inBoth(say: (language: Language) => string): InBoth {
  return { ja: say("ja"), en: say("en") };
}

/** Throws when a parameter of the sentence was not given: our own mistake. */
export function text(
  language: Language,
  key: TextKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return byLanguage[language][key].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return String(value);
  });
}
