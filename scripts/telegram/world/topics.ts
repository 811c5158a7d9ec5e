/**
 * Topics of a forum. A topic's number is the id of the service message that began it; General has
 * none in here (0) and is called 1 by clients.
 *
 * Sources: Bot API ForumTopic and its methods; tdlib ForumTopicManager.cpp.
 */
import { assert, defined } from "../std.ts";
import { groupOf } from "./find.ts";
import { postService, removeMessages } from "./messages.ts";
import type { Topic } from "./state.ts";
import type { Tx } from "./tx.ts";

export const TOPIC_COLORS = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f] as const;

export const topicActions = {
  /** Begins a topic; answers its number. */
  createTopic(
    tx: Tx,
    args: {
      room: string;
      from: number;
      name: string;
      iconColor: number;
      iconEmojiId?: string;
      asChat?: boolean;
    },
  ): number {
    const room = groupOf(tx.world, args.room);
    const { name, iconColor, iconEmojiId, from } = args;
    const threadId = room.lastMessageId + 1;
    const topic: Topic = defined({
      threadId,
      name,
      iconColor,
      iconEmojiId,
      creator: from,
      closed: false,
    });
    room.topics.set(threadId, topic);
    const service = defined({ kind: "topic_created" as const, name, iconColor, iconEmojiId });
    postService(tx, room, from, service, { threadId, asChat: args.asChat ?? false });
    tx.emit({ type: "room", room: room.key });
    return threadId;
  },

  /** Changes name or icon ("" takes the icon away); General, 0, only has a name. */
  editTopic(
    tx: Tx,
    args: { room: string; threadId: number; from: number; name?: string; iconEmojiId?: string },
  ): void {
    const room = groupOf(tx.world, args.room);
    const topic = args.threadId === 0 ? room.general : room.topics.get(args.threadId);
    assert(topic, `no topic ${args.threadId}`);
    if (args.name !== undefined) topic.name = args.name;
    if (args.iconEmojiId !== undefined && "threadId" in topic) topic.iconEmojiId = args.iconEmojiId;
    const { name, iconEmojiId } = args;
    const service = defined({ kind: "topic_edited" as const, name, iconEmojiId });
    postService(tx, room, args.from, service, { threadId: args.threadId });
    tx.emit({ type: "room", room: room.key });
  },

  closeTopic(
    tx: Tx,
    args: { room: string; threadId: number; from: number; closed: boolean },
  ): void {
    const room = groupOf(tx.world, args.room);
    const topic = args.threadId === 0 ? room.general : room.topics.get(args.threadId);
    assert(topic, `no topic ${args.threadId}`);
    topic.closed = args.closed;
    const kind = args.closed ? "topic_closed" : "topic_reopened";
    postService(tx, room, args.from, { kind }, { threadId: args.threadId });
    tx.emit({ type: "room", room: room.key });
  },

  /** Hiding General closes it too (Bot API hideGeneralForumTopic). */
  hideGeneral(tx: Tx, args: { room: string; from: number; hidden: boolean }): void {
    const room = groupOf(tx.world, args.room);
    room.general.hidden = args.hidden;
    if (args.hidden) room.general.closed = true;
    const kind = args.hidden ? "general_hidden" : "general_unhidden";
    postService(tx, room, args.from, { kind });
    tx.emit({ type: "room", room: room.key });
  },

  /** Removes a topic with all its messages, however old. No bot is told. */
  deleteTopic(tx: Tx, args: { room: string; threadId: number }): void {
    const room = groupOf(tx.world, args.room);
    room.topics.delete(args.threadId);
    const ids = [...room.messages.values()]
      .filter((message) => message.threadId === args.threadId)
      .map((message) => message.id);
    removeMessages(tx, room, ids);
    tx.emit({ type: "room", room: room.key });
  },
};
