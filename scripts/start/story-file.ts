/** Which steps of the story were reached, kept between runs. Losing the file loses only ticks. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Reached, Step } from "./story.ts";
import { steps } from "./story.ts";

export function readReached(path: string): Reached {
  try {
    const saved: unknown = JSON.parse(readFileSync(path, "utf8"));
    const names: readonly unknown[] = Array.isArray(saved) ? saved : [];
    return new Set(steps.filter((step) => names.includes(step)));
  } catch {
    // Absent or damaged: the facts prove most steps again.
    return new Set<Step>();
  }
}

export function saveReached(path: string, reached: Reached): void {
  writeFileSync(`${path}.new`, JSON.stringify([...reached]));
  renameSync(`${path}.new`, path);
}

export function forgetReached(path: string): void {
  rmSync(path, { force: true });
}
