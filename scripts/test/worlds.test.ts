/** No file escapes the compiler: each one of ours is in a world. */
import { execFileSync } from "node:child_process";
import { relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "../tidy/tree.ts";
import { worlds } from "./worlds.ts";

const root = resolve(import.meta.dirname, "../..");
const compiler = resolve(root, "node_modules/typescript/bin/tsc");

function filesOf(world: string): readonly string[] {
  const args = [compiler, "-p", world, "--listFilesOnly"];
  const printed = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return printed.split("\n").map((path) => relative(root, path).split(sep).join("/"));
}

test("every source file is checked in one of the worlds", () => {
  const checked = new Set(worlds.flatMap(filesOf));
  const sources = [...readTree(root).keys()].filter((path) => /\.[mc]?[jt]sx?$/.test(path));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => !checked.has(path))).toEqual([]);
});
