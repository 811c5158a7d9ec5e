/**
 * A local Telegram and a bot as two real processes on free ports, with folders of their own that
 * vanish at the end. Tests and benches stand on it; the programs are the ones that `npm start`
 * runs, supervised by the same code.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "../start/child.ts";
import { chooseFreePorts } from "../start/ports.ts";
import type { ClientPerson } from "../telegram/client-protocol.ts";
import { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import { initDataOf, Person } from "./person.ts";

export interface StackOptions {
  /** Settings of the bot on top of what the stack gives; see .env.example. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False: the local Telegram alone; somebody else brings the bot. */
  readonly withBot?: boolean;
  /** Name of a person who is this bot's operator. Without one there is none. */
  readonly withOperator?: string;
}

/** One bot in the local Telegram. */
export interface BotAccount {
  readonly id: number;
  readonly username: string;
  readonly token: string;
}

export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), "libral-stack-"));
  /** What the bot may lose at any time. */
  readonly cacheFolder = join(this.folder, "cache");
  /** Everything that both processes print. */
  readonly logFolder = join(this.folder, "logs");
  /** The operator's secret, as LIBRAL_SECRET has it. */
  readonly secret = randomBytes(32).toString("base64");
  readonly bot: BotAccount = {
    id: 7_000_000_001,
    username: "libral_bot",
    token: `7000000001:AA${randomBytes(24).toString("base64url")}`,
  };
  readonly telegramOrigin: string;
  readonly botOrigin: string;
  readonly #controlToken = randomBytes(24).toString("base64url");
  readonly #telegramProgram: Child;
  /** Null before it was started first. */
  #botProgram: Child | null = null;
  #operator: Person | null = null;

  private constructor(
    telegramPort: number,
    botPort: number,
    private readonly options: StackOptions,
  ) {
    this.telegramOrigin = `http://127.0.0.1:${telegramPort}`;
    this.botOrigin = `http://127.0.0.1:${botPort}`;
    const token = { TELEGRAM_CONTROL_TOKEN: this.#controlToken };
    this.#telegramProgram = this.#program("telegram", "scripts/telegram/main.ts", token, [
      ...["--data", join(this.folder, "telegram")],
      ...["--port", String(telegramPort)],
    ]);
  }

  /** Starts both and waits until both answer. */
  static async start(options: StackOptions = {}): Promise<Stack> {
    const [telegramPort = 0, botPort = 0] = await chooseFreePorts(2);
    const stack = new Stack(telegramPort, botPort, options);
    try {
      stack.#telegramProgram.start();
      await eventually("the local Telegram to listen", () => stack.control("bots"));
      const { username, token } = stack.bot;
      await stack.control("createBot", { name: "Libral", username, token });
      const { withOperator: name } = options;
      if (name !== undefined) stack.#operator = await stack.person(name);
      if (options.withBot !== false) await stack.startBot();
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** What a bot needs to run on this local Telegram. */
  settings(): Readonly<Record<string, string>> {
    return {
      BOT_TOKEN: this.bot.token,
      LIBRAL_SECRET: this.secret,
      API_ROOT: this.telegramOrigin,
      LOCAL_TELEGRAM_ORIGIN: this.telegramOrigin,
      PUBLIC_URL: this.botOrigin,
      PORT: new URL(this.botOrigin).port,
      HOST: "127.0.0.1",
      DATA_DIR: this.cacheFolder,
      ...(this.#operator ? { OPERATOR_USER_ID: String(this.#operator.userId) } : {}),
      ...this.options.settings,
    };
  }

  /** The operator, when the stack was started with one. */
  get operator(): Person | null {
    return this.#operator;
  }

  /** One call of the local Telegram's control API. Throws what it says against it. */
  async control(action: string, parameters: object = {}): Promise<unknown> {
    const response = await fetch(`${this.telegramOrigin}/control/${action}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#controlToken}` },
      body: JSON.stringify(parameters),
    });
    const said = (await response.json()) as {
      ok: boolean;
      result: unknown;
      description?: string;
    };
    if (!said.ok) throw new Error(`control ${action}: ${said.description}`);
    return said.result;
  }

  /** A Bot API call with this bot's token, as whoever stole it could make it. */
  async callAsBot(method: string, parameters: object): Promise<unknown> {
    const response = await fetch(`${this.telegramOrigin}/bot${this.bot.token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
    });
    const said = (await response.json()) as { ok: boolean; result: unknown; description?: string };
    if (!said.ok) throw new Error(`${method}: ${said.description}`);
    return said.result;
  }

  /** A person who has never been here. */
  async person(name: string, languageCode = "ja"): Promise<Person> {
    const made = (await this.control("createPerson", { name, language_code: languageCode })) as {
      id: number;
      token: string;
    };
    const user = { id: made.id, is_bot: false, first_name: name, language_code: languageCode };
    const signedIn: ClientPerson = { user, token: made.token, role: "" };
    return new Person(this.telegramOrigin, this.bot, signedIn);
  }

  /** A device of this person, signed in through a Mini App launch. */
  async device(person: Person): Promise<Device> {
    return Device.signIn(this.botOrigin, initDataOf(await person.launchesMiniApp()));
  }

  /** From now on every request and answer of the Bot API is kept to the byte; answers the folder. */
  async recordsTraffic(): Promise<string> {
    const folder = join(this.folder, "traffic");
    await this.control("recordTraffic", { folder });
    return folder;
  }

  /** Starts the bot (again) and waits until it answers. */
  async startBot(): Promise<void> {
    this.#botProgram ??= this.#program("bot", "bot/main.ts", this.settings(), []);
    const program = this.#botProgram;
    program.start();
    const answers = async () => (await fetch(`${this.botOrigin}/health`)).ok;
    await eventually("the bot to answer /health", answers, { last: () => program.lastWords });
  }

  /** As a power cut would: SIGKILL. */
  async killBot(): Promise<void> {
    await this.#botProgram?.kill();
  }

  /** Kills the bot, deletes its whole cache, starts it. */
  async forget(): Promise<void> {
    await this.killBot();
    rmSync(this.cacheFolder, { recursive: true, force: true });
    await this.startBot();
  }

  /** Ends both and deletes everything. */
  async stop(): Promise<void> {
    await this.#botProgram?.stop();
    await this.#telegramProgram.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #program(
    name: string,
    script: string,
    settings: Readonly<Record<string, string>>,
    args: readonly string[],
  ): Child {
    return new Child({
      name,
      script,
      args,
      environment: { PATH: process.env.PATH, ...settings },
      logFile: join(this.logFolder, `${name}.log`),
      onLine() {},
      onCrash() {},
    });
  }
}
