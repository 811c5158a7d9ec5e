/**
 * Settings: environment variables in, a typed `Config` or a list of problems out. Pure; it
 * reads no file (env-file.ts does) and says no sentence (config-help.ts does). No value that was
 * given is ever repeated in a problem, because it may be a secret in the wrong place.
 */
import * as v from "valibot";
import { fromBase64, fromHex } from "../shared/std/bytes.ts";

export interface Config {
  /** Bot API token from BotFather, or of the local Telegram. */
  readonly token: string;
  /** Where this bot is reached from outside: an origin without a slash at its end. */
  readonly publicUrl: string;
  readonly updates: "polling" | "webhook";
  /** The operator's secret: at least 32 bytes. The bot's keys are derived from it. */
  readonly secret: Uint8Array;
  /** Null: nobody is the operator, and what needs one is off. */
  readonly operatorUserId: number | null;
  readonly operatorChatId: number | null;
  /** Folder of the cache. It may be deleted at any time. */
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where the Bot API is, without a slash at its end. */
  readonly apiRoot: string;
  /** True with the local Telegram. Nothing that only the local one may have is set otherwise. */
  readonly isLocal: boolean;
  /** Origin of the local Telegram's client, which may frame the Mini App. */
  readonly localTelegramOrigin: string | null;
  /** Ed25519, 32 bytes. Null: only the HMAC of initData is checked. */
  readonly initDataPublicKey: Uint8Array | null;
}

export const settingNames = [
  "BOT_TOKEN",
  "PUBLIC_URL",
  "UPDATES",
  "LIBRAL_SECRET",
  "OPERATOR_USER_ID",
  "OPERATOR_CHAT_ID",
  "DATA_DIR",
  "HOST",
  "PORT",
  "INIT_DATA_PUBLIC_KEY",
  "API_ROOT",
  "LOCAL_TELEGRAM_ORIGIN",
] as const;
export type SettingName = (typeof settingNames)[number];

/** `missing` and `malformed`: see what it should be. The others say which rule between settings broke. */
export type ConfigFault =
  | "missing"
  | "malformed"
  | "notPublic"
  | "notWebhook"
  | "onlyLocal"
  | "notLoopback"
  | "notTelegramKey"
  | "needsOperator";

export interface ConfigProblem {
  readonly setting: SettingName;
  readonly fault: ConfigFault;
}

export type ConfigVerdict =
  | { readonly kind: "ready"; readonly config: Config }
  | { readonly kind: "wrong"; readonly problems: readonly ConfigProblem[] };

export type Environment = { readonly [name: string]: string | undefined };

const TELEGRAM_API_ROOT = "https://api.telegram.org";
/** Telegram's own keys for initData: production and test (core.telegram.org/bots/webapps). */
const TELEGRAM_PUBLIC_KEYS = [
  "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d",
  "40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec",
];
const SECRET_BYTES_MIN = 32;
/** Random bytes of that length have far more different values; `aaaa…` and `0123…` have not. */
const SECRET_DISTINCT_BYTES_MIN = 12;

const integer = v.pipe(v.string(), v.regex(/^-?\d{1,16}$/), v.transform(Number), v.safeInteger());
const origin = v.pipe(v.string(), v.check(isOrigin), v.transform(trimSlash));

const settings = v.object({
  BOT_TOKEN: v.pipe(v.string(), v.regex(/^\d{3,}:[A-Za-z0-9_-]{20,}$/)),
  PUBLIC_URL: v.optional(origin),
  UPDATES: v.optional(v.picklist(["polling", "webhook"])),
  LIBRAL_SECRET: v.pipe(
    v.string(),
    v.transform(decodeSecret),
    v.instance(Uint8Array),
    v.check((secret) => secret.length >= SECRET_BYTES_MIN),
    v.check((secret) => new Set(secret).size >= SECRET_DISTINCT_BYTES_MIN),
  ),
  OPERATOR_USER_ID: v.optional(v.pipe(integer, v.minValue(1))),
  OPERATOR_CHAT_ID: v.optional(v.pipe(integer, v.maxValue(-1))),
  DATA_DIR: v.optional(v.string(), ".data/bot-cache"),
  HOST: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:[\]-]+$/)), "127.0.0.1"),
  PORT: v.optional(v.pipe(integer, v.minValue(0), v.maxValue(65_535)), "8080"),
  INIT_DATA_PUBLIC_KEY: v.optional(v.pipe(v.string(), v.toLowerCase(), v.regex(/^[0-9a-f]{64}$/))),
  API_ROOT: v.optional(origin),
  LOCAL_TELEGRAM_ORIGIN: v.optional(origin),
});
type Settings = v.InferOutput<typeof settings>;

/**
 * `platform`: a Worker has no long polling, so UPDATES may only be `webhook` there (and is, when
 * it is not set). An empty variable counts as one that is not set.
 */
export function parseConfig(
  environment: Environment,
  platform: "node" | "worker" = "node",
): ConfigVerdict {
  const given: Environment = Object.fromEntries(
    settingNames.map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = v.safeParse(settings, given);
  if (!parsed.success) {
    const names = new Set(parsed.issues.map((issue) => String(issue.path?.[0]?.key)));
    return {
      kind: "wrong",
      problems: settingNames
        .filter((setting) => names.has(setting))
        .map((setting) => ({ setting, fault: given[setting] ? "malformed" : "missing" })),
    };
  }
  const problems = brokenRules(parsed.output, platform);
  if (problems.length > 0) return { kind: "wrong", problems };
  return { kind: "ready", config: configOf(parsed.output, platform) };
}

/** Names in a settings file that look like ours and are not: a slip of the pen does nothing. */
export function unknownSettings(names: readonly string[]): readonly string[] {
  const known = new Set<string>(settingNames);
  return names.filter((name) => !known.has(name));
}

/** Rules between settings, each with the one setting that must change. */
function brokenRules(given: Settings, platform: "node" | "worker"): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const broken = (setting: SettingName, fault: ConfigFault): void => {
    problems.push({ setting, fault });
  };
  if (given.API_ROOT !== undefined) {
    for (const setting of ["API_ROOT", "LOCAL_TELEGRAM_ORIGIN", "PUBLIC_URL"] as const) {
      if (given[setting] && !isLoopback(given[setting])) broken(setting, "notLoopback");
    }
  } else {
    if (given.PUBLIC_URL === undefined) broken("PUBLIC_URL", "missing");
    else if (!isPublicHttps(given.PUBLIC_URL)) broken("PUBLIC_URL", "notPublic");
    if (given.LOCAL_TELEGRAM_ORIGIN) broken("LOCAL_TELEGRAM_ORIGIN", "onlyLocal");
    const key = given.INIT_DATA_PUBLIC_KEY;
    if (key && !TELEGRAM_PUBLIC_KEYS.includes(key))
      broken("INIT_DATA_PUBLIC_KEY", "notTelegramKey");
  }
  if (given.OPERATOR_CHAT_ID && !given.OPERATOR_USER_ID)
    broken("OPERATOR_CHAT_ID", "needsOperator");
  if (platform === "worker" && given.UPDATES === "polling") broken("UPDATES", "notWebhook");
  return problems;
}

function configOf(given: Settings, platform: "node" | "worker"): Config {
  return {
    token: given.BOT_TOKEN,
    publicUrl: given.PUBLIC_URL ?? `http://127.0.0.1:${given.PORT}`,
    updates: given.UPDATES ?? (platform === "worker" ? "webhook" : "polling"),
    secret: given.LIBRAL_SECRET,
    operatorUserId: given.OPERATOR_USER_ID ?? null,
    operatorChatId: given.OPERATOR_CHAT_ID ?? null,
    dataDir: given.DATA_DIR,
    host: given.HOST,
    port: given.PORT,
    apiRoot: given.API_ROOT ?? TELEGRAM_API_ROOT,
    isLocal: given.API_ROOT !== undefined,
    localTelegramOrigin: given.LOCAL_TELEGRAM_ORIGIN ?? null,
    initDataPublicKey: given.INIT_DATA_PUBLIC_KEY ? fromHex(given.INIT_DATA_PUBLIC_KEY) : null,
  };
}

/** Hex or base64, whichever it is; null when it is neither. */
function decodeSecret(text: string): Uint8Array | null {
  try {
    return /^([0-9a-f]{2})+$/i.test(text)
      ? fromHex(text.toLowerCase())
      : fromBase64(standard(text));
  } catch {
    // Neither spelling: the schema says so. The text itself must not go on from here.
    return null;
  }
}

/** Base64 for URLs, and base64 without its padding, as the standard spelling. */
function standard(text: string): string {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, "=");
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isHttp = url.protocol === "https:" || url.protocol === "http:";
  return isHttp && trimSlash(text).toLowerCase() === url.origin;
}

function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** A name that the world can look up, over TLS. Telegram opens a Mini App on nothing less. */
function isPublicHttps(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  const isName = /\.[a-z][a-z0-9-]*$/i.test(hostname);
  return protocol === "https:" && isName && !/\.(localhost|local|internal|test)$/.test(hostname);
}

function trimSlash(text: string): string {
  return text.endsWith("/") ? text.slice(0, -1) : text;
}
