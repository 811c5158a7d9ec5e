/**
 * Reactions: one emoji of each account on a message. Bots hear of them only when they asked to
 * and are administrators (or in private chats).
 *
 * Source: Bot API Update.message_reaction, setMessageReaction.
 */
import { assert } from "../std.ts";
import { enqueue } from "./deliver.ts";
import { isAdministrator, roomOf } from "./find.ts";
import { showChat, showUser } from "./show-account.ts";
import type { Room } from "./state.ts";
import type { Tx } from "./tx.ts";
import { secondsOf } from "./tx.ts";

export const reactionActions = {
  /** Sets or, with null, takes back the account's reaction. */
  react(tx: Tx, args: { room: string; id: number; from: number; emoji: string | null }): void {
    const room = roomOf(tx.world, args.room);
    const message = room.messages.get(args.id);
    assert(message, `no message ${args.id} in ${args.room}`);
    const reactions = message.reactions ?? new Map<number, string>();
    const before = reactions.get(args.from);
    if (args.emoji === null) reactions.delete(args.from);
    else reactions.set(args.from, args.emoji);
    message.reactions = reactions;
    if (before !== (args.emoji ?? undefined)) tellBots(tx, room, args, before);
    tx.emit({ type: "message", room: room.key, id: message.id });
  },
};

function tellBots(
  tx: Tx,
  room: Room,
  args: { id: number; from: number; emoji: string | null },
  before: string | undefined,
): void {
  if (!tx.world.persons.has(args.from)) return;
  const listed = (emoji: string | null | undefined) =>
    emoji ? [{ type: "emoji" as const, emoji }] : [];
  const botIds =
    room.kind === "private"
      ? [room.botId]
      : [...room.members.keys()].filter((id) => isAdministrator(room.members.get(id)));
  for (const botId of botIds) {
    if (!tx.world.bots.has(botId)) continue;
    enqueue(tx, botId, "message_reaction", room.key, {
      chat: showChat(tx.world, room, botId),
      message_id: args.id,
      user: showUser(tx.world, args.from),
      date: secondsOf(tx.at),
      old_reaction: listed(before),
      new_reaction: listed(args.emoji),
    });
  }
}
