/**
 * What the log's messages say around the armored blocks, in the owner's language: titles, tags,
 * captions, the one button. Nothing here comes from a record.
 */

import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import { hashtagLine } from "../../shared/log/hashtag.ts";
import type { TopicName } from "../../shared/log/types.ts";
import type { Button } from "./transport.ts";

/** Colours of topic icons that Telegram takes; one for each topic that is made at set-up. */
const ICON_COLORS: { readonly [topic in TopicName]: number } = {
  system: 0x6fb9f0,
  keys: 0xffd67e,
  notes: 0x8eee98,
  events: 0xcb86db,
  billing: 0xff93b2,
  plugins: 0xfb6f5f,
  delivery: 0x6fb9f0,
  api: 0xffd67e,
  agent: 0xcb86db,
  audit: 0xfb6f5f,
  registry: 0x6fb9f0,
  catalogue: 0xcb86db,
  books: 0xff93b2,
};

/** `restore:` and a nonce: the data must change for a message to be read by editing its button. */
export function restoreButton(language: Language, nonce: string): Button {
  return { text: text(language, "log.button.restore"), data: `restore:${nonce}` };
}

export function topicTitle(language: Language, topic: TopicName): string {
  return text(language, `log.topic.${topic}`);
}

export function iconColor(topic: TopicName): number {
  return ICON_COLORS[topic];
}

/** Title line and tags of a segment. */
export function segmentWords(of: {
  readonly language: Language;
  readonly topic: TopicName;
  readonly envelopes: number;
  readonly kinds: readonly string[];
  readonly at: number;
  readonly blindKey: Uint8Array | null;
}): { readonly title: string; readonly hashtags: string } {
  const one = text(of.language, `log.title.${of.topic}`);
  const many = { title: one, count: of.envelopes };
  const title = of.envelopes === 1 ? one : text(of.language, "log.title.many", many);
  return { title, hashtags: hashtagLine(of) };
}

/** Below a slot. The generation in it is a hint which slot to look at first, and no more. */
export function slotCaption(language: Language, slot: 0 | 1, generation: number): string {
  const letter = slot === 0 ? "A" : "B";
  const words = text(language, "log.slot.caption", { slot: letter, generation });
  return `${words}\n\n#libral #system #superblock #generation_${generation}`;
}

/** The generation that a slot's caption hints at; 0 when it hints at none. */
export function generationHint(caption: string): number {
  return Number(/#generation_(\d{1,15})\b/.exec(caption)?.[1] ?? 0);
}

export function pageCaption(language: Language, from: number, to: number): string {
  return `${text(language, "log.page.caption", { from, to })}\n\n#libral #system #page`;
}

export function backupCaption(language: Language): string {
  return `${text(language, "log.keys.backup")}\n\n#libral #keys #key_backup`;
}

export function claimWords(language: Language): string {
  return `${text(language, "log.claim.text")}\n\n#libral #system #claim`;
}

export function cardWords(language: Language): string {
  return `${text(language, "log.card.text")}\n\n#libral #card`;
}

export function duplicateWords(language: Language): string {
  return text(language, "log.duplicate.text");
}
