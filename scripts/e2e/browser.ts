/**
 * A Chromium for tests, found or brought along: what LIBRAL_CHROMIUM names, else one that is
 * installed, else the one inside @sparticuz/chromium (Linux only), which needs no download. It is
 * given Japanese glyphs from an npm package, so that screenshots are the same on a bare machine.
 */
import { execFile } from "node:child_process";
import { access, constants, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

/** A browser that can be started, and what its process must be told. */
interface FoundBrowser {
  readonly executable: string;
  readonly from: "LIBRAL_CHROMIUM" | "installed" | "@sparticuz/chromium";
  readonly environment: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
/** Everything made here can be deleted at any time. */
const workshop = join(root, "dist", "browser");

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Starts a headless browser; the caller closes it. Throws one sentence when there is none. */
export async function openBrowser(): Promise<Browser> {
  const found = await findBrowser();
  return await chromium.launch({
    executablePath: found.executable,
    chromiumSandbox: false,
    args: flags,
    env: { ...definedOf(process.env), ...found.environment },
  });
}

/** The first of the three places that has a browser which answers `--version`. */
async function findBrowser(): Promise<FoundBrowser> {
  const environment = { FONTCONFIG_FILE: await writeFontSettings() };
  const named = process.env.LIBRAL_CHROMIUM;
  if (named) {
    const problem = await problemOf(named, environment);
    if (problem) throw new Error(`LIBRAL_CHROMIUM names ${named}, which does not run: ${problem}`);
    return { executable: named, from: "LIBRAL_CHROMIUM", environment };
  }
  for (const executable of await installedBrowsers()) {
    if (!(await problemOf(executable, environment))) {
      return { executable, from: "installed", environment };
    }
  }
  return await unpackBrowser(environment);
}

/** What hinders `executable` from being a Chromium; null when nothing does. */
async function problemOf(
  executable: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | null> {
  try {
    const env = { ...process.env, ...environment };
    const { stdout } = await run(executable, ["--version"], { timeout: 20_000, env });
    return /chrom/i.test(stdout) ? null : `it says it is ${stdout.trim() || "nothing"}`;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

async function installedBrowsers(): Promise<readonly string[]> {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ];
  const there = await Promise.all(candidates.map(isExecutable));
  return candidates.filter((_, index) => there[index]);
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Unpacks the package's browser and the libraries it needs, once. The package unpacks into the
 * temporary folder, where two at a time would trip over each other; a process of its own is given
 * another one, whose content is moved into place whole.
 */
async function unpackBrowser(environment: Readonly<Record<string, string>>): Promise<FoundBrowser> {
  const home = join(workshop, "sparticuz-143.0.4");
  const executable = join(home, "chromium");
  if (!(await isExecutable(executable))) {
    if (process.platform !== "linux") throw new Error(nothingHere);
    const fresh = `${home}.${process.pid}`;
    await mkdir(fresh, { recursive: true });
    const unpack =
      'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
    // The package brings NSS only where it believes itself on Amazon Linux.
    const env = { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
    await run(process.execPath, ["-e", unpack], { cwd: root, env, timeout: 120_000 });
    // If we die here, a folder of our pid stays behind and harms nobody.
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  const libraries = [join(home, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean);
  const own = { ...environment, LD_LIBRARY_PATH: libraries.join(":") };
  const problem = await problemOf(executable, own);
  if (problem) throw new Error(`${nothingHere} (The one of @sparticuz/chromium: ${problem})`);
  return { executable, from: "@sparticuz/chromium", environment: own };
}

const nothingHere =
  "The browser tests need a Chromium or Chrome. Install one, or set LIBRAL_CHROMIUM to the path of its program.";

/**
 * Noto Sans JP from its npm package before the fonts of the machine, and emoji from theirs. Answers
 * the path of the fontconfig file; a browser that knows no fontconfig pays it no heed.
 */
async function writeFontSettings(): Promise<string> {
  const file = join(workshop, "fonts.conf");
  await mkdir(workshop, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, fontSettings(join(root, "node_modules/@expo-google-fonts")));
  await rename(fresh, file);
  return file;
}

function fontSettings(packages: string): string {
  const folders = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(workshop, "sparticuz-143.0.4/fonts/fonts"),
    join(packages, "noto-sans-jp/400Regular"),
    join(packages, "noto-sans-jp/500Medium"),
    join(packages, "noto-sans-jp/700Bold"),
    join(packages, "noto-emoji/400Regular"),
  ];
  const prefer = (family: string): string =>
    `<match target="pattern">
    <test name="family"><string>${family}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Noto Sans JP</string></edit>
  </match>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join("\n  ")}
  <cachedir>${join(workshop, "font-cache")}</cachedir>
  ${["sans-serif", "sans", "system-ui", "Arial", "Helvetica"].map(prefer).join("\n  ")}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const defined = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}
