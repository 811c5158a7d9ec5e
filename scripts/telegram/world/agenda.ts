/**
 * What happens by itself: messages that delete themselves. One list, sorted by time; the engine
 * carries out what is due and journals it like everything else.
 */
import { removeMessages } from "./messages.ts";
import type { Due, World } from "./state.ts";
import type { Tx } from "./tx.ts";

/** Puts an item into the agenda; of the same time, the earlier one stays first. */
export function remind(world: World, due: Due): void {
  let index = world.agenda.length;
  while (index > 0 && (world.agenda[index - 1]?.at ?? 0) > due.at) index--;
  world.agenda.splice(index, 0, due);
}

export const agendaActions = {
  /** Does everything that is due now. */
  due(tx: Tx, _args: Record<string, never>): void {
    for (let next = tx.world.agenda[0]; next && next.at <= tx.at; next = tx.world.agenda[0]) {
      tx.world.agenda.shift();
      const room = tx.world.rooms.get(next.what.room);
      if (room) removeMessages(tx, room, [next.what.id]);
    }
  },

  /** Time was moved by hand; the journal remembers, so that a restart does not go back. */
  moved(_tx: Tx, _args: Record<string, never>): void {},
};
