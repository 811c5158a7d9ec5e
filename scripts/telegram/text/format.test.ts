/** Formatting as Telegram reads it: styles, entities, trimming, errors. */
import { describe, expect, test } from "vitest";
import { formatText } from "./format.ts";

const html = (source: string) => formatText(source, "HTML", undefined);
const markdown = (source: string) => formatText(source, "MarkdownV2", undefined);
const types = (source: { entities: readonly { type: string }[] }) =>
  source.entities.map((entity) => entity.type);

describe("HTML style (Bot API, HTML style)", () => {
  test("every simple tag and its twin", () => {
    const source = "<b>a</b><strong>b</strong><i>c</i><em>d</em><u>e</u><ins>f</ins><s>g</s>";
    const more = "<strike>h</strike><del>i</del><tg-spoiler>j</tg-spoiler><code>k</code>";
    const read = html(source + more);
    expect(read.text).toBe("abcdefghijk");
    expect(types(read)).toEqual([
      ...["bold", "bold", "italic", "italic", "underline", "underline"],
      ...["strikethrough", "strikethrough", "strikethrough", "spoiler", "code"],
    ]);
  });

  test("nested tags keep both entities, the outer one first", () => {
    expect(html("<b>太字<i>斜体</i></b>").entities).toEqual([
      { type: "bold", offset: 0, length: 4 },
      { type: "italic", offset: 2, length: 2 },
    ]);
  });

  test("an expandable block quotation is its own type", () => {
    expect(html("<blockquote expandable>長い</blockquote>").entities).toEqual([
      { type: "expandable_blockquote", offset: 0, length: 2 },
    ]);
    expect(types(html("<blockquote>短い</blockquote>"))).toEqual(["blockquote"]);
  });

  test("code inside of pre names the language, and is one entity", () => {
    expect(html('<pre><code class="language-ts">let a;</code></pre>').entities).toEqual([
      { type: "pre", language: "ts", offset: 0, length: 6 },
    ]);
  });

  test("character references, named and numbered", () => {
    expect(html("&lt;b&gt; &amp; &quot;&#x82B1;&#33457;").text).toBe('<b> & "花花');
  });

  test("links and mentions by address", () => {
    expect(html('<a href="https://example.com/?a=1&amp;b=2">x</a>').entities).toEqual([
      { type: "text_link", url: "https://example.com/?a=1&b=2", offset: 0, length: 1 },
    ]);
  });

  test.each([
    ["<b>a", `Can't find end tag corresponding to start tag "b"`],
    ["<foo>a</foo>", `Unsupported start tag "foo" at byte offset 0`],
    ["花<b>a</i>", `Unmatched end tag at byte offset 7, expected "</b>", found "</i>"`],
    ["a</b>", "Unexpected end tag at byte offset 1"],
  ])("%s is refused with tdlib's words (MessageEntity.cpp)", (source, why) => {
    expect(() => html(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
  });
});

describe("MarkdownV2 style (Bot API, MarkdownV2 style)", () => {
  test("the styles of the documentation", () => {
    const read = markdown("*bold* _italic_ __under__ ~strike~ ||spoiler|| `code`");
    expect(read.text).toBe("bold italic under strike spoiler code");
    expect(types(read)).toEqual([
      ...["bold", "italic", "underline", "strikethrough", "spoiler", "code"],
    ]);
  });

  test("nesting as in the documentation's example", () => {
    const source = "*bold _italic bold ~strike ||spoiler||~ __underline___ bold*";
    const read = markdown(source);
    expect(read.text).toBe("bold italic bold strike spoiler underline bold");
    expect(types(read)).toEqual(["bold", "italic", "strikethrough", "spoiler", "underline"]);
  });

  test("a pre block with a language", () => {
    expect(markdown("```python\nprint(1)\n```").entities).toEqual([
      { type: "pre", language: "python", offset: 0, length: 8 },
    ]);
  });

  test("quotations: one after the other, the second folded", () => {
    const read = markdown(">one\n>two\n**>three\n>four||");
    expect(read.text).toBe("one\ntwo\nthree\nfour");
    expect(read.entities).toEqual([
      { type: "blockquote", offset: 0, length: 7 },
      { type: "expandable_blockquote", offset: 8, length: 10 },
    ]);
  });

  test("links with escaped brackets, custom emoji", () => {
    expect(markdown("[a](http://e.com/\\))").entities).toEqual([
      { type: "text_link", url: "http://e.com/)", offset: 0, length: 1 },
    ]);
    expect(types(markdown("![👍](tg://emoji?id=5368324170671202286)"))).toEqual(["custom_emoji"]);
  });

  test.each([
    ["a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ["*a", "Can't find end of Bold entity at byte offset 0"],
    ["花`a", "Can't find end of Code entity at byte offset 3"],
    ["[a", "Can't find end of TextUrl entity at byte offset 0"],
  ])("%s is refused with tdlib's words", (source, why) => {
    expect(() => markdown(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
  });
});

describe("what becomes of any text (tdlib fix_formatted_text)", () => {
  test("white space at both ends goes, at the front only up to the first entity", () => {
    expect(formatText("  a b \n", undefined, undefined).text).toBe("a b");
    const bold = [{ type: "bold" as const, offset: 1, length: 2 }];
    expect(formatText("  a ", undefined, bold)).toEqual({
      text: " a",
      entities: [{ type: "bold", offset: 0, length: 2 }],
    });
  });

  test("carriage returns vanish and entities move along", () => {
    const bold = [{ type: "bold" as const, offset: 3, length: 1 }];
    const read = formatText("a\r\nb", undefined, bold);
    expect(read).toEqual({ text: "a\nb", entities: [{ type: "bold", offset: 2, length: 1 }] });
  });

  test("nothing is found inside of code and links", () => {
    expect(types(html("<code>#tag</code> #tag"))).toEqual(["code", "hashtag"]);
  });

  test("an unknown parse_mode is an error", () => {
    expect(() => formatText("a", "Wiki", undefined)).toThrow("unsupported parse_mode");
  });
});
