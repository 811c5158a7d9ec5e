/**
 * One line about a message, as chat lists, replies and pins show it. It is a kind and a text; the
 * view turns the kind into an icon and words.
 */
import type { Message } from "@grammyjs/types";
import type { TextKey } from "../texts/index.ts";
import { isServiceMessage } from "./service.ts";

export interface Summary {
  /** What the message is, where that has to be said. */
  readonly label?: TextKey;
  readonly emoji?: string;
  readonly text: string;
  /** The sentence is the service message's own. */
  readonly service?: boolean;
}

/** Shortens a message to what a one-line preview can say. */
export function summarise(message: Message): Summary {
  if (isServiceMessage(message)) return { text: "", service: true };
  const text = oneLine(message.text ?? message.caption ?? "");
  if (message.photo !== undefined) return { label: "kind.photo", emoji: "🖼", text };
  if (message.video !== undefined) return { label: "kind.video", emoji: "🎬", text };
  if (message.animation !== undefined) return { label: "kind.animation", text };
  if (message.voice !== undefined) return { label: "kind.voice", emoji: "🎤", text };
  if (message.video_note !== undefined) return { label: "kind.videoNote", text };
  if (message.audio !== undefined) {
    return { emoji: "🎵", text: text !== "" ? text : (message.audio.title ?? message.audio.file_name ?? "") };
  }
  if (message.document !== undefined) {
    const name = message.document.file_name ?? "";
    return { emoji: "📎", text: text !== "" ? `${name} · ${text}` : name };
  }
  if (message.sticker !== undefined) {
    return { label: "kind.sticker", text: message.sticker.emoji ?? "" };
  }
  if (message.location !== undefined) return { label: "kind.location", text };
  if (message.contact !== undefined) return { label: "kind.contact", text: message.contact.first_name };
  if (message.poll !== undefined) return { label: "kind.poll", text: message.poll.question };
  if (message.dice !== undefined) return { text: message.dice.emoji };
  if (text === "") return { label: "kind.other", text };
  return { text };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 240);
}
