/** The bot presents itself in both languages, and the second time changes nothing. */
import { expect, test } from "vitest";
import { en, ja } from "../../shared/locales/index.ts";
import type { Config } from "../config.ts";
import type { FakeEffects } from "../effects/fake.ts";
import { fakeEffects } from "../effects/fake.ts";
import { Kernel } from "../kernel/kernel.ts";
import { makeRawApi } from "./client.ts";
import { presentBot } from "./profile.ts";
import { neededRights } from "./setup/rights.ts";
import { API_ROOT, TOKEN } from "./testing/fake-api.ts";

const defaults: { readonly [what: string]: unknown } = {
  Commands: [],
  // Before Description, whose name ends the same.
  ShortDescription: { short_description: "" },
  Description: { description: "" },
  MenuButton: { type: "commands" },
  AdministratorRights: {},
};

/** What Telegram keeps of a bot's looks: setX keeps, getX gives back, by language and scope. */
class Looks {
  readonly kept = new Map<string, unknown>();
  readonly set: string[] = [];

  readonly fetch: FakeEffects["fetch"] = async (input, init) => {
    const method = String(input).split("/").at(-1) ?? "";
    const args = JSON.parse(String(init?.body)) as Record<string, unknown>;
    const { language_code: language = "", scope = "", ...value } = args;
    const what = Object.keys(defaults).find((name) => method.endsWith(name)) ?? method;
    const key = `${what} ${String(language)} ${JSON.stringify(scope)}`;
    if (method.startsWith("get")) {
      return Response.json({ ok: true, result: this.kept.get(key) ?? defaults[what] });
    }
    this.set.push(key);
    const isWrapped =
      what === "Commands" || what === "MenuButton" || what === "AdministratorRights";
    this.kept.set(key, isWrapped ? Object.values(value)[0] : value);
    return Response.json({ ok: true, result: true });
  };
}

test("commands, descriptions, menu button and rights are set once", async () => {
  const looks = new Looks();
  const effects = fakeEffects({ fetch: looks.fetch });
  const api = makeRawApi({ token: TOKEN, apiRoot: API_ROOT, effects });
  // Of the settings only these two are looked at.
  const config = { publicUrl: "https://libral.test", operatorUserId: 9 } as Config;
  const deps = { api, config, effects, kernel: new Kernel(effects) };

  expect(await presentBot(deps)).toBe(9);
  expect(looks.kept.get('Commands ja ""')).toContainEqual({
    command: "start",
    description: ja["bot.command.start"],
  });
  expect(looks.kept.get('Commands  ""')).toContainEqual({
    command: "start",
    description: en["bot.command.start"],
  });
  expect(JSON.stringify(looks.kept.get('Commands  ""'))).not.toContain("operator");
  expect(looks.kept.get('Commands ja {"type":"chat","chat_id":9}')).toContainEqual({
    command: "operator",
    description: ja["bot.command.operator"],
  });
  expect(looks.kept.get('MenuButton  ""')).toEqual({
    type: "web_app",
    text: "Libral",
    web_app: { url: "https://libral.test/app/" },
  });
  const rights = looks.kept.get('AdministratorRights  ""') as Record<string, boolean>;
  expect(Object.keys(rights).filter((right) => rights[right])).toHaveLength(neededRights.length);

  const before = looks.set.length;
  expect(await presentBot(deps)).toBe(0);
  expect(looks.set).toHaveLength(before);
  expect(effects.traces).toEqual([]);
});

test("a Telegram that refuses keeps nobody from working", async () => {
  const refuse = async () =>
    Response.json({ ok: false, error_code: 404, description: "Not Found: method not found" });
  const effects = fakeEffects({ fetch: refuse });
  const api = makeRawApi({ token: TOKEN, apiRoot: API_ROOT, effects });
  const config = { publicUrl: "https://libral.test", operatorUserId: null } as Config;
  expect(await presentBot({ api, config, effects, kernel: new Kernel(effects) })).toBe(0);
  expect(new Set(effects.traces.map(({ event }) => event))).toEqual(new Set(["profile.failed"]));
});
