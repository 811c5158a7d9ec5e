/**
 * Brings node_modules to what package-lock.json says, by `npm ci`, when it is not there yet or
 * the lock changed. Install scripts of packages are not run: the one package that has to be
 * built, better-sqlite3, is fetched or compiled here, each with a time limit.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { run } from "./run.mjs";
import { progress, SetupFailed } from "./say.mjs";

const MINUTE_MS = 60_000;

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * @param {string} root
 */
export async function installPackages(root) {
  const lockText = readFileSync(join(root, "package-lock.json"), "utf8");
  const stampFile = join(root, "node_modules", ".libral-setup");
  const stamp = createHash("sha256")
    .update(`${lockText}\n${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;

  if (!isInstalled(parseLock(lockText), readHiddenLock(root))) await npmCi(root, lockText);
  if (!(await sqliteLoads(root))) await makeSqlite(root);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/**
 * True when npm's own note of what stands in node_modules is what the lock asks for. Packages for
 * other platforms (`optional`) may be absent.
 * @param {Lock} wanted
 * @param {Lock | null} installed
 */
export function isInstalled(wanted, installed) {
  if (!installed?.packages) return false;
  const have = installed.packages;
  const want = wanted.packages ?? {};
  for (const [path, { version, integrity }] of Object.entries(have)) {
    const locked = want[path];
    if (locked?.version !== version || locked?.integrity !== integrity) return false;
  }
  return Object.entries(want).every(
    ([path, { optional }]) => path === "" || optional || path in have,
  );
}

/**
 * What to tell a person whose compiler is not complete; null when nothing is missing.
 * @param {(program: string) => boolean} isThere
 */
export function compilerComplaint(isThere) {
  const missing = [
    ["python3", "python"],
    ["make", "gmake"],
    ["g++", "c++", "clang++"],
  ].filter((names) => !names.some(isThere));
  if (missing.length === 0) return null;
  const names = new Intl.ListFormat("en").format(missing.map(([name]) => name ?? ""));
  return `better-sqlite3 has no ready-made build for this machine and must be compiled, but ${names} ${
    missing.length > 1 ? "are" : "is"
  } missing; install python3, make and g++ (Debian or Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and start again.`;
}

/**
 * @param {string} root
 * @param {string} lockText
 */
async function npmCi(root, lockText) {
  const count = Object.keys(parseLock(lockText).packages ?? {}).length - 1;
  const done = progress(`Installing the ${count} packages of package-lock.json, once`);
  const result = await npm(
    root,
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    20 * MINUTE_MS,
  );
  if (result.code !== 0) {
    done("failed");
    throw new SetupFailed(
      "npm could not install the packages; what it said stands above. With a network to an npm registry, and write access to this folder, start again.",
      lastLines(result.output),
    );
  }
  done("done");
}

/**
 * The ready-made build when it can be had in a minute, else the compiler.
 * @param {string} root
 */
async function makeSqlite(root) {
  const folder = join(root, "node_modules", "better-sqlite3");
  const fetching = progress("Fetching a ready-made better-sqlite3");
  const prebuilt = join(root, "node_modules", "prebuild-install", "bin.js");
  await run(process.execPath, [prebuilt], { cwd: folder, timeoutMs: MINUTE_MS });
  const fetched = await sqliteLoads(root);
  fetching(fetched ? "done" : "there is none to be had, so it is compiled");
  if (fetched) return;

  const complaint = compilerComplaint(isOnPath);
  if (complaint) throw new SetupFailed(complaint);
  const compiling = progress("Compiling better-sqlite3, once (a minute or two)");
  const result = await npm(
    root,
    ["rebuild", "better-sqlite3", "--ignore-scripts=false", "--build-from-source"],
    20 * MINUTE_MS,
    { npm_config_build_from_source: "true", ...headersOfThisNode() },
  );
  const loads = result.code === 0 && (await sqliteLoads(root));
  compiling(loads ? "done" : "failed");
  if (!loads) {
    throw new SetupFailed(
      "better-sqlite3 could not be compiled; what the compiler said stands above.",
      lastLines(result.output),
    );
  }
}

/**
 * A Node that brings its headers is compiled against these, whatever npm's settings name: with
 * another version's headers the result builds and does not load.
 * @returns {Record<string, string>}
 */
function headersOfThisNode() {
  const prefix = resolve(dirname(process.execPath), "..");
  const header = join(prefix, "include", "node", "node_version.h");
  if (!existsSync(header)) return {};
  const text = readFileSync(header, "utf8");
  const part = (/** @type {string} */ name) =>
    new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  const version = ["MAJOR", "MINOR", "PATCH"].map(part).join(".");
  return version === process.versions.node ? { npm_config_nodedir: prefix } : {};
}

/** In a process of its own: a module built for another Node may end the one that loads it. */
async function sqliteLoads(/** @type {string} */ root) {
  const probe = 'new (require("better-sqlite3"))(":memory:").close()';
  const { code } = await run(process.execPath, ["-e", probe], { cwd: root, timeoutMs: MINUTE_MS });
  return code === 0;
}

/**
 * The npm that started us, else the one on the path.
 * @param {string} root
 * @param {readonly string[]} args
 * @param {number} timeoutMs
 * @param {Record<string, string>} [env]
 */
function npm(root, args, timeoutMs, env = {}) {
  const script = process.env.npm_execpath;
  const own = script && /npm-cli\.c?js$/.test(script) && existsSync(script);
  const options = { cwd: root, timeoutMs, env };
  return own ? run(process.execPath, [script, ...args], options) : run("npm", args, options);
}

/** @param {string} program */
function isOnPath(program) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const endings = process.platform === "win32" ? ["", ".exe", ".cmd"] : [""];
  return folders.some((folder) => endings.some((end) => existsSync(join(folder, program + end))));
}

/**
 * @param {string} root
 * @returns {Lock | null}
 */
function readHiddenLock(root) {
  const file = join(root, "node_modules", ".package-lock.json");
  return existsSync(file) ? parseLock(readFileSync(file, "utf8")) : null;
}

/**
 * @param {string} text
 * @returns {Lock}
 */
function parseLock(text) {
  return JSON.parse(text);
}

/** @param {string} output */
function lastLines(output) {
  return output.trimEnd().split("\n").slice(-40).join("\n");
}
