/**
 * Pins. Several messages of a chat may be pinned; getChat shows only the newest by message id,
 * however late an older one was pinned.
 *
 * Sources: Bot API pinChatMessage, unpinChatMessage, getChat; tdlib MessagesManager.cpp
 * (last_pinned_message_id).
 */
import { placeOf, roomOf } from "./find.ts";
import { postService } from "./messages.ts";
import type { Room } from "./state.ts";
import type { Tx } from "./tx.ts";

/** The id that getChat shows; undefined when nothing is pinned. */
export function newestPin(room: Room): number | undefined {
  return room.pinned.at(-1);
}

export const pinActions = {
  /** Pins and says so in the chat. Pinning again what is pinned says it again. */
  pin(
    tx: Tx,
    args: { room: string; id: number; from: number; silent?: boolean; asChat?: boolean },
  ): void {
    const room = roomOf(tx.world, args.room);
    const place = placeOf(room.pinned, args.id);
    if (room.pinned[place] !== args.id) room.pinned.splice(place, 0, args.id);
    if (!args.silent) {
      const options = {
        threadId: room.messages.get(args.id)?.threadId ?? 0,
        asChat: args.asChat ?? false,
      };
      postService(tx, room, args.from, { kind: "pinned", messageId: args.id }, options);
    }
    tx.emit({ type: "room", room: room.key });
  },

  /** Unpins these; nobody is told. */
  unpin(tx: Tx, args: { room: string; ids: readonly number[] }): void {
    const room = roomOf(tx.world, args.room);
    room.pinned = room.pinned.filter((id) => !args.ids.includes(id));
    tx.emit({ type: "room", room: room.key });
  },
};
