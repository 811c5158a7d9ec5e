/** Findings as sentences: what is wrong and how to mend it, in the person's language. */
import type { MessageEntity } from "grammy/types";
import type { Language } from "../../../shared/locales/index.ts";
import { text } from "../../../shared/locales/index.ts";
import { linked } from "../links.ts";
import type { Finding } from "./check.ts";
import { isBlocking } from "./check.ts";
import { startGroupLink } from "./rights.ts";

export interface Sentences {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

export interface FindingsContext {
  readonly language: Language;
  /** The bot's, for the link that adds it to a group. */
  readonly username: string;
  readonly parameter: string;
}

/** `head`, then each finding with its mend; rights that lack and rights too many each together. */
export function findingsText(
  head: string,
  findings: readonly Finding[],
  context: FindingsContext,
): Sentences {
  const { language, username, parameter } = context;
  const blocking = findings.filter(isBlocking).map((finding) => blockingText(finding, language));
  const missing = missingText(findings, language);
  const surplus = surplusText(findings, language);
  const body = [head, ...blocking, missing, surplus].filter((part) => part).join("\n\n");
  const label = text(language, "check.notMemberLink");
  const isLinked = findings.some((finding) => finding.code === "notMember");
  if (!isLinked) return { text: body, entities: [] };
  return linked(body, label, startGroupLink(username, parameter));
}

/** What rights the bot needs and has not, each with what for; null when none. */
function missingText(findings: readonly Finding[], language: Language): string | null {
  const lines = findings.flatMap((finding) =>
    finding.code === "missingRight"
      ? [
          text(language, "check.missingRight", {
            right: text(language, `right.${finding.right}`),
            meaning: text(language, `right.${finding.right}.why`),
          }),
        ]
      : [],
  );
  if (lines.length === 0) return null;
  const mend = text(language, "check.missingMend");
  return [text(language, "check.missingHead"), ...lines, mend].join("\n");
}

/** What rights the bot has and does not use, each with what it would allow; null when none. */
export function surplusText(findings: readonly Finding[], language: Language): string | null {
  const lines = findings.flatMap((finding) =>
    finding.code === "surplusRight"
      ? [
          text(language, "check.surplusRight", {
            right: text(language, `right.${finding.right}`),
            meaning: text(language, `right.${finding.right}.may`),
          }),
        ]
      : [],
  );
  if (lines.length === 0) return null;
  return [text(language, "check.warning"), ...lines, text(language, "check.howToMend")].join("\n");
}

/** The same findings have the same signature: nobody is told the same thing twice. */
export function signatureOf(findings: readonly Finding[]): string {
  return findings
    .map((finding) => ("right" in finding ? `${finding.code}:${finding.right}` : finding.code))
    .sort()
    .join(" ");
}

function blockingText(finding: Finding, language: Language): string {
  switch (finding.code) {
    // Told together with their like, not one by one.
    case "missingRight":
    case "surplusRight":
      return "";
    case "notMember":
      return text(language, "check.notMember", { link: text(language, "check.notMemberLink") });
    default:
      return text(language, `check.${finding.code}`);
  }
}
