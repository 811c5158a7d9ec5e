/**
 * Which groups a person has left with /leave, and a message of the log there: whoever comes back
 * goes on with the same log. A cache like all else here; without it the 復元 button does the same.
 */
import * as v from "valibot";
import { decodeUtf8, encodeUtf8 } from "../../shared/std/bytes.ts";
import type { Storage } from "../storage/port.ts";

const PREFIX = "telegram/left/";

const shape = v.object({ messageId: v.number() });

/** The id of a message that bears the 復元 button; null when this person never left this group. */
export function leftAt(storage: Storage, userId: number, chatId: number): number | null {
  const stored = storage.get(keyOf(userId, chatId));
  if (!stored) return null;
  const parsed = v.safeParse(shape, JSON.parse(decodeUtf8(stored)));
  return parsed.success ? parsed.output.messageId : null;
}

export function rememberLeft(
  storage: Storage,
  userId: number,
  place: { readonly chatId: number; readonly messageId: number },
): void {
  const { chatId, messageId } = place;
  storage.put(keyOf(userId, chatId), encodeUtf8(JSON.stringify({ messageId })));
}

function keyOf(userId: number, chatId: number): string {
  return `${PREFIX}${userId}/${chatId}`;
}
