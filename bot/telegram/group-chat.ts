/**
 * Groups: what comes from there goes to the watch over log servers, to set-up or to the 復元
 * button. The bot does not talk in groups, but for one short pointer to its private chat.
 */
import { Composer } from "grammy";
import type { ChatMemberUpdated, Message } from "grammy/types";
import { text } from "../../shared/locales/index.ts";
import { sleep } from "../effects/port.ts";
import { readPress } from "./buttons.ts";
import type { BotContext } from "./context.ts";
import { languageIn, personOf } from "./context.ts";
import type { TelegramDeps } from "./deps.ts";
import type { GroupWatch } from "./groups.ts";
import { readCommand } from "./private.ts";
import { restorePressed } from "./restore.ts";
import type { SetUp } from "./setup/flow.ts";
import { roleOfParameter } from "./setup/screens.ts";

/** How long a change of membership waits for the message that says what it was for. */
const PURPOSE_MS = 3000;
/** In a group the bot answers a command at most this often: each answer costs a send of the log. */
const POINTER_EVERY_MS = 600_000;

export interface GroupRooms {
  readonly setUp: SetUp;
  readonly groups: GroupWatch;
}

export class GroupChat {
  readonly #pointedAt = new Map<number, number>();

  constructor(
    private readonly deps: TelegramDeps,
    private readonly rooms: GroupRooms,
  ) {}

  middleware(): Composer<BotContext> {
    const composer = new Composer<BotContext>();
    composer.on("my_chat_member", (ctx) => this.#membership(ctx.myChatMember));
    composer.on("callback_query", (ctx) => this.#pressed(ctx));
    composer.on("message", (ctx) => this.#message(ctx, ctx.message));
    return composer;
  }

  async #message(ctx: BotContext, message: Message): Promise<void> {
    await this.rooms.groups.message(message);
    const { migrate_to_chat_id: to } = message;
    if (to !== undefined) this.rooms.setUp.migrated(message.chat.id, to);
    const command = readCommand(message.text ?? "", this.deps.me.username);
    if (!command || !ctx.from || ctx.from.is_bot) return;
    const role = command.name === "start" ? roleOfParameter(command.argument) : null;
    const isAllowed = role === "owner" || ctx.from.id === this.deps.config.operatorUserId;
    if (role && isAllowed) {
      this.rooms.setUp.consider({ person: personOf(ctx.from), chatId: message.chat.id, role });
      return;
    }
    await this.#point(ctx, message.chat.id);
  }

  /** Our own answers take message ids too, and the log must know them. */
  async #point(ctx: BotContext, chatId: number): Promise<void> {
    const now = this.deps.effects.now();
    if (now - (this.#pointedAt.get(chatId) ?? 0) < POINTER_EVERY_MS) return;
    this.#pointedAt.set(chatId, now);
    const sent = await ctx.reply(text(languageIn(ctx), "bot.group.pointer"), {
      disable_notification: true,
      reply_markup: {
        inline_keyboard: [[{ text: "Libral", url: `https://t.me/${this.deps.me.username}` }]],
      },
    });
    if (this.deps.logServers.ownerOf(chatId) !== null) {
      this.deps.logServers.noteForeignMessage(chatId, sent.message_id);
    }
  }

  async #membership(change: ChatMemberUpdated): Promise<void> {
    const owner = this.deps.logServers.ownerOf(change.chat.id);
    if (owner !== null) return this.rooms.groups.ownMembership(change, owner);
    const { status } = change.new_chat_member;
    if (change.from.is_bot || status === "left" || status === "kicked") return;
    this.#afterPurpose(change);
  }

  /**
   * The bot came into a group. What for is said by the shared group or by the link's parameter;
   * where neither arrives, coming in is taken as the choice itself. Not awaited: nobody waits.
   */
  #afterPurpose({ chat, from }: ChatMemberUpdated): void {
    const person = personOf(from);
    this.deps.jobs.start(
      `purpose:${person.userId}`,
      async () => {
        await sleep(this.deps.effects, PURPOSE_MS);
        if (this.deps.logServers.ownerOf(chat.id) === null) {
          this.rooms.setUp.joined(person, chat.id);
        }
      },
      () => Promise.resolve(),
    );
  }

  async #pressed(ctx: BotContext): Promise<void> {
    if (readPress(ctx.callbackQuery?.data ?? "").kind === "restore") {
      return restorePressed(this.deps, ctx);
    }
    await ctx.answerCallbackQuery({
      text: text(languageIn(ctx), "bot.oldButton"),
      show_alert: true,
    });
  }
}
