/**
 * `npm run bench -- NAME [--json]`: measures one figure and prints its numbers. With --json one
 * object stands on standard output and nothing else; progress goes to standard error.
 */
import { parseArgs } from "node:util";
import type { Bench, Figures } from "./bench.ts";
import { startBench } from "./start.ts";

/** One file a figure. */
const benches: Readonly<Record<string, Bench>> = { start: startBench };

const { values: options, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [name = ""] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) {
  const figures = await bench.measure((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : table(figures));
} else {
  const known = Object.entries(benches).map(([key, { what }]) => `  ${key}  ${what}\n`);
  process.stderr.write(`npm run bench -- NAME [--json], with one of:\n${known.join("")}`);
  process.exitCode = 2;
}

function table(figures: Figures): string {
  const width = Math.max(...Object.keys(figures).map((key) => key.length));
  return Object.entries(figures)
    .map(([key, value]) => `${key.padEnd(width)}  ${shown(value)}\n`)
    .join("");
}

function shown(value: Figures[string]): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
