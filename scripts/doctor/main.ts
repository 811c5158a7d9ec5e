/**
 * `npm run doctor [-- --json] [-- --env FILE]`: looks at everything that a running bot hangs on
 * and names the mend of what is wrong. It changes nothing. Ends with 1 when something fails.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseConfig } from "../../bot/config.ts";
import { nodeEffects } from "../../bot/effects/node.ts";
import { readEnvFile, withEnvFile } from "../../bot/env-file.ts";
import { languageOf } from "../../shared/locales/index.ts";
import { certificateOf } from "./certificate.ts";
import { checkNode, checkSettings } from "./checks-here.ts";
import { examine } from "./examine.ts";
import type { Finding } from "./finding.ts";

const { values: options } = parseArgs({
  options: { json: { type: "boolean", default: false }, env: { type: "string", default: ".env" } },
});
const project: { readonly version: string; readonly engines: { readonly node: string } } =
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
// LANG is `ja_JP.UTF-8`, where a language tag would be `ja-JP`.
const language = languageOf(process.env.LANG?.replace("_", "-"));

const verdict = parseConfig(withEnvFile(options.env, process.env));
const findings: readonly Finding[] = [
  checkNode(process.versions.node, project.engines.node, language),
  ...checkSettings(verdict, options.env, readEnvFile(options.env), language),
  ...(verdict.kind === "ready"
    ? await examine({
        config: verdict.config,
        effects: nodeEffects(),
        language,
        version: project.version,
        certificateOf,
      })
    : []),
];

const isWell = findings.every((finding) => finding.level !== "fail");
process.stdout.write(
  options.json
    ? `${JSON.stringify({ ok: isWell, findings })}\n`
    : findings.map(({ level, check, sentence }) => line(level, check, sentence)).join(""),
);
process.exitCode = isWell ? 0 : 1;

function line(level: Finding["level"], check: string, sentence: string): string {
  const mark = { ok: "✓ ok  ", warn: "! warn", fail: "✗ fail" }[level];
  return `${mark}  ${check.padEnd(11)} ${sentence}\n`;
}
