/**
 * Reads a settings file (`.env`) on Node, beside the real environment. Not used on Workers,
 * where settings are bindings.
 */
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Environment } from "./config.ts";

/** The settings of a file; an absent file has none. Other errors of reading are thrown. */
export function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

/** What is in the environment wins over what is in the file. */
export function withEnvFile(path: string, environment: Environment): Environment {
  return { ...readEnvFile(path), ...environment };
}
