/** Ports and secrets stay the same between runs, and a damaged file is named. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Server } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../bot/config.ts";
import { botEnvironment, telegramEnvironment } from "./child-environment.ts";
import { createLocalSettings, readLocalSettings, settingsPath } from "./local-settings.ts";
import { chooseFreePorts, isFree } from "./ports.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "libral-start-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("local settings", () => {
  test("are the same at the next start", async () => {
    expect(readLocalSettings(folder)).toBeNull();
    const made = await createLocalSettings(folder);
    expect(readLocalSettings(folder)).toEqual(made);
    expect(new Set([made.telegramPort, made.botPort, made.supervisorPort]).size).toBe(3);
  });

  test("are nobody else's to read", async () => {
    await createLocalSettings(folder);
    expect(statSync(settingsPath(folder)).mode & 0o077).toBe(0);
  });

  test("differ between two folders", async () => {
    const [one, other] = [await createLocalSettings(folder), await createLocalSettings(folder)];
    expect(one.secret).not.toBe(other.secret);
    expect(one.botToken).not.toBe(other.botToken);
  });

  test.each([
    ["no JSON", "{", "its JSON"],
    ["a port that is none", "botPort", "botPort"],
  ])("damaged by %s are refused with the file's name", async (_how, spoiled, named) => {
    const made = await createLocalSettings(folder);
    const text = spoiled === "{" ? "{" : JSON.stringify({ ...made, [spoiled]: 0 });
    writeFileSync(settingsPath(folder), text);
    expect(() => readLocalSettings(folder)).toThrow(settingsPath(folder));
    expect(() => readLocalSettings(folder)).toThrow(named);
    expect(readFileSync(settingsPath(folder), "utf8")).toBe(text);
  });
});

describe("the children's environment", () => {
  test("is a valid configuration of the bot, whatever the machine has set", async () => {
    const settings = await createLocalSettings(folder);
    const machine = { PATH: "/bin", OPERATOR_CHAT_ID: "-100", UPDATES: "webhook" };
    const environment = botEnvironment(settings, join(folder, "cache"), 42, machine);
    const verdict = parseConfig(environment);
    expect(verdict.kind).toBe("ready");
    if (verdict.kind !== "ready") return;
    const { config } = verdict;
    expect(config).toMatchObject({ isLocal: true, operatorUserId: 42, operatorChatId: null });
    expect(config.updates).toBe("polling");
    expect(config.publicUrl).not.toBe(config.localTelegramOrigin);
    expect(environment.PATH).toBe("/bin");
  });

  test("tells the local Telegram nothing of the bot", () => {
    const machine = { PATH: "/bin", LIBRAL_SECRET: "s" };
    const environment = telegramEnvironment("token", machine);
    expect(environment).toEqual({ PATH: "/bin", TELEGRAM_CONTROL_TOKEN: "token" });
  });
});

describe("ports", () => {
  test("a busy one is not free, and is not chosen", async () => {
    const server = await new Promise<Server>((resolve) => {
      const listening = createServer().listen(0, "127.0.0.1", () => resolve(listening));
    });
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await isFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(port)).toBe(true);
  });

  test("chosen ones are different and free", async () => {
    const ports = await chooseFreePorts(3);
    expect(new Set(ports).size).toBe(3);
    for (const port of ports) expect(await isFree(port)).toBe(true);
  });
});
