/** The bot's commands that fit what is being typed after a slash; a press sends one. */
import type { ClientChat } from "../../client-protocol.ts";
import { draftOf } from "../state/drafts.ts";
import { currentThreadId } from "../state/place.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { sendText } from "./send.ts";

export function CommandHints({ chat, draft }: { chat: ClientChat; draft: string }) {
  if (!/^\/[a-z0-9_]*$/i.test(draft)) return null;
  const fitting = chat.commands.filter((one) => `/${one.command}`.startsWith(draft.toLowerCase()));
  if (fitting.length === 0) return null;
  return (
    <ul class="command-hints" aria-label={text("composer.commands")} data-testid="command-hints">
      {fitting.map((one) => (
        <li key={one.command}>
          <button
            type="button"
            class="command-hint"
            onClick={() => {
              const open = draftOf(chat.id, currentThreadId.value);
              open.value = { ...open.value, text: "" };
              sendText(`/${one.command}`);
            }}
          >
            <Avatar id={chat.id} title={chat.title} size={28} />
            <strong>/{one.command}</strong>
            <span>{one.description}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
