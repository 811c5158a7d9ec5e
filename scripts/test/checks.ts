/**
 * What is checked without running anything of ours: form (Biome) and types (the compiler, world by
 * world). Import walls, bans and lengths are tests: scripts/tidy.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { worlds } from "./worlds.ts";

export const root = resolve(import.meta.dirname, "../..");

export interface Check {
  readonly name: string;
  readonly passed: boolean;
}

/** Formatter and linter over the whole tree; a warning counts. */
export async function checkForm(): Promise<Check> {
  const code = await runTool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
  return say({ name: "form (biome check)", passed: code === 0 });
}

/** One check a world. A world without a file yet is passed over. */
export async function checkTypes(): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const world of worlds) {
    if (!existsSync(join(root, world, "tsconfig.json"))) continue;
    const code = await runTool("typescript/bin/tsc", ["-p", world]);
    checks.push(say({ name: `types (tsc -p ${world})`, passed: code === 0 }));
  }
  return checks;
}

/** Runs a package's program in the root, output passed through. Answers its exit code. */
export function runTool(script: string, args: readonly string[]): Promise<number> {
  const path = join(root, "node_modules", script);
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: "inherit" });
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 1));
  });
}

function say(check: Check): Check {
  console.log(`${check.passed ? "ok  " : "FAIL"}  ${check.name}`);
  return check;
}
