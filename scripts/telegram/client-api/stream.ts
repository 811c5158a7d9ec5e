/**
 * What happens, told to one person's client: world events become client events, and several
 * changes of one chat within a moment become one.
 */
import type { ClientEvent } from "../client-protocol.ts";
import type { Engine } from "../engine.ts";
import type { WorldEvent } from "../world/tx.ts";
import { clientChatId, deskOf, isListed, type Lounge } from "./desk.ts";
import { firstVisibleId, showClientChat, showPersons, showSnapshot, showToPerson } from "./show.ts";

/** Tells a person's client everything from now on, a snapshot first. The answer ends it. */
export function streamTo(
  engine: Engine,
  lounge: Lounge,
  personId: number,
  send: (event: ClientEvent) => void,
): () => void {
  const dirty = new Set<string>();
  let stale = false;
  let flushing = false;
  let ended = false;
  const snapshot = (): void => {
    const desk = deskOf(engine, lounge, personId);
    send({ type: "snapshot", snapshot: showSnapshot(desk) });
  };
  const flush = (): void => {
    flushing = false;
    if (ended || !engine.world.persons.has(personId)) return;
    if (stale) snapshot();
    else for (const key of dirty) tellChat(key);
    stale = false;
    dirty.clear();
  };
  const later = (): void => {
    if (flushing) return;
    flushing = true;
    queueMicrotask(flush);
  };
  const tellChat = (key: string): void => {
    const room = engine.world.rooms.get(key);
    const desk = deskOf(engine, lounge, personId);
    if (!room) return;
    if (isListed(room, personId)) send({ type: "chat", chat: showClientChat(desk, room) });
  };
  const onEvent = (event: WorldEvent): void => {
    if (!engine.world.persons.has(personId)) return;
    switch (event.type) {
      case "message":
      case "deleted":
      case "room": {
        const room = engine.world.rooms.get(event.room);
        if (!room || !isListed(room, personId)) return;
        tellMessages(event);
        dirty.add(event.room);
        return later();
      }
      case "roomGone": {
        const room = engine.world.rooms.get(event.room);
        if (room && event.personId === personId) {
          send({ type: "chatGone", chatId: clientChatId(room) });
        }
        return;
      }
      case "persons": {
        const desk = deskOf(engine, lounge, personId);
        return send({ type: "persons", persons: showPersons(desk) });
      }
      case "bots":
        stale = true;
        return later();
      case "appClosed":
        if (event.personId === personId) send({ type: "miniAppClosed", queryId: event.queryId });
        return;
      default:
        return;
    }
  };
  const tellMessages = (event: WorldEvent): void => {
    if (event.type !== "message" && event.type !== "deleted") return;
    const desk = deskOf(engine, lounge, personId);
    const room = engine.world.rooms.get(event.room);
    if (!room) return;
    const chatId = clientChatId(room);
    if (event.type === "deleted") {
      return send({ type: "messagesDeleted", chatId, messageIds: event.ids });
    }
    const message = room.messages.get(event.id);
    if (message && message.id >= firstVisibleId(desk, room)) {
      send({ type: "message", chatId, message: showToPerson(desk, room, message) });
    }
  };
  const guideChanged = (change?: string): void => {
    if (change === undefined) send({ type: "guide", guide: lounge.guide });
    else {
      dirty.add(change);
      later();
    }
  };
  snapshot();
  lounge.listeners.add(guideChanged);
  const stop = engine.listen(onEvent);
  return () => {
    ended = true;
    stop();
    lounge.listeners.delete(guideChanged);
  };
}
