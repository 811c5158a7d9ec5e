/**
 * The doctor against a small Bot API and a small bot over real HTTP: everything well gives only
 * `ok`, and each thing that is wrong gives its own line. The fake knows just what the doctor asks.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Config } from "../../bot/config.ts";
import { parseConfig } from "../../bot/config.ts";
import { nodeEffects } from "../../bot/effects/node.ts";
import { checkNode, checkSettings } from "./checks-here.ts";
import { examine } from "./examine.ts";
import type { CertificateView, Finding } from "./finding.ts";

const TOKEN = "1000001:doctor-test-token-doctor-test";
const SECRET = "00112233445566778899aabbccddeeff".repeat(2);
const OPERATOR = 42;
const CHAT = -1_001_234;
const wanted = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true };

/** What the fake Telegram and the fake bot answer; a test changes what it is about. */
interface World {
  token: string;
  me: object;
  webhook: object;
  chat: object | null;
  bot: object;
  person: object;
  defaults: object;
  menu: object;
  health: { status: number; body: string };
  app: { status: number; body: string };
  dateSkewSeconds: number;
  /** Methods that answer 502. */
  silent: readonly string[];
}

let world: World;
let server: Server;
let root: string;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "libral-doctor-"));
  server = createServer((request, response) => {
    const answer = answerOf(request.url ?? "/");
    const date = new Date(Date.now() + world.dateSkewSeconds * 1000).toUTCString();
    response.writeHead(answer.status, { date }).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = {
    token: TOKEN,
    me: { id: 1_000_001, username: "libral_bot", can_join_groups: true },
    webhook: { url: "", pending_update_count: 0 },
    chat: { type: "supergroup", title: "運営", is_forum: true },
    bot: { status: "administrator", can_manage_chat: true, can_be_edited: false, ...wanted },
    person: { status: "creator" },
    defaults: { is_anonymous: false, can_manage_chat: true, can_invite_users: false, ...wanted },
    menu: { type: "web_app", web_app: { url: `${root}/app/` } },
    health: { status: 200, body: JSON.stringify({ ok: true, version: "1.2.3" }) },
    app: { status: 200, body: "<!doctype html><html lang=ja></html>" },
    dateSkewSeconds: 0,
    silent: [],
  };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function answerOf(path: string): { status: number; body: string } {
  if (path === "/health") return world.health;
  if (path === "/app/") return world.app;
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (token !== world.token) return refused(401, "Unauthorized");
  return telegram(method ?? "");
}

let asked = 0;
function telegram(method: string): { status: number; body: string } {
  if (world.silent.includes(method)) return refused(502, "Bad Gateway");
  switch (method) {
    case "getMe":
      asked = 0;
      return said(world.me);
    case "getWebhookInfo":
      return said(world.webhook);
    case "getChat":
      return world.chat ? said(world.chat) : refused(400, "Bad Request: chat not found");
    case "getChatMember":
      // The doctor asks for the bot, then for the person.
      return said(asked++ === 0 ? world.bot : world.person);
    case "getMyDefaultAdministratorRights":
      return said(world.defaults);
    case "getChatMenuButton":
      return said(world.menu);
    default:
      return refused(404, `Not Found: ${method}`);
  }
}

const said = (result: object) => ({ status: 200, body: JSON.stringify({ ok: true, result }) });
const refused = (code: number, description: string) => ({
  status: code,
  body: JSON.stringify({ ok: false, error_code: code, description }),
});

function configWith(change: Partial<Config> = {}): Config {
  const verdict = parseConfig({
    BOT_TOKEN: TOKEN,
    LIBRAL_SECRET: SECRET,
    API_ROOT: root,
    PUBLIC_URL: root,
    DATA_DIR: folder,
    OPERATOR_USER_ID: String(OPERATOR),
    OPERATOR_CHAT_ID: String(CHAT),
  });
  if (verdict.kind === "wrong") throw new Error(JSON.stringify(verdict.problems));
  return { ...verdict.config, ...change };
}

async function findingsOf(
  change: Partial<Config> = {},
  certificate: CertificateView = { kind: "silent", why: "not asked" },
): Promise<readonly Finding[]> {
  return examine({
    config: configWith(change),
    effects: nodeEffects(),
    language: "en",
    version: "1.2.3",
    certificateOf: async () => certificate,
  });
}

/** Lines that are not ok, as `level check: sentence`. */
async function complaints(change: Partial<Config> = {}, certificate?: CertificateView) {
  const findings = await findingsOf(change, certificate);
  return findings
    .filter((finding) => finding.level !== "ok")
    .map(({ level, check, sentence }) => `${level} ${check}: ${sentence}`);
}

test("everything well: every check says ok", async () => {
  const findings = await findingsOf();
  expect(findings.map(({ check, level }) => `${check} ${level}`)).toEqual([
    "data ok",
    "token ok",
    "clock ok",
    "url ok",
    "app ok",
    "webhook ok",
    "profile ok",
    "operator ok",
  ]);
});

describe("each thing that is wrong is named with its mend", () => {
  test("a token that Telegram does not know: what hangs on it is not asked", async () => {
    world.token = "1:other";
    expect(await complaints()).toEqual([
      "fail token: Telegram does not know this token: look it up with BotFather's /token and write BOT_TOKEN anew.",
    ]);
  });

  test("a Telegram that cannot be reached; the token is not in the sentence", async () => {
    const [first] = await complaints({ apiRoot: "http://127.0.0.1:9" });
    expect(first).toMatch(/^fail token: http:\/\/127\.0\.0\.1:9 cannot be reached/);
    expect(first).not.toContain(TOKEN);
  });

  test.each([
    [-20, "warn clock: The clock is "],
    [45, "fail clock: The clock is "],
  ])("a clock that is %d s off", async (seconds, start) => {
    world.dateSkewSeconds = seconds;
    const [first] = await complaints();
    expect(first?.startsWith(start)).toBe(true);
  });

  test.each<[string, (world: World) => void, Partial<Config>, RegExp]>([
    [
      "groups off",
      (w) => (w.me = { id: 1, username: "b", can_join_groups: false }),
      {},
      /^fail token: .*setjoingroups/,
    ],
    [
      "old version",
      (w) => (w.health.body = '{"ok":true,"version":"1.0.0"}'),
      {},
      /^warn url: .*restart the bot/,
    ],
    [
      "another page",
      (w) => (w.health.body = "<html>nginx</html>"),
      {},
      /^fail url: What answered .* is not Libral/,
    ],
    ["no Mini App", (w) => (w.app = { status: 404, body: "" }), {}, /^fail app: .*\(status 404\)/],
    [
      "left webhook",
      (w) => (w.webhook = { url: "https://a.example", pending_update_count: 0 }),
      {},
      /^warn webhook: UPDATES=polling/,
    ],
    [
      "no webhook",
      () => {},
      { updates: "webhook" },
      /^fail webhook: UPDATES=webhook, but no webhook/,
    ],
    [
      "other webhook",
      (w) => (w.webhook = { url: "https://a.example/x", pending_update_count: 0 }),
      { updates: "webhook" },
      /^fail webhook: .*https:\/\/a\.example/,
    ],
    [
      "many pending",
      (w) => (w.webhook = { url: "", pending_update_count: 101 }),
      {},
      /^warn webhook: 101 updates wait/,
    ],
    [
      "default rights",
      (w) => (w.defaults = { is_anonymous: false, ...wanted, can_promote_members: true }),
      {},
      /^warn profile: .*rights/,
    ],
    ["menu button", (w) => (w.menu = { type: "commands" }), {}, /^warn profile: The menu button/],
    ["no operator", () => {}, { operatorUserId: null }, /^warn operator: There is no operator/],
    ["no operator's chat", () => {}, { operatorChatId: null }, /^warn operator: .*\/operator/],
    ["chat gone", (w) => (w.chat = null), {}, /^fail operator: .*chat not found/],
    [
      "no forum",
      (w) => (w.chat = { type: "supergroup", title: "x" }),
      {},
      /^fail operator: .*no topics/,
    ],
    [
      "public",
      (w) => (w.chat = { type: "supergroup", title: "x", is_forum: true, username: "x" }),
      {},
      /^fail operator: .*public/,
    ],
    [
      "auto-delete",
      (w) =>
        (w.chat = { type: "supergroup", title: "x", is_forum: true, message_auto_delete_time: 60 }),
      {},
      /^fail operator: .*deletes messages/,
    ],
    [
      "not the owner",
      (w) => (w.person = { status: "member" }),
      {},
      /^fail operator: .*does not own/,
    ],
    [
      "bot no administrator",
      (w) => (w.bot = { status: "member" }),
      {},
      /^fail operator: .*can_manage_topics, can_pin_messages, can_delete_messages/,
    ],
    [
      "surplus right",
      (w) => (w.bot = { status: "administrator", ...wanted, can_restrict_members: true }),
      {},
      /^warn operator: .*can_restrict_members/,
    ],
  ])("%s", async (_, change, config, expected) => {
    change(world);
    const lines = await complaints(config);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
  });

  test("a method that Telegram does not answer is never taken for well", async () => {
    world.silent = ["getMyDefaultAdministratorRights", "getWebhookInfo"];
    const lines = await complaints();
    expect(lines.map((line) => line.split(" (")[0])).toEqual([
      "warn webhook: Telegram did not answer getWebhookInfo",
      "warn profile: Telegram did not answer getMyDefaultAdministratorRights",
    ]);
  });

  test("a webhook that failed a moment ago, and the path of a webhook stays unsaid", async () => {
    world.webhook = {
      url: `${root}/telegram/secret-path`,
      pending_update_count: 1,
      last_error_date: Math.floor(Date.now() / 1000) - 120,
      last_error_message: "Connection refused",
    };
    const findings = await findingsOf({ updates: "webhook" });
    const lines = findings.filter((finding) => finding.check === "webhook");
    expect(lines.map((line) => line.level)).toEqual(["ok", "warn"]);
    expect(lines[1]?.sentence).toContain("2 minutes ago");
    expect(JSON.stringify(lines)).not.toContain("secret-path");
  });

  const inDays = (days: number) => Date.now() + days * 86_400_000 + 3_600_000;
  test.each<[string, CertificateView, RegExp]>([
    ["soon", { kind: "trusted", validUntil: inDays(5) }, /^warn certificate: .*expires in 5 days/],
    [
      "expired",
      { kind: "untrusted", why: "CERT_HAS_EXPIRED", validUntil: inDays(-3) },
      /^fail certificate: .*expired 3 days ago/,
    ],
    [
      "untrusted",
      { kind: "untrusted", why: "DEPTH_ZERO_SELF_SIGNED_CERT", validUntil: inDays(90) },
      /^fail certificate: .*SELF_SIGNED/,
    ],
  ])("a certificate: %s", async (_, certificate, expected) => {
    const lines = await complaints({ publicUrl: "https://127.0.0.1:9" }, certificate);
    expect(lines.filter((line) => line.includes(" certificate: "))[0]).toMatch(expected);
  });

  test("a cache folder that is no folder", async () => {
    const path = join(folder, "file");
    writeFileSync(path, "");
    const lines = await complaints({ dataDir: join(path, "below") });
    expect(lines[0]).toMatch(/^fail data: .*DATA_DIR/);
  });
});

test("an old Node and a slip of the pen in the settings file", () => {
  expect(checkNode("18.19.0", ">=20.20.0", "en")).toMatchObject({ level: "fail" });
  expect(checkNode("20.20.0", ">=20.20.0", "en")).toMatchObject({ level: "ok" });
  const ready = parseConfig({ BOT_TOKEN: TOKEN, LIBRAL_SECRET: SECRET, API_ROOT: root });
  const findings = checkSettings(ready, ".env", { PUBLIC_URI: "x" }, "en");
  expect(findings.map(({ level }) => level)).toEqual(["ok", "warn"]);
  expect(findings[1]?.sentence).toContain("PUBLIC_URI");
});

test("as a command: JSON on standard output, 1 when something fails, no secret in it", () => {
  const settings = join(folder, "settings");
  writeFileSync(settings, `BOT_TOKEN=${TOKEN}\nLIBRAL_SECRET=${SECRET}\nPORT=none\n`);
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const args = ["--import", "tsx", main, "--json", "--env", settings];
  const ended = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(ended.status).toBe(1);
  const printed = JSON.parse(ended.stdout);
  expect(printed.ok).toBe(false);
  expect(printed.findings.at(-2)).toMatchObject({ check: "settings", level: "fail" });
  expect(ended.stdout + ended.stderr).not.toContain(SECRET);
  expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
});
