/** /settings: what shall become of the originals, as a menu that says what holds now. */
import { Menu } from "@grammyjs/menu";
import { text } from "../../../shared/locales/index.ts";
import type { OwnerLog } from "../../logserver/port.ts";
import type { BotContext } from "../context.ts";
import { languageIn } from "../context.ts";
import type { TelegramDeps } from "../deps.ts";
import { factsOf } from "../errors.ts";

const SETTINGS_MENU = "settings";
const originalsChoices = ["ask", "always", "never"] as const;
export type OriginalsChoice = (typeof originalsChoices)[number];

/** How long the press of a button waits for Telegram to hold the change. */
const WAIT_MS = 4000;

/** What the owner chose; `ask` before they did. */
function originalsOf(log: OwnerLog): OriginalsChoice {
  const chosen = log.state().settings.originals;
  return originalsChoices.find((choice) => choice === chosen) ?? "ask";
}

export function settingsMenu(deps: TelegramDeps): Menu<BotContext> {
  const menu = new Menu<BotContext>(SETTINGS_MENU, {
    autoAnswer: false,
    onMenuOutdated: async (ctx) => {
      await ctx.answerCallbackQuery(text(languageIn(ctx), "settings.outdated"));
      ctx.menu.update();
    },
  });
  menu.dynamic(async (ctx, range) => {
    const log = await logOf(deps, ctx);
    const now = log ? originalsOf(log) : null;
    for (const choice of originalsChoices) {
      const label = text(languageIn(ctx), `settings.originals.${choice}`);
      const shown = choice === now ? text(languageIn(ctx), "settings.chosen", { label }) : label;
      range.text(shown, (pressed) => choose(deps, pressed, choice, menu)).row();
    }
  });
  return menu;
}

async function choose(
  deps: TelegramDeps,
  ctx: BotContext & { menu: { update(): void } },
  choice: OriginalsChoice,
  menu: Menu<BotContext>,
): Promise<void> {
  const language = languageIn(ctx);
  const log = await logOf(deps, ctx);
  if (!log) {
    await ctx.answerCallbackQuery(text(language, "settings.none"));
    return;
  }
  if (originalsOf(log) === choice) {
    await ctx.answerCallbackQuery();
    return;
  }
  const accepted = await log.append("system", "owner+bot", [
    {
      cause: `settings:${ctx.update.update_id}`,
      at: deps.effects.now(),
      kind: "settings.changed",
      tags: [],
      data: { name: "originals", value: choice },
    },
  ]);
  if (await isDoneInTime(deps, accepted.durable)) {
    await ctx.answerCallbackQuery(text(language, "settings.saved"));
    ctx.menu.update();
    return;
  }
  await ctx.answerCallbackQuery(text(language, "settings.saving"));
  // Not awaited: the menu shows the new choice when it holds.
  void accepted.durable
    .then(() => ctx.editMessageReplyMarkup({ reply_markup: menu }))
    .catch((error: unknown) => deps.effects.trace("info", "settings.notShown", factsOf(error)));
}

async function isDoneInTime(deps: TelegramDeps, durable: Promise<unknown>): Promise<boolean> {
  let cancel = (): void => {};
  const late = new Promise<false>((resolve) => {
    cancel = deps.effects.after(WAIT_MS, () => resolve(false));
  });
  const isDone = await Promise.race([durable.then((): true => true), late]);
  cancel();
  return isDone;
}

async function logOf(deps: TelegramDeps, ctx: BotContext): Promise<OwnerLog | null> {
  if (!ctx.from) return null;
  const outcome = await deps.logServers.find(ctx.from.id);
  return outcome.kind === "found" ? outcome.log : null;
}
