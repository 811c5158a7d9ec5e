/**
 * A real workerd for tests: the bundle is made by wrangler exactly as a deployment would make
 * it, and miniflare runs it. Nothing of it reaches the network of Cloudflare.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MiniflareOptions } from "miniflare";
import { Miniflare } from "miniflare";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

/** Same date as in wrangler.toml: what workerd of the pinned version knows. */
const COMPATIBILITY_DATE = "2026-04-26";

/**
 * One module of JavaScript with everything in it. `entry` is a path below the project's root;
 * without it, the entry and settings of wrangler.toml are taken. Throws with what wrangler said.
 */
export async function bundleWorker(entry?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "libral-worker-"));
  try {
    const settings = entry ? writeSettings(entry, folder) : join(ROOT, "wrangler.toml");
    await runWrangler(["deploy", "--config", settings, "--dry-run", "--outdir", folder], folder);
    const name = basename(entry ?? "bot/worker.ts").replace(/\.ts$/, ".js");
    return readFileSync(join(folder, name), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Settings of their own for a test's entry, or wrangler would take those of the project. */
function writeSettings(entry: string, folder: string): string {
  const path = join(folder, "wrangler.json");
  const main = join(ROOT, entry);
  const settings = { name: "test", main, compatibility_date: COMPATIBILITY_DATE };
  writeFileSync(path, JSON.stringify(settings));
  return path;
}

function runWrangler(args: readonly string[], logFolder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRANGLER, ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        CI: "true",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_LOG_PATH: logFolder,
        CLOUDFLARE_CF_FETCH_ENABLED: "false",
      },
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`wrangler ${args[0]} ended with ${code}:\n${said}`));
    });
  });
}

/** Starts workerd with one module and waits until it listens; `dispose()` ends it. */
export async function startWorkerd(
  script: string,
  options: Partial<MiniflareOptions> & Record<string, unknown>,
): Promise<Miniflare> {
  const workerd = new Miniflare({
    modules: true,
    script,
    compatibilityDate: COMPATIBILITY_DATE,
    host: "127.0.0.1",
    port: 0,
    cf: false,
    ...options,
  } as MiniflareOptions);
  await workerd.ready;
  return workerd;
}
