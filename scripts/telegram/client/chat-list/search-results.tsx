/** What a search over all chats found: chats and bots by name, then messages. */
import { useEffect, useState } from "preact/hooks";
import type { ClientMessage } from "../../client-protocol.ts";
import { later } from "../browser.ts";
import { Preview } from "../message/preview.tsx";
import { listTime } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import { threadIdOf } from "../model/timeline.ts";
import { call } from "../net/call.ts";
import { openBotChat } from "../state/links.ts";
import { jumpTo } from "../state/place.ts";
import { bots, chatList, chats, now } from "../state/store.ts";
import { reportFailure } from "../state/toasts.ts";
import { language, text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChatRow } from "./chat-row.tsx";

const TYPING_PAUSE_MS = 250;

export function SearchResults({ query }: { query: string }) {
  const [found, setFound] = useState<readonly ClientMessage[] | null>(null);
  useEffect(() => {
    setFound(null);
    let wanted = true;
    const cancel = later(TYPING_PAUSE_MS, () => {
      call("search", { query })
        .then((answer) => {
          if (wanted) setFound(answer.messages);
        })
        .catch(reportFailure);
    });
    return () => {
      wanted = false;
      cancel();
    };
  }, [query]);

  const words = query.toLowerCase();
  const named = chatList.value.filter((chat) =>
    `${chat.title} ${chat.username ?? ""}`.toLowerCase().includes(words),
  );
  const strangers = bots.value.filter(
    (bot) =>
      !chats.value.has(bot.id) &&
      `${nameOf(bot)} ${bot.username ?? ""}`.toLowerCase().includes(words.replace(/^@/, "")),
  );
  return (
    <div data-testid="search-results">
      {named.length + strangers.length > 0 && <p class="list-heading">{text("search.chats")}</p>}
      <ul class="plain-list">
        {named.map((chat) => (
          <ChatRow key={chat.id} chat={chat} />
        ))}
        {strangers.map((bot) => (
          <li key={bot.id}>
            <button type="button" class="chat-row" onClick={() => openBotChat(bot.username ?? "")}>
              <Avatar id={bot.id} title={nameOf(bot)} />
              <span class="chat-row-body">
                <span class="chat-title">{nameOf(bot)}</span>
                <span class="chat-last">@{bot.username ?? ""}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="list-heading">{text("search.messages")}</p>
      {found === null && <p class="list-note">{text("search.looking")}</p>}
      {found?.length === 0 && <p class="list-note">{text("search.none")}</p>}
      <ul class="plain-list">
        {found?.map((message) => (
          <FoundRow key={`${message.chat.id}/${message.message_id}`} message={message} />
        ))}
      </ul>
    </div>
  );
}

/** One found message; a press goes there. */
export function FoundRow({ message }: { message: ClientMessage }) {
  const chat = chats.value.get(message.chat.id);
  const title = chat?.title ?? "";
  return (
    <li>
      <button
        type="button"
        class="chat-row"
        data-testid={`found-${message.message_id}`}
        onClick={() => jumpTo(message.chat.id, message.message_id, threadIdOf(message))}
      >
        <Avatar id={message.chat.id} title={title} />
        <span class="chat-row-body">
          <span class="chat-row-line">
            <span class="chat-title">{title}</span>
            <time class="chat-time">{listTime(message.date, now() / 1000, language.value)}</time>
          </span>
          <span class="chat-last">
            <span class="chat-sender">{nameOf(message.from)}: </span>
            <Preview message={message} />
          </span>
        </span>
      </button>
    </li>
  );
}
