/** The client's own words: Japanese first, English for everybody whose language is another one. */
import { computed } from "@preact/signals";
import { me } from "../state/store.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";

export type TextKey = keyof typeof ja;
export type Language = "ja" | "en";

/** The language of the person in this window; somebody without one is taken for Japanese. */
export const language = computed<Language>(() => {
  const code = me.value?.language_code ?? "ja";
  return code.toLowerCase().startsWith("ja") ? "ja" : "en";
});

const TABLES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { ja, en };

/** The text of a key with its `{names}` filled in. */
export function text(key: TextKey, params: Readonly<Record<string, string | number>> = {}): string {
  return TABLES[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}
