/**
 * Service messages: which messages are such, and their sentence. The sentence comes as a key and
 * its parts, so that this file knows no language.
 */
import type { Message } from "@grammyjs/types";
import type { TextKey } from "../texts/index.ts";
import { nameOf } from "./names.ts";

const SERVICE_FIELDS = [
  "new_chat_members",
  "left_chat_member",
  "new_chat_title",
  "new_chat_photo",
  "delete_chat_photo",
  "group_chat_created",
  "supergroup_chat_created",
  "message_auto_delete_timer_changed",
  "migrate_to_chat_id",
  "migrate_from_chat_id",
  "pinned_message",
  "users_shared",
  "chat_shared",
  "write_access_allowed",
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
  "general_forum_topic_hidden",
  "general_forum_topic_unhidden",
  "web_app_data",
  "chat_owner_left",
  "chat_owner_changed",
  "successful_payment",
  "refunded_payment",
] as const satisfies readonly (keyof Message)[];

/** True when the message is shown as a pill and not as a bubble. */
export function isServiceMessage(message: Message): boolean {
  return SERVICE_FIELDS.some((field) => message[field] !== undefined);
}

export interface ServiceSentence {
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string | number>>;
  /** A message that the pill leads to. */
  readonly target?: number;
}

/** What a service message says. `groupTitle` names a chat by id where the message does not. */
export function serviceSentence(message: Message): ServiceSentence {
  const who = nameOf(message.from);
  const chatSentence = aboutChat(message, who);
  if (chatSentence !== null) return chatSentence;
  const topicSentence = aboutTopic(message, who);
  if (topicSentence !== null) return topicSentence;
  if (message.chat_shared !== undefined) {
    const title = message.chat_shared.title ?? "";
    return {
      key: title === "" ? "service.chatSharedUnnamed" : "service.chatShared",
      params: { title },
    };
  }
  if (message.users_shared !== undefined) return { key: "service.usersShared", params: {} };
  if (message.write_access_allowed !== undefined) return { key: "service.writeAccess", params: {} };
  if (message.web_app_data !== undefined) {
    return { key: "service.webAppData", params: { button: message.web_app_data.button_text } };
  }
  return { key: "service.other", params: {} };
}

function aboutChat(message: Message, who: string): ServiceSentence | null {
  if (message.supergroup_chat_created === true || message.group_chat_created === true) {
    return { key: "service.created", params: { who, title: message.chat.title ?? "" } };
  }
  const added = message.new_chat_members;
  if (added !== undefined) {
    const names = added.map(nameOf).join("、");
    const alone = added.length === 1 && added[0]?.id === message.from?.id;
    return { key: alone ? "service.joined" : "service.added", params: { who, names } };
  }
  const left = message.left_chat_member;
  if (left !== undefined) {
    const key = left.id === message.from?.id ? "service.left" : "service.removed";
    return { key, params: { who, name: nameOf(left) } };
  }
  if (message.new_chat_title !== undefined) {
    return { key: "service.title", params: { who, title: message.new_chat_title } };
  }
  if (message.pinned_message !== undefined) {
    const target = message.pinned_message.message_id;
    return { key: "service.pinned", params: { who }, target };
  }
  const timer = message.message_auto_delete_timer_changed;
  if (timer !== undefined) {
    const seconds = timer.message_auto_delete_time;
    const days = Math.max(1, Math.round(seconds / 86_400));
    return { key: seconds === 0 ? "service.timerOff" : "service.timerOn", params: { who, days } };
  }
  if (message.new_chat_photo !== undefined) return { key: "service.photo", params: { who } };
  if (message.delete_chat_photo === true) return { key: "service.photoGone", params: { who } };
  if (message.chat_owner_left !== undefined) return { key: "service.ownerLeft", params: { who } };
  if (message.chat_owner_changed !== undefined) {
    return { key: "service.ownerChanged", params: { who } };
  }
  return null;
}

function aboutTopic(message: Message, who: string): ServiceSentence | null {
  if (message.forum_topic_created !== undefined) {
    return { key: "service.topicCreated", params: { who, name: message.forum_topic_created.name } };
  }
  if (message.forum_topic_edited !== undefined) {
    const name = message.forum_topic_edited.name ?? "";
    return {
      key: name === "" ? "service.topicIcon" : "service.topicRenamed",
      params: { who, name },
    };
  }
  if (message.forum_topic_closed !== undefined) {
    return { key: "service.topicClosed", params: { who } };
  }
  if (message.forum_topic_reopened !== undefined) {
    return { key: "service.topicReopened", params: { who } };
  }
  if (message.general_forum_topic_hidden !== undefined) {
    return { key: "service.generalHidden", params: { who } };
  }
  if (message.general_forum_topic_unhidden !== undefined) {
    return { key: "service.generalShown", params: { who } };
  }
  return null;
}
