/** The left pane: the chats, a forum's topics, or what a search found. */
import { signal } from "@preact/signals";
import { GuideToggle } from "../guide/guide-toggle.tsx";
import { openDialog } from "../state/dialogs.ts";
import { currentChat } from "../state/place.ts";
import { chatList, connection } from "../state/store.ts";
import { text } from "../texts/index.ts";
import { IconButton, Spinner } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { ChatRow } from "./chat-row.tsx";
import { MainMenu } from "./main-menu.tsx";
import { SearchResults } from "./search-results.tsx";
import { TopicList } from "./topic-list.tsx";

const query = signal("");
/** In a forum the chats can be shown again without leaving it. */
const menuOpen = signal(false);

export function ListPane() {
  const chat = currentChat.value;
  if (chat?.isForum === true && query.value === "") return <TopicList chat={chat} />;
  return (
    <nav class="pane list-pane" aria-label={text("list.label")} data-testid="chat-list">
      <header class="pane-header">
        <IconButton
          icon="menu"
          label={text("menu.open")}
          testId="main-menu"
          pressed={menuOpen.value}
          onPress={() => {
            menuOpen.value = !menuOpen.value;
          }}
        />
        <label class="search-box">
          <Icon name="search" size={20} />
          <input
            type="search"
            placeholder={text("list.search")}
            aria-label={text("list.search")}
            data-testid="global-search"
            value={query.value}
            onInput={(event) => {
              query.value = event.currentTarget.value;
            }}
          />
        </label>
        <GuideToggle testId="guide-toggle-list" />
        {menuOpen.value && <MainMenu onClose={() => (menuOpen.value = false)} />}
      </header>
      <div class="pane-scroll">
        {connection.value === "lost" && (
          <p class="offline" role="status">
            <Spinner label={text("common.reconnecting")} size={16} /> {text("common.reconnecting")}
          </p>
        )}
        {query.value.trim() === "" ? (
          <ul class="plain-list">
            {chatList.value.map((one) => (
              <ChatRow key={one.id} chat={one} />
            ))}
          </ul>
        ) : (
          <SearchResults query={query.value.trim()} />
        )}
        {connection.value === "connecting" && <ListSkeleton />}
      </div>
      <IconButton
        icon="pencil"
        class="fab"
        label={text("menu.newGroup")}
        testId="new-group"
        onPress={() => openDialog({ kind: "newGroup" })}
      />
    </nav>
  );
}

function ListSkeleton() {
  return (
    <div class="list-skeleton" aria-hidden="true">
      {[1, 2, 3, 4].map((row) => (
        <span key={row} class="skeleton-row" />
      ))}
    </div>
  );
}
