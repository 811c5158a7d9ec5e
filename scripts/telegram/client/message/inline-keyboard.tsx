/** The buttons below a message. */
import type { InlineKeyboardButton } from "@grammyjs/types";
import { signal } from "@preact/signals";
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { text } from "../texts/index.ts";
import { Spinner } from "../ui/controls.tsx";
import type { IconName } from "../ui/icon.tsx";
import { Icon } from "../ui/icon.tsx";
import { pressInline } from "./press.ts";

/** Buttons whose answer is awaited, as `<chat>/<message>/<row>/<column>`. */
const waiting = signal<ReadonlySet<string>>(new Set());

export function InlineKeyboard({ chat, message }: { chat: ClientChat; message: ClientMessage }) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return (
    <div class="inline-keyboard" data-testid={`keyboard-${message.message_id}`}>
      {rows.map((row, y) => (
        <div key={y} class="inline-row">
          {row.map((button, x) => {
            const key = `${chat.id}/${message.message_id}/${y}/${x}`;
            return <Button key={x} chat={chat} message={message} button={button} waitKey={key} />;
          })}
        </div>
      ))}
    </div>
  );
}

function Button(props: {
  chat: ClientChat;
  message: ClientMessage;
  button: InlineKeyboardButton;
  waitKey: string;
}) {
  const { chat, message, button, waitKey } = props;
  const busy = waiting.value.has(waitKey);
  const corner = cornerIcon(button);
  const press = async (): Promise<void> => {
    if (busy) return;
    waiting.value = new Set(waiting.value).add(waitKey);
    try {
      await pressInline(chat, message, button);
    } finally {
      const rest = new Set(waiting.value);
      rest.delete(waitKey);
      waiting.value = rest;
    }
  };
  return (
    <button
      type="button"
      class={`inline-button ${button.style ?? ""}`}
      disabled={"disabled" in button}
      aria-busy={busy}
      onClick={press}
    >
      <span class="inline-label">{button.text}</span>
      {busy ? (
        <span class="inline-corner">
          <Spinner label={text("common.working")} size={12} />
        </span>
      ) : (
        corner !== null && (
          <span class="inline-corner">
            <Icon name={corner} size={12} />
          </span>
        )
      )}
    </button>
  );
}

function cornerIcon(button: InlineKeyboardButton): IconName | null {
  if ("url" in button || "login_url" in button) return "external";
  if ("web_app" in button) return "app";
  if ("copy_text" in button) return "copy";
  return null;
}
