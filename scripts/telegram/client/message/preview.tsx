/** One line about a message: for chat lists, replies, pins and search results. */
import type { Message } from "@grammyjs/types";
import { serviceSentence } from "../model/service.ts";
import { summarise } from "../model/summary.ts";
import { text } from "../texts/index.ts";

/** The message in one line of plain text. */
export function previewText(message: Message): string {
  const summary = summarise(message);
  if (summary.service === true) {
    const { key, params } = serviceSentence(message);
    return text(key, params);
  }
  const label = summary.label === undefined ? "" : text(summary.label);
  const words = [label, summary.text].filter((part) => part !== "");
  const joined = summary.label === "kind.sticker" ? words.reverse().join(" ") : words.join(label === "" ? "" : ", ");
  return summary.emoji === undefined ? joined : `${summary.emoji} ${joined}`;
}

export function Preview({ message }: { message: Message }) {
  return <span class="preview">{previewText(message)}</span>;
}
