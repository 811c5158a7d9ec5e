import type { MessageEntity } from "@grammyjs/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TextNode } from "./entities.ts";
import { splitEntities, trimAfterBlocks } from "./entities.ts";

function bold(offset: number, length: number): MessageEntity {
  return { type: "bold", offset, length };
}

function flat(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (node.kind === "text" ? node.text : flat(node.children))).join("");
}

/** `[bold:text]` notation, so that a tree reads as one line. */
function shape(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) =>
      node.kind === "text" ? node.text : `[${node.entity.type}:${shape(node.children)}]`,
    )
    .join("");
}

describe("splitEntities", () => {
  test("a text without entities is one leaf, an empty text none", () => {
    expect(splitEntities("こんにちは", undefined)).toEqual([{ kind: "text", text: "こんにちは" }]);
    expect(splitEntities("", [])).toEqual([]);
  });

  test("offsets count UTF-16 units, so an emoji is two", () => {
    expect(shape(splitEntities("👍 はい", [bold(3, 2)]))).toBe("👍 [bold:はい]");
  });

  test("nested entities nest, whatever their order in the list", () => {
    const italic: MessageEntity = { type: "italic", offset: 2, length: 2 };
    expect(shape(splitEntities("abcdef", [italic, bold(1, 4)]))).toBe("a[bold:b[italic:cd]e]f");
  });

  test("a quotation holds what has the same extent, never the other way round", () => {
    const quote: MessageEntity = { type: "expandable_blockquote", offset: 0, length: 3 };
    expect(shape(splitEntities("abc", [bold(0, 3), quote]))).toBe(
      "[expandable_blockquote:[bold:abc]]",
    );
  });

  test("an entity that sticks out of its parent goes on behind it", () => {
    const italic: MessageEntity = { type: "italic", offset: 2, length: 3 };
    expect(shape(splitEntities("abcdef", [bold(0, 4), italic]))).toBe(
      "[bold:ab[italic:cd]][italic:e]f",
    );
  });

  test("an entity outside the text is left out, one that is too long is clipped", () => {
    expect(shape(splitEntities("abc", [bold(3, 2), bold(-1, 2), bold(1, 0)]))).toBe("abc");
    expect(shape(splitEntities("abc", [bold(1, 99)]))).toBe("a[bold:bc]");
  });

  test("no entities, however wrong, ever lose or repeat text", () => {
    const entity = fc.record({
      type: fc.constantFrom("bold", "italic", "blockquote", "code", "hashtag"),
      offset: fc.integer({ min: -2, max: 14 }),
      length: fc.integer({ min: -1, max: 14 }),
    }) as fc.Arbitrary<MessageEntity>;
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.array(entity, { maxLength: 8 }),
        (text, list) => {
          expect(flat(splitEntities(text, list))).toBe(text);
        },
      ),
    );
  });
});

test("the line break beside a block is not drawn twice", () => {
  const quote: MessageEntity = { type: "blockquote", offset: 2, length: 1 };
  const nodes = trimAfterBlocks(splitEntities("a\nb\nc", [quote]));
  expect(shape(nodes)).toBe("a[blockquote:b]c");
});
