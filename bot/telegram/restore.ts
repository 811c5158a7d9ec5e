/**
 * The 復元 button under every message of a log: by a tap the bot gets the id of a message, and
 * with it the whole log. Only the log's owner may; where nobody is known to be that, the group's.
 */
import { text } from "../../shared/locales/index.ts";
import type { Person } from "../kernel/module.ts";
import type { FindOutcome } from "../logserver/port.ts";
import type { BotContext } from "./context.ts";
import { personOf } from "./context.ts";
import type { TelegramDeps } from "./deps.ts";
import { factsOf, wordsOf } from "./errors.ts";
import { memberOf } from "./setup/look.ts";
import { needsKey, unreachable } from "./setup/screens.ts";

export async function restorePressed(deps: TelegramDeps, ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (!ctx.from || !message) return;
  const person = personOf(ctx.from);
  const refusal = await refusalFor(deps, message.chat.id, person);
  if (refusal) {
    await ctx.answerCallbackQuery({ text: refusal, show_alert: true });
    return;
  }
  const isBegun = deps.jobs.start(
    `restore:${person.userId}`,
    async () => {
      const { id: chatId, title = "" } = message.chat;
      const outcome = await deps.logServers.attach(person.userId, chatId, message.message_id);
      await tellOutcome(deps, person, outcome, title);
    },
    async (error) => {
      deps.effects.trace("warn", "restore.failed", factsOf(error));
      await deps.speaker.send(person.userId, { text: wordsOf(error, person.language) });
    },
  );
  const key = isBegun ? "bot.restore.started" : "bot.restore.running";
  await ctx.answerCallbackQuery(text(person.language, key));
}

/** Why this person may not restore from this group; null when they may. */
async function refusalFor(
  deps: TelegramDeps,
  chatId: number,
  { userId, language }: Person,
): Promise<string | null> {
  const owner = deps.logServers.ownerOf(chatId);
  if (owner === userId) return null;
  if (owner !== null) return text(language, "bot.notYourButton");
  const member = await memberOf(deps, chatId, userId);
  return member?.status === "creator" ? null : text(language, "bot.onlyOwner");
}

async function tellOutcome(
  deps: TelegramDeps,
  { userId, language }: Person,
  outcome: FindOutcome,
  groupTitle: string,
): Promise<void> {
  switch (outcome.kind) {
    case "found": {
      const { chatTitle: title, recordsDurable: count, condition } = await outcome.log.status();
      await deps.speaker.send(userId, {
        text: text(language, "setup.attached", { title, count }),
        keyboard: { remove_keyboard: true },
      });
      if (condition === "needsKey") await deps.speaker.send(userId, needsKey(deps, language));
      return;
    }
    case "unreachable":
      await deps.speaker.send(userId, unreachable(language, "owner", outcome.why));
      return;
    case "absent":
      await deps.speaker.send(userId, {
        text: text(language, "bot.restore.absent", { title: groupTitle }),
      });
  }
}
