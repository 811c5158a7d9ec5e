/**
 * What tidy looks at: all text files of ours as one map, so that a rule can be shown a tree that
 * exists only in a test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path from the root, with forward slashes, to text. */
export type Tree = ReadonlyMap<string, string>;

/** One thing that is not as it should be, and what would be. */
export interface Finding {
  readonly path: string;
  /** From 1; 0 when it is about the whole file. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

const folders = ["shared", "bot", "miniapp", "scripts"];
const rootFiles = ["package.json", "wrangler.toml", "vitest.config.ts", ".env.example"];
const textEndings = /\.([mc]?[jt]sx?|json|html|css|md|toml|svg)$/;

/** Reads the folders of ours under `root`. Binary files are there with empty text. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else tree.set(path, textEndings.test(path) ? readFileSync(join(root, path), "utf8") : "");
    }
  };
  for (const folder of folders) walk(folder);
  const present = readdirSync(root);
  for (const file of rootFiles.filter((name) => present.includes(name))) {
    tree.set(file, readFileSync(join(root, file), "utf8"));
  }
  return tree;
}

/** `path:line  rule  message`, as an editor can follow it. */
export function formatFinding({ path, line, rule, message }: Finding): string {
  return `${line > 0 ? `${path}:${line}` : path}  [${rule}] ${message}`;
}
