/**
 * The local Telegram's chat client in a real browser: what a person reads and does in a chat. The
 * test plays the bot. The newcomer's story has set-up; here is the rest.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { ChatPage } from "./chat-page.ts";
import { eventually } from "./eventually.ts";

let browser: Browser;
let chat: ChatPage;
let page: Page;

beforeAll(async () => {
  [browser, chat] = await Promise.all([openBrowser(), ChatPage.start()]);
});

afterAll(async () => {
  await browser?.close();
  await chat?.stop();
});

beforeEach(async () => {
  page = await chat.opens(browser);
});

afterEach(() => page.context().close());

interface Sent {
  readonly message_id: number;
}

/** The bot writes to the person; answers the bubble. */
async function botWrites(args: Readonly<Record<string, unknown>>) {
  const sent = await chat.says<Sent>("sendMessage", { chat_id: chat.personId, ...args });
  const bubble = page.getByTestId(`message-${sent.message_id}`);
  await bubble.waitFor();
  return bubble;
}

async function writes(words: string) {
  await page.getByTestId("composer-input").fill(words);
  await page.keyboard.press("Enter");
  const bubble = page.locator("article[data-outgoing=true]", { hasText: words }).last();
  await bubble.waitFor();
  return bubble;
}

describe("reading", () => {
  test("an expandable quotation is folded until it is unfolded", async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`).join("\n");
    const bubble = await botWrites({
      parse_mode: "HTML",
      text: `<b>1件</b>\n<blockquote expandable>${lines}</blockquote>`,
    });
    const folded = (await bubble.boundingBox())?.height ?? 0;
    await bubble.getByTestId("quote-toggle").click();
    const unfolded = (await bubble.boundingBox())?.height ?? 0;
    expect(unfolded).toBeGreaterThan(folded + 100);
    await bubble.getByTestId("quote-toggle").click();
    expect((await bubble.boundingBox())?.height).toBe(folded);
  });

  test("a hashtag searches the chat, and a found message is gone to", async () => {
    const first = await botWrites({ text: "のこす #libral #notes" });
    for (let index = 0; index < 30; index += 1) {
      await chat.says("sendMessage", { chat_id: chat.personId, text: `ほかの話 ${index}` });
    }
    const id = await first.getAttribute("data-message-id");
    const last = await botWrites({ text: "これも #libral" });
    await last.getByRole("button", { name: "#libral" }).click();
    await page.getByTestId(`found-${id}`).click();
    await eventually("the found message to be in sight", async () => {
      const box = await first.boundingBox();
      return box !== null && box.y > 80 && box.y < 700;
    });
  });

  test("text is text: markup in a message does nothing", async () => {
    const bubble = await botWrites({ text: "<img src=x onerror=alert(1)> & <b>" });
    expect(await bubble.textContent()).toContain("<img src=x onerror=alert(1)> & <b>");
    expect(await bubble.locator("img").count()).toBe(0);
  });
});

describe("buttons", () => {
  test("a callback shows that it waits, then what the bot says", async () => {
    const bubble = await botWrites({
      text: "状態",
      reply_markup: { inline_keyboard: [[{ text: "見る", callback_data: "look" }]] },
    });
    const button = page.getByRole("button", { name: "見る" });
    await button.click();
    expect(await button.getAttribute("aria-busy")).toBe("true");
    const query = await eventually("the callback query", async () => {
      const updates = await chat.says<{ callback_query?: { id: string } }[]>("getUpdates", {});
      return updates.find((update) => update.callback_query)?.callback_query;
    });
    const answer = { callback_query_id: query.id, text: "元気です", show_alert: true };
    await chat.says("answerCallbackQuery", answer);
    await page.getByTestId("alert").getByText("元気です").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("alert").waitFor({ state: "detached" });
    expect(await button.getAttribute("aria-busy")).toBe("false");
    await bubble.waitFor();
  });

  test("a reply keyboard sends its words; it can be put away and is taken away by the bot", async () => {
    await botWrites({
      text: "どれにしますか",
      reply_markup: { keyboard: [[{ text: "さくら" }]], resize_keyboard: true },
    });
    const keyboard = page.getByTestId("reply-keyboard");
    await keyboard.getByText("さくら").click();
    await page.locator("article[data-outgoing=true]", { hasText: "さくら" }).waitFor();
    await page.getByTestId("keyboard-toggle").click();
    await keyboard.waitFor({ state: "detached" });
    await page.getByTestId("keyboard-toggle").click();
    await keyboard.waitFor();
    await botWrites({ text: "わかりました", reply_markup: { remove_keyboard: true } });
    await keyboard.waitFor({ state: "detached" });
  });

  test("a one-time keyboard folds away when it was used, and can be unfolded again", async () => {
    await botWrites({
      text: "いちどだけ",
      reply_markup: { keyboard: [[{ text: "うめ" }]], one_time_keyboard: true },
    });
    await page.getByTestId("reply-keyboard").getByText("うめ").click();
    await page.getByTestId("reply-keyboard").waitFor({ state: "detached" });
    await page.getByTestId("keyboard-toggle").click();
    await page.getByTestId("reply-keyboard").getByText("うめ").waitFor();
    await botWrites({ text: "わかりました", reply_markup: { remove_keyboard: true } });
    await page.getByTestId("keyboard-toggle").waitFor({ state: "detached" });
  });
});

describe("writing", () => {
  test("Enter that ends a conversion sends nothing", async () => {
    const input = page.getByTestId("composer-input");
    await input.fill("にほん");
    await input.dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
    expect(await input.inputValue()).toBe("にほん");
    await page.keyboard.press("Shift+Enter");
    expect(await input.inputValue()).toBe("にほん\n");
  });

  test("a message is answered, edited, pinned and deleted", async () => {
    const bubble = await writes("牛乳を買う");
    await bubble.click({ button: "right" });
    await page.getByTestId("menu-reply").click();
    const answer = await writes("買った");
    await answer.getByTestId("reply-head").getByText("牛乳を買う").waitFor();

    await answer.click({ button: "right" });
    await page.getByTestId("menu-edit").click();
    await page.getByTestId("composer-input").fill("二本買った");
    await page.getByTestId("send").click();
    await page.locator("article", { hasText: "二本買った" }).getByTestId("edited").waitFor();

    await answer.click({ button: "right" });
    await page.getByTestId("menu-pin").click();
    await page.getByTestId("pinned-bar").getByText("二本買った").waitFor();

    await answer.click({ button: "right" });
    await page.getByTestId("menu-delete").click();
    await page.getByTestId("confirm-yes").click();
    await answer.waitFor({ state: "detached" });
    await page.getByTestId("pinned-bar").waitFor({ state: "detached" });
  });

  test("a file is sent with its caption and can be saved again", async () => {
    const file = { name: "覚え書き.txt", mimeType: "text/plain", buffer: Buffer.from("abc") };
    await page.getByTestId("input-file").setInputFiles(file);
    await page.getByTestId("caption").fill("だいじ");
    await page.getByTestId("send-files-send").click();
    const row = page.locator("[data-testid=document][data-file-name='覚え書き.txt']");
    const [download] = await Promise.all([page.waitForEvent("download"), row.click()]);
    expect(download.suggestedFilename()).toBe("覚え書き.txt");
    await page.locator("article", { hasText: "だいじ" }).waitFor();
  });
});
