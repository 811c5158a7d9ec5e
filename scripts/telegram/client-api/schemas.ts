/**
 * What each client action's arguments must look like. Types come from client-protocol.ts, so an
 * action without a schema, or with a wrong one, does not compile.
 */
import * as v from "valibot";
import { GROUP_RIGHTS } from "../world/rights.ts";
import type { ClientSchemas } from "./types.ts";

const id = v.pipe(v.number(), v.integer());
const ids = v.array(id);
const text = v.string();
const maybe = v.exactOptional;
const right = v.exactOptional(v.boolean());
const rightsEntries = Object.fromEntries(GROUP_RIGHTS.map((name) => [name, right])) as Record<
  (typeof GROUP_RIGHTS)[number],
  typeof right
>;

const look = v.object({
  platform: text,
  version: text,
  themeParams: v.record(text, text),
});

export const clientSchemas: ClientSchemas = {
  history: v.object({ chatId: id, threadId: maybe(id), beforeId: maybe(id) }),
  search: v.object({ chatId: maybe(id), query: text }),
  read: v.object({ chatId: id, upToId: id }),
  openBot: v.object({ username: text, start: maybe(text) }),
  send: v.object({ chatId: id, threadId: maybe(id), text, replyTo: maybe(id) }),
  sendFiles: v.object({
    chatId: id,
    threadId: maybe(id),
    caption: maybe(text),
    files: v.array(
      v.object({
        upload: text,
        as: v.picklist(["photo", "document", "voice", "video", "audio"]),
      }),
    ),
  }),
  sendSticker: v.object({ chatId: id, threadId: maybe(id), emoji: text }),
  editText: v.object({ chatId: id, messageId: id, text }),
  deleteMessages: v.object({ chatId: id, messageIds: ids }),
  forward: v.object({ fromChatId: id, messageIds: ids, toChatId: id, threadId: maybe(id) }),
  react: v.object({ chatId: id, messageId: id, emoji: v.nullable(text) }),
  pin: v.object({ chatId: id, messageId: id, pinned: v.boolean() }),
  press: v.object({ chatId: id, messageId: id, data: text }),
  chooser: v.object({ chatId: id, messageId: id, requestId: id }),
  shareChat: v.object({
    chatId: id,
    messageId: id,
    requestId: id,
    choose: maybe(id),
    create: maybe(v.object({ title: text })),
  }),
  startGroup: v.object({
    username: text,
    parameter: maybe(text),
    rights: v.array(text),
    chatId: id,
  }),
  createGroup: v.object({ title: text, forum: v.boolean() }),
  addMember: v.object({ chatId: id, userId: id }),
  removeMember: v.object({ chatId: id, userId: id }),
  setAdminRights: v.object({ chatId: id, userId: id, rights: v.nullable(v.object(rightsEntries)) }),
  editGroup: v.object({
    chatId: id,
    title: maybe(text),
    username: maybe(v.nullable(text)),
    forum: maybe(v.boolean()),
    autoDeleteSeconds: maybe(v.pipe(id, v.minValue(0))),
    protectedContent: maybe(v.boolean()),
    hiddenHistory: maybe(v.boolean()),
  }),
  createTopic: v.object({ chatId: id, name: text }),
  closeTopic: v.object({ chatId: id, threadId: id, closed: v.boolean() }),
  deleteTopic: v.object({ chatId: id, threadId: id }),
  leaveGroup: v.object({ chatId: id }),
  deleteGroup: v.object({ chatId: id }),
  blockBot: v.object({ botId: id, blocked: v.boolean() }),
  clearPrivateChat: v.object({ chatId: id }),
  launch: v.object({
    botId: id,
    from: v.picklist(["inline", "keyboard", "menu", "link"]),
    url: maybe(text),
    startParam: maybe(text),
    chatId: maybe(id),
    look,
  }),
  webAppData: v.object({ queryId: text, data: text, buttonText: text }),
  shareContact: v.object({ chatId: id }),
  writeAccess: v.object({ botId: id, allow: v.boolean() }),
  customMethod: v.object({ botId: id, method: text, params: v.unknown() }),
  hook: v.object({ id: text }),
};
