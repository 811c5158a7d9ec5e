/** Opening Mini Apps: addresses, signatures, CloudStorage, data sent back. */
import { createHmac, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ActionInput } from "../client-api/types.ts";
import { messageIn, NOON, Stage } from "../stage-testing.ts";
import { appendToFragment } from "./url.ts";

const look = { platform: "weba", version: "9.1", themeParams: { bg_color: "#ffffff" } };

async function opened(more: Partial<ActionInput<"launch">> = {}) {
  const stage = new Stage();
  await stage.starts();
  const args = {
    botId: stage.botId,
    from: "inline",
    url: "http://127.0.0.1:1/app/",
    look,
  } as const;
  const launch = await stage.hana.call("launch", { ...args, ...more });
  const parameters = new URLSearchParams(new URL(launch.url).hash.slice(1));
  const initData = new URLSearchParams(parameters.get("tgWebAppData") ?? "");
  return { stage, launch, parameters, initData };
}

/** The sorted check string of all fields but these. */
const checkString = (fields: URLSearchParams, ...without: string[]): string =>
  [...fields]
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("\n");

describe("the address (official telegram-web-app.js urlAppendHashParams)", () => {
  test.each([
    ["https://a.b/", "https://a.b/#p=1"],
    ["https://a.b/#", "https://a.b/#p=1"],
    ["https://a.b/#x=1", "https://a.b/#x=1&p=1"],
    ["https://a.b/#/route?x", "https://a.b/#/route?x&p=1"],
    ["https://a.b/#route", "https://a.b/#route?p=1"],
  ])("%s", (url, full) => {
    expect(appendToFragment(url, "p=1")).toBe(full);
  });

  test("carries look and version", async () => {
    const { parameters } = await opened();
    expect(parameters.get("tgWebAppVersion")).toBe("9.1");
    expect(parameters.get("tgWebAppPlatform")).toBe("weba");
    expect(JSON.parse(parameters.get("tgWebAppThemeParams") ?? "")).toEqual({
      bg_color: "#ffffff",
    });
  });
});

describe("initData (core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app)", () => {
  test("its hash is the bot token's HMAC over all other fields, signature included", async () => {
    const { stage, initData } = await opened();
    const secret = createHmac("sha256", "WebAppData").update(stage.token).digest();
    const wanted = createHmac("sha256", secret).update(checkString(initData, "hash")).digest("hex");
    expect(initData.get("hash")).toBe(wanted);
  });

  test("its signature is this server's Ed25519, checkable by its public key alone", async () => {
    const { stage, initData } = await opened();
    const { publicKey } = (await stage.telegram.control.call("initDataKey")) as {
      publicKey: string;
    };
    const spki = Buffer.from(`302a300506032b6570032100${publicKey}`, "hex");
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    const message = `${stage.botId}:WebAppData\n${checkString(initData, "hash", "signature")}`;
    const signature = Buffer.from(initData.get("signature") ?? "", "base64url");
    expect(verify(null, Buffer.from(message), key, signature)).toBe(true);
    expect(verify(null, Buffer.from(`${message}x`), key, signature)).toBe(false);
  });

  test("says who, when and by which query", async () => {
    const { stage, initData, launch } = await opened();
    expect(initData.get("auth_date")).toBe(String(NOON / 1000));
    expect(initData.get("query_id")).toBe(launch.queryId);
    expect(JSON.parse(initData.get("user") ?? "")).toEqual({
      id: stage.hanaId,
      first_name: "花",
      username: "hana",
      language_code: "ja",
      allows_write_to_pm: true,
    });
  });

  test("a keyboard button carries none", async () => {
    const { parameters } = await opened({ from: "keyboard" });
    expect(parameters.has("tgWebAppData")).toBe(false);
  });

  test("a link carries chat_instance and start_param, and no query", async () => {
    const { initData, launch } = await opened({ from: "link", startParam: "ref_1" });
    expect(initData.get("start_param")).toBe("ref_1");
    expect(initData.get("chat_instance")).toMatch(/^\d+$/);
    expect(initData.has("query_id")).toBe(false);
    expect(new URL(launch.url).searchParams.get("tgWebAppStartParam")).toBe("ref_1");
  });

  test("the menu button's address is the bot's own", async () => {
    const stage = new Stage();
    await stage.starts();
    const menu_button = { type: "web_app", text: "開く", web_app: { url: "https://app.example/" } };
    await stage.bot("setChatMenuButton", { menu_button });
    const args = { botId: stage.botId, from: "menu" as const, look };
    expect((await stage.hana.call("launch", args)).url).toMatch(/^https:\/\/app\.example\/#/);
  });
});

describe("what an app sends back", () => {
  test("data of a keyboard launch becomes web_app_data, once", async () => {
    const { stage, launch } = await opened({ from: "keyboard" });
    await stage.updates();
    const args = { queryId: launch.queryId, data: "hello", buttonText: "開く" };
    await stage.hana.call("webAppData", args);
    expect(messageIn((await stage.updates())[0]).web_app_data).toEqual({
      data: "hello",
      button_text: "開く",
    });
    await expect(stage.hana.call("webAppData", args)).rejects.toThrow("送れません");
  });

  test("answerWebAppQuery posts as the person via the bot and closes the app", async () => {
    const { stage, launch } = await opened();
    await stage.updates();
    const closed: string[] = [];
    stage.hana.listen((event) => {
      if (event.type === "miniAppClosed") closed.push(event.queryId);
    });
    const result = {
      type: "article",
      id: "1",
      title: "t",
      input_message_content: { message_text: "done" },
    };
    await stage.bot("answerWebAppQuery", { web_app_query_id: launch.queryId, result });
    expect(messageIn((await stage.updates())[0])).toMatchObject({
      text: "done",
      from: { id: stage.hanaId },
      via_bot: { id: stage.botId },
    });
    expect(closed).toEqual([launch.queryId]);
    const again = { web_app_query_id: launch.queryId, result };
    expect(await stage.refuses("answerWebAppQuery", again)).toContain("QUERY_ID_INVALID");
  });

  test("CloudStorage keeps, lists, deletes, and knows its limits", async () => {
    const { stage } = await opened();
    const cloud = (method: string, params: object) =>
      stage.hana.call("customMethod", { botId: stage.botId, method, params });
    await cloud("saveStorageValue", { key: "a", value: "1" });
    expect(await cloud("getStorageKeys", {})).toEqual(["a"]);
    expect(await cloud("getStorageValues", { keys: ["a", "b"] })).toEqual({ a: "1", b: "" });
    await cloud("deleteStorageValues", { keys: ["a"] });
    expect(await cloud("getStorageKeys", {})).toEqual([]);
    const long = { key: "a", value: "x".repeat(4097) };
    await expect(cloud("saveStorageValue", long)).rejects.toThrow("VALUE_INVALID");
    await expect(cloud("saveStorageValue", { key: "あ", value: "" })).rejects.toThrow(
      "KEY_INVALID",
    );
  });
});
