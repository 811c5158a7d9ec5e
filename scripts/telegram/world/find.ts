/**
 * Looking things up in a world: accounts, rooms, members, messages. Reads only; answers
 * undefined for what is not there, and leaves it to the caller what that means.
 */
import { assert } from "../std.ts";
import type {
  Bot,
  GroupRoom,
  Member,
  Person,
  PrivateRoom,
  Room,
  StoredMessage,
  World,
} from "./state.ts";

/** Telegram's stand-in for an administrator who acts in the group's name. */
export const GROUP_ANONYMOUS_BOT_ID = 1087968824;

export const privateKey = (botId: number, userId: number): string => `p:${botId}:${userId}`;
export const groupKey = (chatId: number): string => `g:${chatId}`;

export function findPrivate(world: World, botId: number, userId: number): PrivateRoom | undefined {
  const room = world.rooms.get(privateKey(botId, userId));
  return room?.kind === "private" ? room : undefined;
}

export function findGroup(world: World, chatId: number): GroupRoom | undefined {
  const room = world.rooms.get(groupKey(chatId));
  return room && room.kind !== "private" ? room : undefined;
}

/** The room of this key; asking for one that is not there is our mistake. */
export function roomOf(world: World, key: string): Room {
  const room = world.rooms.get(key);
  assert(room, `no room ${key}`);
  return room;
}

/** The group of this key; asking for one that is not there is our mistake. */
export function groupOf(world: World, key: string): GroupRoom {
  const room = roomOf(world, key);
  assert(room.kind !== "private", `${key} is not a group`);
  return room;
}

export function botOf(world: World, id: number): Bot {
  const bot = world.bots.get(id);
  assert(bot, `no bot ${id}`);
  return bot;
}

export function personOf(world: World, id: number): Person {
  const person = world.persons.get(id);
  assert(person, `no person ${id}`);
  return person;
}

/** By @username, with or without the @, in any case. */
export function findByUsername(
  world: World,
  username: string,
): Person | Bot | GroupRoom | undefined {
  const wanted = username.replace(/^@/, "").toLowerCase();
  const isIt = (item: { username?: string }): boolean => item.username?.toLowerCase() === wanted;
  for (const bot of world.bots.values()) if (isIt(bot)) return bot;
  for (const person of world.persons.values()) if (isIt(person)) return person;
  for (const room of world.rooms.values()) {
    if (room.kind !== "private" && !room.deleted && isIt(room)) return room;
  }
  return undefined;
}

const PRESENT: ReadonlySet<string> = new Set(["creator", "administrator", "member", "restricted"]);

/** Is in the group now. (The restricted count as present: we restrict only who is there.) */
export function isPresent(member: Member | undefined): boolean {
  return member !== undefined && PRESENT.has(member.status);
}

export function isAdministrator(member: Member | undefined): boolean {
  return member?.status === "creator" || member?.status === "administrator";
}

/** Accounts (persons and bots) that would see a message of the room now. */
export function presentIn(room: Room): number[] {
  if (room.kind === "private") return [room.userId, room.botId];
  return [...room.members].filter(([, member]) => isPresent(member)).map(([id]) => id);
}

/** The newest message of the room, if it has any. */
export function lastMessage(room: Room): StoredMessage | undefined {
  const id = room.order.at(-1);
  return id === undefined ? undefined : room.messages.get(id);
}

/** Where the id stands, or would stand, in an ascending list. */
export function placeOf(order: readonly number[], id: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The owner of a group; 0 when they left. */
export function ownerOf(room: GroupRoom): number {
  for (const [id, member] of room.members) if (member.status === "creator") return id;
  return 0;
}
