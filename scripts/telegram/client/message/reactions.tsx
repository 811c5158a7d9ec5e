/** The reactions below a message; a press adds or takes back the person's own. */
import type { ClientMessage } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";

/** The reactions that the menu offers. */
export const QUICK_REACTIONS = ["👍", "❤️", "🔥", "🎉", "😁", "🤔", "👀", "🙏"] as const;

/** Sets or takes back this person's reaction. */
export function react(message: ClientMessage, emoji: string): void {
  const mine = message.reactions?.find((one) => one.mine)?.emoji;
  attempt(() =>
    call("react", {
      chatId: message.chat.id,
      messageId: message.message_id,
      emoji: mine === emoji ? null : emoji,
    }),
  );
}

export function Reactions({ message }: { message: ClientMessage }) {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return null;
  return (
    <div class="reactions" data-testid="reactions">
      {reactions.map((one) => (
        <button
          key={one.emoji}
          type="button"
          class={`reaction ${one.mine ? "mine" : ""}`}
          aria-pressed={one.mine}
          aria-label={text("message.reaction", { emoji: one.emoji, count: one.count })}
          onClick={() => react(message, one.emoji)}
        >
          <span class="reaction-emoji">{one.emoji}</span>
          <span>{one.count}</span>
        </button>
      ))}
    </div>
  );
}
