/** How long files and functions may be, and how a file begins. Tests are not measured. */
import { matchesAny } from "./match.ts";
import { lengthFree, lengths } from "./rules.table.ts";
import type { Node, Source } from "./source.ts";
import { isNode, walk } from "./source.ts";
import type { Finding } from "./tree.ts";
import { isForTests } from "./walls.ts";

export function checkLengths(sources: readonly Source[]): Finding[] {
  const measured = sources.filter(({ path }) => !isForTests(path) && !matchesAny(path, lengthFree));
  return [
    ...measured.flatMap(longFile),
    ...measured.flatMap(longFunctions),
    ...tooManyLong(measured),
    ...sources.filter(({ path }) => !isForTests(path)).flatMap(noOpening),
  ];
}

function longFile({ path, lineCount }: Source): Finding[] {
  if (lineCount <= lengths.fileLinesMax) return [];
  const message = `has ${lineCount} lines, the wall is ${lengths.fileLinesMax}; it has two subjects: give each its file`;
  return [{ path, line: 0, rule: "length", message }];
}

function longFunctions(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node, parent) => {
    if (!isFunction(node)) return undefined;
    const line = source.lineOf(node.start);
    const whole = linesOf(node, source);
    const own = whole - innerLines(node, source);
    const report = (message: string): void => {
      const name = functionName(node, parent);
      findings.push({ path: source.path, line, rule: "length", message: `${name} ${message}` });
    };
    if (own > lengths.functionLinesMax) {
      report(
        `has ${own} lines of its own, the most is ${lengths.functionLinesMax}; name its parts`,
      );
    } else if (whole > lengths.functionWholeMax) {
      report(
        `has ${whole} lines with all that is in it, the most is ${lengths.functionWholeMax}; make it a file of its own, or two`,
      );
    }
    return undefined;
  });
  return findings;
}

function linesOf(node: Node, source: Source): number {
  return source.lineOf(node.end) - source.lineOf(node.start) + 1;
}

/** Lines of the functions inside, but not of those on one line: these read like an expression. */
function innerLines(node: Node, source: Source): number {
  let lines = 0;
  walk(node, (inner) => {
    if (inner === node || !isFunction(inner)) return undefined;
    const count = linesOf(inner, source);
    if (count > 1) lines += count;
    return false;
  });
  return lines;
}

/** Nine in ten: one long file is a choice, many are a habit. */
function tooManyLong(sources: readonly Source[]): Finding[] {
  const long = sources.filter(({ lineCount }) => lineCount > lengths.mostFileLinesMax);
  const allowed = Math.ceil(sources.length * (1 - lengths.mostShare));
  if (long.length <= allowed) return [];
  const message = `${long.length} of ${sources.length} files are over ${lengths.mostFileLinesMax} lines, at most ${allowed} may be`;
  return long.map(({ path }) => ({ path, line: 0, rule: "length", message }));
}

/** A file opens with what it is; a reader should not have to infer it. */
function noOpening({ path, comments, program }: Source): Finding[] {
  const [first] = comments;
  const [statement] = program.body as readonly Node[];
  if (first && (!statement || first.start < statement.start)) return [];
  const message = "begin with a comment that says what the file is, and what it is not";
  return [{ path, line: 1, rule: "opening", message }];
}

function isFunction(node: Node): boolean {
  return ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(
    node.type,
  );
}

function functionName(node: Node, parent: Node | null): string {
  for (const named of [node.id, parent?.id, parent?.key]) {
    if (isNode(named) && typeof named.name === "string") return named.name;
  }
  return "a function";
}
