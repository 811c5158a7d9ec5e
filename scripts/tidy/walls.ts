/**
 * Who may import whom, and which package belongs where. A message says what is allowed, because
 * that is what the reader needs next.
 */
import { matches, matchesAny, placeOf } from "./match.ts";
import type { Room } from "./rules.table.ts";
import {
  drivers,
  notTestSupport,
  packages,
  rooms,
  testFiles,
  testRooms,
  testSupport,
} from "./rules.table.ts";
import type { Source, Use } from "./source.ts";
import type { Finding, Tree } from "./tree.ts";

/** Exists for tests: a test, a fake, a contract suite. */
export function isForTests(path: string): boolean {
  if (matchesAny(path, testFiles)) return true;
  return matchesAny(path, testSupport) && !matchesAny(path, notTestSupport);
}

export function checkWalls(sources: readonly Source[], tree: Tree): Finding[] {
  const declared = declaredPackages(tree);
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (!room) {
      const message =
        "is in no room: say in scripts/tidy/rules.table.ts what this folder may import";
      return [{ path: source.path, line: 0, rule: "wall", message }];
    }
    return source.uses.flatMap((use) => {
      const message = use.target
        ? fileComplaint(source.path, room, use, use.target, tree)
        : packageComplaint(source.path, use, declared);
      return message ? [{ path: source.path, line: use.line, rule: "wall", message }] : [];
    });
  });
}

function roomOf(path: string): Room | undefined {
  return (isForTests(path) ? testRooms : rooms).find(({ at }) => matches(path, at));
}

function fileComplaint(
  from: string,
  room: Room,
  use: Use,
  target: string,
  tree: Tree,
): string | null {
  if (!tree.has(target)) return `imports ${target}, which is not there (write the file's ending)`;
  const mayUseFakes = isForTests(from) || matchesAny(from, drivers);
  if (!mayUseFakes && isForTests(target)) {
    return `imports ${target}, which exists for tests; only tests and their fakes may`;
  }
  const own = placeOf(from, room.at);
  if (own.endsWith("/") && target.startsWith(own)) return otherWall(from, target);
  const allowed = [...room.may, ...(use.typeOnly ? (room.mayTypes ?? []) : [])];
  if (matchesAny(target, allowed)) return otherWall(from, target);
  return `may not import ${target}; ${own} may import ${sayAllowed(room)}`;
}

/** Walls inside `scripts/` that the table of rooms is too coarse for. */
function otherWall(from: string, target: string): string | null {
  const client = "scripts/telegram/client/";
  if (target.startsWith(client) && !from.startsWith(client)) {
    return `may not import ${target}; the chat client is a web page, nothing imports it`;
  }
  if (matchesAny(target, drivers) && !matchesAny(from, drivers) && !isForTests(from)) {
    return `may not import ${target}; it drives the whole from outside, for tests and figures`;
  }
  return null;
}

function sayAllowed({ may, mayTypes = [] }: Room): string {
  const both = may.length > 0 ? may.join(", ") : "nothing but itself";
  return mayTypes.length > 0 ? `${both}, and types of ${mayTypes.join(", ")}` : both;
}

interface Declared {
  readonly always: ReadonlySet<string>;
  readonly development: ReadonlySet<string>;
}

function packageComplaint(from: string, use: Use, declared: Declared): string | null {
  const name = packageName(use.specifier);
  const rule = packages.find((candidate) => matches(name, candidate.name));
  const forTests = isForTests(from);
  if (!name.startsWith("node:")) {
    if (!declared.always.has(name) && !declared.development.has(name)) {
      return `imports ${name}, which package.json does not name`;
    }
    const shipped = !use.typeOnly && !forTests && !(rule && isTool(rule.only));
    if (shipped && !declared.always.has(name)) {
      return `imports ${name}, a devDependency, in code that runs for a person; it belongs to dependencies`;
    }
  }
  if (forTests) return null;
  if (!rule) return `imports ${name}: say in scripts/tidy/rules.table.ts which room it belongs to`;
  if (matchesAny(from, rule.only)) return null;
  return `may not import ${name}, which belongs to ${rule.only.join(", ")}; ${rule.instead}`;
}

/** True when only tools use a package: settings, tests, figures; never what a person runs. */
function isTool(only: readonly string[]): boolean {
  return only.every((place) => isForTests(place) || matchesAny(place, toolPlaces));
}

const toolPlaces = [
  "**.config.ts",
  "scripts/e2e/",
  "scripts/e2e/*.ts",
  "scripts/bench/",
  "scripts/tidy/",
];

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

function declaredPackages(tree: Tree): Declared {
  const file: unknown = JSON.parse(tree.get("package.json") ?? "{}");
  const names = (field: string): ReadonlySet<string> => {
    const value = typeof file === "object" && file ? Reflect.get(file, field) : undefined;
    return new Set(Object.keys(value ?? {}));
  };
  return { always: names("dependencies"), development: names("devDependencies") };
}
