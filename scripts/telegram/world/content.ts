/**
 * What a message holds: text, media or a service notice. Users, chats and files are named by
 * id, so that one stored message can be shown to several bots, each with file ids of its own.
 */
import type { ChatShared, LinkPreviewOptions, MessageEntity } from "@grammyjs/types";

export interface TextContent {
  readonly type: "text";
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly preview?: LinkPreviewOptions;
}

export interface Caption {
  readonly caption: string;
  readonly entities: readonly MessageEntity[];
  readonly aboveMedia?: boolean;
  readonly hasSpoiler?: boolean;
}

export type MediaKind = "photo" | "document" | "audio" | "video" | "voice" | "animation";

/** Files by unique id; a photo may have several sizes, smallest first. */
export interface MediaContent extends Caption {
  readonly type: MediaKind;
  readonly files: readonly string[];
}

export interface StickerContent {
  readonly type: "sticker";
  readonly emoji: string;
  readonly file: string;
}

export interface ContactContent {
  readonly type: "contact";
  readonly phone: string;
  readonly firstName: string;
  readonly lastName?: string;
  readonly userId: number;
}

export type Service =
  | { readonly kind: "group_created" }
  | { readonly kind: "supergroup_created" }
  | { readonly kind: "members_added"; readonly users: readonly number[] }
  | { readonly kind: "member_left"; readonly user: number }
  | { readonly kind: "title_changed"; readonly title: string }
  | { readonly kind: "migrated_to"; readonly chatId: number }
  | { readonly kind: "migrated_from"; readonly chatId: number }
  | { readonly kind: "pinned"; readonly messageId: number }
  | { readonly kind: "auto_delete_changed"; readonly seconds: number }
  | {
      readonly kind: "topic_created";
      readonly name: string;
      readonly iconColor: number;
      readonly iconEmojiId?: string;
    }
  | { readonly kind: "topic_edited"; readonly name?: string; readonly iconEmojiId?: string }
  | { readonly kind: "topic_closed" }
  | { readonly kind: "topic_reopened" }
  | { readonly kind: "general_hidden" }
  | { readonly kind: "general_unhidden" }
  | { readonly kind: "owner_left"; readonly newOwner?: number }
  | { readonly kind: "owner_changed"; readonly newOwner: number }
  | { readonly kind: "chat_shared"; readonly shared: ChatShared }
  | {
      readonly kind: "write_access_allowed";
      readonly fromRequest?: boolean;
      readonly webAppName?: string;
    }
  | { readonly kind: "web_app_data"; readonly data: string; readonly buttonText: string };

export interface ServiceContent {
  readonly type: "service";
  readonly service: Service;
}

export type Content = TextContent | MediaContent | StickerContent | ContactContent | ServiceContent;

const MEDIA: ReadonlySet<string> = new Set<MediaKind>([
  "photo",
  "document",
  "audio",
  "video",
  "voice",
  "animation",
]);

/** Photo, document, audio, video, voice or animation: has files and a caption. */
export function isMedia(content: Content): content is MediaContent {
  return MEDIA.has(content.type);
}

/** Unique ids of the files that a message holds. */
export function filesOf(content: Content): readonly string[] {
  if (content.type === "sticker") return [content.file];
  return isMedia(content) ? content.files : [];
}

/** The words of a message as a person would search them. */
export function wordsOf(content: Content): string {
  if (content.type === "text") return content.text;
  return isMedia(content) ? content.caption : "";
}
