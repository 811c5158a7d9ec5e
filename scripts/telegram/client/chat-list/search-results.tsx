/** What a search over all chats found: chats and bots by name, then messages. */
import { useEffect, useState } from "preact/hooks";
import type { ClientMessage } from "../../client-protocol.ts";
import { later } from "../browser.ts";
import { nameOf } from "../model/names.ts";
import { call } from "../net/call.ts";
import { openBotChat } from "../state/links.ts";
import { bots, chatList, chats } from "../state/store.ts";
import { reportFailure } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChatRow } from "./chat-row.tsx";
import { FoundRow } from "./found-row.tsx";

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
          <FoundRow key={`${message.chat.id}/${message.message_id}`} message={message} global />
        ))}
      </ul>
    </div>
  );
}
