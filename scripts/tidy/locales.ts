/** Each sentence exists in each language: the same files, and in them the same keys. */
import { translations } from "./rules.table.ts";
import type { Node, Source } from "./source.ts";
import { identifierName, isNode, literalText, walk } from "./source.ts";
import type { Finding } from "./tree.ts";

export function checkLocales(sources: readonly Source[]): Finding[] {
  return translations.flatMap(({ source, other }) => {
    const from = sources.filter(({ path }) => path.startsWith(source));
    const to = sources.filter(({ path }) => path.startsWith(other));
    return [...missing(from, to, source, other), ...missing(to, from, other, source)];
  });
}

function missing(
  from: readonly Source[],
  to: readonly Source[],
  fromFolder: string,
  toFolder: string,
): Finding[] {
  return from.flatMap((file) => {
    const twinPath = toFolder + file.path.slice(fromFolder.length);
    const twin = to.find(({ path }) => path === twinPath);
    const finding = { path: twinPath, line: 0, rule: "locale" };
    if (!twin) return [{ ...finding, message: `is missing; ${file.path} has its sentences` }];
    const keys = keysOf(twin);
    return [...keysOf(file)]
      .filter((key) => !keys.has(key))
      .map((key) => ({ ...finding, message: `has no "${key}"; ${file.path} has it` }));
  });
}

/** Keys of all object literals in the file, nested ones joined by dots. */
function keysOf(source: Source): ReadonlySet<string> {
  const keys = new Set<string>();
  const collect = (object: Node, prefix: string): void => {
    for (const property of object.properties as readonly unknown[]) {
      if (!isNode(property) || property.type !== "Property") continue;
      const key = identifierName(property.key) ?? literalText(property.key);
      const value = property.value;
      if (isNode(value) && value.type === "ObjectExpression") collect(value, `${prefix}${key}.`);
      else keys.add(`${prefix}${key}`);
    }
  };
  walk(source.program, (node) => {
    if (node.type !== "ObjectExpression") return undefined;
    collect(node, "");
    return false;
  });
  return keys;
}
