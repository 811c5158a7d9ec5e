/** /help: what one can do here, and what is not promised. */
import { text } from "../../../shared/locales/index.ts";
import type { Module } from "../../kernel/module.ts";

export const helpModule: Module = {
  manifest: { id: "help", version: "1.0.0", capabilities: ["chat.command"] },
  activate(host) {
    const description = { ja: text("ja", "bot.command.help"), en: text("en", "bot.command.help") };
    host.onCommand({ name: "help", description }, async ({ person, reply }) => {
      const { language } = person;
      await reply({
        text: text(language, "bot.help", { emoji: text(language, "notes.kept") }),
        buttons: [[{ text: text(language, "bot.help.open"), miniApp: "/" }]],
      });
    });
  },
};
