/**
 * One source file, parsed: its imports, exports and syntax tree. The parser is the one that comes
 * with Vite (oxc); TypeScript 7 has none that a script could call.
 */
import { dirname, posix } from "node:path";
import { parseSync } from "vite";
import type { Tree } from "./tree.ts";

/** A node of the syntax tree (ESTree with TypeScript's additions). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** How a file names another one, or a package. */
export interface Use {
  /** As written, without a query (`?url`). */
  readonly specifier: string;
  readonly line: number;
  /** Erased when compiled: it cannot pull code in. */
  readonly typeOnly: boolean;
  /** Exported names that are used; `all` when the whole file is (a namespace, `import()`, a URL). */
  readonly names: readonly string[] | "all";
  /** The path in the tree that a relative specifier names, even if nothing is there. */
  readonly target: string | null;
}

export interface Exported {
  readonly name: string;
  readonly line: number;
  readonly isType: boolean;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly program: Node;
  readonly comments: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly uses: readonly Use[];
  readonly exported: readonly Exported[];
  lineOf(offset: number): number;
}

type Parsed = ReturnType<typeof parseSync>;

/** Throws with the parser's own words when the text is no program. */
function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const lineOf = lineFinder(text);
  const program = parsed.program as unknown as Node;
  const use = (raw: string, offset: number, typeOnly: boolean, names: Use["names"]): Use => {
    const specifier = raw.replace(/\?.*$/, "");
    const target = specifier.startsWith(".") ? posix.join(dirname(path), specifier) : null;
    return { specifier, line: lineOf(offset), typeOnly, names, target };
  };
  return {
    path,
    text,
    lineCount: text.trimEnd().split("\n").length,
    program,
    comments: parsed.comments.map(({ value, start, end }) => ({ text: value, start, end })),
    uses: [...importUses(parsed, use), ...reexportUses(parsed, use), ...otherUses(program, use)],
    exported: exportedNames(parsed, lineOf),
    lineOf,
  };
}

/** Every source of the tree that is TypeScript or JavaScript. */
export function parseTree(tree: Tree): readonly Source[] {
  return [...tree]
    .filter(([path]) => /\.[mc]?[jt]sx?$/.test(path) && !path.endsWith(".d.ts"))
    .map(([path, text]) => parseSource(path, text));
}

/** Calls `visit` on every node, parents first; `false` leaves the children out. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | null, key: string) => boolean | undefined,
  parent: Node | null = null,
  key = "",
): void {
  if (visit(node, parent, key) === false) return;
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, name);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

type MakeUse = (raw: string, offset: number, typeOnly: boolean, names: Use["names"]) => Use;

function importUses(parsed: Parsed, use: MakeUse): Use[] {
  return parsed.module.staticImports.map(({ moduleRequest, entries, start }) => {
    const whole =
      entries.length > 0 && entries.some((entry) => entry.importName.kind === "NamespaceObject");
    const names = entries.map(({ importName }) =>
      importName.kind === "Default" ? "default" : (importName.name ?? ""),
    );
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    return use(moduleRequest.value, start, typeOnly, whole ? "all" : names);
  });
}

function reexportUses(parsed: Parsed, use: MakeUse): Use[] {
  return parsed.module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, importName, isType }) => {
      if (!moduleRequest) return [];
      const names = importName.kind === "Name" ? [importName.name ?? ""] : "all";
      return [use(moduleRequest.value, start, isType, names)];
    }),
  );
}

/** `import("…")`, `import("…").Type` and `new URL("…", import.meta.url)`. */
function otherUses(program: Node, use: MakeUse): Use[] {
  const found: Use[] = [];
  walk(program, (node) => {
    if (node.type === "ImportExpression" || node.type === "TSImportType") {
      const raw = literalText(node.source);
      if (raw !== null) found.push(use(raw, node.start, node.type === "TSImportType", "all"));
    }
    if (node.type === "NewExpression" && identifierName(node.callee) === "URL") {
      const [first, second] = node.arguments as readonly unknown[];
      const raw = literalText(first);
      const besideUs = isNode(second) && second.type === "MemberExpression";
      if (raw?.startsWith(".") && besideUs && /\.\w+$/.test(raw)) {
        found.push(use(raw, node.start, false, "all"));
      }
    }
    return undefined;
  });
  return found;
}

function exportedNames(parsed: Parsed, lineOf: (offset: number) => number): Exported[] {
  return parsed.module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName, isType }) => {
      if (exportName.kind === "None") return [];
      const name = exportName.kind === "Default" ? "default" : (exportName.name ?? "");
      return [{ name, line: lineOf(exportName.start ?? start), isType }];
    }),
  );
}

export function identifierName(node: unknown): string | null {
  return isNode(node) && node.type === "Identifier" ? String(node.name) : null;
}

export function literalText(node: unknown): string | null {
  if (!isNode(node) || node.type !== "Literal") return null;
  const value = node.value;
  return typeof value === "string" ? value : null;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
