/**
 * The client API's door: an action's name and unknown arguments in, its result out.
 */
import * as v from "valibot";
import type { ClientAction, ClientActions, ClientEvent } from "../client-protocol.ts";
import type { Engine } from "../engine.ts";
import type { StoredFile } from "../world/state.ts";
import { buttonHandlers } from "./actions/buttons.ts";
import { chooserHandlers } from "./actions/chooser.ts";
import { fileHandlers } from "./actions/files.ts";
import { groupHandlers } from "./actions/groups.ts";
import { messageHandlers } from "./actions/messages.ts";
import { privateHandlers } from "./actions/private.ts";
import { topicHandlers } from "./actions/topics.ts";
import type { Desk, Lounge } from "./desk.ts";
import { ClientFailure, deskOf } from "./desk.ts";
import { findFile } from "./find-file.ts";
import { clientSchemas } from "./schemas.ts";
import { streamTo } from "./stream.ts";
import type { ClientHandlers } from "./types.ts";

const handlers: ClientHandlers = {
  ...buttonHandlers,
  ...chooserHandlers,
  ...fileHandlers,
  ...groupHandlers,
  ...messageHandlers,
  ...privateHandlers,
  ...topicHandlers,
};

/** One person at a client, in this process. */
export interface Client {
  /** Does what the person does. Throws ClientFailure with what the person would read. */
  call<K extends ClientAction>(action: K, args: ClientActions[K][0]): Promise<ClientActions[K][1]>;
  /** Hears what happens; a snapshot comes first. The answer ends it. */
  listen(send: (event: ClientEvent) => void): () => void;
  /** Takes a file that the person is about to send; answers the id by which they send it. */
  upload(name: string, mime: string, bytes: Uint8Array): string;
  /** A file that this person may fetch; undefined for any other. */
  findFile(uniqueId: string): StoredFile | undefined;
}

/** The client of a person. */
export function createClient(engine: Engine, lounge: Lounge, personId: number): Client {
  return {
    async call(action, args) {
      const done = await runAction(deskOf(engine, lounge, personId), action, args);
      return done as ClientActions[typeof action][1];
    },
    listen: (send) => streamTo(engine, lounge, personId, send),
    upload(name, mime, bytes) {
      const id = `upload-${++lounge.uploadCount}`;
      lounge.uploads.set(id, { by: personId, name, mime, bytes });
      return id;
    },
    findFile: (uniqueId) => findFile(deskOf(engine, lounge, personId), uniqueId),
  };
}

/** Whether there is an action of this name. */
export function isClientAction(name: string): name is ClientAction {
  return Object.hasOwn(clientSchemas, name);
}

/** Checks the arguments and carries the action out. */
export async function runAction(desk: Desk, action: ClientAction, args: unknown): Promise<unknown> {
  const parsed = v.safeParse(clientSchemas[action] as v.GenericSchema, args);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new ClientFailure(`${action}: ${v.getDotPath(issue) ?? ""} ${issue.message}`);
  }
  const handler = handlers[action] as (desk: Desk, args: unknown) => unknown;
  return handler(desk, parsed.output);
}
