/**
 * The Telegram side, assembled: updates come in by `accept`, go to the private chat or to the
 * groups, and whatever fails on the way is traced and answered. The only room that knows grammY.
 */
import type { Bot } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Config } from "../config.ts";
import type { Cancel, Effects } from "../effects/port.ts";
import { sleep } from "../effects/port.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { LogServers } from "../logserver/port.ts";
import type { LogTransport } from "../logserver/transport.ts";
import { TransportError } from "../logserver/transport.ts";
import type { Storage } from "../storage/port.ts";
import type { ClientOptions } from "./client.ts";
import { makeClient, makeRawApi } from "./client.ts";
import type { BotContext } from "./context.ts";
import { languageIn } from "./context.ts";
import { finishLeaving } from "./conversations/leave.ts";
import { ConversationStore } from "./conversations/storage.ts";
import type { TelegramDeps } from "./deps.ts";
import { factsOf, wordsOf } from "./errors.ts";
import { calling } from "./faults.ts";
import { GroupChat } from "./group-chat.ts";
import { GroupWatch } from "./groups.ts";
import { Intake, kindOf } from "./intake.ts";
import { Jobs } from "./jobs.ts";
import { Polling } from "./polling.ts";
import { PrivateChat } from "./private.ts";
import { presentBot } from "./profile.ts";
import { SetUp } from "./setup/flow.ts";
import { Speaker } from "./speaker.ts";
import { makeTransport } from "./transport.ts";
import { WEBHOOK_PATH, webhookHandler, webhookSecret } from "./webhook.ts";

/** An update as Telegram sends it; whoever brings one need not know grammY. */
export type { Update };

/** What we have handlers for; Telegram sends nothing else. */
const ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** How often the groups of open logs are looked at. */
const PATROL_MS = 900_000;
/** Telegram is asked who we are this often before a start is given up: about three minutes. */
const ASK_TRIES_MAX = 8;

/** The bot at Telegram before anything hangs on it: who it is, and the log's way to Telegram. */
export interface TelegramLine {
  readonly client: Bot<BotContext>;
  readonly me: { readonly id: number; readonly username: string };
  readonly transport: LogTransport;
}

/**
 * Asks Telegram who we are, for some minutes if it must be. Throws TransportError: `refused` for a
 * token that Telegram does not know, `lost` when it does not answer.
 */
export async function openLine(config: Config, effects: Effects): Promise<TelegramLine> {
  const { token, apiRoot } = config;
  const options: ClientOptions = { token, apiRoot, effects };
  const client = makeClient<BotContext>(options);
  const me = await askWho(client, effects);
  client.botInfo = me;
  const api = makeRawApi(options);
  const transport = makeTransport({ api, token, apiRoot, botId: me.id, effects });
  return { client, me: { id: me.id, username: me.username }, transport };
}

export interface TelegramParts {
  readonly config: Config;
  readonly effects: Effects;
  readonly storage: Storage;
  readonly logServers: LogServers;
  readonly kernel: Kernel;
  readonly line: TelegramLine;
}

export class Telegram {
  readonly #deps: TelegramDeps;
  readonly #intake: Intake;
  readonly #setUp: SetUp;
  readonly #groups: GroupWatch;
  readonly #conversationStore: ConversationStore;
  #polling: Polling | null = null;
  #cancelPatrol: Cancel = () => {};

  constructor(private readonly parts: TelegramParts) {
    const { line, effects, storage, config } = parts;
    const { client, me, transport } = line;
    const { api } = client;
    const deps: TelegramDeps = {
      ...parts,
      api,
      me,
      transport,
      speaker: new Speaker(api),
      jobs: new Jobs(effects),
    };
    this.#deps = deps;
    this.#setUp = new SetUp(deps);
    this.#conversationStore = new ConversationStore(storage, effects, config.secret);
    const groups = new GroupWatch(deps);
    this.#groups = groups;
    const rooms = { setUp: this.#setUp, groups, conversationStore: this.#conversationStore };
    client.use((ctx, next) => guarded(deps, ctx, next));
    client.chatType("private").use(new PrivateChat(deps, rooms).middleware());
    client.chatType(["group", "supergroup"]).use(new GroupChat(deps, rooms).middleware());
    this.#intake = new Intake(effects, (update) => client.handleUpdate(update));
  }

  /** Resolves when the update is accepted (intake.ts). */
  accept(update: Update): Promise<void> {
    return this.#intake.accept(update);
  }

  /** Begin to receive, resume what an earlier process left, and present the bot. */
  async start(): Promise<void> {
    const { config, effects } = this.parts;
    if (config.updates === "polling") await this.#startPolling();
    else await this.#setWebhook();
    this.#patrolLater();
    this.#setUp.resume();
    this.#deps.jobs.start(
      "profile",
      async () => {
        await presentBot(this.#deps);
        await finishLeaving(this.#deps);
      },
      async (error) => effects.trace("warn", "start.failed", factsOf(error)),
    );
  }

  /** Receive nothing more. What is being handled goes on: see `idle`. */
  async stop(): Promise<void> {
    this.#cancelPatrol();
    this.#deps.jobs.halt();
    await this.#polling?.stop();
  }

  /** Resolves when nothing is being handled and no job runs. */
  async idle(): Promise<void> {
    await this.#intake.idle();
    await this.#deps.jobs.idle();
  }

  /** For the HTTP side; null with long polling. */
  webhook(): { readonly path: string; handle(request: Request): Promise<Response> } | null {
    const { config, effects } = this.parts;
    if (config.updates !== "webhook") return null;
    const handle = webhookHandler(this.#intake, webhookSecret(config.secret), effects);
    return { path: WEBHOOK_PATH, handle };
  }

  /** The owner's first key was installed from the Mini App: the chat goes on from there. */
  keyInstalled(ownerId: number): void {
    this.#deps.jobs.start(
      `key:${ownerId}`,
      () => this.#setUp.keyInstalled(ownerId),
      async (error) => this.parts.effects.trace("warn", "key.notTold", factsOf(error)),
    );
  }

  /** What nobody tells the bot it finds by looking, now and then. */
  #patrolLater(): void {
    this.#conversationStore.purge();
    this.#cancelPatrol = this.parts.effects.after(PATROL_MS, async () => {
      await this.#groups.patrol();
      this.#patrolLater();
    });
  }

  async #startPolling(): Promise<void> {
    const { api, effects } = this.#deps;
    // A webhook of an earlier configuration would make every getUpdates fail with 409.
    await calling("deleteWebhook", () => api.raw.deleteWebhook({}));
    const allowedUpdates = ALLOWED_UPDATES;
    this.#polling = new Polling({ api, intake: this.#intake, effects, allowedUpdates });
    this.#polling.start();
  }

  async #setWebhook(): Promise<void> {
    const { api, config } = this.#deps;
    await calling("setWebhook", () =>
      api.raw.setWebhook({
        url: config.publicUrl + WEBHOOK_PATH,
        secret_token: webhookSecret(config.secret),
        allowed_updates: ALLOWED_UPDATES,
      }),
    );
  }
}

async function askWho(client: Bot<BotContext>, effects: Effects): Promise<UserFromGetMe> {
  for (let tries = 1; ; tries++) {
    try {
      return await calling("getMe", () => client.api.getMe());
    } catch (error) {
      const isSilent = error instanceof TransportError && error.fault !== "refused";
      if (!isSilent || tries === ASK_TRIES_MAX) throw error;
      effects.trace("warn", "telegram.silent", { tries });
      await sleep(effects, Math.min(30_000, 1000 * 2 ** tries));
    }
  }
}

/** The outermost handler: an error is traced without content, and the person is told. */
async function guarded(
  deps: TelegramDeps,
  ctx: BotContext,
  next: () => Promise<void>,
): Promise<void> {
  try {
    await next();
  } catch (error) {
    deps.effects.trace("error", "update.failed", {
      updateId: ctx.update.update_id,
      kind: kindOf(ctx.update),
      ...factsOf(error),
    });
    await tellFailure(deps, ctx, wordsOf(error, languageIn(ctx)));
  }
}

async function tellFailure(deps: TelegramDeps, ctx: BotContext, words: string): Promise<void> {
  try {
    if (ctx.callbackQuery) {
      await deps.speaker.answerButton(ctx.callbackQuery.id, { text: words, isAlert: true });
    } else if (ctx.chat?.type === "private") {
      await deps.speaker.send(ctx.chat.id, { text: words });
    }
  } catch (error) {
    deps.effects.trace("warn", "update.failureNotTold", factsOf(error));
  }
}
