/**
 * Sentences by key and language. Japanese is the source: a room's English half is typed by it, so
 * that a key that is missing, or one too many, does not compile. Nothing here knows a sentence.
 *
 * index.ts joins all rooms, for the server. The Mini App calls `makeText` with its own rooms, so
 * that it does not carry the bot's.
 */

export type Language = "ja" | "en";

/** One room's sentences in the source language: `{name}` stands for a parameter. */
export type Sentences = { readonly [key: string]: string };

/** The same keys in another language. */
export type Translation<Source extends Sentences> = { readonly [Key in keyof Source]: string };

/** Names of the parameters of a sentence that is known to the compiler. */
type ParameterOf<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

type Parameters<Sentence> = [ParameterOf<Sentence>] extends [never]
  ? []
  : [values: { readonly [Name in ParameterOf<Sentence>]: string | number }];

/** The sentence of `key` in `language`, with every `{name}` replaced by its value. */
export type Text<Source extends Sentences> = <Key extends keyof Source>(
  language: Language,
  key: Key,
  ...parameters: Parameters<Source[Key]>
) => string;

/** The same when the language is settled elsewhere. */
export type TextIn<Source extends Sentences> = <Key extends keyof Source>(
  key: Key,
  ...parameters: Parameters<Source[Key]>
) => string;

/** The two languages of the same rooms as one function. */
export function makeText<Source extends Sentences>(
  ja: Source,
  en: Translation<Source>,
): Text<Source> {
  const byLanguage: { readonly [name in Language]: Translation<Source> } = { ja, en };
  return (language, key, ...[values]) => {
    const sentence = byLanguage[language][key];
    return values ? fill(sentence, values) : sentence;
  };
}

/** The language that we speak with somebody whose client says `code` (IETF tag, may be absent). */
export function languageOf(code: string | undefined): Language {
  return code?.toLowerCase().split("-")[0] === "ja" ? "ja" : "en";
}

function fill(sentence: string, values: { readonly [name: string]: string | number }): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}
