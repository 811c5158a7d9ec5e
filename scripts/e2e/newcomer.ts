/**
 * A newcomer at a real browser: what they click and read, in the local Telegram's chat client and
 * in the Mini App inside it. Everything goes through the page; nothing here calls an API.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { text } from "../../shared/locales/index.ts";
import { app } from "../../shared/locales/ja/app.ts";

const WAIT_MS = 90_000;

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

export class Newcomer {
  #shots = 0;
  /** Errors that the pages threw or wrote to the console. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly folder: string,
  ) {}

  /** Opens the one URL that `npm start` prints. Screenshots go into `folder`. */
  static async opens(browser: Browser, url: string, folder: string, look: Look): Promise<Newcomer> {
    mkdirSync(folder, { recursive: true });
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.scheme,
      locale: "ja-JP",
      timezoneId: "Asia/Tokyo",
    });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    const newcomer = new Newcomer(page, context, folder);
    page.on("pageerror", (error) => newcomer.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") newcomer.complaints.push(message.text());
    });
    await page.goto(url);
    return newcomer;
  }

  /** A picture of what the person sees now. */
  async looks(name: string): Promise<void> {
    this.#shots += 1;
    const number = String(this.#shots).padStart(2, "0");
    const path = join(this.folder, `${number}-${name}.png`);
    // What fades in is shown as it stands in the end.
    await this.page.screenshot({ path, animations: "disabled" });
  }

  /** START, the one button, a new group, and yes to the three rights. */
  async setsUp(): Promise<void> {
    const { page } = this;
    await page.getByTestId("start").click();
    const button = page.getByTestId("reply-keyboard").getByText(text("ja", "setup.button"));
    await button.waitFor();
    await this.looks("start");
    await button.click();
    await page.getByTestId("chooser-create").click();
    await page.getByTestId("chooser-next").click();
    await page.getByTestId("chooser-agree").waitFor();
    await this.looks("rights");
    await page.getByTestId("chooser-agree").click();
    await this.keyButton.waitFor();
    await this.looks("log-server");
  }

  /** Makes the key with words that the app draws; answers the passphrase. */
  async makesKey(): Promise<string> {
    await this.keyButton.click();
    const { frame } = this;
    await this.#press("app.key.start");
    const words = frame.getByLabel(app["app.key.words.list"]).locator("li");
    await words.first().waitFor();
    const passphrase = (await words.allTextContents()).join(" ");
    await this.looks("passphrase");
    await this.#press("app.key.words.written");
    await frame.getByLabel(app["app.key.confirm.label"], { exact: true }).fill(passphrase);
    await this.#press("app.key.confirm.action");
    await frame.getByText(app["app.key.done.title"]).waitFor();
    await this.looks("key");
    await this.#press("app.key.done.action");
    await frame.getByText(app["app.home.good"]).waitFor();
    await this.looks("home");
    await this.closesMiniApp();
    return passphrase;
  }

  /** Sends a note in the chat and waits for the reaction that says it is durable. */
  async keepsNote(note: string): Promise<void> {
    const { page } = this;
    await page.getByTestId("composer-input").fill(note);
    await page.getByTestId("send").click();
    const bubble = page.locator("[data-testid=messages] [data-testid^=message-]", {
      hasText: note,
    });
    await bubble.getByTestId("reactions").waitFor();
  }

  async opensMiniApp(): Promise<void> {
    await this.page.getByTestId("menu-button").click();
    await this.page.locator("[data-testid=mini-app][data-ready=true]").waitFor();
  }

  async closesMiniApp(): Promise<void> {
    await this.page.getByTestId("mini-app-menu").click();
    await this.page.getByTestId("menu-app-close").click();
    await this.page.getByTestId("mini-app").waitFor({ state: "detached" });
  }

  /** Opens the Mini App, and this device opens the remembered key by itself. */
  async opensMiniAppUnlocked(): Promise<void> {
    await this.opensMiniApp();
    await this.#seesKeyOpen();
  }

  /** Locks in the settings, and opens again with the passphrase in place of what is remembered. */
  async locksAndUnlocks(passphrase: string): Promise<void> {
    const { frame } = this;
    await this.#press("app.tab.settings");
    await this.#press("app.settings.lock");
    await this.#press("app.settings.unlock");
    await this.looks("locked");
    await this.#press("app.key.unlock.usePassphrase");
    await frame.getByLabel(app["app.key.field"], { exact: true }).fill(passphrase);
    await this.#press("app.key.unlock.action");
    await this.#press("app.tab.home");
    await this.#seesKeyOpen();
  }

  /** Writes a note in the Mini App, from any of its main screens. */
  async writes(note: string): Promise<void> {
    const { frame } = this;
    await this.#press("app.tab.home");
    await this.#press("app.home.write");
    await frame.getByLabel(app["app.write.label"]).fill(note);
    await this.looks("write");
    await this.#press("app.write.send");
    await this.reads([note]);
    const waiting = frame.locator(".entry", { hasText: app["app.notes.waiting"] });
    await waiting.first().waitFor({ state: "detached" });
  }

  /** The timeline shows all of these. */
  async reads(notes: readonly string[]): Promise<void> {
    await this.#press("app.tab.notes");
    for (const note of notes) await this.frame.getByText(note, { exact: true }).waitFor();
  }

  /** The home screen says that the chain was verified from the first record to the last. */
  async seesChainVerified(): Promise<void> {
    await this.#press("app.tab.home");
    const said = app["app.home.chainDone"].split("{count}")[1] ?? "";
    await this.frame.getByText(said).waitFor();
  }

  /** 「データベースを消して再起動」 in the guide; answers what the guide says came back. */
  async forgets(): Promise<string> {
    const { page } = this;
    await page.getByTestId("hook-forget").click();
    await page.getByTestId("confirm-yes").click();
    const note = page.getByTestId("guide-note");
    await note.getByText("で戻りました").waitFor();
    return (await note.textContent()) ?? "";
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }

  get keyButton() {
    return this.page.locator("[data-testid^=keyboard-]").getByText(text("ja", "setup.makeKey"));
  }

  get frame(): FrameLocator {
    return this.page.frameLocator("[data-testid=mini-app-frame]");
  }

  async #seesKeyOpen(): Promise<void> {
    await this.frame.getByRole("button", { name: app["app.home.all"], exact: true }).waitFor();
  }

  /** A button of the Mini App, by its words. */
  async #press(key: keyof typeof app): Promise<void> {
    await this.frame.getByRole("button", { name: app[key], exact: true }).click();
  }
}
