/** The keyboard that a bot puts in the place of the device's own. */
import type { KeyboardButton } from "@grammyjs/types";
import { useEffect, useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { launchMiniApp } from "../mini-app/launch.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { attempt, toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Icon } from "../ui/icon.tsx";
import { sendText } from "./send.ts";

/** The reply keyboard of a chat, or null when there is none. */
export function keyboardOf(chat: ClientChat): ClientChat["replyKeyboard"] {
  return chat.replyKeyboard !== null && chat.replyKeyboard.keyboard.length > 0
    ? chat.replyKeyboard
    : null;
}

/** Whether the keyboard is folded out: each new one is, a one-time one until it was used. */
export function useKeyboardShown(chat: ClientChat): [boolean, (shown: boolean) => void] {
  const isUsed = chat.replyKeyboard?.isUsed ?? false;
  const [shown, setShown] = useState(!isUsed);
  const source = chat.replyKeyboard?.fromMessageId ?? 0;
  useEffect(() => setShown(!isUsed), [source, isUsed]);
  return [shown, setShown];
}

export function ReplyKeyboard({ chat, onUsed }: { chat: ClientChat; onUsed: () => void }) {
  const keyboard = keyboardOf(chat);
  if (keyboard === null) return null;
  return (
    <div
      class={`reply-keyboard ${keyboard.resize_keyboard === true ? "resized" : ""}`}
      data-testid="reply-keyboard"
    >
      {keyboard.keyboard.map((row, y) => (
        <div key={y} class="reply-row">
          {row.map((button, x) => {
            const label = typeof button === "string" ? button : button.text;
            const style = typeof button === "string" ? "" : (button.style ?? "");
            return (
              <button
                key={x}
                type="button"
                class={`reply-button ${style}`}
                onClick={() => {
                  if (press(chat, keyboard.fromMessageId, button)) onUsed();
                }}
              >
                <span>{label}</span>
                {typeof button !== "string" && "web_app" in button && <Icon name="app" size={13} />}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Shares the person's own contact with the bot, after asking. */
function askForContact(chat: ClientChat): void {
  openDialog({
    kind: "confirm",
    title: text("keyboard.contactTitle"),
    text: text("keyboard.contactAsk", { bot: chat.title }),
    action: text("keyboard.contactYes"),
    run: () => {
      attempt(() => call("shareContact", { chatId: chat.id }));
    },
  });
}

/** True when the press was all: dialogs and apps may still be left without an answer. */
function press(chat: ClientChat, messageId: number, button: KeyboardButton): boolean {
  if (typeof button === "string") {
    sendText(button);
    return true;
  }
  if ("request_chat" in button) {
    openDialog({ kind: "requestChat", chatId: chat.id, messageId, button });
  } else if ("request_contact" in button) {
    askForContact(chat);
  } else if ("web_app" in button) {
    launchMiniApp({
      botId: chat.id,
      botName: chat.title,
      from: "keyboard",
      url: button.web_app.url,
      chatId: chat.id,
      buttonText: button.text,
    });
  } else if (Object.keys(button).some((key) => key.startsWith("request_"))) {
    toast(text("keyboard.notHere"));
  } else {
    sendText(button.text, chat.type === "private" ? undefined : messageId);
    return true;
  }
  return false;
}
