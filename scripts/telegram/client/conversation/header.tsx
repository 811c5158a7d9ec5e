/** The top of a chat or topic: back, who it is, what they are doing, search and menu. */
import type { ClientChat } from "../../client-protocol.ts";
import { GuideToggle } from "../guide/guide-toggle.tsx";
import { isInside } from "../model/rights.ts";
import { chatSearch, closeSearch, openSearch } from "../state/chat-search.ts";
import { openDialog } from "../state/dialogs.ts";
import { go } from "../state/place.ts";
import { connection } from "../state/store.ts";
import { text } from "../texts/index.ts";
import { Avatar, TopicIcon } from "../ui/avatar.tsx";
import { IconButton } from "../ui/controls.tsx";
import { openMenuAt } from "../ui/menu.tsx";
import { chatMenu } from "./chat-menu.ts";
import { useActing } from "./use-acting.ts";

export function Header({ chat, threadId }: { chat: ClientChat; threadId: number | null }) {
  const topic = chat.topics.find((one) => one.threadId === threadId);
  const acting = useActing(chat);
  const lost = connection.value === "lost";
  const searching = chatSearch.value?.chatId === chat.id;
  const general = topic?.isGeneral === true && topic.name === "General";
  const title = topic === undefined ? chat.title : general ? text("topics.general") : topic.name;
  return (
    <header class="pane-header chat-header">
      <IconButton
        icon="back"
        class="phone-only"
        label={text("common.back")}
        testId="back"
        onPress={() => go({ chatId: chat.isForum ? chat.id : null, thread: null })}
      />
      <button
        type="button"
        class="header-title"
        data-testid="chat-info"
        onClick={() => openDialog({ kind: "chatInfo", chatId: chat.id })}
      >
        {topic === undefined ? (
          <Avatar id={chat.id} title={chat.title} size={42} />
        ) : (
          <TopicIcon
            name={title}
            iconColor={topic.iconColor}
            isGeneral={topic.isGeneral}
            size={38}
          />
        )}
        <span class="header-words">
          <strong data-testid="chat-title">{title}</strong>
          <small class={acting ? "acting" : ""}>
            {lost
              ? text("common.reconnecting")
              : acting
                ? text("chat.typing")
                : subtitle(chat, topic !== undefined)}
          </small>
        </span>
      </button>
      <IconButton
        icon="search"
        label={text("search.inChat")}
        testId="chat-search"
        pressed={searching}
        onPress={() => (searching ? closeSearch() : openSearch(chat.id))}
      />
      <GuideToggle testId="guide-toggle" />
      <IconButton
        icon="more"
        label={text("chat.menu")}
        testId="chat-menu"
        onPress={(event) => {
          if (event.currentTarget instanceof Element) {
            openMenuAt(event.currentTarget, text("chat.menu"), chatMenu(chat));
          }
        }}
      />
    </header>
  );
}

function subtitle(chat: ClientChat, inTopic: boolean): string {
  if (inTopic) return chat.title;
  if (chat.type === "private") {
    return text(chat.peer?.is_bot === true ? "chat.bot" : "chat.person");
  }
  return text("chat.members", { count: chat.members.filter(isInside).length });
}
