/**
 * Splits a text and its entities (UTF-16 offsets, as the Bot API has them) into a tree that can be
 * drawn. Entities may nest; an entity that sticks out of its parent is clipped to it, one that lies
 * outside the text is left out: a wrong entity never loses text.
 */
import type { MessageEntity } from "@grammyjs/types";

export type TextNode =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "entity";
      readonly entity: MessageEntity;
      /** The covered text, which links, hashtags and commands act on. */
      readonly text: string;
      readonly children: readonly TextNode[];
    };

/** The whole text as nodes, in order; joining every leaf gives the text back. */
export function splitEntities(
  text: string,
  entities: readonly MessageEntity[] | undefined,
): TextNode[] {
  const inside = (entities ?? []).filter(
    (entity) => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length,
  );
  const ordered = [...inside].sort(
    (one, two) => one.offset - two.offset || two.length - one.length || rank(one) - rank(two),
  );
  return split(text, 0, text.length, ordered);
}

/** Blocks hold what has the same extent, never the other way round. */
function rank(entity: MessageEntity): number {
  return isBlock(entity) ? 0 : 1;
}

/** True for entities that stand on lines of their own. */
function isBlock(entity: MessageEntity): boolean {
  return (
    entity.type === "pre" || entity.type === "blockquote" || entity.type === "expandable_blockquote"
  );
}

function split(
  text: string,
  from: number,
  to: number,
  entities: readonly MessageEntity[],
): TextNode[] {
  const nodes: TextNode[] = [];
  let position = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    index += 1;
    if (entity === undefined) continue;
    const start = Math.max(position, entity.offset);
    const end = Math.min(to, entity.offset + entity.length);
    if (end <= start) continue;
    if (start > position) nodes.push({ kind: "text", text: text.slice(position, start) });
    const children: MessageEntity[] = [];
    while (index < entities.length && (entities[index]?.offset ?? to) < end) {
      const child = entities[index];
      if (child !== undefined) children.push(child);
      index += 1;
    }
    nodes.push({
      kind: "entity",
      entity,
      text: text.slice(start, end),
      children: split(text, start, end, children),
    });
    position = end;
    // A child that reaches past its parent goes on behind it.
    const rest = children.filter((child) => child.offset + child.length > end);
    if (rest.length > 0) entities = [...rest, ...entities.slice(index)];
    if (rest.length > 0) index = 0;
  }
  if (position < to) nodes.push({ kind: "text", text: text.slice(position, to) });
  return nodes;
}

/**
 * The text behind a block without the one line break that separates them: a block ends its line
 * itself, so drawing the break too would leave an empty line.
 */
export function trimAfterBlocks(nodes: readonly TextNode[]): TextNode[] {
  return nodes.map((node, index) => {
    const before = nodes[index - 1];
    const after = nodes[index + 1];
    if (node.kind !== "text") return node;
    let text = node.text;
    if (before?.kind === "entity" && isBlock(before.entity)) text = text.replace(/^\n/, "");
    if (after?.kind === "entity" && isBlock(after.entity)) text = text.replace(/\n$/, "");
    return { kind: "text", text };
  });
}
