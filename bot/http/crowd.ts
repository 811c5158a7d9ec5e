/**
 * How many requests of one person are worked on at once. What is large is held in memory while it
 * is: without this, a few hundred allowed requests at the same moment would be gigabytes.
 */
import type { MiddlewareHandler } from "hono";
import { HttpProblem } from "./errors.ts";
import { sessionOf } from "./guard.ts";
import type { HttpEnv } from "./options.ts";

/** A way in; it answers the way out, to be called once. Null: too many wait already. */
export interface Crowd {
  enter(key: string): Promise<(() => void) | null>;
}

interface Room {
  inside: number;
  readonly waiting: (() => void)[];
}

/** At most `atOnce` of one key are inside and `waitingMax` wait, first come, first served. */
export function createCrowd(given: {
  readonly atOnce: number;
  readonly waitingMax: number;
}): Crowd {
  const rooms = new Map<string, Room>();
  return {
    async enter(key) {
      const room = rooms.get(key) ?? { inside: 0, waiting: [] };
      rooms.set(key, room);
      if (room.inside < given.atOnce) room.inside += 1;
      else if (room.waiting.length >= given.waitingMax) return null;
      // Who leaves hands over their place: the count stays.
      else await new Promise<void>((resolve) => room.waiting.push(resolve));
      return () => {
        const next = room.waiting.shift();
        if (next) return next();
        room.inside -= 1;
        if (room.inside === 0) rooms.delete(key);
      };
    },
  };
}

/** Middleware behind the session guard: waits for a place, or throws `tooManyRequests`. */
export function oneOfFew(crowd: Crowd): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const leave = await crowd.enter(String(sessionOf(c).userId));
    if (!leave) throw new HttpProblem("tooManyRequests", "large requests of one person");
    try {
      await next();
    } finally {
      leave();
    }
  };
}
