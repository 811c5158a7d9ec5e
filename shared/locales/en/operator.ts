/** English of ../ja/operator.ts. */
import type { operator as source } from "../ja/operator.ts";
import type { Translation } from "../text.ts";

export const operator: Translation<typeof source> = {
  "operator.off": "This bot has no operator. What needs one is off for now.",
  "operator.notYou": "Only the operator of this bot can use this command.",
  "operator.setting":
    "Add this line to the settings and restart the bot.\n\nOPERATOR_CHAT_ID={chatId}",
  "operator.settingDone": "The operator's log server is “{title}”, and the settings agree.",
  "operator.notOperatorLog":
    "Your log server “{title}” is not an operator's. End it with /leave first, then send /operator again.",
};
