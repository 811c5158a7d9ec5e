/**
 * The private chat: who gets what. Commands, buttons, the group that was shared, and everything
 * else that a person writes. What a module answers goes by the kernel; set-up has its own flow.
 */
import { conversations, createConversation } from "@grammyjs/conversations";
import { Composer } from "grammy";
import type { Message } from "grammy/types";
import { text } from "../../shared/locales/index.ts";
import type { TurnMaker } from "../kernel/kernel.ts";
import type { Person } from "../kernel/module.ts";
import type { OwnerLog } from "../logserver/port.ts";
import type { Press } from "./buttons.ts";
import { readPress } from "./buttons.ts";
import type { BotContext } from "./context.ts";
import { personOf } from "./context.ts";
import { LEAVE, leaveConversation } from "./conversations/leave.ts";
import type { ConversationStore } from "./conversations/storage.ts";
import type { TelegramDeps } from "./deps.ts";
import type { GroupWatch } from "./groups.ts";
import { toIncoming } from "./incoming.ts";
import { homeMenu } from "./menus/home.ts";
import { settingsMenu } from "./menus/settings.ts";
import { patience } from "./patience.ts";
import type { SetUp } from "./setup/flow.ts";
import { homeText, needsKey, roleOfRequest, stopped, unreachable } from "./setup/screens.ts";
import type { Choice } from "./setup/telling.ts";
import { makeTurn } from "./turn.ts";

/** Somebody without a log who sends an album is greeted once for all of it. */
const GREET_AGAIN_MS = 10_000;

export interface PrivateRooms {
  readonly setUp: SetUp;
  readonly groups: GroupWatch;
  readonly conversationStore: ConversationStore;
}

type Once = (words?: string) => Promise<void>;

export class PrivateChat {
  readonly #settings;
  readonly #home;
  readonly #greetedAt = new Map<number, number>();

  constructor(
    private readonly deps: TelegramDeps,
    private readonly rooms: PrivateRooms,
  ) {
    this.#settings = settingsMenu(deps);
    this.#home = homeMenu(deps, { command: (ctx, name) => this.#command(ctx, name, "") });
  }

  middleware(): Composer<BotContext> {
    const { deps, rooms } = this;
    const composer = new Composer<BotContext>();
    composer.use(
      conversations({
        storage: { type: "key", version: 1, adapter: rooms.conversationStore },
        plugins: [
          async (ctx, next) => {
            ctx.api.config.use(patience(deps.effects));
            await next();
          },
        ],
      }),
    );
    composer.use(createConversation(leaveConversation(deps, rooms.groups), LEAVE));
    composer.use(this.#home, this.#settings);
    composer.on("callback_query:data", (ctx) => this.#pressed(ctx, ctx.callbackQuery.data));
    composer.on("message:chat_shared", (ctx) => this.#shared(ctx));
    composer.on(["message", "edited_message"], (ctx) => this.#message(ctx));
    return composer;
  }

  async #message(ctx: BotContext): Promise<void> {
    const message = ctx.message ?? ctx.editedMessage;
    if (!message || !ctx.from) return;
    const command = readCommand(message.text ?? "", this.deps.me.username);
    if (command && ctx.message) return this.#command(ctx, command.name, command.argument);
    // A live location is edited every few seconds; an edited command is nobody's note.
    if (ctx.editedMessage && (command || message.location)) return;
    await this.#keep(ctx, message, personOf(ctx.from));
  }

  async #keep(ctx: BotContext, message: Message, person: Person): Promise<void> {
    const incoming = toIncoming(message, person.language, {
      api: this.deps.api,
      token: this.deps.config.token,
      apiRoot: this.deps.config.apiRoot,
      effects: this.deps.effects,
    });
    if (!incoming) return;
    const outcome = await this.deps.logServers.find(person.userId);
    if (outcome.kind === "found") {
      await this.deps.kernel.message(incoming, this.#turns(person, outcome.log));
      return;
    }
    const now = this.deps.effects.now();
    if (now - (this.#greetedAt.get(person.userId) ?? 0) < GREET_AGAIN_MS) return;
    this.#greetedAt.set(person.userId, now);
    await ctx.reply(text(person.language, "setup.notYet"));
    await this.rooms.setUp.begin(person, this.rooms.setUp.roleOf(person.userId), outcome);
  }

  async #command(ctx: BotContext, name: string, argument: string): Promise<void> {
    if (!ctx.from) return;
    const person = personOf(ctx.from);
    switch (name) {
      case "start":
        return this.#start(ctx, person);
      case "operator":
        return this.#operator(ctx, person);
      case "settings":
        return this.#showSettings(ctx, person);
      case "leave":
        await ctx.conversation.exit(LEAVE);
        return ctx.conversation.enter(LEAVE);
    }
    const outcome = await this.deps.logServers.find(person.userId);
    const log = outcome.kind === "found" ? outcome.log : null;
    const isAnswered = await this.deps.kernel.command(name, argument, this.#turns(person, log));
    if (!isAnswered) await ctx.reply(text(person.language, "bot.unknownCommand"));
  }

  async #start(ctx: BotContext, person: Person): Promise<void> {
    const outcome = await this.deps.logServers.find(person.userId);
    if (outcome.kind !== "found" || this.rooms.setUp.isCreating(person.userId)) {
      return this.rooms.setUp.begin(person, "owner", outcome);
    }
    await this.#showHome(ctx, person, outcome.log);
  }

  async #showHome(ctx: BotContext, person: Person, log: OwnerLog): Promise<void> {
    const { language, userId } = person;
    const status = await log.status();
    const role = log.state().role;
    switch (status.condition) {
      case "needsKey":
        await this.deps.speaker.send(userId, needsKey(this.deps, language));
        return;
      case "stopped":
        await this.deps.speaker.send(
          userId,
          status.troubles.includes("groupGone")
            ? unreachable(language, role, "groupGone")
            : stopped(language, role, status),
        );
        return;
      case "ready":
      case "recovering":
        await ctx.reply(homeText(language, status), { reply_markup: this.#home });
    }
  }

  async #operator(ctx: BotContext, person: Person): Promise<void> {
    const { operatorUserId } = this.deps.config;
    const { language, userId } = person;
    if (operatorUserId === null) return reply(ctx, text(language, "operator.off"));
    if (operatorUserId !== userId) return reply(ctx, text(language, "operator.notYou"));
    const outcome = await this.deps.logServers.find(userId);
    if (outcome.kind !== "found" || this.rooms.setUp.isCreating(userId)) {
      return this.rooms.setUp.begin(person, "operator", outcome);
    }
    const { log } = outcome;
    if (log.state().role !== "operator") {
      const { chatTitle: title } = await log.status();
      return reply(ctx, text(language, "operator.notOperatorLog", { title }));
    }
    await this.rooms.setUp.operatorSetting(person, log);
    await this.#showHome(ctx, person, log);
  }

  async #showSettings(ctx: BotContext, person: Person): Promise<void> {
    const outcome = await this.deps.logServers.find(person.userId);
    if (outcome.kind !== "found") return reply(ctx, text(person.language, "settings.none"));
    await ctx.reply(text(person.language, "settings.head"), { reply_markup: this.#settings });
  }

  async #shared(ctx: BotContext): Promise<void> {
    const shared = ctx.message?.chat_shared;
    if (!shared || !ctx.from) return;
    const role = roleOfRequest(shared.request_id);
    const isAllowed = role === "owner" || ctx.from.id === this.deps.config.operatorUserId;
    if (!role || !isAllowed) return;
    this.rooms.setUp.consider({ person: personOf(ctx.from), chatId: shared.chat_id, role });
  }

  async #pressed(ctx: BotContext, data: string): Promise<void> {
    if (!ctx.from) return;
    const person = personOf(ctx.from);
    const popUp = answerOnce(ctx);
    const press = readPress(data);
    // Set-up answers the press itself, when it knows what to say.
    if (press.kind === "setup") return this.#setUpPressed(press, person, popUp);
    const isKnown = await this.#modulePressed(ctx, press, person, popUp);
    await popUp(isKnown ? undefined : text(person.language, "bot.oldButton"));
  }

  /** False for a button that means nothing (any more). A log's own buttons stand in its group. */
  async #modulePressed(
    ctx: BotContext,
    press: Press,
    person: Person,
    popUp: Once,
  ): Promise<boolean> {
    if (press.kind !== "module") return false;
    const messageId = ctx.callbackQuery?.message?.message_id ?? 0;
    const outcome = await this.deps.logServers.find(person.userId);
    const log = outcome.kind === "found" ? outcome.log : null;
    return this.deps.kernel.button(press, messageId, this.#turns(person, log, popUp));
  }

  async #setUpPressed(
    { verb, role, chatId }: Extract<Press, { kind: "setup" }>,
    person: Person,
    popUp: Once,
  ): Promise<void> {
    const isAllowed = role === "owner" || person.userId === this.deps.config.operatorUserId;
    if (!isAllowed) return popUp(text(person.language, "operator.notYou"));
    const choice = { chatId, role, person, popUp };
    if (verb === "create") this.rooms.setUp.createNew(choice);
    else await this.#checkAgain(choice);
  }

  /** 「もう一度確認」: of a group that is a log server already, or on the way to one. */
  async #checkAgain(choice: Choice): Promise<void> {
    const { chatId, person } = choice;
    if (this.deps.logServers.ownerOf(chatId) === person.userId) {
      const isGood = await this.rooms.groups.recheck(chatId, person.userId);
      if (!isGood) return choice.popUp?.(text(person.language, "check.stillWrong"));
    }
    this.rooms.setUp.consider(choice);
  }

  #turns(person: Person, log: OwnerLog | null, popUp?: Once): TurnMaker {
    const facts = { person, chatId: person.userId, log, ...(popUp ? { popUp } : {}) };
    return (manifest) => makeTurn(this.deps, facts, manifest);
  }
}

/** `/name argument` or `/name@bot argument`; null for anything else, and for another bot's. */
export function readCommand(
  words: string,
  username: string,
): { readonly name: string; readonly argument: string } | null {
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?$/s.exec(words);
  if (!match) return null;
  const [, name = "", addressee, argument = ""] = match;
  if (addressee && addressee.toLowerCase() !== username.toLowerCase()) return null;
  return { name: name.toLowerCase(), argument: argument.trim() };
}

/** Answers the press once: a spinner never stays, and no second answer overwrites the first. */
function answerOnce(ctx: BotContext): Once {
  let isAnswered = false;
  return async (words) => {
    if (isAnswered) return;
    isAnswered = true;
    await ctx.answerCallbackQuery(words ? { text: words, show_alert: true } : {}).catch(() => {
      // Telegram takes an answer for some seconds only; a later one is nobody's loss.
    });
  };
}

async function reply(ctx: BotContext, words: string): Promise<void> {
  await ctx.reply(words);
}
