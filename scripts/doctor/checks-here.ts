/** What can be checked on this machine alone: Node, the settings, the cache folder. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConfigVerdict, Environment } from "../../bot/config.ts";
import { unknownSettings } from "../../bot/config.ts";
import { explainProblem } from "../../bot/config-help.ts";
import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import type { Finding } from "./finding.ts";

/** `needed` is `engines.node` of package.json, for example `>=20.20.0`. */
export function checkNode(version: string, needed: string, language: Language): Finding {
  const oldest = needed.replace(/^[^\d]*/, "");
  return compareVersions(version, oldest) >= 0
    ? { check: "node", level: "ok", sentence: text(language, "doctor.node.ok", { version }) }
    : {
        check: "node",
        level: "fail",
        sentence: text(language, "doctor.node.old", { version, needed: oldest }),
      };
}

/** `file` holds the settings of `fromFile`; the environment may hold anything and is not judged. */
export function checkSettings(
  verdict: ConfigVerdict,
  file: string,
  fromFile: Environment,
  language: Language,
): readonly Finding[] {
  const check = "settings";
  const unknown = unknownSettings(Object.keys(fromFile)).map((name): Finding => {
    const sentence = text(language, "doctor.settings.unknown", { name, file });
    return { check, level: "warn", sentence };
  });
  if (verdict.kind === "ready") {
    return [{ check, level: "ok", sentence: text(language, "doctor.settings.ok") }, ...unknown];
  }
  const wrong = verdict.problems.map((problem): Finding => {
    return { check, level: "fail", sentence: explainProblem(problem, language) };
  });
  const stop: Finding = { check, level: "fail", sentence: text(language, "doctor.settings.stop") };
  return [...wrong, ...unknown, stop];
}

/** Writes a file of its own into the folder and takes it away again. */
export function checkDataDir(folder: string, language: Language): Finding {
  const check = "data";
  const path = resolve(folder);
  const probe = join(path, `.doctor-${process.pid}`);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    writeFileSync(probe, "written by the doctor\n", { mode: 0o600 });
    rmSync(probe);
    return { check, level: "ok", sentence: text(language, "doctor.data.ok", { path }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      check,
      level: "fail",
      sentence: text(language, "doctor.data.readonly", { path, why }),
    };
  }
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
