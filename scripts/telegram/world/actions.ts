/**
 * Every way in which the world may change. An action is a function of the world, its arguments,
 * the time and randomness; nothing else. The journal names them, so a renamed action or a
 * changed meaning breaks old journals: add, don't alter.
 */
import { accountActions } from "./accounts.ts";
import { agendaActions } from "./agenda.ts";
import { fileActions } from "./files.ts";
import { groupActions } from "./groups.ts";
import { launchActions } from "./launches.ts";
import { memberActions } from "./members.ts";
import { messageActions } from "./messages.ts";
import { pinActions } from "./pins.ts";
import { queryActions } from "./queries.ts";
import { reactionActions } from "./reactions.ts";
import { settingsActions } from "./settings.ts";
import { topicActions } from "./topics.ts";
import { updateActions } from "./update-queue.ts";

export const actions = {
  ...accountActions,
  ...agendaActions,
  ...fileActions,
  ...groupActions,
  ...launchActions,
  ...memberActions,
  ...messageActions,
  ...pinActions,
  ...queryActions,
  ...reactionActions,
  ...settingsActions,
  ...topicActions,
  ...updateActions,
};

export type Actions = typeof actions;
export type ActionName = keyof Actions;
/** What an action takes after the transaction. */
export type ActionArgs<K extends ActionName> = Parameters<Actions[K]>[1];
export type ActionResult<K extends ActionName> = ReturnType<Actions[K]>;
