/**
 * Being a person: any client action as anybody, and what a chat shows to them.
 */
import * as v from "valibot";
import { isClientAction, runAction } from "../../client-api/client.ts";
import { deskOf, roomFor } from "../../client-api/desk.ts";
import { showClientChat, showSnapshot, showToPerson } from "../../client-api/show.ts";
import type { Telegram } from "../../telegram.ts";
import { findByUsername } from "../../world/find.ts";
import type { Controls } from "../types.ts";
import { ControlFailure, control } from "../types.ts";

/** A person by id, @username or first name. */
export function personFor(telegram: Telegram, who: number | string): number {
  const { persons } = telegram.engine.world;
  if (typeof who === "number" && persons.has(who)) return who;
  const found = findByUsername(telegram.engine.world, String(who));
  if (found && persons.has(found.id)) return found.id;
  for (const person of persons.values()) if (person.firstName === who) return person.id;
  throw new ControlFailure(`no person ${who}`);
}

const who = v.union([v.number(), v.string()]);

export const personControls = {
  /** The person's account is deleted. */
  deactivate: control(v.object({ person: who }), (telegram, { person }) => {
    telegram.engine.commit("deactivate", { personId: personFor(telegram, person) });
    return true;
  }),

  /** Does a client action as this person. */
  as: control(
    v.object({ person: who, action: v.string(), args: v.optional(v.unknown(), {}) }),
    (telegram, { person, action, args }) => {
      if (!isClientAction(action)) throw new ControlFailure(`no client action ${action}`);
      const desk = deskOf(telegram.engine, telegram.lounge, personFor(telegram, person));
      return runAction(desk, action, args);
    },
  ),

  /** What a chat shows to a person: its facts and its last messages. */
  chat: control(
    v.object({
      person: who,
      chatId: v.number(),
      threadId: v.optional(v.number()),
      limit: v.optional(v.number(), 50),
    }),
    (telegram, { person, chatId, threadId, limit }) => {
      const desk = deskOf(telegram.engine, telegram.lounge, personFor(telegram, person));
      const room = roomFor(desk, chatId);
      const messages = [...room.messages.values()]
        .filter((one) => threadId === undefined || one.threadId === (threadId === 1 ? 0 : threadId))
        .slice(-limit)
        .map((message) => showToPerson(desk, room, message));
      return { chat: showClientChat(desk, room), messages };
    },
  ),

  /** Everything the person sees at first sight. */
  snapshot: control(v.object({ person: who }), (telegram, { person }) =>
    showSnapshot(deskOf(telegram.engine, telegram.lounge, personFor(telegram, person))),
  ),
} satisfies Controls;
