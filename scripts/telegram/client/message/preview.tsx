/** One line about a message: for chat lists, replies, pins and search results. */
import type { Message } from "@grammyjs/types";
import { serviceSentence } from "../model/service.ts";
import type { Summary } from "../model/summary.ts";
import { summarise } from "../model/summary.ts";
import { text } from "../texts/index.ts";
import type { IconName } from "../ui/icon.tsx";
import { Icon } from "../ui/icon.tsx";

const MARKS: Readonly<Record<NonNullable<Summary["mark"]>, IconName>> = {
  photo: "photo",
  video: "play",
  voice: "mic",
  audio: "note",
  file: "file",
};

/** The message in one line of plain text. */
export function previewText(message: Message): string {
  const summary = summarise(message);
  if (summary.service === true) {
    const { key, params } = serviceSentence(message);
    return text(key, params);
  }
  const label = summary.label === undefined ? "" : text(summary.label);
  if (summary.label === "kind.sticker") return `${summary.text} ${label}`.trim();
  // A picture with words needs no label: its mark says what it is.
  if (summary.mark !== undefined && summary.text !== "") return summary.text;
  return [label, summary.text].filter((part) => part !== "").join(", ");
}

export function Preview({ message }: { message: Message }) {
  const { mark } = summarise(message);
  return (
    <span class="preview">
      {mark !== undefined && <Icon name={MARKS[mark]} size={16} />}
      {previewText(message)}
    </span>
  );
}
