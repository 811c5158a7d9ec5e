/**
 * MarkdownV2 style of the Bot API, and the old Markdown.
 *
 * Source: Bot API "MarkdownV2 style", "Markdown style"; tdlib MessageEntity.cpp
 * (do_parse_markdown_v2) for the errors, whose offsets are bytes of the UTF-8 source.
 */
import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "../failure.ts";
import type { Formatted } from "./format.ts";

type Style = MessageEntity.CommonMessageEntity["type"] | "link" | "emoji";

interface Open {
  readonly mark: string;
  readonly style: Style;
  readonly at: number;
  readonly sourceAt: number;
}

/** Longest first: `__` before `_`. */
const MARKS: readonly (readonly [string, Style])[] = [
  ["__", "underline"],
  ["||", "spoiler"],
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strikethrough"],
];
const LEGACY_MARKS: readonly (readonly [string, Style])[] = [
  ["*", "bold"],
  ["_", "italic"],
];
/** Must be escaped when they stand for themselves (Bot API). */
const RESERVED = "_*[]()~`>#+-=|{}.!";

const complain = (why: string): Error => badRequest(`can't parse entities: ${why}`);

/** Text and entities of a Markdown source. */
export function parseMarkdown(source: string, flavour: "v2" | "legacy" = "v2"): Formatted {
  return new Parser(source, flavour).parse();
}

class Parser {
  private text = "";
  private index = 0;
  private readonly entities: MessageEntity[] = [];
  private readonly stack: Open[] = [];
  /** Where a block quotation began in the text; -1 outside of one. */
  private quoteAt = -1;

  constructor(
    private readonly source: string,
    private readonly flavour: "v2" | "legacy",
  ) {}

  parse(): Formatted {
    while (this.index < this.source.length) this.step();
    this.endQuote(false);
    const open = this.stack.pop();
    if (open) {
      const name = { link: "link", emoji: "custom emoji" }[open.style as string] ?? open.style;
      throw complain(
        `Can't find end of ${nameOf(name)} entity at byte offset ${this.bytes(open.sourceAt)}`,
      );
    }
    return { text: this.text, entities: this.entities };
  }

  private step(): void {
    const char = this.source[this.index] ?? "";
    if (char === "\\" && this.canEscape(this.source.charCodeAt(this.index + 1))) {
      this.text += this.source[this.index + 1] ?? "";
      this.index += 2;
    } else if (this.flavour === "v2" && this.atLineStart() && this.startQuote()) {
      // A quotation began; its text follows.
    } else if (char === "`") {
      this.readCode();
    } else if (char === "\n") {
      this.text += char;
      this.index++;
      if (this.quoteAt >= 0 && this.source[this.index] !== ">") this.endQuote(true);
    } else if (!this.readMark() && !this.readLink(char)) {
      if (this.flavour === "v2" && RESERVED.includes(char)) {
        throw complain(
          `Character '${char}' is reserved and must be escaped with the preceding '\\'`,
        );
      }
      this.text += char;
      this.index++;
    }
  }

  private canEscape(code: number): boolean {
    if (this.flavour === "legacy") return "_*`[".includes(String.fromCharCode(code));
    return code > 0 && code <= 126;
  }

  private atLineStart(): boolean {
    return this.index === 0 || this.source[this.index - 1] === "\n";
  }

  /** `>` begins or goes on with a quotation; `**>` separates two of them. */
  private startQuote(): boolean {
    if (this.source.startsWith("**>", this.index) && this.quoteAt < 0) this.index += 2;
    if (this.source[this.index] !== ">") return false;
    this.index++;
    if (this.quoteAt < 0) this.quoteAt = this.text.length;
    return true;
  }

  private endQuote(atNewline: boolean): void {
    if (this.quoteAt < 0) return;
    const end = atNewline ? this.text.length - 1 : this.text.length;
    if (end > this.quoteAt) {
      this.entities.push({ type: "blockquote", offset: this.quoteAt, length: end - this.quoteAt });
    }
    this.quoteAt = -1;
  }

  /** `||` at the end of a quotation folds it away. */
  private foldQuote(): boolean {
    const rest = this.source.slice(this.index + 2);
    const lastLine = rest === "" || (rest.startsWith("\n") && !rest.startsWith("\n>"));
    const spoilerOpen = this.stack.some((open) => open.mark === "||");
    if (this.quoteAt < 0 || !lastLine || spoilerOpen) return false;
    const length = this.text.length - this.quoteAt;
    if (length > 0) {
      this.entities.push({ type: "expandable_blockquote", offset: this.quoteAt, length });
    }
    this.quoteAt = -1;
    this.index += 2;
    return true;
  }

  private readMark(): boolean {
    const marks = this.flavour === "v2" ? MARKS : LEGACY_MARKS;
    const found = marks.find(([mark]) => this.source.startsWith(mark, this.index));
    if (!found) return false;
    const [mark, style] = found;
    if (mark === "||" && this.foldQuote()) return true;
    const top = this.stack.at(-1);
    if (top?.mark === mark) {
      this.stack.pop();
      this.push({ type: style } as MessageEntity, top.at);
    } else {
      this.stack.push({ mark, style, at: this.text.length, sourceAt: this.index });
    }
    this.index += mark.length;
    return true;
  }

  private push(entity: object, at: number): void {
    const length = this.text.length - at;
    if (length > 0) this.entities.push({ ...entity, offset: at, length } as MessageEntity);
  }

  private readLink(char: string): boolean {
    const isEmoji = this.flavour === "v2" && this.source.startsWith("![", this.index);
    if (char === "[" || isEmoji) {
      const style = isEmoji ? "emoji" : "link";
      this.stack.push({ mark: "[", style, at: this.text.length, sourceAt: this.index });
      this.index += isEmoji ? 2 : 1;
      return true;
    }
    const top = this.stack.at(-1);
    if (char !== "]" || top?.mark !== "[") return false;
    this.stack.pop();
    this.index++;
    const url = this.readTarget();
    if (top.style === "emoji") {
      const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(url)?.[1];
      if (!id) throw complain("Custom emoji URL must have scheme tg");
      this.push({ type: "custom_emoji", custom_emoji_id: id }, top.at);
    } else if (url) {
      this.push({ type: "text_link", url }, top.at);
    }
    return true;
  }

  private readTarget(): string {
    if (this.source[this.index] !== "(") return "";
    const start = this.index++;
    let url = "";
    while (this.source[this.index] !== ")") {
      if (this.index >= this.source.length) {
        throw complain(`Can't find end of a URL at byte offset ${this.bytes(start)}`);
      }
      if (this.source[this.index] === "\\") this.index++;
      url += this.source[this.index++] ?? "";
    }
    this.index++;
    return url;
  }

  /** Code: one backquote inline, three a block whose first word may name the language. */
  private readCode(): void {
    const fence = this.source.startsWith("```", this.index) ? "```" : "`";
    const start = this.index;
    this.index += fence.length;
    let language = "";
    if (fence === "```") {
      language = /^[^\s`]+(?=\n)/.exec(this.source.slice(this.index))?.[0] ?? "";
      this.index += language.length;
      if (this.source[this.index] === "\n") this.index++;
    }
    const at = this.text.length;
    while (!this.source.startsWith(fence, this.index)) {
      if (this.index >= this.source.length) {
        const name = fence === "`" ? "Code" : "Pre";
        throw complain(`Can't find end of ${name} entity at byte offset ${this.bytes(start)}`);
      }
      if (this.flavour === "v2" && this.source[this.index] === "\\") this.index++;
      this.text += this.source[this.index++] ?? "";
    }
    this.index += fence.length;
    this.push(
      fence === "`" ? { type: "code" } : { type: "pre", ...(language && { language }) },
      at,
    );
  }

  private bytes(index: number): number {
    return Buffer.byteLength(this.source.slice(0, index));
  }
}

/** tdlib names entity types in its errors in camel case. */
function nameOf(style: string): string {
  const names: Readonly<Record<string, string>> = {
    link: "TextUrl",
    "custom emoji": "CustomEmoji",
  };
  return names[style] ?? style.charAt(0).toUpperCase() + style.slice(1);
}
