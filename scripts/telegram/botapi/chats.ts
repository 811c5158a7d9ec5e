/**
 * Which chat a call means and what the bot may do there at all. Every failure has Telegram's own
 * text.
 *
 * Source: telegram-bot-api Client.cpp (check_chat, check_chat_access).
 */
import { badRequest, forbidden } from "../failure.ts";
import { newPrivate } from "../world/accounts.ts";
import { findByUsername, findGroup, findPrivate, isPresent } from "../world/find.ts";
import type { Right } from "../world/rights.ts";
import { hasRight } from "../world/rights.ts";
import type { Bot, GroupRoom, Room, World } from "../world/state.ts";
import type { Call } from "./types.ts";

/** The chat, for reading its public facts. Throws when the bot cannot know it. */
export function chatFor(call: Call, id: number | string): Room {
  const room = typeof id === "number" ? byNumber(call, id) : byName(call, id);
  if (room.kind !== "private") assertGroupAccess(call, room);
  return room;
}

/** The chat, for writing into it. */
export function writableChat(call: Call, id: number | string): Room {
  const room = chatFor(call, id);
  if (room.kind !== "private") {
    const member = room.members.get(call.bot.id);
    if (member?.status === "restricted") {
      throw badRequest("not enough rights to send text messages to the chat");
    }
    return room;
  }
  if (call.world.persons.get(room.userId)?.deactivated) throw forbidden("user is deactivated");
  if (room.blocked) throw forbidden("bot was blocked by the user");
  if (!room.started && !room.writeAccess) {
    throw forbidden("bot can't initiate conversation with a user");
  }
  return room;
}

/** The group, for methods that private chats don't have; `why` is the text for those. */
export function groupFor(
  call: Call,
  id: number | string,
  why = "method is available only for supergroups",
): GroupRoom {
  const room = chatFor(call, id);
  if (room.kind === "private") throw badRequest(why);
  return room;
}

/** The bot must have this right in the group. */
export function needRight(call: Call, room: GroupRoom, right: Right, why: string): void {
  if (!hasRight(room.members.get(call.bot.id), right)) throw badRequest(why);
}

function byName(call: Call, name: string): Room {
  if (!name.startsWith("@")) throw badRequest("chat not found");
  const found = findByUsername(call.world, name);
  if (found && "kind" in found) return found;
  throw badRequest("chat not found");
}

function byNumber(call: Call, id: number): Room {
  if (id < 0) {
    const group = findGroup(call.world, id);
    if (group) return group;
    throw badRequest("chat not found");
  }
  const room = findPrivate(call.world, call.bot.id, id);
  if (room && (room.started || room.writeAccess || room.blocked)) return room;
  if (!hasMet(call.world, call.bot, id)) throw badRequest("chat not found");
  return room ?? newPrivate(call.bot.id, id, "");
}

/** A bot knows people with whom it is, or was, in a group. */
function hasMet(world: World, bot: Bot, userId: number): boolean {
  for (const room of world.rooms.values()) {
    if (room.kind === "private") continue;
    if (room.members.has(bot.id) && room.members.has(userId)) return true;
  }
  return false;
}

function assertGroupAccess(call: Call, room: GroupRoom): void {
  const member = room.members.get(call.bot.id);
  if (room.migratedTo !== undefined) {
    throw badRequest("group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: room.migratedTo,
    });
  }
  const kind = room.kind === "group" ? "group" : "supergroup";
  if (room.deleted) {
    if (!member) throw badRequest("chat not found");
    throw forbidden("the group chat was deleted");
  }
  if (isPresent(member)) return;
  if (member?.status === "kicked") throw forbidden(`bot was kicked from the ${kind} chat`);
  if (member || room.username) throw forbidden(`bot is not a member of the ${kind} chat`);
  throw badRequest("chat not found");
}
