/**
 * The shape of client actions: one handler and one schema for each action of client-protocol.ts.
 */
import type * as v from "valibot";
import type { ClientAction, ClientActions } from "../client-protocol.ts";
import type { Desk } from "./desk.ts";

export type ActionInput<K extends ClientAction> = ClientActions[K][0];
export type ActionOutput<K extends ClientAction> = ClientActions[K][1];

export type ClientHandlers = {
  readonly [K in ClientAction]: (
    desk: Desk,
    args: ActionInput<K>,
  ) => ActionOutput<K> | Promise<ActionOutput<K>>;
};

/** A part of the handlers; each subject is a file of its own. */
export type SomeHandlers = Partial<ClientHandlers>;

/** What a request must look like before a handler sees it. */
export type ClientSchemas = {
  readonly [K in ClientAction]: v.GenericSchema<unknown, ActionInput<K>>;
};
