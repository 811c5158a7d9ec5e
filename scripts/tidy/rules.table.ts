/**
 * The rules of the house as data: who may import whom, which package belongs to which room, what
 * is banned where and what to use instead, and how long things may be. Each exception has its
 * reason. The files beside this one only carry it out.
 *
 * A path ending in `/` stands for the folder with all that is in it, `*` for one part of a path.
 */

/** One place with a purpose. The first that a path matches is its room. */
export interface Room {
  readonly at: string;
  /** What it may import; itself and, unless said otherwise, nothing else. */
  readonly may: readonly string[];
  /** What it may import types of only. */
  readonly mayTypes?: readonly string[];
}

const sharedForAll = [
  "shared/std/",
  "shared/pgp/",
  "shared/log/",
  "shared/contract/",
  "shared/locales/",
  "shared/plugins/",
  "shared/billing/",
  "shared/delivery/",
];
const sharedTypes = sharedForAll.filter((room) => room !== "shared/locales/");

export const rooms: readonly Room[] = [
  { at: "shared/std/", may: [] },
  { at: "shared/locales/", may: [] },
  { at: "shared/pgp/", may: ["shared/std/"], mayTypes: ["shared/log/types.ts"] },
  { at: "shared/log/", may: ["shared/std/", "shared/pgp/"] },
  { at: "shared/plugins/", may: ["shared/std/", "shared/pgp/"], mayTypes: ["shared/log/"] },
  { at: "shared/billing/", may: ["shared/std/"], mayTypes: ["shared/log/"] },
  { at: "shared/delivery/", may: ["shared/std/"], mayTypes: ["shared/log/"] },
  { at: "shared/contract/", may: [], mayTypes: sharedTypes },
  { at: "shared/testkit/", may: sharedForAll },

  { at: "bot/effects/", may: sharedForAll },
  { at: "bot/storage/", may: [...sharedForAll, "bot/effects/port.ts"] },
  {
    at: "bot/kernel/",
    may: [...sharedForAll, "bot/logserver/port.ts"],
    mayTypes: ["bot/effects/"],
  },
  {
    at: "bot/logserver/",
    may: [...sharedForAll, "bot/effects/port.ts", "bot/storage/port.ts"],
  },
  {
    at: "bot/telegram/",
    may: [
      ...sharedForAll,
      "bot/logserver/port.ts",
      "bot/logserver/transport.ts",
      "bot/kernel/module.ts",
      "bot/kernel/scope.ts",
      "bot/effects/port.ts",
      "bot/storage/port.ts",
    ],
    mayTypes: ["bot/kernel/", "bot/config.ts"],
  },
  { at: "bot/sandbox/", may: ["shared/plugins/"], mayTypes: ["bot/kernel/"] },
  {
    at: "bot/modules/*/",
    may: [...sharedForAll, "bot/logserver/port.ts", "bot/logserver/transport.ts"],
    mayTypes: ["bot/kernel/"],
  },
  { at: "bot/plugins/*/", may: ["shared/plugins/"] },
  {
    at: "bot/http/",
    may: [
      ...sharedForAll,
      "bot/logserver/port.ts",
      "bot/logserver/transport.ts",
      "bot/effects/port.ts",
      "bot/storage/port.ts",
    ],
    mayTypes: ["bot/kernel/"],
  },
  { at: "bot/config.ts", may: sharedForAll },
  {
    at: "bot/create-bot.ts",
    may: [
      ...sharedForAll,
      "bot/config.ts",
      "bot/effects/port.ts",
      "bot/storage/port.ts",
      "bot/kernel/",
      "bot/logserver/",
      "bot/telegram/",
      "bot/sandbox/",
      "bot/modules/",
      "bot/plugins/",
      "bot/http/",
    ],
  },
  {
    at: "bot/*.ts",
    may: [
      ...sharedForAll,
      "bot/create-bot.ts",
      "bot/config.ts",
      "bot/logserver/transport.ts",
      "bot/config-help.ts",
      "bot/env-file.ts",
      "bot/effects/",
      "bot/storage/",
      "bot/http/",
    ],
  },

  { at: "miniapp/ui/", may: [], mayTypes: ["shared/locales/"] },
  {
    at: "miniapp/vault/",
    may: ["shared/pgp/", "shared/std/", "miniapp/effects.ts"],
    mayTypes: ["shared/log/"],
  },
  { at: "miniapp/data/", may: [...sharedForAll, "miniapp/vault/", "miniapp/effects.ts"] },
  {
    at: "miniapp/screens/*/",
    may: [
      "miniapp/data/",
      "miniapp/ui/",
      "shared/locales/",
      // What stands beside the screens: adapters, words, routes. Not the app that draws them.
      "miniapp/*.ts",
      "miniapp/page.tsx",
      // The worker's client and rules of passphrases: never a key.
      "miniapp/vault/client.ts",
      "miniapp/vault/draw-words.ts",
      "miniapp/vault/normalize.ts",
      "miniapp/vault/passphrase.ts",
    ],
    mayTypes: ["miniapp/vault/", "shared/contract/", "shared/log/"],
  },
  { at: "miniapp/*.ts", may: [...sharedForAll, "miniapp/"] },
  { at: "miniapp/*.tsx", may: [...sharedForAll, "miniapp/"] },

  {
    at: "scripts/telegram/client/",
    may: ["scripts/telegram/client-protocol.ts"],
  },
  { at: "scripts/telegram/", may: [] },
  {
    at: "scripts/e2e/",
    may: ["shared/", "bot/", "miniapp/", "scripts/"],
  },
  {
    at: "scripts/bench/",
    may: ["shared/", "bot/", "miniapp/", "scripts/"],
  },
  { at: "scripts/setup/", may: [] },
  { at: "scripts/setup.mjs", may: ["scripts/setup/"] },
  {
    at: "scripts/",
    may: ["shared/", "bot/", "miniapp/", "scripts/", "package.json", ".env.example"],
  },
  { at: "vitest.config.ts", may: [] },
];

/** What a test, or a fake that only tests use, may import: its own world. */
export const testRooms: readonly Room[] = [
  { at: "shared/", may: ["shared/"] },
  { at: "bot/", may: ["bot/", "shared/", ".env.example"] },
  { at: "miniapp/", may: ["miniapp/", "shared/"] },
  { at: "scripts/telegram/", may: ["scripts/telegram/"] },
  { at: "scripts/", may: ["scripts/", "shared/", "bot/", "miniapp/"] },
];

/** Files that exist for tests; the product never imports them. */
export const testFiles: readonly string[] = ["**.test.ts", "**.test.tsx", "shared/testkit/"];

/** What runs the whole from outside, for tests and figures; nothing else imports it. */
export const drivers: readonly string[] = ["scripts/e2e/", "scripts/bench/"];

/** Fakes and contract suites, beside the port that they stand for; only tests import them. */
export const testSupport: readonly string[] = [
  "**fake*.ts",
  "**contract.ts",
  "**testing.ts",
  "bot/storage/memory.ts",
];

/** The one folder whose `contract` is no suite: what Mini App and bot say to each other. */
export const notTestSupport: readonly string[] = ["shared/contract/"];

/** A package and the only places that may import it. Types count like code. */
export interface PackageRule {
  readonly name: string;
  readonly only: readonly string[];
  readonly instead: string;
}

export const packages: readonly PackageRule[] = [
  { name: "openpgp", only: ["shared/pgp/"], instead: "seal and open by shared/pgp" },
  { name: "@noble/hashes", only: ["shared/std/"], instead: "hash by shared/std/hash.ts" },
  {
    name: "@grammyjs/types",
    only: ["bot/telegram/", "scripts/telegram/"],
    instead: "speak in the words of bot/logserver/transport.ts or bot/kernel/module.ts",
  },
  {
    name: "grammy",
    only: ["bot/telegram/"],
    instead: "speak in the words of bot/logserver/transport.ts or bot/kernel/module.ts",
  },
  {
    name: "@grammyjs/*",
    only: ["bot/telegram/"],
    instead: "menus and conversations belong to bot/telegram",
  },
  {
    name: "hono",
    only: ["bot/http/", "bot/main.ts", "bot/worker.ts"],
    instead: "answer HTTP in bot/http",
  },
  {
    name: "@hono/*",
    only: ["bot/http/", "bot/main.ts"],
    instead: "answer HTTP in bot/http",
  },
  {
    name: "better-sqlite3",
    only: ["bot/storage/", "scripts/telegram/"],
    instead: "keep it by the port bot/storage/port.ts",
  },
  {
    name: "@cloudflare/workers-types",
    only: [
      "bot/worker.ts",
      "bot/storage/durable.ts",
      "bot/http/",
      "bot/effects/worker.ts",
      "scripts/e2e/",
    ],
    instead: "take it as an argument from bot/worker.ts",
  },
  {
    name: "@telegram-apps/*",
    only: ["miniapp/telegram.ts"],
    instead: "ask miniapp/telegram.ts",
  },
  {
    name: "@zxcvbn-ts/*",
    only: ["miniapp/vault/passphrase.ts"],
    instead: "load miniapp/vault/passphrase.ts where a passphrase is chosen",
  },
  {
    name: "valibot",
    only: [
      "shared/contract/",
      "shared/log/",
      "bot/",
      "miniapp/data/",
      "miniapp/telegram.ts",
      "scripts/doctor/",
      "scripts/telegram/",
      "scripts/e2e/",
      "scripts/start/",
      "scripts/telegram/",
    ],
    instead: "parse at the door, by a schema of shared/contract",
  },
  {
    name: "preact",
    only: ["miniapp/", "scripts/telegram/client/"],
    instead: "draw in the Mini App",
  },
  {
    name: "@preact/signals",
    only: ["miniapp/", "scripts/telegram/client/"],
    instead: "draw in the Mini App",
  },
  {
    name: "vite",
    only: ["miniapp/vite.config.ts", "scripts/telegram/client/vite.config.ts", "scripts/tidy/"],
    instead: "build by scripts/setup",
  },
  { name: "vitest", only: ["vitest.config.ts"], instead: "test in a *.test.ts" },
  { name: "fast-check", only: ["shared/testkit/"], instead: "test in a *.test.ts" },
  {
    name: "playwright-core",
    only: ["scripts/e2e/", "scripts/bench/"],
    instead: "open pages in scripts/e2e",
  },
  {
    name: "@sparticuz/chromium",
    only: ["scripts/e2e/browser.ts"],
    instead: "openBrowser of scripts/e2e/browser.ts",
  },
  { name: "miniflare", only: ["scripts/e2e/"], instead: "start workerd in scripts/e2e" },
  {
    name: "node:**",
    only: [
      "bot/main.ts",
      "bot/env-file.ts",
      "bot/effects/node.ts",
      "bot/effects/*-node.ts",
      "bot/storage/sqlite.ts",
      "bot/http/*-node.ts",
      "scripts/",
      "miniapp/vite.config.ts",
    ],
    instead: "what must also run in a browser or on Workers takes it as an argument",
  },
];

/** Something that must not be reached for, and what is used instead. */
export interface Ban {
  /** A global (`fetch`), a member of one (`Date.now`), or `new Date()` without an argument. */
  readonly what: readonly string[];
  readonly instead: string;
  readonly except: readonly { readonly at: string; readonly because: string }[];
}

const edges = [
  { at: "bot/effects/", because: "it is the door to them on the server" },
  { at: "miniapp/effects.ts", because: "it is the door to them in the Mini App" },
  {
    at: "scripts/telegram/client/browser.ts",
    because: "it is the door to them in the chat client",
  },
  { at: "scripts/telegram/clock.ts", because: "it is the one clock of the local Telegram" },
  {
    at: "scripts/telegram/random.ts",
    because: "it is the one source of chance of the local Telegram",
  },
  { at: "scripts/e2e/", because: "it drives real processes and a real browser" },
  { at: "scripts/bench/", because: "it measures real time" },
  { at: "scripts/start/", because: "it supervises real processes" },
  { at: "scripts/doctor/", because: "it asks the real Telegram on behalf of a person who waits" },
  { at: "scripts/setup/", because: "it waits for npm, a compiler and Vite" },
  { at: "scripts/test/", because: "it runs tools for a person who waits" },
  { at: "scripts/*.ts", because: "it is a command for a person who waits" },
  { at: "vitest.config.ts", because: "it is the settings of a tool" },
];

export const bans: readonly Ban[] = [
  {
    what: ["Date.now", "new Date()", "Date()", "performance.now", "performance.timeOrigin"],
    instead: "take `now` as an argument, or use effects.now()",
    except: edges,
  },
  {
    what: [
      "Math.random",
      "crypto.getRandomValues",
      "crypto.randomUUID",
      "node:crypto randomBytes",
      "node:crypto randomUUID",
      "node:crypto randomInt",
      "node:crypto getRandomValues",
      "node:crypto webcrypto",
    ],
    instead: "take the bytes as an argument, or use effects.randomBytes()",
    except: [
      ...edges,
      { at: "shared/pgp/random.ts", because: "a session key from a seeded source would be a hole" },
    ],
  },
  {
    what: [
      "setTimeout",
      "setInterval",
      "setImmediate",
      "requestIdleCallback",
      "node:timers *",
      "node:timers/promises *",
    ],
    instead: "use effects.after(), or sleep(effects, ms)",
    except: edges,
  },
  {
    what: ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "navigator.sendBeacon"],
    instead: "use effects.fetch",
    except: [
      ...edges,
      {
        at: "scripts/telegram/outward.ts",
        because: "it is the one way from the local Telegram to webhooks and hooks",
      },
      {
        at: "scripts/telegram/client/net/",
        because: "it is the one way from the chat client to the local Telegram",
      },
      { at: "scripts/telegram/updates/webhook.ts", because: "it posts updates to a bot's webhook" },
      {
        at: "scripts/telegram/client-api/actions/buttons.ts",
        because: "it calls a hook of the host on loopback",
      },
    ],
  },
  {
    what: ["console"],
    instead: "use effects.trace(), which never prints a secret",
    except: [
      { at: "bot/effects/", because: "a trace ends up on the console" },
      { at: "scripts/", because: "a command talks to the person who runs it" },
    ],
  },
  {
    what: ["process.env"],
    instead: "use a typed setting of bot/config.ts",
    except: [
      { at: "bot/main.ts", because: "it hands the environment to bot/config.ts" },
      { at: "scripts/", because: "a command reads the settings of the person who runs it" },
    ],
  },
  { what: ["eval", "Function"], instead: "write the function down", except: [] },
];

/** Files in which nothing may wait: decisions are one synchronous pass over what is known. */
export const pureNames = ["plan", "replay", "tree", "manifest", "ledger", "resolve"] as const;
export const pureIn: readonly string[] = ["shared/", "bot/"];

export const lengths = {
  fileLinesMax: 500,
  /** A function's own lines, without the functions inside it: what has to be read in one go. */
  functionLinesMax: 70,
  /** With all that is inside: a function that makes a thing of many short ones is like a class. */
  functionWholeMax: 150,
  /** Nine in ten files are no longer than this. */
  mostFileLinesMax: 350,
  mostShare: 0.9,
} as const;

/** Not measured: sentences and tables. */
export const lengthFree: readonly string[] = [
  "**.table.ts",
  "shared/locales/",
  "scripts/telegram/client/texts/",
];

/** Where a program begins. What no entry leads to is dead. */
export const entries: readonly { readonly at: string; readonly because: string }[] = [
  { at: "bot/main.ts", because: "npm start runs it" },
  { at: "bot/worker.ts", because: "wrangler.toml names it" },
  { at: "scripts/telegram/main.ts", because: "npm start runs it" },
  { at: "scripts/start/watch-parent.mjs", because: "npm start preloads it into both children" },
  { at: "scripts/e2e/*.worker.ts", because: "the tests bundle it for workerd" },
  { at: "scripts/doctor/env-example.ts", because: "a person writes .env.example anew by it" },
  { at: "miniapp/vite.config.ts", because: "setup builds by it" },
  { at: "scripts/telegram/client/vite.config.ts", because: "setup builds by it" },
  { at: "vitest.config.ts", because: "npm test reads it" },
];

/** Folders whose files and exports only tests need: reached from a test is reached. */
export const testReach: readonly string[] = ["shared/testkit/", "scripts/e2e/", "scripts/tidy/"];

/** Folders with the same files and, in each, the same keys. */
export const translations: readonly { readonly source: string; readonly other: string }[] = [
  { source: "shared/locales/ja/", other: "shared/locales/en/" },
];
