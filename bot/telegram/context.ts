/** grammY's `ctx` in this house, and who is speaking in it. */
import type { ConversationFlavor } from "@grammyjs/conversations";
import type { Context } from "grammy";
import type { User } from "grammy/types";
import type { Language } from "../../shared/locales/index.ts";
import { languageOf } from "../../shared/locales/index.ts";
import type { Person } from "../kernel/module.ts";

export type BotContext = ConversationFlavor<Context>;

export function personOf(user: User): Person {
  return { userId: user.id, language: languageOf(user.language_code) };
}

/** The language of whoever made this update; of nobody in particular, Japanese. */
export function languageIn(ctx: Pick<Context, "from">): Language {
  return ctx.from ? personOf(ctx.from).language : "ja";
}
