/** One message that a search found; a press goes there. */
import type { ClientMessage } from "../../client-protocol.ts";
import { Preview } from "../message/preview.tsx";
import { listTime } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import { senderIdOf, threadIdOf } from "../model/timeline.ts";
import { jumpTo } from "../state/place.ts";
import { chats, now } from "../state/store.ts";
import { language } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";

export interface FoundRowProps {
  readonly message: ClientMessage;
  /** Found over all chats: the row says which chat it is, else which topic and who. */
  readonly global: boolean;
  /** What a press does; without it, it goes to the message. */
  readonly onPress?: () => void;
}

export function FoundRow({ message, global, onPress }: FoundRowProps) {
  const chat = chats.value.get(message.chat.id);
  const topic = chat?.topics.find((one) => one.threadId === threadIdOf(message));
  const sender = nameOf(message.from);
  const place = global ? (chat?.title ?? "") : sender;
  const more = global ? sender : topic?.name;
  const goThere = (): void => jumpTo(message.chat.id, message.message_id, threadIdOf(message));
  return (
    <li>
      <button
        type="button"
        class="chat-row"
        data-testid={`found-${message.message_id}`}
        onClick={onPress ?? goThere}
      >
        <Avatar id={global ? message.chat.id : senderIdOf(message)} title={place} size={42} />
        <span class="chat-row-body">
          <span class="chat-row-line">
            <span class="chat-title">{place}</span>
            <time class="chat-time">{listTime(message.date, now() / 1000, language.value)}</time>
          </span>
          <span class="chat-last">
            {more !== undefined && <span class="chat-sender">{more}: </span>}
            <Preview message={message} />
          </span>
        </span>
      </button>
    </li>
  );
}
