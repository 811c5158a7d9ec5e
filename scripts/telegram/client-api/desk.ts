/**
 * What a client action works with: the person who acts, the world, and the small things that
 * live only while the server runs (chat actions, waiting button presses, the host's guide).
 */
import type { ClientGuide } from "../client-protocol.ts";
import type { Engine } from "../engine.ts";
import { findGroup, findPrivate, isPresent, personOf } from "../world/find.ts";
import type { GroupRoom, Person, Room, World } from "../world/state.ts";

/** Said to the person who asked; the client shows it as it stands. */
export class ClientFailure extends Error {
  override readonly name = "ClientFailure";
}

/** A hook of the host: a loopback address that a button in the guide calls. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** A file that a person's client brought and has not sent yet. */
export interface Upload {
  readonly by: number;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Things of the running server that are not part of the history. */
export interface Lounge {
  guide: ClientGuide | null;
  /** The same guide for people of another language, by its code. */
  guideByLanguage: Readonly<Record<string, ClientGuide>>;
  readonly hooks: Map<string, Hook>;
  /** Until when a room shows that its bot is busy, ms. */
  readonly busyUntil: Map<string, number>;
  /** Where uploads of clients wait to be sent, each by who brought it. */
  readonly uploads: Map<string, Upload>;
  /** How many uploads there were: each gets an id of its own. */
  uploadCount: number;
  /** Resolvers of button presses that their bot has not answered. */
  readonly presses: Map<string, (answer: PressAnswer | null) => void>;
  /** Open clients: called without an argument when the guide changed, with a room key when
   * something short-lived of that room did. */
  readonly listeners: Set<(roomKey?: string) => void>;
}

/** The guide in this person's language where the host gave one. */
export function guideFor({ guide, guideByLanguage }: Lounge, person: Person): ClientGuide | null {
  return guide && (guideByLanguage[person.languageCode] ?? guide);
}

export interface PressAnswer {
  readonly text: string;
  readonly alert: boolean;
  readonly url?: string;
}

export function emptyLounge(): Lounge {
  return {
    guide: null,
    guideByLanguage: {},
    hooks: new Map(),
    busyUntil: new Map(),
    uploads: new Map(),
    uploadCount: 0,
    presses: new Map(),
    listeners: new Set(),
  };
}

/** One person at a client. */
export interface Desk {
  readonly engine: Engine;
  readonly world: World;
  readonly lounge: Lounge;
  readonly person: Person;
}

export function deskOf(engine: Engine, lounge: Lounge, personId: number): Desk {
  return { engine, world: engine.world, lounge, person: personOf(engine.world, personId) };
}

/** Whether the room is in this person's chat list. */
export function isListed(room: Room, personId: number): boolean {
  if (room.kind === "private") return room.userId === personId;
  return !room.deleted && room.migratedTo === undefined && isPresent(room.members.get(personId));
}

/** The chat that the client calls by this number: a bot's id or a group's. */
export function roomFor(desk: Desk, chatId: number): Room {
  const room =
    chatId < 0 ? findGroup(desk.world, chatId) : findPrivate(desk.world, chatId, desk.person.id);
  if (!room || !isListed(room, desk.person.id))
    throw new ClientFailure("このチャットは見つかりません");
  return room;
}

export function groupOfDesk(desk: Desk, chatId: number): GroupRoom {
  const room = roomFor(desk, chatId);
  if (room.kind === "private") throw new ClientFailure("グループではありません");
  return room;
}

/** The number by which this person's client calls the room. */
export function clientChatId(room: Room): number {
  return room.kind === "private" ? room.botId : room.id;
}
