/**
 * HTML style of the Bot API: a handful of tags, nested as they please.
 *
 * Source: Bot API "HTML style"; tdlib MessageEntity.cpp (do_parse_html) for the errors, whose
 * offsets are bytes of the UTF-8 source.
 */
import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import type { Formatted } from "./format.ts";

interface Open {
  readonly tag: string;
  readonly at: number;
  readonly sourceAt: number;
  readonly attributes: ReadonlyMap<string, string>;
}

const SIMPLE: Readonly<Record<string, MessageEntity.CommonMessageEntity["type"]>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  code: "code",
};
const OTHERS: ReadonlySet<string> = new Set(["a", "pre", "blockquote", "span", "tg-emoji"]);
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

const bytesBefore = (source: string, index: number): number =>
  Buffer.byteLength(source.slice(0, index));

const complain = (why: string): Error => badRequest(`can't parse entities: ${why}`);

/** Text and entities of an HTML source. */
export function parseHtml(source: string): Formatted {
  const entities: MessageEntity[] = [];
  const stack: Open[] = [];
  let text = "";
  let index = 0;
  while (index < source.length) {
    const char = source[index];
    if (char === "&") {
      const [decoded, length] = readReference(source, index);
      text += decoded;
      index += length;
    } else if (char !== "<") {
      text += char;
      index++;
    } else if (source[index + 1] === "/") {
      const open = stack.pop();
      const end = source.indexOf(">", index);
      const name = source
        .slice(index + 2, end < 0 ? undefined : end)
        .trim()
        .toLowerCase();
      closeTag(open, name, bytesBefore(source, index), text.length, entities, stack);
      index = end + 1;
    } else {
      const tag = readTag(source, index);
      stack.push({ tag: tag.name, at: text.length, sourceAt: index, attributes: tag.attributes });
      index = tag.end;
    }
  }
  const open = stack.pop();
  if (open) throw complain(`Can't find end tag corresponding to start tag "${open.tag}"`);
  return { text, entities: mergePre(entities) };
}

function readReference(source: string, index: number): [string, number] {
  const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));?/i.exec(
    source.slice(index, index + 12),
  );
  if (!match) return ["&", 1];
  if (match[3]) return [NAMED[match[3].toLowerCase()] ?? "&", match[0].length];
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2]);
  if (code === 0 || code > 0x10ffff) return ["&", 1];
  return [String.fromCodePoint(code), match[0].length];
}

function readTag(source: string, index: number) {
  const at = bytesBefore(source, index);
  const match = /^<([A-Za-z0-9-]*)/.exec(source.slice(index, index + 40));
  const name = (match?.[1] ?? "").toLowerCase();
  if (!SIMPLE[name] && !OTHERS.has(name)) {
    throw complain(`Unsupported start tag "${name}" at byte offset ${at}`);
  }
  const attributes = new Map<string, string>();
  let position = index + 1 + name.length;
  for (;;) {
    while (/\s/.test(source[position] ?? "")) position++;
    const rest = source[position];
    if (rest === undefined) throw complain(`Unclosed start tag "${name}" at byte offset ${at}`);
    if (rest === ">") return { name, attributes, end: position + 1 };
    const part = /^([^\s=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?/.exec(
      source.slice(position),
    );
    if (!part) throw complain(`Unclosed start tag at byte offset ${at}`);
    const value = (part[2] ?? "").replace(/^(["'])(.*)\1$/s, "$2");
    attributes.set((part[1] ?? "").toLowerCase(), decode(value));
    position += part[0].length;
  }
}

function decode(value: string): string {
  return value.replace(/&(?:#x?[0-9a-f]+|lt|gt|amp|quot);?/gi, (ref) => readReference(ref, 0)[0]);
}

function closeTag(
  open: Open | undefined,
  name: string,
  at: number,
  end: number,
  entities: MessageEntity[],
  stack: readonly Open[],
): void {
  if (!open) throw complain(`Unexpected end tag at byte offset ${at}`);
  if (name && name !== open.tag) {
    throw complain(
      `Unmatched end tag at byte offset ${at}, expected "</${open.tag}>", found "</${name}>"`,
    );
  }
  const length = end - open.at;
  if (length <= 0) return;
  const entity = entityOf(open, length, stack);
  if (entity) entities.push(entity);
}

function entityOf(open: Open, length: number, stack: readonly Open[]): MessageEntity | null {
  const place = { offset: open.at, length };
  const simple = SIMPLE[open.tag];
  if (open.tag === "code") {
    const language = open.attributes.get("class")?.match(/^language-(.+)$/)?.[1];
    if (stack.at(-1)?.tag === "pre" && language) return { type: "pre", language, ...place };
  }
  if (simple) return { type: simple, ...place };
  switch (open.tag) {
    case "a": {
      const url = open.attributes.get("href") ?? "";
      return url ? { type: "text_link", url, ...place } : null;
    }
    case "pre":
      return { type: "pre", ...place };
    case "blockquote":
      return open.attributes.has("expandable")
        ? { type: "expandable_blockquote", ...place }
        : { type: "blockquote", ...place };
    case "tg-emoji":
      return {
        type: "custom_emoji",
        custom_emoji_id: open.attributes.get("emoji-id") ?? "",
        ...place,
      };
    default:
      return open.attributes.get("class") === "tg-spoiler" ? { type: "spoiler", ...place } : null;
  }
}

/** `<pre><code class="language-x">` is one pre with a language, not two. */
function mergePre(entities: readonly MessageEntity[]): MessageEntity[] {
  const same = (a: MessageEntity, b: MessageEntity): boolean =>
    a.offset === b.offset && a.length === b.length;
  return entities.filter((entity) => {
    if (entity.type === "code") {
      return !entities.some((other) => other.type === "pre" && same(entity, other));
    }
    if (entity.type !== "pre" || entity.language) return true;
    return !entities.some((other) => other.type === "pre" && other.language && same(entity, other));
  });
}
