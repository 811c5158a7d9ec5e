/**
 * How long a typed passphrase holds. Loaded only where a person chooses one of their own: the
 * dictionaries weigh more than the rest of the app. Nothing typed leaves here.
 */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as japanese } from "@zxcvbn-ts/language-ja";
import { normalizePassphrase } from "./normalize.ts";

/** 0 to 4; a key is locked with nothing less than STRENGTH_MIN. */
export type Strength = 0 | 1 | 2 | 3 | 4;
export const STRENGTH_MIN: Strength = 4;

/**
 * Guesses as powers of ten, from which on a passphrase has strength 1, 2, 3 and 4. The locked key
 * stays in the group for ever, readable to the operator and to Telegram, so the attacker has it and
 * time: a rack of graphics cards tries some ten thousand a second at our Argon2 cost, and 10^14
 * guesses keep it busy for three centuries.
 */
const LEVELS_LOG10 = [5, 8, 11, 14] as const;
/** Longer ones are judged by their beginning: the estimate takes quadratic time. */
const JUDGED_LENGTH_MAX = 100;

const judge = new ZxcvbnFactory({
  dictionary: { ...common, ...japanese },
  graphs: adjacencyGraphs,
});

/** `known`: words that an attacker would try first, such as the person's own name. */
export function strengthOf(typed: string, known: readonly string[]): Strength {
  const passphrase = normalizePassphrase(typed).slice(0, JUDGED_LENGTH_MAX);
  if (passphrase === "") return 0;
  const { guessesLog10 } = judge.check(passphrase, ["libral", "telegram", ...known]);
  return LEVELS_LOG10.filter((floor) => guessesLog10 >= floor).length as Strength;
}
