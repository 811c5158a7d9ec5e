/** Tells the local Telegram that messages were read, when their end is seen in a visible page. */
import type { Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import type { Feed } from "../state/feeds.ts";
import { reportFailure } from "../state/toasts.ts";

export function useReading(chat: ClientChat, feed: Signal<Feed>, atEnd: boolean): void {
  const visible = usePageVisible();
  const newest = feed.value.messages.at(-1)?.message_id ?? 0;
  const { unread } = chat;
  useEffect(() => {
    if (!visible || !atEnd || unread === 0 || newest === 0) return;
    call("read", { chatId: chat.id, upToId: newest }).catch(reportFailure);
  }, [visible, atEnd, unread, newest, chat.id]);
}

function usePageVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const change = (): void => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", change);
    return () => document.removeEventListener("visibilitychange", change);
  }, []);
  return visible;
}
