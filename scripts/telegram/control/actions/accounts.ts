/**
 * Making bots and people, and what BotFather would change about a bot.
 */
import * as v from "valibot";
import { defined } from "../../std.ts";
import { botOf, findByUsername } from "../../world/find.ts";
import { showBot, showPerson } from "../../world/show-account.ts";
import type { Controls } from "../types.ts";
import { ControlFailure, control, noArgs } from "../types.ts";

const text = v.pipe(v.string(), v.minLength(1));
const username = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]{2,31}$/));

export const accountControls = {
  createBot: control(
    v.object({
      name: text,
      username,
      token: v.optional(v.pipe(v.string(), v.regex(/^\d{5,12}:[A-Za-z0-9_-]{20,}$/))),
      readsAllMessages: v.optional(v.boolean()),
      canJoinGroups: v.optional(v.boolean()),
      mainAppUrl: v.optional(v.string()),
    }),
    ({ engine }, args) => {
      const known = args.token && engine.world.bots.get(Number(args.token.split(":")[0]));
      if (known) {
        if (known.token === args.token) return { id: known.id, token: known.token, created: false };
        throw new ControlFailure("a bot of this id has another token");
      }
      if (findByUsername(engine.world, args.username)) {
        throw new ControlFailure(`@${args.username} is taken`);
      }
      return { ...engine.commit("createBot", defined(args)), created: true };
    },
  ),

  configureBot: control(
    v.object({
      botId: v.number(),
      readsAllMessages: v.optional(v.boolean()),
      canJoinGroups: v.optional(v.boolean()),
      mainAppUrl: v.optional(v.string()),
      token: v.optional(v.string()),
    }),
    ({ engine }, args) => {
      engine.commit("configureBot", defined(args));
      return true;
    },
  ),

  bots: control(noArgs, ({ engine }) =>
    [...engine.world.bots.values()].map((bot) => ({
      ...showBot(bot),
      pendingUpdates: bot.pending.length,
      webhook: bot.webhook?.url ?? null,
    })),
  ),

  createPerson: control(
    v.object({
      id: v.optional(v.number()),
      name: text,
      lastName: v.optional(v.string()),
      username: v.optional(username),
      language_code: v.optional(v.string(), "ja"),
      role: v.optional(v.string(), ""),
      isPremium: v.optional(v.boolean(), false),
    }),
    ({ engine }, args) => {
      if (args.username && findByUsername(engine.world, args.username)) {
        throw new ControlFailure(`@${args.username} is taken`);
      }
      const made = engine.commit(
        "createPerson",
        defined({
          id: args.id,
          firstName: args.name,
          lastName: args.lastName,
          username: args.username,
          languageCode: args.language_code,
          isPremium: args.isPremium,
          role: args.role,
        }),
      );
      return { ...made, page: `/?token=${made.token}` };
    },
  ),

  /** Everybody, with the page (a path of this server) on which they are signed in. */
  persons: control(noArgs, ({ engine }) =>
    [...engine.world.persons.values()].map((person) => ({
      ...showPerson(person),
      role: person.role,
      token: person.token,
      page: `/?token=${person.token}`,
    })),
  ),

  /** What waits for a bot, without taking it. */
  pendingUpdates: control(v.object({ botId: v.number() }), ({ engine }, { botId }) =>
    botOf(engine.world, botId).pending.map(({ id, kind, payload }) => ({
      update_id: id,
      [kind]: payload,
    })),
  ),
} satisfies Controls;
