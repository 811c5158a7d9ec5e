/** A setting that is wrong names itself; what only the local Telegram may have stays out of production. */
import { describe, expect, test } from "vitest";
import type { Config, ConfigProblem, Environment } from "./config.ts";
import { parseConfig, settingNames, unknownSettings } from "./config.ts";
import { explainProblem } from "./config-help.ts";

const SECRET = "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUa";
const production: Environment = {
  BOT_TOKEN: "123456789:AAExampleExampleExampleExampleExamp",
  PUBLIC_URL: "https://libral.example.org/",
  LIBRAL_SECRET: SECRET,
};
const local: Environment = {
  ...production,
  PUBLIC_URL: "http://127.0.0.1:4000",
  API_ROOT: "http://127.0.0.1:5000",
  LOCAL_TELEGRAM_ORIGIN: "http://127.0.0.1:5000",
};

function problemsOf(environment: Environment): readonly ConfigProblem[] {
  const verdict = parseConfig(environment);
  return verdict.kind === "wrong" ? verdict.problems : [];
}

function configOf(environment: Environment, platform: "node" | "worker" = "node"): Config {
  const verdict = parseConfig(environment, platform);
  if (verdict.kind === "wrong") throw new Error(JSON.stringify(verdict.problems));
  return verdict.config;
}

describe("settings for the real Telegram", () => {
  test("three settings are enough; the rest has defaults", () => {
    expect(configOf(production)).toMatchObject({
      publicUrl: "https://libral.example.org",
      updates: "polling",
      operatorUserId: null,
      operatorChatId: null,
      host: "127.0.0.1",
      port: 8080,
      apiRoot: "https://api.telegram.org",
      isLocal: false,
      localTelegramOrigin: null,
      initDataPublicKey: null,
    });
  });

  test("nothing set names exactly what is missing", () => {
    expect(problemsOf({})).toEqual([
      { setting: "BOT_TOKEN", fault: "missing" },
      { setting: "LIBRAL_SECRET", fault: "missing" },
    ]);
    expect(problemsOf({ ...production, PUBLIC_URL: " " })).toEqual([
      { setting: "PUBLIC_URL", fault: "missing" },
    ]);
  });

  test.each([
    "http://libral.example.org",
    "https://127.0.0.1",
    "https://localhost",
    "https://[::1]:8443",
    "https://192.168.1.20",
    "https://bot.local",
    "https://libral",
  ])("PUBLIC_URL %s is refused: no client of Telegram could open it", (url) => {
    expect(problemsOf({ ...production, PUBLIC_URL: url })).toEqual([
      { setting: "PUBLIC_URL", fault: "notPublic" },
    ]);
  });

  test.each([
    ["LOCAL_TELEGRAM_ORIGIN", "http://127.0.0.1:5000", "onlyLocal"],
    ["INIT_DATA_PUBLIC_KEY", "ab".repeat(32), "notTelegramKey"],
  ])("%s of a local Telegram is refused", (setting, value, fault) => {
    expect(problemsOf({ ...production, [setting]: value })).toEqual([{ setting, fault }]);
  });

  test("Telegram's own key for initData is taken", () => {
    const key = "E7BF03A2FA4602AF4580703D88DDA5BB59F32ED8B02A56C187FE7D34CAED242D";
    const config = configOf({ ...production, INIT_DATA_PUBLIC_KEY: key });
    expect(config.initDataPublicKey).toHaveLength(32);
  });
});

describe("settings for the local Telegram", () => {
  test("API_ROOT makes it local, and loopback is then allowed", () => {
    expect(configOf(local)).toMatchObject({
      isLocal: true,
      apiRoot: "http://127.0.0.1:5000",
      publicUrl: "http://127.0.0.1:4000",
      localTelegramOrigin: "http://127.0.0.1:5000",
    });
  });

  test.each(["API_ROOT", "LOCAL_TELEGRAM_ORIGIN", "PUBLIC_URL"])(
    "%s may only be on this machine, so that a token never leaves it",
    (setting) => {
      expect(problemsOf({ ...local, [setting]: "https://elsewhere.example.org" })).toEqual([
        { setting, fault: "notLoopback" },
      ]);
    },
  );
});

describe("single settings", () => {
  test.each([
    ["BOT_TOKEN", "my bot"],
    ["PUBLIC_URL", "libral.example.org"],
    ["PUBLIC_URL", "https://libral.example.org/bot"],
    ["UPDATES", "both"],
    ["LIBRAL_SECRET", "too short"],
    ["LIBRAL_SECRET", "ab".repeat(31)],
    ["LIBRAL_SECRET", "a".repeat(64)],
    ["LIBRAL_SECRET", `${SECRET}!`],
    ["OPERATOR_USER_ID", "-5"],
    ["OPERATOR_USER_ID", "oto"],
    ["OPERATOR_CHAT_ID", "1001234567890"],
    ["PORT", "65536"],
    ["PORT", "80 80"],
    ["HOST", "not a host"],
    ["INIT_DATA_PUBLIC_KEY", "abc"],
  ])("%s=%s is malformed", (setting, value) => {
    expect(problemsOf({ ...production, [setting]: value })).toEqual([
      { setting, fault: "malformed" },
    ]);
  });

  test.each([
    ["hex", "00112233445566778899aabbccddeeff".repeat(2), 32],
    ["base64", "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=", 32],
    ["base64 without padding", "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8", 32],
    ["base64 for URLs", "ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8=", 32],
  ])("a secret may be written as %s", (_, text, length) => {
    const { secret } = configOf({ ...production, LIBRAL_SECRET: text });
    expect(secret).toHaveLength(length);
    expect([...secret.subarray(0, 3)]).toEqual([0x00, 0x11, 0x22]);
  });

  test("an operator's chat needs the operator", () => {
    const chat = { ...production, OPERATOR_CHAT_ID: "-1001234567890" };
    expect(problemsOf(chat)).toEqual([{ setting: "OPERATOR_CHAT_ID", fault: "needsOperator" }]);
    expect(configOf({ ...chat, OPERATOR_USER_ID: "42" })).toMatchObject({
      operatorUserId: 42,
      operatorChatId: -1_001_234_567_890,
    });
  });

  test("a Worker has webhooks only", () => {
    expect(configOf(production, "worker").updates).toBe("webhook");
    expect(parseConfig({ ...production, UPDATES: "polling" }, "worker")).toEqual({
      kind: "wrong",
      problems: [{ setting: "UPDATES", fault: "notWebhook" }],
    });
  });

  test("a name with a slip of the pen is noticed", () => {
    expect(unknownSettings(["BOT_TOKEN", "OPERATOR_USERID"])).toEqual(["OPERATOR_USERID"]);
  });
});

test("no value that was given is in any sentence about it, in either language", () => {
  for (const setting of settingNames) {
    const value = `sEcReT${setting}vAlUe`;
    for (const problem of problemsOf({ ...production, [setting]: value })) {
      const sentences = [explainProblem(problem, "ja"), explainProblem(problem, "en")];
      for (const sentence of sentences) {
        expect(sentence).toContain(problem.setting);
        expect(sentence).not.toContain(value);
        expect(sentence).not.toContain(SECRET);
      }
    }
  }
});
