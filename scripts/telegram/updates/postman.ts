/**
 * Faults of updates on their way: lost, late, doubled, out of order. Each new update is looked at
 * once, when it comes into the queue.
 */
import type { Engine } from "../engine.ts";
import type { Faults } from "../faults.ts";
import type { PendingUpdate } from "../world/state.ts";

export interface Postman {
  /** Whether this update must not go out yet. */
  isHeld(botId: number, update: PendingUpdate): boolean;
  /** The bot has confirmed it; one that must come twice is kept for the next time. */
  delivered(botId: number, update: PendingUpdate): void;
  hasAgain(botId: number): boolean;
  /** Updates to hand out a second time. */
  takeAgain(botId: number): PendingUpdate[];
  /** The same updates, with those that must come late moved behind their followers. */
  inOrder(botId: number, updates: readonly PendingUpdate[]): PendingUpdate[];
  /** Calls when something may go out now that could not before. */
  onWake(wake: (botId: number) => void): void;
  close(): void;
}

/** The one postman of all bots: each update meets its fault once. */
export function createPostman(engine: Engine, faults: Faults): Postman {
  const heldUntil = new Map<string, number>();
  const twice = new Set<string>();
  const swapped = new Set<string>();
  const again = new Map<number, PendingUpdate[]>();
  const wakers: ((botId: number) => void)[] = [];
  const wake = (botId: number): void => {
    for (const waker of wakers) waker(botId);
  };
  const keyOf = (botId: number, id: number): string => `${botId} ${id}`;

  const stop = engine.listen((event) => {
    if (event.type !== "update") return;
    const update = engine.world.bots
      .get(event.botId)
      ?.pending.findLast((one) => one.id === event.updateId);
    if (!update) return;
    const key = keyOf(event.botId, update.id);
    const fault = faults.forUpdate(event.botId, update.kind);
    switch (fault?.type) {
      case "loseUpdate":
        engine.commit("confirmUpdate", { botId: event.botId, id: update.id });
        return;
      case "duplicateUpdate":
        twice.add(key);
        break;
      case "reorderUpdates":
        swapped.add(key);
        break;
      case "delayUpdate":
        heldUntil.set(key, engine.clock.now() + fault.ms);
        engine.clock.after(fault.ms, () => {
          heldUntil.delete(key);
          wake(event.botId);
        });
        break;
    }
    wake(event.botId);
  });

  return {
    isHeld: (botId, update) =>
      (heldUntil.get(keyOf(botId, update.id)) ?? 0) > engine.clock.now() ||
      (swapped.has(keyOf(botId, update.id)) && isLast(engine, botId, update)),
    delivered(botId, update) {
      swapped.delete(keyOf(botId, update.id));
      if (!twice.delete(keyOf(botId, update.id))) return;
      again.set(botId, [...(again.get(botId) ?? []), update]);
    },
    hasAgain: (botId) => (again.get(botId)?.length ?? 0) > 0,
    takeAgain(botId) {
      const list = again.get(botId) ?? [];
      again.delete(botId);
      return list;
    },
    inOrder(botId, updates) {
      const list = [...updates];
      for (let index = 0; index + 1 < list.length; index++) {
        const [first, second] = [list[index], list[index + 1]];
        if (!first || !second || !swapped.delete(keyOf(botId, first.id))) continue;
        list[index] = second;
        list[index + 1] = first;
      }
      return list;
    },
    onWake: (waker) => void wakers.push(waker),
    close: stop,
  };
}

/** Out of order needs a follower: until there is one, the update waits. */
function isLast(engine: Engine, botId: number, update: PendingUpdate): boolean {
  return engine.world.bots.get(botId)?.pending.at(-1)?.id === update.id;
}
