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
  /** The small picture before the words. */
  readonly mark?: "photo" | "video" | "voice" | "audio" | "file";
  readonly text: string;
  /** The sentence is the service message's own. */
  readonly service?: boolean;
}

/** Shortens a message to what a one-line preview can say. */
export function summarise(message: Message): Summary {
  if (isServiceMessage(message)) return { text: "", service: true };
  const text = oneLine(message.text ?? message.caption ?? "");
  if (message.photo !== undefined) return { label: "kind.photo", mark: "photo", text };
  if (message.video !== undefined) return { label: "kind.video", mark: "video", text };
  if (message.animation !== undefined) return { label: "kind.animation", text };
  if (message.voice !== undefined) return { label: "kind.voice", mark: "voice", text };
  if (message.video_note !== undefined) return { label: "kind.videoNote", text };
  if (message.audio !== undefined) {
    const { title, file_name } = message.audio;
    return { mark: "audio", text: text !== "" ? text : (title ?? file_name ?? "") };
  }
  if (message.document !== undefined) {
    const name = message.document.file_name ?? "";
    return { mark: "file", text: text !== "" ? `${name} · ${text}` : name };
  }
  if (message.sticker !== undefined) {
    return { label: "kind.sticker", text: message.sticker.emoji ?? "" };
  }
  if (message.location !== undefined) return { label: "kind.location", text };
  if (message.contact !== undefined)
    return { label: "kind.contact", text: message.contact.first_name };
  if (message.poll !== undefined) return { label: "kind.poll", text: message.poll.question };
  if (message.dice !== undefined) return { text: message.dice.emoji };
  if (text === "") return { label: "kind.other", text };
  return { text };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 240);
}
