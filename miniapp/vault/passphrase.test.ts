import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawWords, WORDS_DRAWN } from "./draw-words.ts";
import { normalizePassphrase } from "./normalize.ts";
import { STRENGTH_MIN, strengthOf } from "./passphrase.ts";
import { wordsEn } from "./words-en.table.ts";
import { wordsJa } from "./words-ja.table.ts";

describe.each([
  ["ja", wordsJa],
  ["en", wordsEn],
] as const)("the %s list", (_language, words) => {
  test("has 1024 distinct words of small letters, none of which begins another", () => {
    expect(new Set(words).size).toBe(1024);
    const sorted = [...words].sort();
    for (const [at, word] of sorted.entries()) {
      expect(word).toMatch(/^[a-z]{3,10}$/);
      expect(sorted[at + 1]?.startsWith(word), word).not.toBe(true);
    }
  });
});

test("the Japanese list holds only syllables with one spelling", () => {
  const ambiguous = /shi|si|chi|ti|tsu|tu|fu|hu|ji|zi|dj|du|di|sh|ch|j|l|c|q|v|x|f/;
  const long = /aa|ii|uu|ee|oo|ou/;
  const n = /n[bmp]|[^aiueon]n|n'/;
  for (const word of wordsJa) {
    expect(ambiguous.test(word) || long.test(word) || n.test(word), word).toBe(false);
  }
});

describe("drawWords", () => {
  test("takes ten bits a word from the given bytes, and nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 14, maxLength: 14 }), (bytes) => {
        const words = drawWords("en", () => bytes.slice());
        expect(words).toHaveLength(WORDS_DRAWN);
        for (const [at, word] of words.entries()) {
          const pair = bytes[2 * at]! * 256 + bytes[2 * at + 1]!;
          expect(word).toBe(wordsEn[pair % 1024]);
        }
      }),
    );
  });

  test("overwrites the bytes it drew", () => {
    const drawn = new Uint8Array(14).fill(7);
    drawWords("ja", () => drawn);
    expect(drawn.every((byte) => byte === 0)).toBe(true);
  });

  test.each(["ja", "en"] as const)("in %s is strong enough, and typed as shown", (language) => {
    for (let seed = 0; seed < 10; seed++) {
      const bytes = Uint8Array.from({ length: 14 }, (_, at) => (seed * 37 + at * 101) & 0xff);
      const passphrase = drawWords(language, () => bytes).join(" ");
      expect(normalizePassphrase(passphrase)).toBe(passphrase);
      expect(strengthOf(passphrase, [])).toBe(STRENGTH_MIN);
    }
  });
});

describe("normalizePassphrase", () => {
  test.each([
    ["full-width letters and spaces", "ｓａｋｕｒａ　ｔａｎｕｋｉ", "sakura tanuki"],
    ["spaces around and between", "  sakura \n tanuki ", "sakura tanuki"],
    ["half-width kana", "ｻｸﾗ", "サクラ"],
    ["composed kana", "か\u3099", "が"],
    ["letters of both cases stay", "Sakura", "Sakura"],
  ])("%s", (_name, typed, expected) => {
    expect(normalizePassphrase(typed)).toBe(expected);
  });

  test("is its own fixed point", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const once = normalizePassphrase(typed);
        return normalizePassphrase(once) === once;
      }),
    );
  });
});

describe("strengthOf", () => {
  test.each([
    "",
    "   ",
    "password1",
    "Tr0ub4dor&3",
    "19850312",
    "qwertyuiopasdfgh",
    "aaaaaaaaaaaaaaaaaaaa",
    "sakura",
    "yamada taro 1990",
    "さくら たぬき",
    "libral telegram",
  ])("%j is not enough", (typed) => {
    expect(strengthOf(typed, [])).toBeLessThan(STRENGTH_MIN);
  });

  test.each(["sakura tanuki kabuto momiji", "correct horse battery staple", "x9#Lq2$vRm7!pZw4"])(
    "%j is",
    (typed) => {
      expect(strengthOf(typed, [])).toBe(STRENGTH_MIN);
    },
  );

  test("words that are known of the person count for little", () => {
    const typed = "kurosawahanako1987";
    expect(strengthOf(typed, ["kurosawahanako"])).toBeLessThan(strengthOf(typed, []));
  });

  test("something very long is judged by its beginning", () => {
    expect(strengthOf(`${"a".repeat(100)}x9#Lq2$vRm7!pZw4`, [])).toBeLessThan(STRENGTH_MIN);
  });
});
