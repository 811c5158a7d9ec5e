/** Tidy finds what it is there to find: a bad example of each kind, and its good twin beside it. */
import { describe, expect, test } from "vitest";
import { inspect } from "./inspect.ts";
import { formatFinding } from "./tree.ts";

const packageJson = JSON.stringify({
  scripts: { start: "node scripts/go.ts" },
  dependencies: { openpgp: "1", grammy: "1", hono: "1", "better-sqlite3": "1", valibot: "1" },
  devDependencies: { vitest: "1", "fast-check": "1" },
});

/** A small tidy house; each example adds to it or spoils something in it. */
const house: Readonly<Record<string, string>> = {
  "package.json": packageJson,
  "bot/main.ts": '/** Runs. */\nimport "./create-bot.ts";\nimport "./storage/sqlite.ts";\n',
  "bot/create-bot.ts": '/** Joins. */\nimport "./kernel/kernel.ts";\n',
  "bot/kernel/kernel.ts": "/** Modules. */\n",
  "bot/storage/sqlite.ts": "/** Keeps. */\n",
};

const opening = "/** What it is. */\n";

/** Findings of the house with `changes`, each written `path:line  [rule] message`. */
function findingsOf(changes: Readonly<Record<string, string>>, entry?: string): string[] {
  const files = { ...house, ...changes };
  if (entry) files["bot/main.ts"] = `${house["bot/main.ts"]}import "./${entry}";\n`;
  return inspect(new Map(Object.entries(files))).map(formatFinding);
}

/** Findings of one file with this code, dead ends left aside. */
function findingsIn(
  path: string,
  code: string,
  more: Readonly<Record<string, string>> = {},
): string[] {
  return findingsOf({ ...more, [path]: opening + code }).filter(
    (line) => line.startsWith(path) && !line.includes("[dead"),
  );
}

test("the tidy house is tidy", () => {
  expect(findingsOf({})).toEqual([]);
});

describe("walls between rooms", () => {
  const rooms = {
    "shared/std/bytes.ts": opening,
    "shared/log/types.ts": opening,
    "bot/modules/notes/notes.ts": opening,
    "bot/modules/status/status.ts": opening,
    "bot/kernel/module.ts": opening,
    "bot/telegram/menu.ts": opening,
    "bot/logserver/port.ts": opening,
    "miniapp/screens/home/home.ts": opening,
    "scripts/telegram/clock.ts": opening,
    "scripts/telegram/client/main.tsx": opening,
    "bot/effects/fake.ts": opening,
    "scripts/e2e/browser.ts": opening,
  };

  test.each([
    ["shared into bot", "shared/log/a.ts", "../../bot/kernel/module.ts"],
    ["bot into the Mini App", "bot/http/a.ts", "../../miniapp/screens/home/home.ts"],
    ["the Mini App into bot", "miniapp/data/a.ts", "../../bot/kernel/module.ts"],
    ["a room of shared into a later one", "shared/std/a.ts", "../log/types.ts"],
    ["the log into grammY's room", "bot/logserver/a.ts", "../telegram/menu.ts"],
    ["one module into another", "bot/modules/notes/a.ts", "../status/status.ts"],
    ["one screen into another", "miniapp/screens/notes/a.ts", "../home/home.ts"],
    ["the product into the local Telegram", "bot/http/a.ts", "../../scripts/telegram/clock.ts"],
    ["the local Telegram into the product", "scripts/telegram/a.ts", "../../shared/std/bytes.ts"],
    ["a script into the chat client", "scripts/start/a.ts", "../telegram/client/main.tsx"],
    ["the product into a fake", "bot/http/a.ts", "../effects/fake.ts"],
    ["the supervisor into a browser test's tools", "scripts/start/a.ts", "../e2e/browser.ts"],
    ["a shared test into bot", "shared/log/a.test.ts", "../../bot/kernel/module.ts"],
  ])("%s", (_what, path, specifier) => {
    const [finding = "", ...others] = findingsIn(path, `import "${specifier}";\n`, rooms);
    expect(finding).toMatch(new RegExp(`^${path}:2 {2}\\[wall\\]`));
    expect(others).toEqual([]);
  });

  test.each([
    ["a later room of shared into an earlier one", "shared/log/a.ts", "../std/bytes.ts"],
    ["the log's port by a module", "bot/modules/notes/a.ts", "../../logserver/port.ts"],
    ["a module into itself", "bot/modules/notes/a.ts", "./notes.ts"],
    ["a test into a fake", "bot/http/a.test.ts", "../effects/fake.ts"],
    ["the supervisor into bot", "scripts/start/a.ts", "../../bot/kernel/module.ts"],
  ])("but not %s", (_what, path, specifier) => {
    expect(findingsIn(path, `import "${specifier}";\n`, rooms)).toEqual([]);
  });

  test("types may pass where code may not, and the message says so", () => {
    const path = "bot/modules/notes/a.ts";
    const from = '"../../kernel/module.ts";\n';
    expect(findingsIn(path, `import type { A } from ${from}`, rooms)).toEqual([]);
    const [finding] = findingsIn(path, `import { a } from ${from}`, rooms);
    expect(finding).toMatch("bot/modules/notes/ may import shared/std/");
    expect(finding).toMatch("and types of bot/kernel/");
  });

  test("dynamic imports, re-exports, type imports and worker URLs are imports too", () => {
    const target = '"../../bot/kernel/module.ts"';
    for (const code of [
      `void import(${target});`,
      `export { a } from ${target};`,
      `export * from ${target};`,
      `export type A = import(${target}).A;`,
      `new Worker(new URL(${target}, import.meta.url));`,
    ]) {
      expect(findingsIn("shared/log/a.ts", `${code}\n`, rooms)).toHaveLength(1);
    }
  });

  test("a file that is not there, and a folder that is no room", () => {
    expect(findingsIn("bot/http/a.ts", 'import "./b";\n')).toEqual([
      expect.stringMatching("imports bot/http/b, which is not there"),
    ]);
    expect(findingsIn("bot/cellar/a.ts", "")).toEqual([expect.stringMatching("is in no room")]);
  });
});

describe("packages and their rooms", () => {
  test.each([
    ["openpgp", "shared/log/a.ts"],
    ["openpgp", "bot/logserver/a.ts"],
    ["grammy", "bot/modules/notes/a.ts"],
    ["hono", "bot/telegram/a.ts"],
    ["hono/cors", "bot/create-bot.ts"],
    ["better-sqlite3", "bot/logserver/a.ts"],
    ["node:fs", "bot/logserver/a.ts"],
    ["node:crypto", "shared/std/a.ts"],
  ])("%s may not be imported by %s", (name, path) => {
    const [finding] = findingsIn(path, `import "${name}";\n`);
    expect(finding).toMatch(/\[wall\] may not import .+, which belongs to /);
  });

  test.each([
    ["openpgp", "shared/pgp/a.ts"],
    ["grammy", "bot/telegram/a.ts"],
    ["hono", "bot/http/a.ts"],
    ["better-sqlite3", "bot/storage/a.ts"],
    ["node:fs", "bot/main.ts"],
  ])("%s may be imported by %s", (name, path) => {
    expect(findingsIn(path, `import "${name}";\n`)).toEqual([]);
  });

  test("one that package.json does not name", () => {
    expect(findingsIn("bot/http/a.ts", 'import "express";\n')).toEqual([
      expect.stringMatching("express, which package.json does not name"),
    ]);
  });

  test("one that belongs to no room yet", () => {
    const more = { "package.json": JSON.stringify({ dependencies: { "left-pad": "1" } }) };
    expect(findingsIn("bot/http/a.ts", 'import "left-pad";\n', more)).toEqual([
      expect.stringMatching("say in scripts/tidy/rules.table.ts which room it belongs to"),
    ]);
  });

  test("a devDependency in code that runs for a person, but not in a test", () => {
    const code = 'import "valibot";\n';
    const more = { "package.json": JSON.stringify({ devDependencies: { valibot: "1" } }) };
    expect(findingsIn("bot/http/a.ts", code, more)).toEqual([
      expect.stringMatching("a devDependency, in code that runs for a person"),
    ]);
    expect(findingsIn("bot/http/a.test.ts", code, more)).toEqual([]);
  });
});

describe("banned reaches", () => {
  test.each([
    ["Date.now()", "effects.now()"],
    ["new Date()", "effects.now()"],
    ["Date()", "effects.now()"],
    ["performance.now()", "effects.now()"],
    ["Math.random()", "effects.randomBytes()"],
    ["crypto.getRandomValues(new Uint8Array(1))", "effects.randomBytes()"],
    ["globalThis.crypto.randomUUID()", "effects.randomBytes()"],
    ["setTimeout(() => 0, 1)", "effects.after()"],
    ["globalThis.setInterval(() => 0, 1)", "effects.after()"],
    ['fetch("https://example.org")', "effects.fetch"],
    ["[1].map(fetch)", "effects.fetch"],
    ["({ fetch })", "effects.fetch"],
    ["const { fetch } = globalThis; fetch", "effects.fetch"],
    ["console.log(1)", "effects.trace()"],
    ["process.env.HOME", "bot/config.ts"],
    ['eval("1")', "write the function down"],
  ])("%s, and what to use instead", (code, instead) => {
    const findings = findingsIn("bot/http/a.ts", `${code};\n`);
    expect(findings[0]).toMatch(/^bot\/http\/a.ts:2 {2}\[ban\]/);
    expect(findings[0]).toMatch(instead);
  });

  test("chance and timers by way of Node's modules", () => {
    const code =
      'import { randomBytes } from "node:crypto";\nimport { setTimeout } from "node:timers/promises";\n';
    const findings = findingsIn("scripts/telegram/a.ts", code);
    expect(findings).toEqual([
      expect.stringMatching("a.ts:2 .*node:crypto randomBytes is banned"),
      expect.stringMatching("a.ts:3 .*node:timers/promises \\* is banned"),
    ]);
  });

  test.each([
    "new Date(0)",
    "Date.parse('2026-01-01')",
    "effects.fetch('x')",
    "const now = (fetch: (url: string) => number) => fetch('x')",
    "type F = typeof globalThis.fetch",
    "const words = { fetch: 1, console: 2 }",
    "// Date.now() in a comment",
    "'Math.random()'",
  ])("but not %s", (code) => {
    expect(findingsIn("bot/http/a.ts", `${code};\n`)).toEqual([]);
  });

  test("the doors to the world may reach for it", () => {
    const code = "setTimeout(() => Date.now(), 1);\n";
    expect(findingsIn("bot/effects/node.ts", code)).toEqual([]);
    expect(findingsIn("miniapp/effects.ts", code)).toEqual([]);
    expect(findingsIn("scripts/telegram/clock.ts", code)).toEqual([]);
    expect(findingsIn("bot/http/a.test.ts", code)).toEqual([]);
    expect(findingsIn("scripts/telegram/other.ts", code)).toHaveLength(2);
  });
});

describe("the compiler is never switched off", () => {
  test.each([
    "export const a: any = 1;",
    "export const a = 1 as any;",
    "// @ts-ignore: later",
    "/* @ts-expect-error */",
    "// @ts-nocheck",
  ])("%s", (code) => {
    expect(findingsIn("bot/http/a.ts", `${code}\n`)).toEqual([expect.stringMatching(/\[any\]/)]);
    expect(findingsIn("bot/http/a.test.ts", `${code}\n`)).toHaveLength(1);
  });

  test("but `any` is an ordinary word elsewhere", () => {
    expect(findingsIn("bot/http/a.ts", "// any\nconst any = 'any';\nvoid any;\n")).toEqual([]);
  });

  test("nothing is put off", () => {
    expect(findingsIn("bot/http/a.ts", "// TODO: later\n")).toEqual([
      expect.stringMatching(/\[comment\]/),
    ]);
  });
});

describe("files that only decide", () => {
  test.each(["const a = async () => 1;\nvoid a;", "await Promise.resolve();"])("%s", (code) => {
    const [finding] = findingsIn("bot/logserver/plan.ts", `${code}\n`);
    expect(finding).toMatch("plan.ts only decides");
    expect(findingsIn("bot/logserver/flush.ts", `${code}\n`)).toEqual([]);
  });
});

describe("lengths", () => {
  const lines = (count: number) => "void 0;\n".repeat(count);

  test("a file over the wall, and none at it", () => {
    expect(findingsIn("bot/http/a.ts", lines(499))).toEqual([]);
    expect(findingsIn("bot/http/a.ts", lines(500))).toEqual([
      expect.stringMatching("has 501 lines, the wall is 500"),
    ]);
  });

  test.each(["bot/http/a.test.ts", "bot/http/a.table.ts", "shared/locales/ja/a.ts"])(
    "%s is not measured",
    (path) => {
      expect(findingsIn(path, lines(900))).toEqual([]);
    },
  );

  test.each([
    ["function work() {\n", "}\n", "work"],
    ["const work = () => {\n", "};\n", "work"],
    ["class Work {\nrun() {\n", "}\n}\n", "run"],
    ["void [1].map(function () {\n", "});\n", "a function"],
  ])("a long function is named: %s", (head, tail, name) => {
    expect(findingsIn("bot/http/a.ts", head + lines(68) + tail)).toEqual([]);
    expect(findingsIn("bot/http/a.ts", head + lines(69) + tail)).toEqual([
      expect.stringMatching(`${name} has 71 lines of its own, the most is 70`),
    ]);
  });

  test("a function of many short ones may be longer, but not without end", () => {
    const maker = (count: number) =>
      `function make() {\n${`const f = () => {\n${lines(8)}};\n`.repeat(count)}}\n`;
    expect(findingsIn("bot/http/a.ts", maker(14))).toEqual([]);
    expect(findingsIn("bot/http/a.ts", maker(15))).toEqual([
      expect.stringMatching("make has 152 lines with all that is in it, the most is 150"),
    ]);
  });

  test("many files that are nearly too long", () => {
    const many = Object.fromEntries(
      ["a", "b", "c"].map((name) => [`bot/http/${name}.ts`, opening + lines(360)]),
    );
    const findings = findingsOf(many).filter((line) => line.includes("[length]"));
    expect(findings).toHaveLength(3);
    expect(findings[0]).toMatch("3 of 7 files are over 350 lines, at most 1 may be");
  });

  test("a file that does not say what it is", () => {
    const findings = findingsOf({ "bot/http/a.ts": "void 0; // late\n" });
    expect(findings).toContainEqual(expect.stringMatching(/^bot\/http\/a.ts:1 {2}\[opening\]/));
  });
});

describe("dead ends", () => {
  const dead = (changes: Readonly<Record<string, string>>, entry?: string) =>
    findingsOf(changes, entry).filter((line) => line.includes("[dead"));

  test("a file that nothing imports", () => {
    expect(dead({ "bot/http/a.ts": opening })).toEqual([
      expect.stringMatching(/^bot\/http\/a.ts {2}\[dead file\] no entry leads here/),
    ]);
    expect(dead({ "bot/http/a.ts": opening }, "http/a.ts")).toEqual([]);
  });

  test("a file that only its own test imports, unless it is a fake", () => {
    const withTest = (name: string) => ({
      [`bot/http/${name}.ts`]: opening,
      [`bot/http/${name}.test.ts`]: `${opening}import "./${name}.ts";\n`,
    });
    expect(dead(withTest("a"))).toEqual([expect.stringMatching("only tests lead here")]);
    expect(dead(withTest("fake-clock"))).toEqual([]);
    expect(dead(withTest("contract"))).toEqual([]);
  });

  test("two files that only import each other", () => {
    const pair = {
      "bot/http/a.ts": `${opening}import "./b.ts";\n`,
      "bot/http/b.ts": `${opening}import "./a.ts";\n`,
    };
    expect(dead(pair)).toHaveLength(2);
  });

  test("an entry may be a command, a page's script or a worker", () => {
    const files = {
      "scripts/go.ts": opening,
      "miniapp/index.html": '<script type="module" src="./main.tsx"></script>',
      "miniapp/main.tsx": `${opening}new Worker(new URL("./vault/w.ts", import.meta.url));\n`,
      "miniapp/vault/w.ts": opening,
    };
    expect(dead(files)).toEqual([]);
  });

  test("an export that nobody imports", () => {
    const file = `${opening}export const used = 1;\nexport function unused() {}\n`;
    const user = `${opening}import { used } from "./b.ts";\nvoid used;\n`;
    expect(dead({ "bot/http/b.ts": file, "bot/http/a.ts": user }, "http/a.ts")).toEqual([
      expect.stringMatching(/^bot\/http\/b.ts:3 {2}\[dead export\] unused is exported/),
    ]);
  });

  test("an export that only a door hands on to nobody", () => {
    const files = {
      "bot/http/index.ts": `${opening}export { inner } from "./inner.ts";\n`,
      "bot/http/inner.ts": `${opening}export const inner = 1;\n`,
    };
    expect(dead(files, "http/index.ts")).toEqual([
      expect.stringMatching(/^bot\/http\/index.ts:2 {2}\[dead export\] inner/),
    ]);
  });

  test("but not a type that its own file needs, nor what is said to be public", () => {
    const file =
      "export interface Options { readonly a: 1 }\n" +
      "export interface Lonely { readonly a: 1 }\n" +
      "export function work(_: Options) {}\n" +
      "/** For plugins of others. @public */\nexport const door = 1;\n";
    const user = `${opening}import { work } from "./b.ts";\nvoid work;\n`;
    const files = { "bot/http/b.ts": opening + file, "bot/http/a.ts": user };
    expect(dead(files, "http/a.ts")).toEqual([expect.stringMatching("Lonely is exported")]);
  });
});

describe("sentences in two languages", () => {
  const locale = (files: Readonly<Record<string, string>>) =>
    findingsOf(files).filter((line) => line.includes("[locale]"));
  const ja = "shared/locales/ja/notes.ts";
  const en = "shared/locales/en/notes.ts";
  const full = `${opening}export const notes = { "notes.saved": "a", "notes.gone": "b" };\n`;
  const half = `${opening}export const notes = { "notes.saved": "a" };\n`;

  test("the same keys", () => {
    expect(locale({ [ja]: full, [en]: full })).toEqual([]);
  });

  test("a key that one of them lacks", () => {
    expect(locale({ [ja]: full, [en]: half })).toEqual([
      expect.stringMatching(`^${en} .*has no "notes.gone"; ${ja} has it`),
    ]);
    expect(locale({ [ja]: half, [en]: full })).toEqual([
      expect.stringMatching(`^${ja} .*notes.gone`),
    ]);
  });

  test("a file that one of them lacks", () => {
    expect(locale({ [ja]: full })).toEqual([expect.stringMatching(`^${en} .*is missing`)]);
  });
});
