/** A service message: a pill in the middle; a pin leads to its message. */
import type { ClientMessage } from "../../client-protocol.ts";
import { serviceSentence } from "../model/service.ts";
import { jumpTo } from "../state/place.ts";
import { text } from "../texts/index.ts";
import { previewText } from "./preview.tsx";

export function ServiceMessage({ message }: { message: ClientMessage }) {
  const { key, params, target } = serviceSentence(message);
  const thread = message.is_topic_message === true ? message.message_thread_id : 1;
  const pinned = message.pinned_message;
  const about = pinned !== undefined && "text" in pinned ? previewText(pinned) : "";
  return (
    <div
      class="service"
      data-testid={`message-${message.message_id}`}
      data-message-id={message.message_id}
    >
      {target === undefined ? (
        <span class="pill">{text(key, params)}</span>
      ) : (
        <button type="button" class="pill" onClick={() => jumpTo(message.chat.id, target, thread)}>
          {text(key, params)}
          {about !== "" && <span class="pill-about"> 「{shorten(about)}」</span>}
        </button>
      )}
    </div>
  );
}

const ABOUT_MAX = 24;

function shorten(words: string): string {
  const characters = [...words];
  return characters.length <= ABOUT_MAX ? words : `${characters.slice(0, ABOUT_MAX).join("")}…`;
}
