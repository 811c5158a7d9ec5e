/** One chat of the list: avatar, title, last message, time, unread badge. */
import type { ClientChat } from "../../client-protocol.ts";
import { Preview } from "../message/preview.tsx";
import { listTime } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import { formatPlace } from "../model/place.ts";
import { isServiceMessage } from "../model/service.ts";
import { place } from "../state/place.ts";
import { me, now } from "../state/store.ts";
import { language, text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";

export function ChatRow({ chat }: { chat: ClientChat }) {
  const active = place.value.chatId === chat.id;
  const last = chat.lastMessage;
  const acting = chat.actionUntil > now();
  return (
    <li>
      <a
        class={`chat-row ${active ? "active" : ""}`}
        href={formatPlace({ chatId: chat.id, thread: null })}
        data-testid={`chat-${chat.id}`}
        data-title={chat.title}
        {...(active ? { "aria-current": "page" as const } : {})}
      >
        <Avatar id={chat.id} title={chat.title} />
        <span class="chat-row-body">
          <span class="chat-row-line">
            <span class="chat-title">
              {chat.isForum && <Icon name="bubble" size={15} />}
              <span class="ellipsis">{chat.title}</span>
            </span>
            {last !== null && (
              <time class="chat-time">{listTime(last.date, now() / 1000, language.value)}</time>
            )}
          </span>
          <span class="chat-row-line">
            {acting ? (
              <span class="chat-action">{text("chat.typing")}</span>
            ) : (
              <span class="chat-last">
                {last !== null && <LastSender chat={chat} />}
                {last !== null && <Preview message={last} />}
                {last === null && chat.needsStart && <span>{text("list.notStarted")}</span>}
              </span>
            )}
            {chat.unread > 0 && (
              <span class="badge" title={text("list.unread", { count: chat.unread })}>
                {chat.unread > 999 ? "999+" : chat.unread}
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
}

/** Groups say who wrote last. */
function LastSender({ chat }: { chat: ClientChat }) {
  const last = chat.lastMessage;
  if (last === null || isServiceMessage(last) || chat.type === "private") return null;
  const mine = last.from?.id === me.value?.id;
  return <span class="chat-sender">{mine ? text("list.you") : nameOf(last.from)}: </span>;
}
