/**
 * What has to be there before anything of ours can run: a Node that is new enough, the packages
 * of package-lock.json, and the two web pages built from their present sources. It runs before
 * `npm start` and `npm test`, needs no package itself, and takes no time when nothing changed.
 *
 *     node scripts/setup.mjs [--install-only]
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPages } from "./setup/build.mjs";
import { installPackages } from "./setup/install.mjs";
import { nodeComplaint, SetupFailed } from "./setup/say.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

try {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint) throw new SetupFailed(complaint);
  await installPackages(root);
  if (!process.argv.includes("--install-only")) await buildPages(root);
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  if (error.details) process.stderr.write(`${error.details}\n`);
  process.stderr.write(`\nLibral cannot start: ${error.message}\n`);
  process.exitCode = 1;
}
