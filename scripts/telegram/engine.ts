/**
 * Holds a world and changes it: each effective action is carried out and journaled in one step,
 * and a start replays the journal. One thread, no await in between, so nobody ever sees half
 * an action.
 *
 * If we die after the action but before its line is written, nobody was answered yet: the
 * action never happened.
 */
import type { Clock } from "./clock.ts";
import { freshSalt, randomFrom } from "./random.ts";
import { assert } from "./std.ts";
import type { Store } from "./store.ts";
import type { Trace } from "./trace.ts";
import type { ActionArgs, ActionName, ActionResult } from "./world/actions.ts";
import { actions } from "./world/actions.ts";
import type { World } from "./world/state.ts";
import { emptyWorld } from "./world/state.ts";
import type { Tx, WorldEvent } from "./world/tx.ts";

/** One line of the journal. */
export interface Entry {
  readonly n: number;
  readonly at: number;
  /** All ids of the action are drawn from this. */
  readonly salt: string;
  readonly do: ActionName;
  readonly args: unknown;
}

export interface Engine {
  /** The state now. Only actions change it; everybody else reads. */
  readonly world: World;
  readonly clock: Clock;
  readonly store: Store;
  readonly trace: Trace;
  /** Carries out an action and journals it. */
  commit<K extends ActionName>(name: K, args: ActionArgs<K>): ActionResult<K>;
  /** Hears everything that happens from now on; the answer ends it. */
  listen(listener: (event: WorldEvent) => void): () => void;
  /** Forgets the whole history. */
  reset(): void;
  close(): void;
}

export interface EngineOptions {
  readonly clock: Clock;
  readonly store: Store;
  readonly trace: Trace;
  /** Makes ids reproducible; without it they are drawn at random. */
  readonly seed?: string;
}

/** Opens the history in the store and goes on from there. */
export function openEngine(options: EngineOptions): Engine {
  const { clock, store, trace } = options;
  const listeners = new Set<(event: WorldEvent) => void>();
  const loaded = store.load();
  if (loaded.torn !== null) {
    trace("journal.torn", { lostBytes: loaded.torn.length, afterEntry: loaded.lines.length });
  }
  const engine = {
    world: replay(loaded.lines),
    clock,
    store,
    trace,
    commit<K extends ActionName>(name: K, args: ActionArgs<K>): ActionResult<K> {
      const { world } = engine;
      const n = world.entries + 1;
      const salt = options.seed === undefined ? freshSalt() : `${options.seed}/${n}`;
      const entry: Entry = { n, at: Math.max(clock.now(), world.at), salt, do: name, args };
      // Through JSON on the way in, so that a replay is given exactly the same arguments.
      const line = JSON.stringify(entry);
      const events: WorldEvent[] = [];
      const result = carryOut(world, JSON.parse(line) as Entry, (event) => events.push(event));
      store.append(line);
      for (const event of events) for (const listener of listeners) listener(event);
      if (world.agenda[0]) arm();
      return result as ActionResult<K>;
    },
    listen(listener: (event: WorldEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset() {
      store.clear();
      engine.world = emptyWorld();
      disarm();
    },
    close() {
      disarm();
      listeners.clear();
      store.close();
    },
  };
  let disarm = (): void => {};
  let armedFor = Number.POSITIVE_INFINITY;
  /** Wakes up when the next thing of the agenda is due. */
  const arm = (): void => {
    const next = engine.world.agenda[0];
    if (!next || next.at >= armedFor) return;
    disarm();
    armedFor = next.at;
    const cancel = clock.after(next.at - clock.now(), () => {
      armedFor = Number.POSITIVE_INFINITY;
      engine.commit("due", {});
      arm();
    });
    disarm = () => {
      cancel();
      armedFor = Number.POSITIVE_INFINITY;
    };
  };
  arm();
  return engine;
}

/** The world that a journal tells of. Throws when a line is not what it should be. */
export function replay(lines: readonly string[]): World {
  const world = emptyWorld();
  for (const line of lines) {
    const entry = JSON.parse(line) as Entry;
    assert(entry.n === world.entries + 1, `journal entry ${entry.n} after ${world.entries}`);
    carryOut(world, entry, () => {});
  }
  return world;
}

function carryOut(world: World, entry: Entry, emit: (event: WorldEvent) => void): unknown {
  const action = actions[entry.do] as ((tx: Tx, args: unknown) => unknown) | undefined;
  assert(action, `journal names an unknown action: ${String(entry.do)}`);
  const result = action({ world, at: entry.at, random: randomFrom(entry.salt), emit }, entry.args);
  world.entries = entry.n;
  world.at = entry.at;
  return result;
}

/** When the last thing of a stored history happened; 0 for an empty one. */
export function lastTime(store: Store): number {
  const last = store.load().lines.at(-1);
  return last === undefined ? 0 : (JSON.parse(last) as Entry).at;
}
