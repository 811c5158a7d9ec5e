/**
 * /leave: says what ending a log server means, asks twice, then ends it. The words "checkpoint"
 * and "replay" of @grammyjs/conversations stay in this folder: its function runs again from the
 * top at each update, so everything from outside comes in by `external`.
 */
import type { Conversation } from "@grammyjs/conversations";
import type { Context } from "grammy";
import type { InlineKeyboardMarkup } from "grammy/types";
import type { Language } from "../../../shared/locales/index.ts";
import { text } from "../../../shared/locales/index.ts";
import { encodeUtf8 } from "../../../shared/std/bytes.ts";
import type { Person } from "../../kernel/module.ts";
import type { OwnerLog } from "../../logserver/port.ts";
import { TransportError } from "../../logserver/transport.ts";
import type { BotContext } from "../context.ts";
import { personOf } from "../context.ts";
import type { TelegramDeps } from "../deps.ts";
import { factsOf } from "../errors.ts";
import { calling } from "../faults.ts";
import type { GroupWatch } from "../groups.ts";
import { rememberLeft } from "../left.ts";

export const LEAVE = "leave";
const WAIT_MS = 3_600_000;
const LEAVING_PREFIX = "telegram/leaving/";

/** What is to be ended; else a sentence that says why nothing can be. */
type Facts = { readonly title: string; readonly count: number } | { readonly words: string };

export function leaveConversation(deps: TelegramDeps, groups: GroupWatch) {
  return async (conversation: Conversation<BotContext, Context>, ctx: Context): Promise<void> => {
    if (!ctx.from) return;
    const person = personOf(ctx.from);
    const { language } = person;
    const facts = await conversation.external(() => factsAbout(deps, person));
    if ("words" in facts) {
      await ctx.reply(facts.words);
      return;
    }
    const asked = await ctx.reply(text(language, "leave.explain", facts), {
      reply_markup: choice(language, "continue"),
    });
    if (!(await isAgreed(conversation, language, "continue"))) return;
    await ctx.api.editMessageText(asked.chat.id, asked.message_id, text(language, "leave.sure"), {
      reply_markup: choice(language, "yes"),
    });
    if (!(await isAgreed(conversation, language, "yes"))) return;
    const working = text(language, "leave.working");
    await ctx.api.editMessageText(asked.chat.id, asked.message_id, working);
    await conversation.external(() => endLog(deps, groups, person, asked.message_id));
  };
}

/** True for the button named `agree`; false for the other one, which is answered here. */
async function isAgreed(
  conversation: Conversation<BotContext, Context>,
  language: Language,
  agree: "continue" | "yes",
): Promise<boolean> {
  const pressed = await conversation.waitForCallbackQuery(
    [`leave:${agree}`, "leave:cancel"],
    // Everything else goes on to its own handlers.
    { maxMilliseconds: WAIT_MS, next: true },
  );
  await pressed.answerCallbackQuery();
  if (pressed.callbackQuery.data === `leave:${agree}`) return true;
  await pressed.editMessageText(text(language, "leave.cancelled"));
  return false;
}

async function factsAbout(deps: TelegramDeps, { userId, language }: Person): Promise<Facts> {
  const outcome = await deps.logServers.find(userId);
  if (outcome.kind === "absent") return { words: text(language, "leave.none") };
  if (outcome.kind === "unreachable") {
    const why = text(language, `log.trouble.${outcome.why}`);
    return { words: text(language, "leave.unreachable", { why }) };
  }
  const { chatTitle: title, recordsDurable: count } = await outcome.log.status();
  return { title, count };
}

/** Beside the conversation, because the outbox may have to be emptied first. */
async function endLog(
  deps: TelegramDeps,
  groups: GroupWatch,
  person: Person,
  messageId: number,
): Promise<void> {
  const { userId, language } = person;
  const outcome = await deps.logServers.find(userId);
  if (outcome.kind !== "found") return;
  const { log } = outcome;
  deps.jobs.start(
    `leave:${userId}`,
    async () => {
      await retireAndLeave(deps, groups, log);
      await deps.speaker.edit(userId, messageId, { text: text(language, "leave.done") });
    },
    async (error) => {
      deps.effects.trace("warn", "leave.failed", factsOf(error));
      await deps.speaker.edit(userId, messageId, { text: text(language, "leave.failed") });
    },
  );
}

async function retireAndLeave(
  deps: TelegramDeps,
  groups: GroupWatch,
  log: OwnerLog,
): Promise<void> {
  const { chatId, lastSequence } = await log.status();
  const [newest] = await log.segments(lastSequence, lastSequence);
  if (newest) rememberLeft(deps.storage, log.ownerId, { chatId, messageId: newest.messageId });
  deps.storage.put(LEAVING_PREFIX + chatId, encodeUtf8("leaving"));
  await log.retire();
  groups.forget(chatId);
  // If we die here the bot is still in the group; finishLeaving goes on.
  await leaveGroup(deps, chatId);
}

/** What an earlier process retired without leaving the group. */
export async function finishLeaving(deps: TelegramDeps): Promise<void> {
  for (const [key] of deps.storage.list({ prefix: LEAVING_PREFIX })) {
    const chatId = Number(key.slice(LEAVING_PREFIX.length));
    // Still somebody's: it was not retired, and the person asks again.
    if (deps.logServers.ownerOf(chatId) === null) await leaveGroup(deps, chatId);
    else deps.storage.delete(key);
  }
}

async function leaveGroup(deps: TelegramDeps, chatId: number): Promise<void> {
  try {
    await calling("leaveChat", () => deps.api.raw.leaveChat({ chat_id: chatId }));
  } catch (error) {
    // Out of the group already, or the group is gone: that is where it was to end.
    const isOut =
      error instanceof TransportError &&
      (error.fault === "forbidden" || error.fault === "notFound");
    if (!isOut) throw error;
  }
  deps.storage.delete(LEAVING_PREFIX + chatId);
}

function choice(language: Language, agree: "continue" | "yes"): InlineKeyboardMarkup {
  return {
    inline_keyboard: [
      [
        { text: text(language, `leave.${agree}`), callback_data: `leave:${agree}` },
        { text: text(language, "leave.cancel"), callback_data: "leave:cancel" },
      ],
    ],
  };
}
