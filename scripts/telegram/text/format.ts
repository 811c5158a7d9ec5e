/**
 * Text with formatting: from parse_mode or given entities to a trimmed text with sorted
 * entities, the detected ones among them.
 *
 * Source: tdlib MessageEntity.cpp (fix_formatted_text); Bot API "Formatting options".
 */
import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import { detectEntities } from "./detect.ts";
import { parseHtml } from "./html.ts";
import { parseMarkdown } from "./markdown.ts";

export interface Formatted {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** How long what may be, in UTF-16 units after parsing. */
export const TEXT_MAX = 4096;
export const CAPTION_MAX = 1024;

/** Formatting that detection leaves alone: nothing is found inside of it. */
const OPAQUE: ReadonlySet<string> = new Set(["code", "pre", "text_link", "text_mention"]);

/** Reads a text as Telegram would. Throws its "can't parse entities" errors. */
export function formatText(
  raw: string,
  parseMode: string | undefined,
  given: readonly MessageEntity[] | undefined,
): Formatted {
  const parsed = parse(raw, parseMode, given);
  const trimmed = trim(dropControls(parsed));
  const opaque = trimmed.entities.filter((entity) => OPAQUE.has(entity.type));
  const detected = detectEntities(trimmed.text).filter((entity) =>
    opaque.every(
      (other) =>
        other.offset >= entity.offset + entity.length ||
        other.offset + other.length <= entity.offset,
    ),
  );
  return { text: trimmed.text, entities: sortEntities([...trimmed.entities, ...detected]) };
}

function parse(
  raw: string,
  parseMode: string | undefined,
  given: readonly MessageEntity[] | undefined,
): Formatted {
  switch ((parseMode ?? "").toLowerCase()) {
    case "":
    case "none":
      return { text: raw, entities: (given ?? []).filter((entity) => inside(raw, entity)) };
    case "html":
      return parseHtml(raw);
    case "markdownv2":
      return parseMarkdown(raw);
    case "markdown":
      return parseMarkdown(raw, "legacy");
    default:
      throw badRequest("unsupported parse_mode");
  }
}

function inside(text: string, entity: MessageEntity): boolean {
  return entity.offset >= 0 && entity.length > 0 && entity.offset + entity.length <= text.length;
}

/** Carriage returns go; other control characters become spaces. */
function dropControls(formatted: Formatted): Formatted {
  if (!formatted.text.includes("\r")) return formatted;
  const before = (index: number): number => {
    let count = 0;
    for (let at = 0; at < index; at++) if (formatted.text[at] === "\r") count++;
    return index - count;
  };
  const entities = formatted.entities.map((entity) => ({
    ...entity,
    offset: before(entity.offset),
    length: before(entity.offset + entity.length) - before(entity.offset),
  }));
  return { text: formatted.text.replaceAll("\r", ""), entities };
}

/** Cuts white space at both ends; at the front only up to the first entity. */
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length;
  const firstEntity = Math.min(end, ...entities.map((entity) => entity.offset));
  let start = 0;
  while (start < firstEntity && /\s/.test(text[start] ?? "x")) start++;
  const cut = entities
    .map((entity) => ({
      ...entity,
      offset: entity.offset - start,
      length: Math.min(entity.offset + entity.length, end) - entity.offset,
    }))
    .filter((entity) => entity.length > 0);
  return { text: text.slice(start, end), entities: cut };
}

/** By offset; of the same start the longer first, as Telegram orders them. */
function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
