/** The guide's sentences by language and key; `{name}` is filled in. */
import { en } from "./en.ts";
import { ja } from "./ja.ts";

export type Language = "ja" | "en";
export type TextKey = keyof typeof ja;

const byLanguage: { readonly [language in Language]: { readonly [key in TextKey]: string } } = {
  ja,
  en,
};

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
