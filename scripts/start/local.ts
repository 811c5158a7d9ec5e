/**
 * Libral on its own Telegram: two programs on loopback with separate folders. The local
 * Telegram's data are durable, as the real one's are; the bot's are a cache, which may be deleted
 * at any moment, and here is, on purpose (forget.ts).
 */
import { join } from "node:path";
import type { BotHealth } from "./bot-health.ts";
import { askHealth } from "./bot-health.ts";
import { Child } from "./child.ts";
import { botEnvironment, telegramEnvironment } from "./child-environment.ts";
import { forgetAndReturn } from "./forget.ts";
import { askFrontDesk, openFrontDesk } from "./front-desk.ts";
import { GuideKeeper } from "./guide-keeper.ts";
import type { LocalSettings } from "./local-settings.ts";
import { createLocalSettings, readLocalSettings, settingsPath } from "./local-settings.ts";
import type { SamplePeople } from "./local-telegram.ts";
import { LocalTelegram } from "./local-telegram.ts";
import { isFree } from "./ports.ts";
import { StartFailed, say, sayOf, secondsSince } from "./say.ts";
import { FORGET_HOOK } from "./story.ts";
import { forgetReached } from "./story-file.ts";
import type { InBoth } from "./texts/index.ts";
import { shownLine } from "./trace-line.ts";
import { waitFor } from "./wait.ts";

const UP_MS = 60_000;

/** A local Libral that runs. */
export interface Local {
  /** Opens signed in as the sample owner, in the bot's chat. */
  readonly url: string;
  /** Kills the bot, deletes its cache, starts it, and says what came back. */
  forget(): Promise<InBoth>;
  stop(): Promise<void>;
  /** Resolves when a child ended and could not be brought back, with the sentence to say. */
  readonly broken: Promise<string>;
}

/** Starts both programs; resolves when the bot answers. Throws StartFailed. */
export async function startLocal(folder: string): Promise<Local> {
  const settings = readLocalSettings(folder) ?? (await createLocalSettings(folder));
  const house = new House(folder, settings);
  try {
    await house.open();
  } catch (error) {
    await house.stop();
    throw error;
  }
  return house;
}

/** Where the bot's cache of the local Libral in `folder` is. */
export function cacheFolderIn(folder: string): string {
  return join(folder, "bot-cache");
}

class House implements Local {
  readonly #folder: string;
  readonly #settings: LocalSettings;
  readonly #telegram: LocalTelegram;
  readonly broken: Promise<string>;
  #break: (sentence: string) => void = () => {};
  #telegramChild: Child | null = null;
  #bot: Child | null = null;
  #guide: GuideKeeper | null = null;
  #people: SamplePeople | null = null;
  #closeDesk: () => Promise<void> = async () => {};
  #forgetting: Promise<InBoth> | null = null;
  url = "";

  constructor(folder: string, settings: LocalSettings) {
    this.#folder = folder;
    this.#settings = settings;
    const origin = `http://127.0.0.1:${settings.telegramPort}`;
    this.#telegram = new LocalTelegram(origin, settings.telegramToken);
    this.broken = new Promise((resolve) => {
      this.#break = resolve;
    });
  }

  async open(): Promise<void> {
    const { telegramPort, botPort, botToken } = this.#settings;
    await this.#openDesk();
    await this.#mustBeFree("telegramPort", telegramPort, "the local Telegram");
    await this.#mustBeFree("botPort", botPort, "the bot");

    this.#telegramChild = this.#makeTelegram();
    await this.#bringUp(this.#telegramChild, "The local Telegram", () => this.#telegram.isUp());
    const miniAppUrl = `http://127.0.0.1:${botPort}/app/`;
    const { isNew, people } = await this.#telegram.furnish(botToken, miniAppUrl);
    if (isNew) forgetReached(this.#storyFile);
    this.#people = people;
    // Each of them finds the bot in their list, one click away.
    const chatId = await this.#telegram.openBot(people.owner);
    await this.#telegram.openBot(people.friend);
    await this.#telegram.openBot(people.operator);

    this.#bot = this.#makeBot(people.operator.id);
    await this.#bringUp(this.#bot, "The bot", () => this.#health());
    this.url = `${this.#telegram.origin}/?token=${people.owner.token}#${chatId}`;
    this.#guide = this.#makeGuide(people);
    this.#guide.start();
  }

  async stop(): Promise<void> {
    await this.#closeDesk();
    await this.#guide?.stop();
    await this.#bot?.stop();
    await this.#telegramChild?.stop();
  }

  forget(): Promise<InBoth> {
    this.#forgetting ??= this.#forget().finally(() => {
      this.#forgetting = null;
    });
    return this.#forgetting;
  }

  async #forget(): Promise<InBoth> {
    const [bot, guide, people] = [this.#bot, this.#guide, this.#people];
    if (!bot || !guide || !people) throw new Error("it is still starting: try again in a moment");
    return await forgetAndReturn({
      bot,
      guide,
      people,
      telegram: this.#telegram,
      cacheFolder: cacheFolderIn(this.#folder),
      askHealth: () => this.#health(),
      bringUp: () => this.#bringUp(bot, "The bot", () => this.#health()),
    });
  }

  #health(): Promise<BotHealth | null> {
    return askHealth(`http://127.0.0.1:${this.#settings.botPort}`, this.#settings.secret);
  }

  get #storyFile(): string {
    return join(this.#folder, "story.json");
  }

  async #openDesk(): Promise<void> {
    const { supervisorPort, supervisorToken } = this.#settings;
    const desk = await openFrontDesk(supervisorPort, supervisorToken, {
      [FORGET_HOOK]: async (language) => ({ note: (await this.forget())[language] }),
      where: async () => ({ note: this.url }),
    });
    if (desk) {
      this.#closeDesk = () => desk.close();
      return;
    }
    const running = await askFrontDesk(supervisorPort, supervisorToken, "where", 2000);
    if (!running) throw this.#busy("supervisorPort", supervisorPort, "the supervisor");
    throw new StartFailed(`it already runs here: ${running.note || "it is just starting"}`);
  }

  async #mustBeFree(name: string, port: number, whose: string): Promise<void> {
    if (!(await isFree(port))) throw this.#busy(name, port, whose);
  }

  #busy(name: string, port: number, whose: string): StartFailed {
    const file = settingsPath(this.#folder);
    return new StartFailed(
      `port ${port}, which ${whose} uses, is taken by another program. Stop that program, or write another number as "${name}" into ${file} (a browser then asks for the passphrase once, to restore the Mini App's key).`,
    );
  }

  #makeTelegram(): Child {
    const { telegramPort, telegramToken } = this.#settings;
    return new Child({
      ...this.#childOf("telegram"),
      script: "scripts/telegram/main.ts",
      args: [...["--data", join(this.#folder, "telegram")], ...["--port", String(telegramPort)]],
      environment: telegramEnvironment(telegramToken),
    });
  }

  #makeBot(operatorId: number): Child {
    const cache = cacheFolderIn(this.#folder);
    return new Child({
      ...this.#childOf("bot"),
      script: "bot/main.ts",
      args: [],
      environment: botEnvironment(this.#settings, cache, operatorId),
    });
  }

  /** What both children have in common. */
  #childOf(name: "telegram" | "bot") {
    const logFile = join(this.#folder, "log", `${name}.txt`);
    return {
      name,
      logFile,
      onLine: (line: string, stream: "stdout" | "stderr"): void => {
        // Before it is up its words are kept for the sentence that says why it is not.
        const child = name === "bot" ? this.#bot : this.#telegramChild;
        const shown = child?.isReady && stream === "stderr" ? shownLine(line) : null;
        if (shown) sayOf(name, shown);
      },
      onCrash: (how: string, delayMs: number | null): void => {
        if (name === "telegram") this.#guide?.showAgain();
        if (delayMs === null) this.#break(`${name} ended ${how}; what it said is in ${logFile}.`);
        else sayOf(name, `ended ${how}; starting it again in ${delayMs / 1000} s`);
      },
    };
  }

  #makeGuide({ owner }: SamplePeople): GuideKeeper {
    const { supervisorPort, supervisorToken } = this.#settings;
    return new GuideKeeper({
      telegram: this.#telegram,
      owner,
      askHealth: () => this.#health(),
      file: this.#storyFile,
      hookUrl: `http://127.0.0.1:${supervisorPort}/${FORGET_HOOK}`,
      hookSecret: supervisorToken,
    });
  }

  /** Starts a child and waits until it answers. Throws StartFailed with its last words. */
  async #bringUp(
    child: Child,
    what: string,
    isUp: () => Promise<object | boolean | null>,
  ): Promise<void> {
    const started = performance.now();
    child.start();
    const up = await waitFor(isUp, UP_MS, () => !child.isRunning);
    if (!up) {
      const why = child.isRunning ? `did not answer for ${UP_MS / 1000} s` : "ended at once";
      await child.kill();
      throw new StartFailed(`${what} ${why}. Its last words:\n${child.lastWords}`);
    }
    child.markReady();
    say(`${what} is up (${secondsSince(started)})`);
  }
}
