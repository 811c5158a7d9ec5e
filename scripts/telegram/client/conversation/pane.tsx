/** The middle pane: header, pinned bar, messages, and the composer or what stands in its place. */
import type { ClientChat } from "../../client-protocol.ts";
import { Composer } from "../composer/composer.tsx";
import { chatSearch } from "../state/chat-search.ts";
import { currentChat, currentThreadId, inMessages } from "../state/place.ts";
import { startParamOf } from "../state/start-params.ts";
import { text } from "../texts/index.ts";
import { Header } from "./header.tsx";
import { MessageList } from "./message-list.tsx";
import { PinnedBar } from "./pinned-bar.tsx";
import { SearchBar } from "./search-bar.tsx";
import { StartBar } from "./start-bar.tsx";

export function ConversationPane() {
  const chat = currentChat.value;
  if (chat === null || !inMessages.value) {
    return (
      <main class="pane conversation empty" data-testid="no-chat">
        <div class="wallpaper" aria-hidden="true" />
        <p class="pill">{text(chat === null ? "chat.choose" : "chat.chooseTopic")}</p>
      </main>
    );
  }
  const threadId = currentThreadId.value;
  return (
    <main
      class="pane conversation"
      aria-label={chat.title}
      data-testid="conversation"
      data-chat-id={chat.id}
    >
      <div class="wallpaper" aria-hidden="true" />
      <Header chat={chat} threadId={threadId} />
      {chatSearch.value?.chatId === chat.id && <SearchBar />}
      <PinnedBar chat={chat} threadId={threadId} />
      <MessageList key={`${chat.id}/${threadId}`} chat={chat} threadId={threadId} />
      <Foot chat={chat} threadId={threadId} />
    </main>
  );
}

function Foot({ chat, threadId }: { chat: ClientChat; threadId: number | null }) {
  const topic = chat.topics.find((one) => one.threadId === threadId);
  if (chat.needsStart || startParamOf(chat.id) !== null) return <StartBar chat={chat} />;
  return (
    <>
      {topic?.closed === true && <p class="closed-note">{text("topics.closedNote")}</p>}
      <Composer key={`${chat.id}/${threadId}`} chat={chat} threadId={threadId} />
    </>
  );
}
