/** The messages of a chat or topic: days, groups, bubbles, the button to the end. */
import type { Signal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { Bubble } from "../message/bubble.tsx";
import { ServiceMessage } from "../message/service.tsx";
import { dayKey, dayName } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import type { SenderGroup, TimelineItem } from "../model/timeline.ts";
import { buildTimeline, firstUnreadId } from "../model/timeline.ts";
import type { Feed } from "../state/feeds.ts";
import { feedOf, openFeed } from "../state/feeds.ts";
import { openChat } from "../state/place.ts";
import { chats, now } from "../state/store.ts";
import { reportFailure } from "../state/toasts.ts";
import { language, text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton, Spinner } from "../ui/controls.tsx";
import { Intro } from "./intro.tsx";
import { useJump } from "./use-jump.ts";
import { useReading } from "./use-reading.ts";
import { useScroll } from "./use-scroll.ts";

export function MessageList({ chat, threadId }: { chat: ClientChat; threadId: number | null }) {
  const feed = feedOf(chat.id, threadId);
  const ref = useRef<HTMLDivElement>(null);
  const unreadFrom = useUnreadMark(chat, feed);
  useEffect(() => {
    openFeed(feed).catch(reportFailure);
  }, [feed]);
  const { atEnd, toEnd, onScroll } = useScroll(ref, feed);
  useJump(ref, feed);
  useReading(chat, feed, atEnd);
  const { messages, loaded, loading } = feed.value;
  const days = useMemo(() => buildTimeline(messages, dayKey, unreadFrom), [messages, unreadFrom]);
  return (
    <div class="messages-frame">
      <div
        ref={ref}
        class="messages"
        onScroll={onScroll}
        role="log"
        aria-label={text("chat.messages")}
        data-testid="messages"
      >
        <div class="messages-inner">
          {loading && (
            <p class="loading-more">
              <Spinner label={text("common.loading")} />
            </p>
          )}
          {loaded && messages.length === 0 && <Intro chat={chat} />}
          {days.map((day) => (
            <section key={day.key} class="day">
              <DayPill seconds={day.date} />
              {day.items.map((item) => (
                <Item key={item.key} chat={chat} item={item} />
              ))}
            </section>
          ))}
        </div>
      </div>
      {!atEnd && (
        <span class="to-end">
          <IconButton icon="down" label={text("chat.toEnd")} testId="to-end" onPress={toEnd} />
          {chat.unread > 0 && <span class="badge">{chat.unread}</span>}
        </span>
      )}
    </div>
  );
}

/** Where the unread messages began when the chat was opened; it stays there while it is open. */
function useUnreadMark(chat: ClientChat, feed: Signal<Feed>): number | null {
  const [unread] = useState(chat.unread);
  const [mark, setMark] = useState<number | null>(null);
  const { loaded, messages } = feed.value;
  useEffect(() => {
    if (loaded && mark === null) setMark(firstUnreadId(messages, unread));
  }, [loaded]);
  return mark;
}

function DayPill({ seconds }: { seconds: number }) {
  const name = dayName(seconds, now() / 1000, language.value);
  const words = name.name === "date" ? name.text : text(`day.${name.name}`);
  return (
    <p class="day-pill">
      <span class="pill">{words}</span>
    </p>
  );
}

function Item({ chat, item }: { chat: ClientChat; item: TimelineItem }) {
  if (item.kind === "service") return <ServiceMessage message={item.message} />;
  if (item.kind === "unread") return <p class="unread-line">{text("chat.unreadLine")}</p>;
  return <Group chat={chat} group={item} />;
}

function Group({ chat, group }: { chat: ClientChat; group: SenderGroup }) {
  const head = group.entries[0]?.[0];
  const pictured = chat.type !== "private" && !group.outgoing;
  return (
    <div class={`group ${group.outgoing ? "own" : "other"} ${pictured ? "pictured" : ""}`}>
      {pictured && <GroupAvatar message={head} senderId={group.senderId} />}
      <div class="group-messages">
        {group.entries.map((entry, index) => (
          <Bubble
            key={entry[0]?.message_id}
            chat={chat}
            entry={entry}
            first={index === 0}
            last={index === group.entries.length - 1}
          />
        ))}
      </div>
    </div>
  );
}

function GroupAvatar({
  message,
  senderId,
}: {
  message: ClientMessage | undefined;
  senderId: number;
}) {
  const name = nameOf(message?.from);
  return (
    <button
      type="button"
      class="group-avatar"
      aria-label={name}
      onClick={() => {
        if (chats.value.has(senderId)) openChat(senderId);
      }}
    >
      <Avatar id={senderId} title={name} size={34} />
    </button>
  );
}
