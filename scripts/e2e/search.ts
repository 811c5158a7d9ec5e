/**
 * Looks for secrets in everything that lies in a folder, in the spellings in which they could have
 * been written down: UTF-8, UTF-16, hex, base64 at any offset, JSON and URL escapes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Something that must not be found, and what a failed test calls it. */
export interface Needle {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Finding {
  readonly needle: string;
  readonly spelling: string;
  /** Path below the folder that was searched. */
  readonly file: string;
}

/** Shorter ones would be found by chance. */
const NEEDLE_BYTES_MIN = 12;

export function textNeedle(name: string, text: string): Needle {
  return { name, bytes: Buffer.from(text, "utf8") };
}

/** Everything that was found, in all files below `folder`. */
export function searchFolder(folder: string, needles: readonly Needle[]): readonly Finding[] {
  const patterns = needles.flatMap(patternsOf);
  const findings: Finding[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    for (const { needle, spelling, pattern } of patterns) {
      if (!content.includes(pattern)) continue;
      findings.push({ needle, spelling, file: relative(folder, path) });
    }
  }
  return findings;
}

function patternsOf({ name, bytes }: Needle) {
  if (bytes.length < NEEDLE_BYTES_MIN) throw new Error(`${name} is too short to be searched for`);
  const buffer = Buffer.from(bytes);
  const text = buffer.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(buffer);
  const hex = buffer.toString("hex");
  const escaped = [...text].flatMap((character) => character.split(""));
  const spellings: readonly (readonly [string, Buffer])[] = [
    ["bytes", buffer],
    ["hex", Buffer.from(hex)],
    ["HEX", Buffer.from(hex.toUpperCase())],
    ...[0, 1, 2].flatMap((offset) => base64At(buffer, offset)),
    ...(isText
      ? ([
          ["utf16", Buffer.from(text, "utf16le")],
          ["json", Buffer.from(escaped.map(jsonUnit).join(""))],
          ["url", Buffer.from(encodeURIComponent(text))],
        ] as const)
      : []),
  ];
  return spellings.map(([spelling, pattern]) => ({ needle: name, spelling, pattern }));
}

/** What of the needle is certain in base64 when it begins `offset` bytes into a group of three. */
function base64At(bytes: Buffer, offset: number): readonly (readonly [string, Buffer])[] {
  const skipped = (3 - offset) % 3;
  const whole = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3));
  const standard = whole.toString("base64");
  const forUrls = whole.toString("base64url");
  const plain = [`base64+${offset}`, Buffer.from(standard)] as const;
  if (standard === forUrls) return [plain];
  return [plain, [`base64url+${offset}`, Buffer.from(forUrls)]];
}

/** ASCII as it is, everything else escaped, as cautious writers of JSON do it. */
function jsonUnit(unit: string): string {
  if (unit < "\u0080") return unit;
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
