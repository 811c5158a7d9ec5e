/**
 * Groups as their members handle them: made, changed, joined, left, with rights given and taken.
 */
import type { ChatAdministratorRights } from "@grammyjs/types";
import { defined } from "../../std.ts";
import { formatText } from "../../text/format.ts";
import { findByUsername, groupKey, groupOf, isAdministrator, isPresent } from "../../world/find.ts";
import type { Right } from "../../world/rights.ts";
import { fullRights, givesAnything, hasRight, rightsBeyond } from "../../world/rights.ts";
import type { Bot, GroupRoom } from "../../world/state.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, groupOfDesk } from "../desk.ts";
import type { SomeHandlers } from "../types.ts";
import { speaksAsChat } from "./messages.ts";

const TITLE_MAX = 128;
const USERNAME = /^[A-Za-z][A-Za-z0-9_]{3,31}$/;

/** The person must have the right in the group. */
export function need(desk: Desk, room: GroupRoom, right: Right): void {
  if (!hasRight(room.members.get(desk.person.id), right)) {
    throw new ClientFailure("この操作をする権限がありません");
  }
}

/** A supergroup in any case: a basic group is upgraded, and has another id from then on. */
function supergroupOf(desk: Desk, room: GroupRoom, forum = false): GroupRoom {
  if (room.kind === "supergroup") return room;
  const args = { room: room.key, by: desk.person.id, forum };
  const id = desk.engine.commit("upgrade", args);
  return groupOf(desk.world, groupKey(id));
}

export function readTitle(raw: string): string {
  const title = raw.trim().slice(0, TITLE_MAX);
  if (title === "") throw new ClientFailure("グループの名前を入れてください");
  return title;
}

function botNamed(desk: Desk, username: string): Bot {
  const bot = findByUsername(desk.world, username);
  const found = bot && desk.world.bots.get(bot.id);
  if (!found) throw new ClientFailure("ボットが見つかりません");
  return found;
}

/** Brings a bot in with rights, or gives them to one that is there. Only what one has oneself. */
export function giveRights(
  desk: Desk,
  room: GroupRoom,
  userId: number,
  rights: Partial<ChatAdministratorRights> | null,
): void {
  need(desk, room, "can_promote_members");
  const beyond = rights ? rightsBeyond(rights, room.members.get(desk.person.id)) : [];
  if (beyond.length > 0) {
    throw new ClientFailure(`自分にない権限は渡せません: ${beyond.join(", ")}`);
  }
  const by = desk.person.id;
  if (isPresent(room.members.get(userId))) {
    desk.engine.commit("setRights", { room: room.key, userId, by, rights });
    return;
  }
  if (rights === null) throw new ClientFailure("メンバーではありません");
  assertMayJoin(desk, userId);
  desk.engine.commit("addMembers", { room: room.key, users: [userId], by, rights });
}

function assertMayJoin(desk: Desk, userId: number): void {
  const bot = desk.world.bots.get(userId);
  if (bot && !bot.canJoinGroups) throw new ClientFailure("このボットはグループに追加できません");
  if (!bot && !desk.world.persons.has(userId)) throw new ClientFailure("その人は見つかりません");
}

/** `change_info+pin_messages` of a startgroup link, as rights. */
function rightsOfTokens(tokens: readonly string[]): Partial<ChatAdministratorRights> {
  const rights: Record<string, boolean> = {};
  for (const token of tokens)
    rights[token === "anonymous" ? "is_anonymous" : `can_${token}`] = true;
  return rights;
}

export const groupHandlers = {
  createGroup(desk, { title, forum }) {
    const chatId = desk.engine.commit("createGroup", {
      title: readTitle(title),
      owner: desk.person.id,
      forum,
      basic: !forum,
    });
    return { chatId };
  },

  addMember(desk, { chatId, userId }) {
    const room = groupOfDesk(desk, chatId);
    assertMayJoin(desk, userId);
    const before = room.members.get(userId);
    if (isPresent(before)) throw new ClientFailure("すでにメンバーです");
    if (before?.status === "kicked") need(desk, room, "can_restrict_members");
    const by = desk.person.id;
    desk.engine.commit("addMembers", { room: room.key, users: [userId], by });
    return true;
  },

  removeMember(desk, { chatId, userId }) {
    const room = groupOfDesk(desk, chatId);
    need(desk, room, "can_restrict_members");
    const target = room.members.get(userId);
    if (!isPresent(target)) throw new ClientFailure("メンバーではありません");
    const mine = room.members.get(desk.person.id);
    const isProtected =
      target?.status === "creator" ||
      (isAdministrator(target) &&
        mine?.status !== "creator" &&
        target?.promotedBy !== desk.person.id);
    if (isProtected) throw new ClientFailure("この管理者は外せません");
    desk.engine.commit("removeMember", { room: room.key, userId, by: desk.person.id });
    return true;
  },

  setAdminRights(desk, { chatId, userId, rights }) {
    const room = supergroupOf(desk, groupOfDesk(desk, chatId));
    const isSelf = userId === desk.person.id;
    if (isSelf && room.members.get(userId)?.status !== "creator") {
      throw new ClientFailure("自分の権限は変えられません");
    }
    const wanted = rights && givesAnything(fullRights(rights)) ? defined(rights) : null;
    giveRights(desk, room, userId, wanted);
    return true;
  },

  editGroup(desk, { chatId, ...change }) {
    const before = groupOfDesk(desk, chatId);
    need(desk, before, "can_change_info");
    const username = change.username?.replace(/^@/, "");
    if (username !== undefined) checkUsername(desk, before, username);
    const needsSuper =
      change.forum === true || change.hiddenHistory === true || username !== undefined;
    const room = needsSuper ? supergroupOf(desk, before) : before;
    desk.engine.commit("editGroup", {
      room: room.key,
      by: desk.person.id,
      asChat: speaksAsChat(desk, room),
      change: defined({
        ...change,
        title: change.title === undefined ? undefined : readTitle(change.title),
        username: username ?? change.username,
      }),
    });
    return true;
  },

  leaveGroup(desk, { chatId }) {
    const room = groupOfDesk(desk, chatId);
    desk.engine.commit("leave", { room: room.key, userId: desk.person.id });
    return true;
  },

  deleteGroup(desk, { chatId }) {
    const room = groupOfDesk(desk, chatId);
    if (room.members.get(desk.person.id)?.status !== "creator") {
      throw new ClientFailure("グループを削除できるのはオーナーだけです");
    }
    desk.engine.commit("deleteGroup", { room: room.key });
    return true;
  },

  startGroup(desk, { username, parameter, rights, chatId }) {
    const bot = botNamed(desk, username);
    const wanted = rightsOfTokens(rights);
    const isAdmin = rights.length > 0;
    const before = groupOfDesk(desk, chatId);
    const room = isAdmin ? supergroupOf(desk, before) : before;
    if (isAdmin) giveRights(desk, room, bot.id, wanted);
    else if (!isPresent(room.members.get(bot.id))) {
      assertMayJoin(desk, bot.id);
      const by = desk.person.id;
      desk.engine.commit("addMembers", { room: room.key, users: [bot.id], by });
    }
    if (parameter !== undefined && parameter !== "") {
      const text = `/start@${bot.username} ${parameter}`;
      const content = { type: "text" as const, ...formatText(text, undefined, undefined) };
      const drafts = [{ content, asChat: speaksAsChat(desk, room) }];
      desk.engine.commit("post", { room: room.key, from: desk.person.id, drafts });
    }
    return { chatId: room.id };
  },
} satisfies SomeHandlers;

function checkUsername(desk: Desk, room: GroupRoom, username: string): void {
  if (!USERNAME.test(username)) throw new ClientFailure("この公開リンクは使えません");
  const taken = findByUsername(desk.world, username);
  if (taken && taken !== room) throw new ClientFailure("この公開リンクはもう使われています");
}
