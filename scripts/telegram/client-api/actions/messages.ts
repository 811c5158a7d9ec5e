/**
 * Reading and writing: history, search, sending, editing, deleting, forwarding, reacting.
 */
import { hashtagsOf } from "../../text/detect.ts";
import { formatText, TEXT_MAX } from "../../text/format.ts";
import { isMedia, wordsOf } from "../../world/content.ts";
import { findByUsername, placeOf } from "../../world/find.ts";
import { forwardDraft } from "../../world/forward.ts";
import type { Draft } from "../../world/messages.ts";
import { hasRight, mayManageTopic } from "../../world/rights.ts";
import type { Room, StoredMessage } from "../../world/state.ts";
import { secondsOf } from "../../world/tx.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, isListed, roomFor } from "../desk.ts";
import { firstVisibleId, showToPerson } from "../show.ts";
import type { SomeHandlers } from "../types.ts";

const PAGE = 50;
/** People may edit their own messages for two days. */
const EDIT_SECONDS_MAX = 48 * 60 * 60;
/** A forwarded batch is at most this long. */
const FORWARD_MAX = 100;
const GENERAL = 1;

/** A message that the person may see. */
export function messageFor(desk: Desk, room: Room, id: number): StoredMessage {
  const message = room.messages.get(id);
  if (!message || id < firstVisibleId(desk, room))
    throw new ClientFailure("メッセージが見つかりません");
  return message;
}

/** The thread that the client means; General is 1 for it and 0 in the world. */
export function threadOf(desk: Desk, room: Room, threadId: number | undefined): number {
  if (room.kind === "private" || !room.isForum) return 0;
  const thread = threadId === undefined || threadId === GENERAL ? 0 : threadId;
  if (thread !== 0 && !room.topics.has(thread)) throw new ClientFailure("トピックが見つかりません");
  const closed = thread === 0 ? room.general.closed : room.topics.get(thread)?.closed;
  if (closed && !mayManageTopic(room, desk.person.id, thread)) {
    throw new ClientFailure("このトピックは閉じられています");
  }
  return thread;
}

/** Writing to a bot starts its chat (and unblocks it), as in every client. */
export function assertMayWrite(desk: Desk, room: Room): void {
  if (room.kind === "private") {
    if (!room.started || room.blocked) {
      desk.engine.commit("start", { botId: room.botId, userId: desk.person.id });
    }
    return;
  }
  if (room.members.get(desk.person.id)?.status === "restricted") {
    throw new ClientFailure("このグループでの投稿は制限されています");
  }
}

/** Whether the person speaks in the group's name. */
export function speaksAsChat(desk: Desk, room: Room): boolean {
  return room.kind !== "private" && room.members.get(desk.person.id)?.rights?.is_anonymous === true;
}

function postOne(desk: Desk, room: Room, draft: Draft) {
  const asChat = speaksAsChat(desk, room);
  const drafts = [{ ...draft, asChat }];
  const [id] = desk.engine.commit("post", { room: room.key, from: desk.person.id, drafts });
  return showToPerson(desk, room, messageFor(desk, room, id ?? 0));
}

function inThread(room: Room, message: StoredMessage, threadId: number | undefined): boolean {
  if (threadId === undefined || room.kind === "private" || !room.isForum) return true;
  return message.threadId === (threadId === GENERAL ? 0 : threadId);
}

function matches(message: StoredMessage, query: string): boolean {
  const words = wordsOf(message.content);
  if (query.startsWith("#")) return hashtagsOf(words).includes(query.slice(1).toLowerCase());
  return words.toLowerCase().includes(query.toLowerCase());
}

function mayDelete(desk: Desk, room: Room, message: StoredMessage): boolean {
  if (room.kind === "private" || message.from === desk.person.id) return true;
  return hasRight(room.members.get(desk.person.id), "can_delete_messages");
}

export const messageHandlers = {
  history(desk, { chatId, threadId, beforeId }) {
    const room = roomFor(desk, chatId);
    const first = firstVisibleId(desk, room);
    const found: StoredMessage[] = [];
    let index = beforeId ? placeOf(room.order, beforeId) : room.order.length;
    while (--index >= 0 && found.length < PAGE) {
      const message = room.messages.get(room.order[index] ?? 0);
      if (!message || message.id < first) break;
      if (inThread(room, message, threadId)) found.push(message);
    }
    return { messages: found.reverse().map((message) => showToPerson(desk, room, message)) };
  },

  search(desk, { chatId, query }) {
    const rooms =
      chatId === undefined
        ? [...desk.world.rooms.values()].filter((room) => isListed(room, desk.person.id))
        : [roomFor(desk, chatId)];
    const wanted = query.trim();
    if (wanted === "") return { messages: [] };
    const hits = rooms.flatMap((room) => {
      const first = firstVisibleId(desk, room);
      return [...room.messages.values()]
        .filter((message) => message.id >= first && matches(message, wanted))
        .map((message) => ({ room, message }));
    });
    return {
      messages: hits
        .sort((a, b) => b.message.date - a.message.date || b.message.id - a.message.id)
        .slice(0, PAGE)
        .map(({ room, message }) => showToPerson(desk, room, message)),
    };
  },

  read(desk, { chatId, upToId }) {
    const room = roomFor(desk, chatId);
    if (upToId > (room.read.get(desk.person.id) ?? 0)) {
      desk.engine.commit("read", { room: room.key, personId: desk.person.id, upTo: upToId });
    }
    return true;
  },

  openBot(desk, { username, start }) {
    const bot = findByUsername(desk.world, username);
    if (!bot || !desk.world.bots.has(bot.id)) throw new ClientFailure("ボットが見つかりません");
    const ids = { botId: bot.id, userId: desk.person.id };
    desk.engine.commit("openPrivate", ids);
    if (start !== undefined) {
      const room = roomFor(desk, bot.id);
      assertMayWrite(desk, room);
      const formatted = formatText(
        start === "" ? "/start" : `/start ${start}`,
        undefined,
        undefined,
      );
      postOne(desk, room, { content: { type: "text", ...formatted } });
    }
    return { chatId: bot.id };
  },

  send(desk, { chatId, threadId, text, replyTo }) {
    const room = roomFor(desk, chatId);
    assertMayWrite(desk, room);
    const formatted = formatText(text, undefined, undefined);
    if (formatted.text === "") throw new ClientFailure("メッセージが空です");
    if (formatted.text.length > TEXT_MAX) throw new ClientFailure("メッセージが長すぎます");
    if (replyTo !== undefined) messageFor(desk, room, replyTo);
    const thread =
      replyTo === undefined
        ? threadOf(desk, room, threadId)
        : messageFor(desk, room, replyTo).threadId;
    return postOne(desk, room, {
      content: { type: "text", ...formatted },
      threadId: thread,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  },

  editText(desk, { chatId, messageId, text }) {
    const room = roomFor(desk, chatId);
    const message = messageFor(desk, room, messageId);
    const now = secondsOf(desk.engine.clock.now());
    const { content } = message;
    if (message.from !== desk.person.id || message.forwarded || content.type === "service") {
      throw new ClientFailure("このメッセージは編集できません");
    }
    if (now - message.date > EDIT_SECONDS_MAX)
      throw new ClientFailure("編集できる期間を過ぎました");
    const { text: words, entities } = formatText(text, undefined, undefined);
    if (isMedia(content)) {
      const edited = { ...content, caption: words, entities };
      desk.engine.commit("edit", { room: room.key, id: messageId, content: edited });
    } else {
      if (words === "") throw new ClientFailure("メッセージが空です");
      const edited = { type: "text" as const, text: words, entities };
      desk.engine.commit("edit", { room: room.key, id: messageId, content: edited });
    }
    return showToPerson(desk, room, messageFor(desk, room, messageId));
  },

  deleteMessages(desk, { chatId, messageIds }) {
    const room = roomFor(desk, chatId);
    const ids = messageIds.filter((id) => room.messages.has(id));
    if (!ids.every((id) => mayDelete(desk, room, messageFor(desk, room, id)))) {
      throw new ClientFailure("このメッセージを削除する権限がありません");
    }
    if (ids.length > 0) desk.engine.commit("delete", { room: room.key, ids });
    return true;
  },

  forward(desk, { fromChatId, messageIds, toChatId, threadId }) {
    const source = roomFor(desk, fromChatId);
    const target = roomFor(desk, toChatId);
    assertMayWrite(desk, target);
    const thread = threadOf(desk, target, threadId);
    const drafts = messageIds.slice(0, FORWARD_MAX).map((id) => {
      const message = messageFor(desk, source, id);
      if (message.isProtected || source.isProtected) {
        throw new ClientFailure("このチャットのメッセージは転送できません");
      }
      if (message.content.type === "service") throw new ClientFailure("転送できないメッセージです");
      const asChat = speaksAsChat(desk, target);
      return { ...forwardDraft(source, message), threadId: thread, asChat };
    });
    desk.engine.commit("post", { room: target.key, from: desk.person.id, drafts });
    return true;
  },

  react(desk, { chatId, messageId, emoji }) {
    const room = roomFor(desk, chatId);
    messageFor(desk, room, messageId);
    const from = desk.person.id;
    desk.engine.commit("react", { room: room.key, id: messageId, from, emoji });
    return true;
  },

  pin(desk, { chatId, messageId, pinned }) {
    const room = roomFor(desk, chatId);
    messageFor(desk, room, messageId);
    const mayPin =
      room.kind === "private" || hasRight(room.members.get(desk.person.id), "can_pin_messages");
    if (!mayPin) throw new ClientFailure("固定する権限がありません");
    const asChat = speaksAsChat(desk, room);
    const ids = { room: room.key, id: messageId };
    if (pinned) desk.engine.commit("pin", { ...ids, from: desk.person.id, asChat });
    else desk.engine.commit("unpin", { room: room.key, ids: [messageId] });
    return true;
  },
} satisfies SomeHandlers;
