/**
 * What nothing leads to: files that no entry reaches, exports that nobody imports. An export is
 * alive when another file names it; a type also when its own file needs it to say another one. A
 * docstring with `@public` keeps what is there for people outside this repository.
 */
import { posix } from "node:path";
import { matches, matchesAny } from "./match.ts";
import { entries, testReach } from "./rules.table.ts";
import type { Source } from "./source.ts";
import { identifierName, walk } from "./source.ts";
import type { Finding, Tree } from "./tree.ts";
import { isForTests } from "./walls.ts";

export function checkDead(sources: readonly Source[], tree: Tree): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const roots = entryPaths(tree);
  const ofProduct = reach(byPath, [...roots]);
  const ofTests = reach(byPath, [...byPath.keys()].filter(isTest));
  const used = usedNames(sources);
  return sources.flatMap((source) => {
    const { path } = source;
    if (isTest(path)) return [];
    const forTests = isForTests(path) || matchesAny(path, testReach);
    if (!ofProduct.has(path) && !(forTests && ofTests.has(path))) return [deadFile(path, ofTests)];
    return roots.has(path) ? [] : deadExports(source, used.get(path) ?? new Set());
  });
}

function deadFile(path: string, ofTests: ReadonlySet<string>): Finding {
  const message = ofTests.has(path)
    ? "only tests lead here: let the product use it, or call it a fake or a contract suite"
    : "no entry leads here: import it, delete it, or name it as an entry in scripts/tidy/rules.table.ts";
  return { path, line: 0, rule: "dead file", message };
}

function deadExports(source: Source, used: ReadonlySet<string>): Finding[] {
  if (used.has("*")) return [];
  return source.exported.flatMap(({ name, line, isType }) => {
    if (used.has(name) || isPublic(source, line)) return [];
    if (isType && countOf(source, name) > 1) return [];
    const message = `${name} is exported and imported nowhere: make it private, or delete it`;
    return [{ path: source.path, line, rule: "dead export", message }];
  });
}

/** Programs: entries of the table, `node … file` in package.json, scripts of HTML pages. */
function entryPaths(tree: Tree): ReadonlySet<string> {
  const paths = new Set<string>();
  const add = (path: string | undefined): void => {
    if (path && tree.has(path)) paths.add(path);
  };
  for (const path of tree.keys()) if (entries.some(({ at }) => matches(path, at))) paths.add(path);
  for (const [, path] of (tree.get("package.json") ?? "").matchAll(
    /(scripts\/[\w./-]+\.[mc]?[jt]s)\b/g,
  )) {
    add(path);
  }
  for (const [path, text] of tree) {
    if (!path.endsWith(".html")) continue;
    for (const [, source = ""] of text.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)) {
      add(posix.join(posix.dirname(path), source.replace(/^\//, "")));
    }
  }
  return paths;
}

function reach(byPath: ReadonlyMap<string, Source>, from: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = byPath.get(path);
    if (!source || reached.has(path)) continue;
    reached.add(path);
    for (const { target } of source.uses) if (target) open.push(target);
  }
  return reached;
}

/** For each file the exported names that another file uses; `*` when it uses all. */
function usedNames(sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const { target, names } of source.uses) {
      if (!target || target === source.path) continue;
      const set = used.get(target) ?? new Set();
      for (const name of names === "all" ? ["*"] : names) set.add(name);
      used.set(target, set);
    }
  }
  return used;
}

function isPublic(source: Source, line: number): boolean {
  return source.comments.some(
    ({ text, end }) => text.includes("@public") && source.lineOf(end) === line - 1,
  );
}

function countOf(source: Source, name: string): number {
  let count = 0;
  walk(source.program, (node) => {
    if (identifierName(node) === name) count++;
    return undefined;
  });
  return count;
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
