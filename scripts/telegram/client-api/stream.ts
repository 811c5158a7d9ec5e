/**
 * What happens, told to one person's client: world events become client events, and several
 * changes of one chat within a moment become one.
 */
import type { ClientEvent } from "../client-protocol.ts";
import type { Engine } from "../engine.ts";
import type { Room } from "../world/state.ts";
import type { WorldEvent } from "../world/tx.ts";
import type { Desk, Lounge } from "./desk.ts";
import { clientChatId, deskOf, guideFor, isListed } from "./desk.ts";
import { firstVisibleId, showClientChat, showPersons, showSnapshot, showToPerson } from "./show.ts";

/** Tells a person's client everything from now on, a snapshot first. The answer ends it. */
export function streamTo(
  engine: Engine,
  lounge: Lounge,
  personId: number,
  send: (event: ClientEvent) => void,
): () => void {
  const stream = new Stream(engine, lounge, personId, send);
  return () => stream.close();
}

class Stream {
  /** Rooms that changed and were not told yet. */
  readonly #dirty = new Set<string>();
  /** So much changed that a snapshot says it best. */
  #stale = true;
  #flushing = false;
  readonly #ends: (() => void)[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly lounge: Lounge,
    private readonly personId: number,
    private readonly send: (event: ClientEvent) => void,
  ) {
    const hear = (roomKey?: string): void => {
      if (roomKey === undefined) {
        this.send({ type: "guide", guide: guideFor(this.lounge, this.#desk.person) });
      } else this.#touch(roomKey);
    };
    this.#flush();
    lounge.listeners.add(hear);
    this.#ends.push(engine.listen((event) => this.#tell(event)));
    this.#ends.push(() => void lounge.listeners.delete(hear));
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#dirty.clear();
  }

  get #desk(): Desk {
    return deskOf(this.engine, this.lounge, this.personId);
  }

  #touch(roomKey: string): void {
    this.#dirty.add(roomKey);
    this.#later();
  }

  #later(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    if (!this.engine.world.persons.has(this.personId)) return;
    const desk = this.#desk;
    if (this.#stale) this.send({ type: "snapshot", snapshot: showSnapshot(desk) });
    else {
      for (const key of this.#dirty) {
        const room = this.#listed(key);
        if (room) this.send({ type: "chat", chat: showClientChat(desk, room) });
      }
    }
    this.#stale = false;
    this.#dirty.clear();
  }

  #listed(key: string): Room | undefined {
    const room = this.engine.world.rooms.get(key);
    return room && isListed(room, this.personId) ? room : undefined;
  }

  #tell(event: WorldEvent): void {
    if (!this.engine.world.persons.has(this.personId)) return;
    switch (event.type) {
      case "message":
      case "deleted":
      case "room":
        if (this.#listed(event.room)) {
          this.#tellMessages(event);
          this.#touch(event.room);
        }
        break;
      case "roomGone":
        if (event.personId === this.personId) this.#tellGone(event.room);
        break;
      case "persons":
        this.send({ type: "persons", persons: showPersons(this.#desk) });
        break;
      case "bots":
        this.#stale = true;
        this.#later();
        break;
      case "appClosed":
        if (event.personId === this.personId) {
          this.send({ type: "miniAppClosed", queryId: event.queryId });
        }
        break;
      default:
        break;
    }
  }

  #tellGone(key: string): void {
    const room = this.engine.world.rooms.get(key);
    if (room) this.send({ type: "chatGone", chatId: clientChatId(room) });
  }

  #tellMessages(event: WorldEvent): void {
    const room = event.type === "message" || event.type === "deleted" ? event.room : "";
    const found = this.#listed(room);
    if (!found) return;
    const chatId = clientChatId(found);
    if (event.type === "deleted") {
      this.send({ type: "messagesDeleted", chatId, messageIds: event.ids });
    } else if (event.type === "message") {
      const message = found.messages.get(event.id);
      const desk = this.#desk;
      if (message && message.id >= firstVisibleId(desk, found)) {
        this.send({ type: "message", chatId, message: showToPerson(desk, found, message) });
      }
    }
  }
}
