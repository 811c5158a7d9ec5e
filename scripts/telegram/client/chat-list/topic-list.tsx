/** A forum's topics, in the place of the chat list: icon, name, last message, unread. */
import { useEffect } from "preact/hooks";
import type { ClientChat, ClientMessage, ClientTopic } from "../../client-protocol.ts";
import { chatMenu } from "../conversation/chat-menu.ts";
import { GuideToggle } from "../guide/guide-toggle.tsx";
import { Preview } from "../message/preview.tsx";
import { listTime } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import { formatPlace } from "../model/place.ts";
import { isServiceMessage } from "../model/service.ts";
import { firstUnreadId, threadIdOf } from "../model/timeline.ts";
import { openDialog } from "../state/dialogs.ts";
import { feedOf, openFeed } from "../state/feeds.ts";
import { go, place } from "../state/place.ts";
import { now } from "../state/store.ts";
import { reportFailure } from "../state/toasts.ts";
import { language, text } from "../texts/index.ts";
import { TopicIcon } from "../ui/avatar.tsx";
import { IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { openMenuAt } from "../ui/menu.tsx";

export function TopicList({ chat }: { chat: ClientChat }) {
  const feed = feedOf(chat.id, null);
  useEffect(() => {
    openFeed(feed).catch(reportFailure);
  }, [feed]);
  const messages = feed.value.messages;
  const members = chat.members.length;
  return (
    <nav
      class="pane list-pane"
      aria-label={text("topics.label", { title: chat.title })}
      data-testid="topic-list"
    >
      <header class="pane-header">
        <IconButton
          icon="back"
          label={text("common.back")}
          testId="back-to-chats"
          onPress={() => go({ chatId: null, thread: null })}
        />
        <button
          type="button"
          class="header-title"
          data-testid="forum-info"
          onClick={() => openDialog({ kind: "chatInfo", chatId: chat.id })}
        >
          <strong>{chat.title}</strong>
          <small>{text("chat.members", { count: members })}</small>
        </button>
        <GuideToggle testId="guide-toggle-topics" />
        <IconButton
          icon="more"
          label={text("chat.menu")}
          testId="forum-menu"
          onPress={(event) => {
            if (event.currentTarget instanceof Element) {
              openMenuAt(event.currentTarget, text("chat.menu"), chatMenu(chat));
            }
          }}
        />
      </header>
      <ul class="plain-list pane-scroll">
        {orderTopics(chat.topics, messages).map((topic) => (
          <TopicRow key={topic.threadId} chat={chat} topic={topic} messages={messages} />
        ))}
      </ul>
    </nav>
  );
}

/** General first, then the topic with the newest message; never written in: by age. */
function orderTopics(
  topics: readonly ClientTopic[],
  messages: readonly ClientMessage[],
): ClientTopic[] {
  const newest = new Map<number, number>();
  for (const message of messages) newest.set(threadIdOf(message), message.message_id);
  const order = (topic: ClientTopic): number => newest.get(topic.threadId) ?? topic.threadId;
  return [...topics].sort(
    (one, two) => Number(two.isGeneral) - Number(one.isGeneral) || order(two) - order(one),
  );
}

function TopicRow(props: {
  chat: ClientChat;
  topic: ClientTopic;
  messages: readonly ClientMessage[];
}) {
  const { chat, topic } = props;
  const mine = props.messages.filter((message) => threadIdOf(message) === topic.threadId);
  const last = mine.at(-1);
  const firstUnread = firstUnreadId(props.messages, chat.unread);
  const unread =
    firstUnread === null
      ? 0
      : mine.filter((message) => !message.outgoing && message.message_id >= firstUnread).length;
  const active = place.value.chatId === chat.id && place.value.thread === topic.threadId;
  const name = topic.isGeneral && topic.name === "General" ? text("topics.general") : topic.name;
  return (
    <li>
      <a
        class={`chat-row topic-row ${active ? "active" : ""}`}
        href={formatPlace({ chatId: chat.id, thread: topic.threadId })}
        data-testid={`topic-${topic.threadId}`}
        data-title={topic.name}
        {...(active ? { "aria-current": "page" as const } : {})}
      >
        <TopicIcon name={name} iconColor={topic.iconColor} isGeneral={topic.isGeneral} />
        <span class="chat-row-body">
          <span class="chat-row-line">
            <span class="chat-title">
              <span class="ellipsis">{name}</span>
              {topic.closed && <Icon name="lock" size={14} />}
            </span>
            {last !== undefined && (
              <time class="chat-time">{listTime(last.date, now() / 1000, language.value)}</time>
            )}
          </span>
          <span class="chat-row-line">
            <span class="chat-last">
              {last !== undefined && !isServiceMessage(last) && (
                <span class="chat-sender">
                  {last.outgoing ? text("list.you") : nameOf(last.from)}:{" "}
                </span>
              )}
              {last !== undefined && <Preview message={last} />}
            </span>
            {unread > 0 && <span class="badge">{unread}</span>}
          </span>
        </span>
      </a>
    </li>
  );
}
