/**
 * Topics as people handle them.
 */
import { hasRight, mayManageTopic } from "../../world/rights.ts";
import type { GroupRoom } from "../../world/state.ts";
import { TOPIC_COLORS } from "../../world/topics.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, groupOfDesk } from "../desk.ts";
import type { SomeHandlers } from "../types.ts";
import { need } from "./groups.ts";
import { speaksAsChat } from "./messages.ts";

const GENERAL = 1;
const NAME_MAX = 128;

function forumOf(desk: Desk, chatId: number): GroupRoom {
  const room = groupOfDesk(desk, chatId);
  if (!room.isForum) throw new ClientFailure("トピックのないグループです");
  return room;
}

export const topicHandlers = {
  createTopic(desk, { chatId, name }) {
    const room = forumOf(desk, chatId);
    need(desk, room, "can_manage_topics");
    const title = name.trim().slice(0, NAME_MAX);
    if (title === "") throw new ClientFailure("トピックの名前を入れてください");
    const iconColor = TOPIC_COLORS[room.topics.size % TOPIC_COLORS.length] ?? TOPIC_COLORS[0];
    const asChat = speaksAsChat(desk, room);
    const args = { room: room.key, from: desk.person.id, name: title, iconColor, asChat };
    return { threadId: desk.engine.commit("createTopic", args) };
  },

  closeTopic(desk, { chatId, threadId, closed }) {
    const room = forumOf(desk, chatId);
    const thread = threadId === GENERAL ? 0 : threadId;
    const topic = thread === 0 ? room.general : room.topics.get(thread);
    if (!topic) throw new ClientFailure("トピックが見つかりません");
    if (!mayManageTopic(room, desk.person.id, thread)) {
      throw new ClientFailure("この操作をする権限がありません");
    }
    if (topic.closed === closed) return true;
    const from = desk.person.id;
    desk.engine.commit("closeTopic", { room: room.key, threadId: thread, from, closed });
    return true;
  },

  deleteTopic(desk, { chatId, threadId }) {
    const room = forumOf(desk, chatId);
    if (!room.topics.has(threadId)) throw new ClientFailure("このトピックは削除できません");
    if (!hasRight(room.members.get(desk.person.id), "can_delete_messages")) {
      throw new ClientFailure("この操作をする権限がありません");
    }
    desk.engine.commit("deleteTopic", { room: room.key, threadId });
    return true;
  },
} satisfies SomeHandlers;
