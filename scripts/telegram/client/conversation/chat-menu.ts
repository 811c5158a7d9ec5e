/** The entries of a chat's menu, by what kind of chat it is and who the person is in it. */
import type { ClientChat } from "../../client-protocol.ts";
import { rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { dropFeeds } from "../state/feeds.ts";
import { currentThreadId, go, place } from "../state/place.ts";
import { me } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import type { MenuEntry } from "../ui/menu.tsx";

/** What the person may do with a chat (and with the topic that is open in it). */
export function chatMenu(chat: ClientChat): MenuEntry[] {
  const info: MenuEntry = {
    id: "info",
    icon: chat.type === "private" ? "person" : "settings",
    label: text(chat.type === "private" ? "chat.profile" : "group.settings"),
    run: () => openDialog({ kind: "chatInfo", chatId: chat.id }),
  };
  return chat.type === "private" ? [info, ...privateEntries(chat)] : [info, ...groupEntries(chat)];
}

function privateEntries(chat: ClientChat): MenuEntry[] {
  const clear: MenuEntry = {
    id: "clear",
    icon: "trash",
    label: text("chat.clear"),
    danger: true,
    run: () =>
      openDialog({
        kind: "confirm",
        title: text("chat.clear"),
        text: text("chat.clearAsk", { title: chat.title }),
        action: text("chat.clear"),
        danger: true,
        run: () => {
          attempt(async () => {
            await call("clearPrivateChat", { chatId: chat.id });
            dropFeeds(chat.id);
          });
        },
      }),
  };
  if (chat.peer?.is_bot !== true) return [clear];
  const blocked = chat.needsStart;
  const block: MenuEntry = {
    id: "block",
    icon: "block",
    label: text(blocked ? "chat.unblock" : "chat.block"),
    danger: !blocked,
    run: () => {
      attempt(() => call("blockBot", { botId: chat.id, blocked: !blocked }));
    },
  };
  return [block, clear];
}

function groupEntries(chat: ClientChat): MenuEntry[] {
  const mine = chat.members.find((member) => member.user.id === me.value?.id);
  const rights = mine === undefined ? null : rightsOfMember(mine);
  const owner = mine?.status === "creator";
  const entries: (MenuEntry | false)[] = [
    chat.isForum && {
      id: "all",
      icon: "bubble",
      label: text(place.value.thread === "all" ? "topics.asTopics" : "topics.asMessages"),
      run: () => go({ chatId: chat.id, thread: place.value.thread === "all" ? null : "all" }),
    },
    chat.isForum &&
      rights?.can_manage_topics === true && {
        id: "new-topic",
        icon: "plus",
        label: text("topics.new"),
        run: () => openDialog({ kind: "newTopic", chatId: chat.id }),
      },
    ...topicEntries(chat, rights?.can_manage_topics === true, rights?.can_delete_messages === true),
    {
      id: "add-member",
      icon: "addPerson",
      label: text("group.addMember"),
      run: () => openDialog({ kind: "addMember", chatId: chat.id }),
    },
    {
      id: "leave",
      icon: "leave",
      label: text("group.leave"),
      danger: true,
      run: () => confirmLeave(chat),
    },
    owner && {
      id: "delete-group",
      icon: "trash",
      label: text("group.delete"),
      danger: true,
      run: () => confirmDelete(chat),
    },
  ];
  return entries.filter((one) => one !== false);
}

function topicEntries(chat: ClientChat, mayManage: boolean, mayDelete: boolean): MenuEntry[] {
  const threadId = currentThreadId.value;
  const topic = chat.topics.find((one) => one.threadId === threadId);
  if (topic === undefined || threadId === null) return [];
  const close: MenuEntry = {
    id: "close-topic",
    icon: "lock",
    label: text(topic.closed ? "topics.reopen" : "topics.close"),
    run: () => {
      attempt(() => call("closeTopic", { chatId: chat.id, threadId, closed: !topic.closed }));
    },
  };
  const remove: MenuEntry = {
    id: "delete-topic",
    icon: "trash",
    label: text("topics.delete"),
    danger: true,
    run: () =>
      openDialog({
        kind: "confirm",
        title: text("topics.delete"),
        text: text("topics.deleteAsk", { name: topic.name }),
        action: text("topics.delete"),
        danger: true,
        run: () => {
          attempt(async () => {
            await call("deleteTopic", { chatId: chat.id, threadId });
            go({ chatId: chat.id, thread: null });
          });
        },
      }),
  };
  return [...(mayManage ? [close] : []), ...(mayDelete && !topic.isGeneral ? [remove] : [])];
}

/** Asks, then leaves the group. */
export function confirmLeave(chat: ClientChat): void {
  openDialog({
    kind: "confirm",
    title: text("group.leave"),
    text: text("group.leaveAsk", { title: chat.title }),
    action: text("group.leave"),
    danger: true,
    run: () => {
      attempt(() => call("leaveGroup", { chatId: chat.id }));
    },
  });
}

/** Asks, then deletes the group for everybody. */
export function confirmDelete(chat: ClientChat): void {
  openDialog({
    kind: "confirm",
    title: text("group.delete"),
    text: text("group.deleteAsk", { title: chat.title }),
    action: text("group.delete"),
    danger: true,
    run: () => {
      attempt(() => call("deleteGroup", { chatId: chat.id }));
    },
  });
}
