/**
 * What following a link does: Telegram's own links open inside this client, all others in a new
 * window after asking where the text hides the address.
 */

import { launchMiniApp } from "../mini-app/launch.ts";
import type { DeepLink } from "../model/deep-links.ts";
import { parseDeepLink } from "../model/deep-links.ts";
import { nameOf } from "../model/names.ts";
import { threadIdOf } from "../model/timeline.ts";
import { call } from "../net/call.ts";
import { text } from "../texts/index.ts";
import { closeDialogs, openDialog } from "./dialogs.ts";
import { feedOf, loadUntil } from "./feeds.ts";
import { go, jumpTo, openChat } from "./place.ts";
import { setStartParam } from "./start-params.ts";
import { bots, chatList, chats } from "./store.ts";
import { attempt, toast } from "./toasts.ts";

/** Follows an address. `ask` shows it first, for links whose text is something else. */
export function openAddress(address: string, ask = false): void {
  const link = parseDeepLink(address);
  if (link !== null) {
    openDeepLink(link);
    return;
  }
  const target = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  if (!/^(https?|mailto|tel):/i.test(target)) {
    toast(text("links.refused"), "bad");
    return;
  }
  const run = (): void => {
    window.open(target, "_blank", "noopener,noreferrer");
  };
  if (!ask) run();
  else {
    openDialog({
      kind: "confirm",
      title: text("links.openTitle"),
      text: target,
      action: text("links.open"),
      run,
    });
  }
}

/** Opens one of Telegram's own links. */
function openDeepLink(link: DeepLink): void {
  switch (link.kind) {
    case "bot":
      openUsername(link.username, link.start);
      return;
    case "startGroup":
      openDialog({
        kind: "startGroup",
        username: link.username,
        rights: link.rights,
        ...(link.parameter === undefined ? {} : { parameter: link.parameter }),
      });
      return;
    case "app":
      openAppLink(link.username, link.startParam);
      return;
    case "message":
      openMessage(link.chatId, link.messageId, link.threadId);
      return;
    case "user":
      if (chats.value.has(link.userId)) openChat(link.userId);
      else toast(text("links.unknownPerson"));
      return;
  }
}

function openUsername(username: string, start: string | undefined): void {
  const known = chatList.value.find((chat) => sameName(chat.username, username));
  const isBot = bots.value.some((bot) => sameName(bot.username, username));
  if (known !== undefined && !isBot) openChat(known.id);
  else openBotChat(username, start);
}

function sameName(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/** Opens the chat with a bot; with a start parameter a START button waits there to be pressed. */
export function openBotChat(username: string, start?: string): void {
  attempt(async () => {
    const { chatId } = await call("openBot", { username });
    if (start !== undefined) setStartParam(chatId, start);
    closeDialogs();
    openChat(chatId);
  });
}

function openAppLink(username: string, startParam: string | undefined): void {
  const bot = bots.value.find((one) => sameName(one.username, username));
  if (bot === undefined) {
    toast(text("links.unknownBot", { username }), "bad");
    return;
  }
  launchMiniApp({
    botId: bot.id,
    botName: nameOf(bot),
    from: "link",
    ...(startParam === undefined ? {} : { startParam }),
  });
}

function openMessage(chatId: number, messageId: number, threadId: number | undefined): void {
  if (!chats.value.has(chatId)) {
    toast(text("links.noChat"), "bad");
    return;
  }
  closeDialogs();
  // A link to the message that opened a topic leads to the topic.
  const topic = chats.value.get(chatId)?.topics.find((one) => one.threadId === messageId);
  if (topic !== undefined && threadId === undefined) go({ chatId, thread: topic.threadId });
  else if (threadId === undefined) attempt(() => jumpIntoTopic(chatId, messageId));
  else jumpTo(chatId, messageId, threadId);
}

/** A link without a topic: finds out which one the message lies in, and goes there. */
async function jumpIntoTopic(chatId: number, messageId: number): Promise<void> {
  const feed = feedOf(chatId, null);
  await loadUntil(feed, messageId);
  const message = feed.value.messages.find((one) => one.message_id === messageId);
  jumpTo(chatId, messageId, message === undefined ? undefined : threadIdOf(message));
}
