/**
 * What a check finds, and the world that it looks at. A check never throws for what is wrong out
 * there: that is a finding.
 */
import type { Config } from "../../bot/config.ts";
import type { Effects } from "../../bot/effects/port.ts";
import type { Language } from "../../shared/locales/index.ts";

export type Level = "ok" | "warn" | "fail";

/** One line: what was looked at, how it is, and in the same sentence what mends it. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly sentence: string;
}

/** What a TLS handshake showed of the other side's certificate. */
export type CertificateView =
  | { readonly kind: "trusted"; readonly validUntil: number }
  | { readonly kind: "untrusted"; readonly why: string; readonly validUntil: number | null }
  | { readonly kind: "silent"; readonly why: string };

export interface Surroundings {
  readonly config: Config;
  readonly effects: Pick<Effects, "now" | "fetch">;
  readonly language: Language;
  /** Of the code here, as package.json has it. */
  readonly version: string;
  readonly certificateOf: (host: string, port: number) => Promise<CertificateView>;
}

/** No request of the doctor waits longer. */
export const REQUEST_MS_MAX = 10_000;

/** What an error says without a secret: a URL of the Bot API holds the token, so it is cut out. */
export function whyOf(error: unknown, token: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const said = cause instanceof Error ? cause.message || cause.name : String(cause);
  return said.replaceAll(token, "…");
}
