/**
 * The local Telegram's Mini App host in a real browser: a real frame on another origin, the real
 * postMessage protocol, and what web clients refuse. The app inside is a bare page.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { AppFrame, ChatPage } from "./chat-page.ts";

let browser: Browser;
let chat: ChatPage;

beforeAll(async () => {
  [browser, chat] = await Promise.all([openBrowser(), ChatPage.start()]);
  await chat.says("setChatMenuButton", {
    menu_button: { type: "web_app", text: "Open", web_app: { url: chat.appUrl } },
  });
});

afterAll(async () => {
  await browser?.close();
  await chat?.stop();
});

async function opensApp(query = ""): Promise<{ page: Page; app: AppFrame }> {
  const page = await chat.opens(browser, query);
  await page.getByTestId("menu-button").click();
  return { page, app: await AppFrame.in(page) };
}

describe("the frame", () => {
  test("has the attributes of Telegram's web clients and signed launch parameters", async () => {
    const { page, app } = await opensApp();
    const frame = page.getByTestId("mini-app-frame");
    expect(await frame.getAttribute("sandbox")).toBe(
      "allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation",
    );
    expect(await frame.getAttribute("allow")).toBe("camera; microphone; geolocation;");
    expect(app.url.origin).toBe(new URL(chat.appUrl).origin);
    const launch = new URLSearchParams(app.url.hash.slice(1));
    expect(launch.get("tgWebAppPlatform")).toBe("weba");
    expect(launch.get("tgWebAppVersion")).toBe("9.6");
    const initData = new URLSearchParams(launch.get("tgWebAppData") ?? "");
    expect(initData.get("hash")).toMatch(/^[0-9a-f]{64}$/);
    const theme = JSON.parse(launch.get("tgWebAppThemeParams") ?? "{}") as Record<string, string>;
    expect(Object.values(theme).every((colour) => /^#[0-9a-f]{6}$/.test(colour))).toBe(true);
    expect(await app.hears("theme_changed")).toEqual({ theme_params: theme });
    await page.context().close();
  });

  test("hears nobody but its own window", async () => {
    const { page, app } = await opensApp();
    const forged = JSON.stringify({ eventType: "web_app_close", eventData: {} });
    await page.evaluate((words) => window.postMessage(words, "*"), forged);
    await app.asks("web_app_request_theme", {}, "theme_changed");
    expect(await page.getByTestId("mini-app").count()).toBe(1);
    await app.post("web_app_close");
    await page.getByTestId("mini-app").waitFor({ state: "detached" });
    await page.context().close();
  });

  test("hears of the theme, of its size, and of being out of sight", async () => {
    const { page, app } = await opensApp();
    const before = (await app.heard("theme_changed")).length;
    await page.getByTestId("main-menu").click();
    await page.getByTestId("menu-theme").click();
    const { theme_params } = await app.hears("theme_changed", before);
    expect(theme_params).toMatchObject({ bg_color: "#212121", text_color: "#ffffff" });
    await page.keyboard.press("Escape");

    const viewport = await app.asks("web_app_request_viewport", {}, "viewport_changed");
    expect(viewport).toMatchObject({ is_expanded: true, is_state_stable: true });
    expect(viewport.height).toBeGreaterThan(400);

    const seen = (await app.heard("visibility_changed")).length;
    await page.getByTestId("mini-app-minimise").click();
    expect(await app.hears("visibility_changed", seen)).toEqual({ is_visible: false });
    await page.getByTestId("mini-app-restore").click();
    expect(await app.hears("visibility_changed", seen + 1)).toEqual({ is_visible: true });
    await page.context().close();
  });
});

describe("around the frame", () => {
  test("buttons come, answer and go", async () => {
    const { page, app } = await opensApp();
    await app.post("web_app_setup_main_button", {
      is_visible: true,
      text: "保存",
      is_active: true,
    });
    await page.getByTestId("main-button").click();
    await app.hears("main_button_pressed");
    await app.post("web_app_setup_main_button", { is_progress_visible: true });
    await page.locator("[data-testid=main-button][aria-busy=true]").waitFor();
    await app.post("web_app_setup_main_button", { is_visible: true, text: " " });
    await page.getByTestId("main-button").waitFor({ state: "detached" });

    await app.post("web_app_setup_back_button", { is_visible: true });
    await page.getByTestId("mini-app-back").click();
    await app.hears("back_button_pressed");
    await page.context().close();
  });

  test("a pop-up answers with its button, or with none", async () => {
    const { page, app } = await opensApp();
    const wish = { title: "鍵", message: "消しますか？", buttons: [{ id: "yes", type: "ok" }] };
    await app.post("web_app_open_popup", wish);
    await page.getByTestId("popup-yes").click();
    expect(await app.hears("popup_closed")).toEqual({ button_id: "yes" });
    await app.post("web_app_open_popup", wish);
    await page.getByTestId("app-popup").waitFor();
    await page.keyboard.press("Escape");
    expect(await app.hears("popup_closed", 1)).toEqual({});
    await page.context().close();
  });

  test("closing asks first when the app wished so, and only the person", async () => {
    const { page, app } = await opensApp();
    await app.post("web_app_setup_closing_behavior", { need_confirmation: true });
    await app.asks("web_app_request_theme", {}, "theme_changed");
    await page.getByTestId("mini-app-close").click();
    await page.getByTestId("confirm-no").click();
    expect(await page.getByTestId("mini-app").count()).toBe(1);
    await app.post("web_app_close");
    await page.getByTestId("mini-app").waitFor({ state: "detached" });
    await page.context().close();
  });
});

describe("what an app may keep and ask", () => {
  test("DeviceStorage outlives the app; SecureStorage and biometry are not there", async () => {
    const { page, app } = await opensApp();
    const save = { req_id: "1", key: "wrapped", value: "ひみつ" };
    await app.asks("web_app_device_storage_save_key", save, "device_storage_key_saved");
    expect(
      await app.asks("web_app_secure_storage_get_key", { req_id: "2" }, "secure_storage_failed"),
    ).toEqual({ req_id: "2", error: "UNSUPPORTED" });
    expect(await app.asks("web_app_biometry_get_info", {}, "biometry_info_received")).toEqual({
      available: false,
    });
    await app.post("web_app_close");
    await page.getByTestId("mini-app").waitFor({ state: "detached" });
    await page.getByTestId("menu-button").click();
    const again = await AppFrame.in(page);
    expect(
      await again.asks(
        "web_app_device_storage_get_key",
        { req_id: "3", key: "wrapped" },
        "device_storage_key_received",
      ),
    ).toEqual({ req_id: "3", value: "ひみつ" });
    await page.context().close();
  });

  test("CloudStorage is asked of the local Telegram", async () => {
    const { page, app } = await opensApp();
    const method = "web_app_invoke_custom_method";
    const save = { method: "saveStorageValue", params: { key: "theme", value: "dark" } };
    await app.asks(method, { req_id: "a", ...save }, "custom_method_invoked");
    const get = { method: "getStorageValues", params: { keys: ["theme"] } };
    expect(await app.asks(method, { req_id: "b", ...get }, "custom_method_invoked")).toEqual({
      req_id: "b",
      result: { theme: "dark" },
    });
    await page.context().close();
  });

  test("a file is saved by the client, after asking", async () => {
    const { page, app } = await opensApp();
    const file = { url: `${chat.appUrl}file/key.asc`, file_name: "libral-key.asc" };
    await app.post("web_app_request_file_download", file);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByTestId("confirm-yes").click(),
    ]);
    expect(download.suggestedFilename()).toBe("libral-key.asc");
    expect(await app.hears("file_download_requested")).toEqual({ status: "downloading" });
    await app.post("web_app_request_file_download", file);
    await page.getByTestId("confirm-no").click();
    expect(await app.hears("file_download_requested", 1)).toEqual({ status: "cancelled" });
    await page.context().close();
  });

  test("an older client is silent about what it does not know", async () => {
    const { page, app } = await opensApp("&tgver=6.10");
    await app.post("web_app_device_storage_get_key", { req_id: "1", key: "k" });
    await app.post("web_app_request_safe_area");
    await app.asks("web_app_request_theme", {}, "theme_changed");
    expect(await app.heard("device_storage_key_received")).toEqual([]);
    expect(await app.heard("safe_area_changed")).toEqual([]);
    await page.context().close();
  });
});
