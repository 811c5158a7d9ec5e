/**
 * Which messages an account may read by id. A bot cannot list anything; what it names by id it
 * may see only when it could have seen it.
 *
 * Sources: tdlib maintainers (privacy mode bars bots from others' messages even by id); hidden
 * history is taken as the stricter reading, see README, known differences.
 */
import { isAdministrator } from "./find.ts";
import type { Room, StoredMessage, World } from "./state.ts";

/** Whether the account may see this message when it names it. */
export function mayRead(
  world: World,
  room: Room,
  message: StoredMessage,
  accountId: number,
): boolean {
  if (room.kind === "private") return true;
  const member = room.members.get(accountId);
  if (!member) return false;
  if (room.hiddenHistory && message.id <= member.joinedAfter) return false;
  const bot = world.bots.get(accountId);
  if (!bot || bot.readsAllMessages || isAdministrator(member)) return true;
  if (message.from === accountId || message.content.type === "service") return true;
  const original = room.messages.get(message.replyTo);
  return original?.from === accountId;
}
