/** One message or album as a bubble: name, forward and reply heads, media, text, time and ticks. */
import { useCallback } from "preact/hooks";
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { nameOf, originName, peerColour } from "../model/names.ts";
import { senderIdOf } from "../model/timeline.ts";
import { text } from "../texts/index.ts";
import { InlineKeyboard } from "./inline-keyboard.tsx";
import { Media, widthOfMedia } from "./media.tsx";
import { openMessageMenu } from "./message-menu.tsx";
import { Meta } from "./meta.tsx";
import { Reactions } from "./reactions.tsx";
import { ReplyHead } from "./reply-head.tsx";
import { MessageText } from "./text.tsx";

export interface BubbleProps {
  readonly chat: ClientChat;
  /** One message, or the messages of an album. */
  readonly entry: readonly ClientMessage[];
  /** Of the group of one sender: the first bears the name, the last the tail. */
  readonly first: boolean;
  readonly last: boolean;
}

export function Bubble({ chat, entry, first, last }: BubbleProps) {
  const head = entry[0];
  const captioned = entry.find((one) => (one.caption ?? one.text ?? "") !== "") ?? head;
  const openMenu = useCallback(
    (event: MouseEvent): void => {
      if (captioned === undefined || keepsNativeMenu(event)) return;
      event.preventDefault();
      openMessageMenu(chat, entry, captioned, event.clientX, event.clientY);
    },
    [chat, entry, captioned],
  );
  if (head === undefined || captioned === undefined) return null;
  const bare = isBare(head);
  const words = captioned.text ?? captioned.caption ?? "";
  const mediaOnly = words === "" && (head.photo !== undefined || head.video !== undefined);
  const named = first && !bare && !head.outgoing && chat.type !== "private";
  const side = head.outgoing ? "own" : "other";
  const wordless = words === "" && !mediaOnly && !bare && head.reply_markup === undefined;
  const classes = ["bubble", side, first && "first", last && "last", bare && "bare"]
    .concat(wordless ? "wordless" : [])
    .concat(mediaOnly ? "media-only" : [], head.photo || head.video ? "with-media" : [])
    .filter(Boolean)
    .join(" ");
  const width = widthOfMedia(entry);
  const reply = answered(head);
  const entities = captioned.entities ?? captioned.caption_entities;
  return (
    <article
      class={`message ${side}`}
      data-testid={`message-${head.message_id}`}
      data-message-id={head.message_id}
      data-outgoing={head.outgoing}
      aria-label={text("message.by", { name: nameOf(head.from) })}
      onContextMenu={openMenu}
    >
      <div class={classes} style={width === null ? {} : { width: `${width}px` }}>
        {last && !bare && <Tail />}
        {named && <p class={`sender name-${peerColour(senderIdOf(head))}`}>{nameOf(head.from)}</p>}
        {head.forward_origin !== undefined && (
          <p class="forwarded">
            {text("message.forwarded", { name: originName(head.forward_origin) })}
          </p>
        )}
        {head.via_bot !== undefined && <p class="forwarded">via @{head.via_bot.username}</p>}
        {reply !== undefined && <ReplyHead chatId={chat.id} message={reply} />}
        <Media entry={entry} chat={chat} />
        <div class="bubble-text">
          {words !== "" && <MessageText text={words} entities={entities} chatId={chat.id} />}
          <Meta message={captioned} pinned={isPinned(chat, entry)} />
        </div>
        <Reactions message={head} />
      </div>
      {head.reply_markup !== undefined && <InlineKeyboard chat={chat} message={head} />}
    </article>
  );
}

/** What a message answers; that it lies in a topic is no answer to the topic's first message. */
function answered(message: ClientMessage): ClientMessage["reply_to_message"] {
  const reply = message.reply_to_message;
  return reply?.forum_topic_created === undefined ? reply : undefined;
}

function isPinned(chat: ClientChat, entry: readonly ClientMessage[]): boolean {
  return chat.pinned.some((pin) => entry.some((one) => one.message_id === pin.message_id));
}

/** Stickers and lone emoji have no bubble around them. */
function isBare(message: ClientMessage): boolean {
  return message.sticker !== undefined || message.dice !== undefined;
}

/** Selected text and links keep the browser's own menu. */
function keepsNativeMenu(event: MouseEvent): boolean {
  const selected = window.getSelection()?.toString() ?? "";
  return (
    selected !== "" ||
    (event.target instanceof Element && event.target.closest("a,input,video") !== null)
  );
}

function Tail() {
  return (
    <svg class="tail" width="9" height="18" viewBox="0 0 9 18" aria-hidden="true">
      <path d="M9 0v18H1.800c-1 0-1.400-1.200-.6-1.800C5.600 12.800 8 7.800 8 0z" />
    </svg>
  );
}
