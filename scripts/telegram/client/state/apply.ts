/** What each event of the stream does to the stores: the one place where the outside comes in. */
import type { ClientEvent } from "../../client-protocol.ts";
import { closeMiniApp, miniApp } from "../mini-app/state.ts";
import { dropFeeds, dropMessages, putMessage, refreshFeeds } from "./feeds.ts";
import { go, place } from "./place.ts";
import { dropChat, guide, persons, putChat, takeSnapshot } from "./store.ts";
import { reportFailure } from "./toasts.ts";

/** Takes one event in. */
export function applyEvent(event: ClientEvent): void {
  switch (event.type) {
    case "snapshot":
      takeSnapshot(event.snapshot);
      refreshFeeds().catch(reportFailure);
      return;
    case "chat":
      putChat(event.chat);
      return;
    case "chatGone":
      dropChat(event.chatId);
      dropFeeds(event.chatId);
      if (place.value.chatId === event.chatId) go({ chatId: null, thread: null });
      return;
    case "message":
      putMessage(event.chatId, event.message);
      followUpgrade(event.chatId, event.message.migrate_to_chat_id);
      return;
    case "messagesDeleted":
      dropMessages(event.chatId, event.messageIds);
      return;
    case "persons":
      persons.value = event.persons;
      return;
    case "guide":
      guide.value = event.guide;
      return;
    case "miniAppClosed":
      if (miniApp.value?.launch.queryId === event.queryId) closeMiniApp();
      return;
  }
}

/** A group that becomes a supergroup has a new id: whoever has it open goes along. */
function followUpgrade(chatId: number, newId: number | undefined): void {
  if (newId !== undefined && place.value.chatId === chatId) go({ chatId: newId, thread: null });
}
