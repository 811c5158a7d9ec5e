/**
 * Builds the two web pages, the Mini App and the local Telegram's client, when their sources
 * changed since they were built last. A page is built beside the old one and takes its place only
 * when it is whole, so a server that is running never serves half of it.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { run } from "./run.mjs";
import { progress, SetupFailed } from "./say.mjs";

/** What is built from where: `sources` are folders and files whose change makes it out of date. */
const pages = [
  {
    name: "the Mini App",
    folder: "miniapp",
    into: "dist/miniapp",
    sources: ["miniapp", "shared", "package-lock.json", "tsconfig.base.json"],
  },
  {
    name: "the local Telegram's client",
    folder: "scripts/telegram/client",
    into: "dist/telegram-client",
    sources: ["scripts/telegram", "package-lock.json", "tsconfig.base.json"],
  },
];

/** @param {string} root */
export async function buildPages(root) {
  for (const page of pages) {
    const config = join(root, page.folder, "vite.config.ts");
    if (existsSync(config)) await buildPage(root, page, config);
  }
}

/**
 * @param {string} root
 * @param {(typeof pages)[number]} page
 * @param {string} config
 */
async function buildPage(root, page, config) {
  const target = join(root, page.into);
  const stampFile = `${target}.stamp`;
  const stamp = hashOfSources(root, page.sources);
  const built = existsSync(join(target, "index.html")) && existsSync(stampFile);
  if (built && readFileSync(stampFile, "utf8") === stamp) return;

  const done = progress(`Building ${page.name}`);
  const fresh = `${target}.${process.pid}.new`;
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const args = [
    "build",
    join(root, page.folder),
    "--config",
    config,
    "--outDir",
    fresh,
    "--emptyOutDir",
  ];
  const result = await run(process.execPath, [vite, ...args, "--logLevel", "warn"], {
    cwd: root,
    timeoutMs: 300_000,
    env: { NODE_ENV: "production" },
  });
  if (result.code !== 0 || !existsSync(join(fresh, "index.html"))) {
    rmSync(fresh, { recursive: true, force: true });
    done("failed");
    throw new SetupFailed(
      `${page.name} could not be built; what Vite said stands above.`,
      result.output,
    );
  }
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  writeFileSync(stampFile, stamp);
  done("done");
}

/**
 * SHA-256 over the names and bytes of all that the page may be made of; tests are not.
 * @param {string} root
 * @param {readonly string[]} sources
 */
export function hashOfSources(root, sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(`${relative(root, file).split(sep).join("/")}\n`);
      hash.update(createHash("sha256").update(readFileSync(file)).digest());
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  /** @type {import("node:fs").Dirent[]} */
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter(
      ({ name }) => !name.startsWith(".") && name !== "node_modules" && !/\.test\.tsx?$/.test(name),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
    );
}
