/**
 * A message of Telegram in the kernel's words: its text, its files, and what else it is. Facts
 * that are no file (a place, a contact) become a line of text, so that they can be kept; what can
 * be neither is named in `otherKind`.
 */
import type { Message, MessageOrigin } from "grammy/types";
import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import type { IncomingMessage, MessageFile } from "../kernel/module.ts";
import type { FileSource } from "./files.ts";
import { fetchFile } from "./files.ts";

/** Content that is neither text nor file nor a fact that a line can say. */
const unkeepable = [
  "rich_message",
  "paid_media",
  "story",
  "game",
  "checklist",
  "invoice",
  "giveaway",
  "giveaway_winners",
  "gift",
  "unique_gift",
] as const satisfies readonly (keyof Message)[];

/** Null for a service message (somebody pinned, a group was shared): there is nothing to keep. */
export function toIncoming(
  message: Message,
  language: Language,
  source: FileSource,
): IncomingMessage | null {
  const files = filesOf(message, source);
  const fact = factOf(message, language);
  const words = message.text ?? message.caption ?? fact;
  const otherKind = unkeepable.find((kind) => message[kind] !== undefined) ?? null;
  if (words === undefined && files.length === 0 && otherKind === null) return null;
  return {
    messageId: message.message_id,
    at: message.date * 1000,
    editedAt: message.edit_date ?? 0,
    text: words ?? "",
    files,
    albumId: message.media_group_id ?? null,
    otherKind,
    isForwarded: message.forward_origin !== undefined,
    forwardedFrom: message.forward_origin ? originName(message.forward_origin) : null,
  };
}

interface TelegramFile {
  readonly file_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
}

function filesOf(message: Message, source: FileSource): readonly MessageFile[] {
  const id = message.message_id;
  const file = (
    kind: MessageFile["kind"],
    given: TelegramFile,
    otherwise: { readonly name: string; readonly mime: string },
  ): readonly MessageFile[] => {
    const sizeBytes = given.file_size ?? 0;
    return [
      {
        kind,
        name: given.file_name ?? otherwise.name,
        mime: given.mime_type ?? otherwise.mime,
        sizeBytes,
        fetch: () => fetchFile(source, given.file_id, sizeBytes),
      },
    ];
  };
  const { photo, animation, document, voice, audio, video, video_note, sticker } = message;
  // The sizes of one photo, smallest first; the largest is the photo.
  const largest = photo?.at(-1);
  if (largest) return file("photo", largest, { name: `photo-${id}.jpg`, mime: "image/jpeg" });
  // An animation is also given as a document, for old clients.
  if (animation) return file("video", animation, { name: `video-${id}.mp4`, mime: "video/mp4" });
  if (document) {
    return file("document", document, { name: `file-${id}`, mime: "application/octet-stream" });
  }
  if (voice) return file("voice", voice, { name: `voice-${id}.ogg`, mime: "audio/ogg" });
  if (audio) return file("audio", audio, { name: `audio-${id}.mp3`, mime: "audio/mpeg" });
  if (video) return file("video", video, { name: `video-${id}.mp4`, mime: "video/mp4" });
  if (video_note) return file("video", video_note, { name: `video-${id}.mp4`, mime: "video/mp4" });
  if (sticker) {
    const [extension, mime] = stickerType(sticker);
    return file("other", sticker, { name: `sticker-${id}.${extension}`, mime });
  }
  return [];
}

function stickerType(sticker: { readonly is_animated: boolean; readonly is_video: boolean }) {
  if (sticker.is_animated) return ["tgs", "application/x-tgsticker"] as const;
  return sticker.is_video ? (["webm", "video/webm"] as const) : (["webp", "image/webp"] as const);
}

function factOf(message: Message, language: Language): string | undefined {
  const { venue, location, contact, dice, poll, sticker } = message;
  // A venue brings its location along.
  if (venue) {
    const { latitude, longitude } = venue.location;
    const { title, address } = venue;
    return text(language, "notes.fact.venue", { title, address, latitude, longitude });
  }
  if (location) {
    const { latitude, longitude } = location;
    return text(language, "notes.fact.location", { latitude, longitude });
  }
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
    return text(language, "notes.fact.contact", { name, phone: contact.phone_number });
  }
  if (dice) return `${dice.emoji} ${dice.value}`;
  if (poll) {
    const question = text(language, "notes.fact.poll", { question: poll.question });
    return [question, ...poll.options.map((option) => `- ${option.text}`)].join("\n");
  }
  return sticker?.emoji;
}

function originName(origin: MessageOrigin): string | null {
  switch (origin.type) {
    case "user":
      return [origin.sender_user.first_name, origin.sender_user.last_name]
        .filter(Boolean)
        .join(" ");
    case "hidden_user":
      return origin.sender_user_name;
    case "chat":
      return origin.sender_chat.title ?? null;
    case "channel":
      return origin.chat.title;
  }
}
