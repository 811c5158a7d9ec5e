/**
 * Entities that Telegram finds by itself: hashtags, cashtags, mentions, bot commands, links and
 * mail addresses. Offsets are UTF-16 units, as in the Bot API.
 *
 * Source: tdlib MessageEntity.cpp (match_hashtags, match_mentions, match_bot_commands, find_urls).
 * Links are found by scheme or by a known ending; the real list of endings is longer.
 */
import type { MessageEntity } from "@grammyjs/types";

type Found = MessageEntity.CommonMessageEntity;

const TAG = "[\\p{L}\\p{Nd}_\\u200c\\u00b7\\u0d80-\\u0dff]";
const HASHTAG = new RegExp(
  `(?<![\\p{L}\\p{Nd}_\\u200c\\u00b7])#(${TAG}{1,256})(@[A-Za-z0-9_]{3,32})?(?!${TAG}*#)`,
  "gu",
);
const CASHTAG = /(?<![\p{L}\p{Nd}_])\$(1INCH|[A-Z]{1,8})(?![\p{L}\p{Nd}_$])/gu;
const MENTION = /(?<![A-Za-z0-9_/])@[A-Za-z0-9_]{2,32}(?![A-Za-z0-9_])/g;
const COMMAND = /(?<![\p{L}\p{Nd}_/>])\/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?(?![\w/<])/gu;
const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/g;
const ENDINGS = "com|org|net|io|dev|app|me|jp|co|info|inc|uk|de|fr|ru|gg|ai|xyz|tech|ton";
const URL_FOUND = new RegExp(
  `(?<![@\\w.])(?:(?:https?|tg|ton)://[^\\s<>"'「」（）。、]+|(?:[A-Za-z0-9-]+\\.)+(?:${ENDINGS})(?![\\w-])(?:[:/?#][^\\s<>"'「」（）。、]*)?)`,
  "gi",
);

function found(text: string, pattern: RegExp, type: Found["type"]): Found[] {
  const list: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    list.push({ type, offset: match.index, length: match[0].length });
  }
  return list;
}

/** A hashtag has a letter in it and, with @username, counts as a whole. */
function hashtags(text: string): Found[] {
  return found(text, HASHTAG, "hashtag").filter((entity) =>
    /\p{L}/u.test(text.slice(entity.offset, entity.offset + entity.length).split("@")[0] ?? ""),
  );
}

/** Links without the punctuation that ends the sentence they stand in. */
function links(text: string): Found[] {
  return found(text, URL_FOUND, "url").map((entity) => {
    const url = text.slice(entity.offset, entity.offset + entity.length);
    return { ...entity, length: url.replace(/[.,;:!?)\]]+$/, "").length };
  });
}

/** All entities of a plain text, in order, none inside of another. */
export function detectEntities(text: string): Found[] {
  if (!/[#@/$.:]/.test(text)) return [];
  const all = [
    ...found(text, EMAIL, "email"),
    ...links(text),
    ...found(text, MENTION, "mention"),
    ...found(text, COMMAND, "bot_command"),
    ...hashtags(text),
    ...found(text, CASHTAG, "cashtag"),
  ];
  const free: Found[] = [];
  for (const entity of all) {
    const end = entity.offset + entity.length;
    if (
      free.every((other) => other.offset >= end || other.offset + other.length <= entity.offset)
    ) {
      free.push(entity);
    }
  }
  return free.sort((a, b) => a.offset - b.offset);
}

/** Hashtags of a text without their `#`, lower case: what the client's search goes by. */
export function hashtagsOf(text: string): string[] {
  return hashtags(text).map((entity) =>
    text.slice(entity.offset + 1, entity.offset + entity.length).toLowerCase(),
  );
}
