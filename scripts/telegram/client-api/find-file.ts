/**
 * Which files a person may fetch: those of messages they see, and those they sent. A unique id
 * alone opens nothing; it stands in messages and traces, and is no secret.
 */
import { filesOf } from "../world/content.ts";
import type { Room, StoredFile, StoredMessage } from "../world/state.ts";
import type { Desk } from "./desk.ts";
import { isListed } from "./desk.ts";
import { firstVisibleId } from "./show.ts";

/** The file of this unique id; undefined when there is none, or when it is none of theirs. */
export function findFile(desk: Desk, uniqueId: string): StoredFile | undefined {
  const file = desk.world.files.get(uniqueId);
  if (!file) return undefined;
  for (const room of desk.world.rooms.values()) {
    for (const message of room.messages.values()) {
      if (hasFile(desk, message, uniqueId) && isTheirs(desk, room, message)) return file;
    }
  }
  return undefined;
}

function hasFile({ world }: Desk, message: StoredMessage, uniqueId: string): boolean {
  return filesOf(message.content).some(
    (id) => id === uniqueId || world.files.get(id)?.thumbnail === uniqueId,
  );
}

/** What they sent stays theirs, also when they have left the chat. */
function isTheirs(desk: Desk, room: Room, message: StoredMessage): boolean {
  const { id } = desk.person;
  if (message.from === id) return true;
  return isListed(room, id) && message.id >= firstVisibleId(desk, room);
}
