/**
 * The chooser of a `request_chat` button: which groups fit, making a new one, and what the bot is
 * given and told.
 *
 * Sources: Bot API KeyboardButtonRequestChat, ChatShared; tdlib RequestedDialogType.cpp; without
 * rights and without bot_is_member the chat is shared but the bot is not added (td #2572).
 */
import type { KeyboardButtonRequestChat } from "@grammyjs/types";
import { defined } from "../../std.ts";
import { botOf, groupKey, groupOf, isPresent } from "../../world/find.ts";
import { fullRights, hasRight, rightsBeyond } from "../../world/rights.ts";
import { botName } from "../../world/show-account.ts";
import type { GroupRoom, PrivateRoom } from "../../world/state.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, isListed, roomFor } from "../desk.ts";
import type { SomeHandlers } from "../types.ts";
import { giveRights, readTitle } from "./groups.ts";

interface Asked {
  readonly room: PrivateRoom;
  readonly request: KeyboardButtonRequestChat;
}

/** The button that the person pressed, from the keyboard in force. */
function askedFor(desk: Desk, chatId: number, messageId: number, requestId: number): Asked {
  const room = roomFor(desk, chatId);
  const shown = room.keyboards.get(desk.person.id);
  if (room.kind !== "private" || shown?.fromMessageId !== messageId) {
    throw new ClientFailure("このボタンはもうありません");
  }
  for (const button of shown.markup.keyboard.flat()) {
    if (typeof button === "string" || !("request_chat" in button)) continue;
    if (button.request_chat.request_id === requestId) {
      return { room, request: button.request_chat };
    }
  }
  throw new ClientFailure("このボタンはもうありません");
}

function fits(desk: Desk, asked: Asked, room: GroupRoom): boolean {
  const { request } = asked;
  const me = room.members.get(desk.person.id);
  const bot = room.members.get(asked.room.botId);
  if (request.chat_is_channel || !isListed(room, desk.person.id)) return false;
  if (request.chat_is_forum !== undefined && request.chat_is_forum !== room.isForum) return false;
  const hasName = room.username !== undefined;
  if (request.chat_has_username !== undefined && request.chat_has_username !== hasName)
    return false;
  if (request.chat_is_created && me?.status !== "creator") return false;
  if (request.bot_is_member && !isPresent(bot) && !mayAdd(room, desk)) return false;
  if (rightsBeyond(request.user_administrator_rights ?? {}, me).length > 0) return false;
  return !request.bot_administrator_rights || hasRight(me, "can_promote_members");
}

const mayAdd = (room: GroupRoom, desk: Desk): boolean =>
  hasRight(room.members.get(desk.person.id), "can_invite_users");

function chosenGroup(
  desk: Desk,
  asked: Asked,
  args: { choose?: number; create?: { title: string } },
): GroupRoom {
  if (args.create) {
    const forum = asked.request.chat_is_forum === true;
    const basic = !forum && asked.request.bot_administrator_rights === undefined;
    const title = readTitle(args.create.title);
    const made = { title, owner: desk.person.id, forum, basic };
    const id = desk.engine.commit("createGroup", made);
    return groupOf(desk.world, groupKey(id));
  }
  const room = desk.world.rooms.get(groupKey(args.choose ?? 0));
  if (!room || room.kind === "private" || !fits(desk, asked, room)) {
    throw new ClientFailure("このグループは選べません");
  }
  return room;
}

/** A name that a new group may well have; the person can write another one. */
function titleFor(desk: Desk, asked: Asked): string {
  const { firstName, languageCode } = desk.person;
  const bot = botName(botOf(desk.world, asked.room.botId), languageCode);
  return languageCode === "ja" ? `${firstName}の${bot}` : `${firstName}'s ${bot}`;
}

/** Gives the bot what the button asked for, exactly and no more. */
function grant(desk: Desk, asked: Asked, room: GroupRoom): void {
  const { request } = asked;
  const { botId } = asked.room;
  const wanted = request.bot_administrator_rights;
  const bot = room.members.get(botId);
  if (wanted) {
    const lacks = rightsBeyond(wanted, bot).length > 0 || bot?.status !== "administrator";
    if (lacks) giveRights(desk, room, botId, wanted);
  } else if (request.bot_is_member && !isPresent(bot)) {
    const by = desk.person.id;
    desk.engine.commit("addMembers", { room: room.key, users: [botId], by });
  }
}

export const chooserHandlers = {
  chooser(desk, { chatId, messageId, requestId }) {
    const asked = askedFor(desk, chatId, messageId, requestId);
    const { request } = asked;
    const full = (rights: typeof request.bot_administrator_rights) =>
      rights ? fullRights(rights) : null;
    return {
      createTitle: titleFor(desk, asked),
      mustBeForum: request.chat_is_forum === true,
      mustBeCreatedByMe: request.chat_is_created === true,
      botRights: full(request.bot_administrator_rights),
      userRights: full(request.user_administrator_rights),
      choices: [...desk.world.rooms.values()].flatMap((room) =>
        room.kind !== "private" && fits(desk, asked, room)
          ? [{ chatId: room.id, title: room.title }]
          : [],
      ),
    };
  },

  shareChat(desk, { chatId, messageId, requestId, ...choice }) {
    const asked = askedFor(desk, chatId, messageId, requestId);
    const room = chosenGroup(desk, asked, choice);
    grant(desk, asked, room);
    const { request } = asked;
    const shared = defined({
      request_id: requestId,
      chat_id: room.id,
      title: request.request_title ? room.title : undefined,
      username: request.request_username ? room.username : undefined,
    });
    desk.engine.commit("post", {
      room: asked.room.key,
      from: desk.person.id,
      drafts: [{ content: { type: "service", service: { kind: "chat_shared", shared } } }],
    });
    return { sharedChatId: room.id };
  },
} satisfies SomeHandlers;
