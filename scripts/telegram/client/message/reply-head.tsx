/** The quoted message above an answer; a press goes to it. */
import type { Message } from "@grammyjs/types";
import { nameOf, peerColour } from "../model/names.ts";
import { jumpTo } from "../state/place.ts";
import { Preview } from "./preview.tsx";

export function ReplyHead({ chatId, message }: { chatId: number; message: Message }) {
  const id = message.from?.id ?? message.chat.id;
  return (
    <button
      type="button"
      class={`reply-head name-${peerColour(id)}`}
      data-testid="reply-head"
      onClick={() =>
        jumpTo(
          chatId,
          message.message_id,
          message.is_topic_message === true ? message.message_thread_id : 1,
        )
      }
    >
      <span class="reply-name">{nameOf(message.from)}</span>
      <Preview message={message} />
    </button>
  );
}
