/**
 * What must not be reached for: ambient time, chance, timers and network outside the effects;
 * `any` and silenced compiler errors anywhere; waiting in files that only decide.
 */
import { matchesAny } from "./match.ts";
import type { Ban } from "./rules.table.ts";
import { bans, pureIn, pureNames } from "./rules.table.ts";
import type { Node, Source } from "./source.ts";
import { identifierName, isNode, walk } from "./source.ts";
import type { Finding } from "./tree.ts";
import { isForTests } from "./walls.ts";

export function checkBans(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => [
    ...(isForTests(source.path) ? [] : bannedReaches(source)),
    ...looseTypes(source),
    ...silencedErrors(source),
    ...waitingWhereItMustNot(source),
  ]);
}

function bannedReaches(source: Source): Finding[] {
  const inForce = new Map<string, Ban>();
  for (const ban of bans) {
    if (
      matchesAny(
        source.path,
        ban.except.map(({ at }) => at),
      )
    )
      continue;
    for (const what of ban.what) inForce.set(what, ban);
  }
  const findings: Finding[] = [];
  const own = declaredNames(source.program);
  const report = (what: string, line: number): void => {
    const ban = inForce.get(what);
    if (!ban) return;
    const message = `${what} is banned here; ${ban.instead}`;
    findings.push({ path: source.path, line, rule: "ban", message });
  };
  walk(source.program, (node, parent, key) => {
    if (node.type === "TSTypeQuery" || node.type === "TSTypeReference") return false;
    const what = reachOf(node, parent, key);
    if (what && !own.has(what.split(/[.( ]/)[0] ?? "")) report(what, source.lineOf(node.start));
    if (what?.startsWith("new ")) report(what, source.lineOf(node.start));
    return undefined;
  });
  for (const { specifier, names, line, typeOnly } of source.uses) {
    if (!specifier.startsWith("node:") || typeOnly) continue;
    report(`${specifier} *`, line);
    for (const name of names === "all" ? [] : names) report(`${specifier} ${name}`, line);
  }
  return findings;
}

const globalObjects = new Set(["globalThis", "window", "self", "global"]);

/** How the table names what this node reaches for; null when it reaches for nothing global. */
function reachOf(node: Node, parent: Node | null, key: string): string | null {
  if (node.type === "NewExpression" && identifierName(node.callee) === "Date") {
    return (node.arguments as readonly unknown[]).length === 0 ? "new Date()" : null;
  }
  if (node.type === "CallExpression" && identifierName(node.callee) === "Date") return "Date()";
  if (node.type === "MemberExpression") {
    const property = identifierName(node.property);
    if (node.computed || property === null) return null;
    const object = globalName(node.object);
    if (object === null) return null;
    return globalObjects.has(object) ? property : `${object}.${property}`;
  }
  const name = identifierName(node);
  return name !== null && isReference(parent, key) ? name : null;
}

/** `Date` of `Date` and of `globalThis.Date`. */
function globalName(node: unknown): string | null {
  const name = identifierName(node);
  if (name !== null) return name;
  if (!isNode(node) || node.type !== "MemberExpression" || node.computed) return null;
  const object = identifierName(node.object);
  return object !== null && globalObjects.has(object) ? identifierName(node.property) : null;
}

/** False where an identifier only names a member, a key, a label or something new. */
function isReference(parent: Node | null, key: string): boolean {
  if (!parent) return false;
  if (parent.type.startsWith("Import") || parent.type.startsWith("TS")) {
    return ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"].includes(parent.type);
  }
  if (parent.type === "MemberExpression") return key === "object" || parent.computed === true;
  if (key === "key") return parent.computed === true;
  if (parent.type === "ExportSpecifier" || parent.type === "JSXAttribute") return false;
  return !["id", "params", "label", "param"].includes(key);
}

/** Names that the file itself binds anywhere: a parameter called `fetch` is not the global one. */
function declaredNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    const name = identifierName(pattern);
    if (name !== null) names.add(name);
    else if (pattern.type === "Property") bind(pattern.value);
    else if (pattern.type === "AssignmentPattern") bind(pattern.left);
    else if (pattern.type === "RestElement") bind(pattern.argument);
    else if (pattern.type === "TSParameterProperty") bind(pattern.parameter);
    else for (const part of partsOf(pattern)) bind(part);
  };
  walk(program, (node) => {
    if (node.type === "VariableDeclarator" && !isGlobalObject(node.init)) bind(node.id);
    if (node.type.startsWith("Import") && isNode(node.local)) bind(node.local);
    if (/Function|Class/.test(node.type)) bind(node.id);
    for (const parameter of listOf(node.params)) bind(parameter);
    if (node.type === "CatchClause") bind(node.param);
    return undefined;
  });
  return names;
}

/** `const { setTimeout } = globalThis` binds the banned thing itself. */
function isGlobalObject(node: unknown): boolean {
  const name = identifierName(node);
  return name !== null && globalObjects.has(name);
}

function partsOf(pattern: Node): readonly unknown[] {
  if (pattern.type === "ObjectPattern") return listOf(pattern.properties);
  if (pattern.type === "ArrayPattern") return listOf(pattern.elements);
  return [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function looseTypes(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type === "TSAnyKeyword") {
      const message = "`any` switches the compiler off; use `unknown` and look, or name the type";
      findings.push({ path: source.path, line: source.lineOf(node.start), rule: "any", message });
    }
    return undefined;
  });
  return findings;
}

function silencedErrors(source: Source): Finding[] {
  return source.comments.flatMap(({ text, start }) => {
    const at = { path: source.path, line: source.lineOf(start) };
    if (/@ts-(ignore|expect-error|nocheck)\b/.test(text)) {
      const message = "a silenced compiler error comes back at run time; mend the type instead";
      return [{ ...at, rule: "any", message }];
    }
    if (/\b(TODO|FIXME|XXX|HACK)\b/.test(text)) {
      const message = "do it now, or write what is missing at the top of the file as a known hole";
      return [{ ...at, rule: "comment", message }];
    }
    return [];
  });
}

function waitingWhereItMustNot(source: Source): Finding[] {
  const name = source.path.split("/").at(-1) ?? "";
  const isPure = pureNames.some((pure) => name === `${pure}.ts`) && matchesAny(source.path, pureIn);
  if (!isPure) return [];
  const findings: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type === "AwaitExpression" || node.async === true) {
      const message = `${name} only decides, so nothing waits in it; what waits stands in another file`;
      findings.push({ path: source.path, line: source.lineOf(node.start), rule: "pure", message });
    }
    return undefined;
  });
  return findings;
}
