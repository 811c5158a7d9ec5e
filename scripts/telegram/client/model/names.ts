/**
 * Names, initials and colours of people, chats and topics, as Telegram chooses them: the colour
 * comes from the id, so it is the same for everybody and for ever.
 */
import type { MessageOrigin, User } from "@grammyjs/types";

/** First and last name of a person, or a dash when there is nobody. */
export function nameOf(user: User | undefined): string {
  if (user === undefined) return "—";
  return [user.first_name, user.last_name]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

/** One or two characters for an avatar; Japanese names get one. */
export function initialsOf(title: string): string {
  const words = title
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== "");
  const first = firstCharacter(words[0] ?? "");
  if (words.length < 2 || !/[a-z]/iu.test(first)) return first.toUpperCase();
  return (first + firstCharacter(words.at(-1) ?? "")).toUpperCase();
}

function firstCharacter(word: string): string {
  return [...word].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? [...word][0] ?? "";
}

/** How many colours people and chats share among them. */
const PEER_COLOURS = 7;

/** Which of the peer colours an id has: 0 to 6. */
export function peerColour(id: number): number {
  const bare = id < -1_000_000_000_000 ? -id - 1_000_000_000_000 : Math.abs(id);
  return bare % PEER_COLOURS;
}

/** `#rrggbb` of a topic's icon colour, which the Bot API gives as one number. */
export function topicColour(iconColor: number): string {
  return `#${(iconColor & 0xffffff).toString(16).padStart(6, "0")}`;
}

/** Who a forwarded message first came from. */
export function originName(origin: MessageOrigin): string {
  switch (origin.type) {
    case "user":
      return nameOf(origin.sender_user);
    case "hidden_user":
      return origin.sender_user_name;
    case "chat":
      return "title" in origin.sender_chat ? (origin.sender_chat.title ?? "") : "";
    case "channel":
      return "title" in origin.chat ? (origin.chat.title ?? "") : "";
  }
}
