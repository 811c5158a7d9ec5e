/** What a person is told when something failed: in their language, and nothing of the inside. */
import { HttpError } from "grammy";
import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import { LogError } from "../logserver/port.ts";
import { TransportError } from "../logserver/transport.ts";

export function wordsOf(error: unknown, language: Language): string {
  if (error instanceof LogError) return text(language, `log.error.${error.code}`);
  const isSilence =
    error instanceof HttpError ||
    (error instanceof TransportError && error.fault !== "refused" && error.fault !== "notFound");
  return text(language, isSilence ? "bot.error.telegram" : "bot.error.internal");
}

/** What of an error may stand in a trace: never its payload. */
export function factsOf(error: unknown): { readonly error: string; readonly why?: string } {
  if (error instanceof TransportError || error instanceof LogError) {
    return { error: error.name, why: error.message };
  }
  return { error: error instanceof Error ? error.name : typeof error };
}
