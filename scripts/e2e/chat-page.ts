/**
 * A local Telegram with its chat page, in this process, for tests of the page itself: one person,
 * one bot that the test plays by hand, and a bare Mini App on an origin of its own that says and
 * hears the real protocol.
 */
import type { Server } from "node:http";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import type { RunningServer } from "../telegram/http/server.ts";
import { startServer } from "../telegram/http/server.ts";
import { DEFAULT_LIMITS } from "../telegram/limits.ts";
import type { Telegram } from "../telegram/telegram.ts";
import { createTelegram } from "../telegram/telegram.ts";
import { eventually } from "./eventually.ts";

const pageFolder = join(resolve(import.meta.dirname, "../.."), "dist", "telegram-client");

export interface Heard {
  readonly eventType: string;
  readonly eventData: Readonly<Record<string, unknown>>;
}

/** The Mini App's page: posts what the test gives it, keeps what it hears from its parent. */
const appPage = (origin: string) => `<!doctype html><html lang="ja"><meta charset="utf-8">
<title>app</title><p>ミニアプリ</p><script>
const heard = [];
const post = (eventType, eventData = {}) =>
  parent.postMessage(JSON.stringify({ eventType, eventData }), ${JSON.stringify(origin)});
addEventListener("message", (event) => {
  if (event.source === parent && event.origin === ${JSON.stringify(origin)}) {
    heard.push(JSON.parse(event.data));
  }
});
post("iframe_ready", { reload_supported: true });
post("web_app_request_theme");
post("web_app_ready");
Object.assign(window, { heard, post });
</script></html>`;

export class ChatPage {
  #parts: { telegram: Telegram; server: RunningServer; appServer: Server } | null = null;
  bot = { id: 0, token: "" };
  personToken = "";
  appUrl = "";

  static async start(): Promise<ChatPage> {
    const chat = new ChatPage();
    const telegram = createTelegram({
      trace: () => undefined,
      limits: { ...DEFAULT_LIMITS, enabled: false },
    });
    const server = await startServer(telegram, { port: 0, controlToken: null, pageFolder });
    const appServer = createServer((request, response) => {
      const isFile = request.url?.startsWith("/file") === true;
      response.setHeader("access-control-allow-origin", server.url);
      response.setHeader("content-type", isFile ? "text/plain" : "text/html; charset=utf-8");
      response.end(isFile ? "a key" : appPage(server.url));
    });
    await new Promise<void>((done) => appServer.listen(0, "127.0.0.1", done));
    const address = appServer.address();
    const port = typeof address === "object" && address ? address.port : 0;
    chat.appUrl = `http://127.0.0.1:${port}/`;
    chat.#parts = { telegram, server, appServer };
    const made = await telegram.control.call("createBot", { name: "Libral", username: "test_bot" });
    const person = await telegram.control.call("createPerson", { name: "Alice" });
    chat.bot = made as ChatPage["bot"];
    chat.personToken = (person as { token: string }).token;
    await telegram.client(chat.personToken).call("openBot", { username: "test_bot", start: "" });
    return chat;
  }

  get #running() {
    if (this.#parts === null) throw new Error("the chat page was not started");
    return this.#parts;
  }

  get telegram(): Telegram {
    return this.#running.telegram;
  }

  get personId(): number {
    const found = [...this.telegram.engine.world.persons.values()].find(
      (person) => person.token === this.personToken,
    );
    return found?.id ?? 0;
  }

  /** Calls a Bot API method as the bot. Throws with the description of a refusal. */
  async says<T>(method: string, args: Readonly<Record<string, unknown>>): Promise<T> {
    const answer = await this.telegram.callBotApi(this.bot.token, method, args);
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result as T;
  }

  /** Opens the chat with the bot, or what `hash` names. */
  async opens(browser: Browser, query = "", hash = `#${this.bot.id}`): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${this.#running.server.url}/?token=${this.personToken}${query}${hash}`);
    await page.getByTestId("conversation").waitFor();
    return page;
  }

  async stop(): Promise<void> {
    const { telegram, server, appServer } = this.#running;
    appServer.close();
    await server.close();
    await telegram.close();
  }
}

/** The Mini App in a page, as the test sees and moves it from inside. */
export class AppFrame {
  private constructor(private readonly frame: Frame) {}

  static async in(page: Page): Promise<AppFrame> {
    await page.locator("[data-testid=mini-app][data-ready=true]").waitFor();
    const frame = await eventually("the frame of the Mini App", async () =>
      page.frame({ name: "mini-app" }),
    );
    await frame.waitForLoadState();
    return new AppFrame(frame);
  }

  get url(): URL {
    return new URL(this.frame.url());
  }

  post(eventType: string, eventData: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const words = JSON.stringify([eventType, eventData]);
    return this.frame.evaluate(`post(...${words})`);
  }

  /** Everything of one type that was heard so far. */
  async heard(eventType: string): Promise<readonly Heard["eventData"][]> {
    const all = await this.frame.evaluate<readonly Heard[]>("heard");
    return all.filter((one) => one.eventType === eventType).map((one) => one.eventData);
  }

  /** Posts, and waits for the answer of this type that comes after it. */
  async asks(
    eventType: string,
    eventData: Readonly<Record<string, unknown>>,
    answerType: string,
  ): Promise<Heard["eventData"]> {
    const before = (await this.heard(answerType)).length;
    await this.post(eventType, eventData);
    return this.hears(answerType, before);
  }

  /** Waits for the answer of this type that has `before` others ahead of it. */
  hears(answerType: string, before = 0): Promise<Heard["eventData"]> {
    return eventually(`${answerType} in the Mini App`, async () => {
      return (await this.heard(answerType))[before];
    });
  }
}
