/** All rules over one tree. */
import { checkBans } from "./bans.ts";
import { checkDead } from "./dead.ts";
import { checkLengths } from "./lengths.ts";
import { checkLocales } from "./locales.ts";
import { parseTree } from "./source.ts";
import type { Finding, Tree } from "./tree.ts";
import { checkWalls } from "./walls.ts";

/** Everything that is not as it should be, by path and line. Empty is tidy. */
export function inspect(tree: Tree): readonly Finding[] {
  const sources = parseTree(tree);
  return [
    ...checkWalls(sources, tree),
    ...checkBans(sources),
    ...checkLengths(sources),
    ...checkDead(sources, tree),
    ...checkLocales(sources),
  ].sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}
