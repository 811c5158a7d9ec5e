/** Addresses inside Telegram that the app leads to. */
import { ground, logInfo } from "./data/state.ts";
import { close, openTelegramLink } from "./telegram.ts";

/** Ids of supergroups begin with -100 in the Bot API; links bear the rest. */
const SUPERGROUP = 1_000_000_000_000;

/** The link of a message of a private supergroup; null for other chats. */
export function messageLink(chatId: number, threadId: number, messageId: number): string | null {
  const inner = -chatId - SUPERGROUP;
  if (inner <= 0 || messageId <= 0) return null;
  const thread = threadId > 0 ? `${threadId}/` : "";
  return `https://t.me/c/${inner}/${thread}${messageId}`;
}

/** The private chat with the bot. Without a session the app closes: the chat lies behind it. */
export function openChat(): void {
  const username = ground.value?.session.bot.username;
  if (username) openTelegramLink(`https://t.me/${username}`);
  else close();
}

/** The owner's group, at its newest message that is known. */
export function openGroup(messageId = 1): void {
  const info = logInfo.value;
  const link = info && messageLink(info.chatId, 0, messageId);
  if (link) openTelegramLink(link);
}
