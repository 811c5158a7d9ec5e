/** What pressing an inline button does, by the button's kind. */
import type { InlineKeyboardButton } from "@grammyjs/types";
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { copyText } from "../browser.ts";
import { launchMiniApp } from "../mini-app/launch.ts";
import { nameOf } from "../model/names.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { openAddress } from "../state/links.ts";
import { reportFailure, toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";

/** Presses a button; resolves when what it set going has answered. */
export async function pressInline(
  chat: ClientChat,
  message: ClientMessage,
  button: InlineKeyboardButton,
): Promise<void> {
  if ("callback_data" in button) return pressCallback(chat, message, button.callback_data);
  if ("url" in button) return openAddress(button.url, true);
  if ("web_app" in button) {
    const bot = message.via_bot ?? message.from;
    if (bot === undefined) return;
    return launchMiniApp({
      botId: bot.id,
      botName: nameOf(bot),
      from: "inline",
      url: button.web_app.url,
      chatId: chat.id,
      buttonText: button.text,
    });
  }
  if ("copy_text" in button) {
    const done = await copyText(button.copy_text.text);
    toast(text(done ? "common.copied" : "common.notCopied"));
    return;
  }
  toast(text("keyboard.notHere"));
}

async function pressCallback(
  chat: ClientChat,
  message: ClientMessage,
  data: string,
): Promise<void> {
  try {
    const answer = await call("press", { chatId: chat.id, messageId: message.message_id, data });
    if (answer === null) {
      toast(text("keyboard.noAnswer"));
      return;
    }
    if (answer.url !== undefined) openAddress(answer.url);
    if (answer.text === "") return;
    if (answer.alert) openDialog({ kind: "alert", title: chat.title, text: answer.text });
    else toast(answer.text);
  } catch (failure) {
    reportFailure(failure);
  }
}
