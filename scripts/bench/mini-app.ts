/**
 * The Mini App in a real Chromium with a slowed processor: what its routes load, and how long a
 * person waits. It is opened as a native client opens it, as a page of its own, by a launch that
 * the local Telegram signed.
 */
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "playwright-core";
import { app } from "../../shared/locales/ja/app.ts";
import { eventually, pause } from "../e2e/eventually.ts";

/** A phone of some years ago beside this machine. */
const CPU_SLOWDOWN = 4;
const QUIET_MS = 600;
const WAIT_MS = 60_000;

/** What happened in a page, in milliseconds since its navigation began. */
interface Moments {
  readonly firstPaintMs: number;
  /** When the words that were waited for stood in the page. */
  readonly seenMs: number;
}

/** One phone: what it stores stays until it is thrown away. */
export class Phone {
  private constructor(private readonly context: BrowserContext) {}

  static async take(browser: Browser): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: "ja-JP",
      isMobile: true,
      hasTouch: true,
    });
    // A native client gives the page this object; what is posted to it, nobody needs here.
    await context.addInitScript("window.TelegramWebviewProxy = { postEvent() {} };");
    return new Phone(context);
  }

  /** As a person with a new device: the backup is opened by its passphrase. Closed afterwards. */
  restoresKey(home: string, passphrase: string): Promise<void> {
    return this.#submits(home, passphrase, app["app.key.restore.action"], false);
  }

  /** Opens the key and has this phone remember it from now on. */
  remembersKey(unlock: string, passphrase: string): Promise<void> {
    return this.#submits(unlock, passphrase, app["app.key.unlock.action"], true);
  }

  async #submits(
    url: string,
    passphrase: string,
    action: string,
    isRemembered: boolean,
  ): Promise<void> {
    const page = await this.context.newPage();
    await page.goto(url);
    const field = page.locator("input[type=password]");
    await field.fill(passphrase, { timeout: WAIT_MS });
    const remember = page.getByRole("checkbox");
    if ((await remember.count()) > 0) await remember.setChecked(isRemembered);
    await page.getByRole("button", { name: action, exact: true }).click();
    await field.waitFor({ state: "detached", timeout: WAIT_MS });
    // Restoring goes on after the form is gone: done is when the home screen stands there.
    await page.getByText(app["app.home.chain"]).first().waitFor({ timeout: WAIT_MS });
    await page.close();
  }

  /** Bytes of JavaScript (gzip) that opening this address loads until the network is quiet. */
  async scriptBytes(url: string): Promise<number> {
    const page = await this.context.newPage();
    let bytes = 0;
    const bodies: Promise<void>[] = [];
    page.on("response", (response) => {
      if (!/javascript/.test(response.headers()["content-type"] ?? "")) return;
      const add = (body: Buffer): void => {
        bytes += gzipSync(body, { level: 9 }).length;
      };
      bodies.push(response.body().then(add));
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await pause(QUIET_MS);
    await Promise.all(bodies);
    await page.close();
    return bytes;
  }

  /** Opens an address slowed down and waits until `words` stand in the page. */
  async timeUntil(url: string, words: string): Promise<Moments> {
    const page = await this.context.newPage();
    await page.addInitScript(watchFor(words));
    const session = await this.context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    await page.goto(url);
    // Asked again and again: waiting inside the page needs `eval`, which its policy refuses.
    const seenMs = await eventually(`"${words}" in the Mini App`, () =>
      page.evaluate<number | undefined>("window.wordsSeenMs"),
    );
    const paint = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0';
    const firstPaintMs = await page.evaluate<number>(paint);
    await page.close();
    return { firstPaintMs, seenMs };
  }

  /** Throws the phone away with everything that it stored. */
  close(): Promise<void> {
    return this.context.close();
  }
}

/**
 * Runs in the page before anything of its own does. Text and no function: what tsx makes of a
 * function calls helpers that the page does not have.
 */
function watchFor(words: string): string {
  return `new MutationObserver((_, observer) => {
    if (!document.body?.textContent.includes(${JSON.stringify(words)})) return;
    observer.disconnect();
    window.wordsSeenMs = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });`;
}
