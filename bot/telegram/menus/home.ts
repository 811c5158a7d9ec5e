/** The home menu: the Mini App, and what people look for most. */
import { Menu } from "@grammyjs/menu";
import { text } from "../../../shared/locales/index.ts";
import { miniAppButton } from "../buttons.ts";
import type { BotContext } from "../context.ts";
import { languageIn } from "../context.ts";
import type { TelegramDeps } from "../deps.ts";

export interface HomeActions {
  /** Answer a command as if it had been typed. */
  command(ctx: BotContext, name: "status" | "settings" | "help"): Promise<void>;
}

export function homeMenu(deps: TelegramDeps, actions: HomeActions): Menu<BotContext> {
  const outdated = (ctx: BotContext) => text(languageIn(ctx), "settings.outdated");
  const menu = new Menu<BotContext>("home", {
    onMenuOutdated: async (ctx) => {
      await ctx.answerCallbackQuery(outdated(ctx));
      ctx.menu.update();
    },
  });
  const { web_app } = miniAppButton("", deps.config.publicUrl);
  menu.webApp({ text: (ctx) => text(languageIn(ctx), "setup.open") }, web_app.url).row();
  menu.text(
    (ctx) => text(languageIn(ctx), "setup.menuStatus"),
    (ctx) => actions.command(ctx, "status"),
  );
  menu.text(
    (ctx) => text(languageIn(ctx), "setup.menuSettings"),
    (ctx) => actions.command(ctx, "settings"),
  );
  menu.text(
    (ctx) => text(languageIn(ctx), "setup.menuHelp"),
    (ctx) => actions.command(ctx, "help"),
  );
  return menu;
}
