/**
 * Text, caption and entities of a call: parsed, measured, given as content.
 */
import type { LinkPreviewOptions, MessageEntity, ParseMode } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import type { Formatted } from "../text/format.ts";
import { CAPTION_MAX, formatText, TEXT_MAX } from "../text/format.ts";
import { memberOf, readJson, text } from "./fields.ts";
import type { Field } from "./types.ts";

/** parse_mode as it came; formatText refuses what it doesn't know. */
export const parseMode: Field<ParseMode | undefined> = (raw, source, name) =>
  text(raw, source, name) as ParseMode | undefined;

const KNOWN_TYPES: ReadonlySet<string> = new Set([
  "mention",
  "hashtag",
  "cashtag",
  "bot_command",
  "url",
  "email",
  "phone_number",
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
  "text_mention",
  "custom_emoji",
  "date_time",
]);
/** Telegram finds these itself and drops what a bot says of them. */
const FOUND_BY_SERVER: ReadonlySet<string> = new Set([
  "mention",
  "hashtag",
  "cashtag",
  "bot_command",
  "url",
  "email",
  "phone_number",
]);

/** entities or caption_entities. */
export const entities: Field<MessageEntity[] | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const list = readJson(raw, "can't parse entities JSON object");
  if (!Array.isArray(list))
    throw badRequest("can't parse entities: expected an Array of MessageEntity");
  return list.map(readEntity).filter((entity) => !FOUND_BY_SERVER.has(entity.type));
};

function readEntity(value: unknown): MessageEntity {
  const type = memberOf(value, "type");
  if (typeof type !== "string" || !KNOWN_TYPES.has(type)) {
    throw badRequest("can't parse MessageEntity: Unsupported type specified");
  }
  const offset = Number(memberOf(value, "offset"));
  const length = Number(memberOf(value, "length"));
  if (!Number.isInteger(offset) || !Number.isInteger(length)) {
    throw badRequest("can't parse MessageEntity: can't find field \"offset\"");
  }
  return { ...(value as object), type, offset, length } as MessageEntity;
}

/** The text of a text message. */
export function readText(
  raw: string,
  mode: string | undefined,
  given: readonly MessageEntity[] | undefined,
): Formatted {
  const formatted = formatText(raw, mode, given);
  if (formatted.text === "") throw badRequest("message text is empty");
  if (formatted.text.length > TEXT_MAX) throw badRequest("message is too long");
  return formatted;
}

/** The caption of a medium; may be empty. */
export function readCaption(
  raw: string | undefined,
  mode: string | undefined,
  given: readonly MessageEntity[] | undefined,
): Formatted {
  const formatted = formatText(raw ?? "", mode, given);
  if (formatted.text.length > CAPTION_MAX) throw badRequest("message caption is too long");
  return formatted;
}

/** link_preview_options as sent; previews themselves are never made here. */
export const linkPreview: Field<LinkPreviewOptions | undefined> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const value = readJson(raw, "can't parse link preview options JSON object");
  return typeof value === "object" && value !== null ? (value as LinkPreviewOptions) : undefined;
};
