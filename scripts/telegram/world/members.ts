/**
 * Who is in a group and as what: joining, leaving, being removed, promoted, demoted. Bots hear of
 * their own standing by my_chat_member, of others' by chat_member when they asked for it.
 *
 * Sources: Bot API ChatMemberUpdated, promoteChatMember; telegram-bot-api Client.cpp (member
 * updates have a queue of their own, so a webhook may see them before or after the messages).
 */
import type { ChatAdministratorRights } from "@grammyjs/types";
import { enqueue } from "./deliver.ts";
import { groupOf, isAdministrator, isPresent } from "./find.ts";
import { postService } from "./messages.ts";
import { fullRights, givesAnything } from "./rights.ts";
import { showGroup, showMember, showUser } from "./show-account.ts";
import type { GroupRoom, Member } from "./state.ts";
import type { Tx } from "./tx.ts";
import { secondsOf } from "./tx.ts";

/** A plain member who joins now. */
const joining = (room: GroupRoom): Member => ({
  status: "member",
  joinedAfter: room.lastMessageId,
  until: 0,
});

/** Puts an account into a new standing and tells the bots concerned. */
export function setMember(
  tx: Tx,
  room: GroupRoom,
  userId: number,
  member: Member,
  by: number,
): void {
  const { world } = tx;
  const before = room.members.get(userId);
  room.members.set(userId, member);
  const tell = (botId: number, kind: "my_chat_member" | "chat_member"): void => {
    enqueue(tx, botId, kind, `member:${room.key}`, {
      chat: showGroup(room),
      from: showUser(world, by),
      date: secondsOf(tx.at),
      old_chat_member: showMember(world, userId, before, botId),
      new_chat_member: showMember(world, userId, member, botId),
    });
  };
  for (const [id, other] of room.members) {
    if (!world.bots.has(id)) continue;
    if (id === userId) tell(id, "my_chat_member");
    else if (isAdministrator(other)) tell(id, "chat_member");
  }
  tx.emit({ type: "room", room: room.key });
  if (isPresent(before) && !isPresent(member) && world.persons.has(userId)) {
    tx.emit({ type: "roomGone", room: room.key, personId: userId });
  }
}

/** An administrator with these rights; without any, a plain member. */
function withRights(
  room: GroupRoom,
  before: Member | undefined,
  rights: Partial<ChatAdministratorRights> | null,
  by: number,
): Member {
  const joinedAfter = isPresent(before) ? (before?.joinedAfter ?? 0) : room.lastMessageId;
  const full = fullRights(rights ?? {});
  if (!givesAnything(full)) return { status: "member", joinedAfter, until: 0 };
  return { status: "administrator", rights: full, promotedBy: by, joinedAfter, until: 0 };
}

export const memberActions = {
  /** Adds people or bots, at once as administrators when rights are given. */
  addMembers(
    tx: Tx,
    args: {
      room: string;
      users: readonly number[];
      by: number;
      rights?: Partial<ChatAdministratorRights>;
    },
  ): void {
    const room = groupOf(tx.world, args.room);
    for (const userId of args.users) {
      const member = args.rights
        ? withRights(room, undefined, args.rights, args.by)
        : joining(room);
      setMember(tx, room, userId, member, args.by);
    }
    postService(tx, room, args.by, { kind: "members_added", users: args.users });
  },

  /** Somebody is thrown out, and may not come back by themselves. */
  removeMember(tx: Tx, args: { room: string; userId: number; by: number; until?: number }): void {
    const room = groupOf(tx.world, args.room);
    const wasPresent = isPresent(room.members.get(args.userId));
    const gone: Member = { status: "kicked", joinedAfter: 0, until: args.until ?? 0 };
    if (wasPresent) postService(tx, room, args.by, { kind: "member_left", user: args.userId });
    setMember(tx, room, args.userId, gone, args.by);
    room.keyboards.delete(args.userId);
  },

  /** A ban is lifted; they may be added again. */
  unban(tx: Tx, args: { room: string; userId: number; by: number }): void {
    const room = groupOf(tx.world, args.room);
    setMember(tx, room, args.userId, { status: "left", joinedAfter: 0, until: 0 }, args.by);
  },

  /** Somebody leaves by their own will; an owner leaves the group without one. */
  leave(tx: Tx, args: { room: string; userId: number }): void {
    const room = groupOf(tx.world, args.room);
    const wasOwner = room.members.get(args.userId)?.status === "creator";
    postService(tx, room, args.userId, { kind: "member_left", user: args.userId });
    if (wasOwner) postService(tx, room, args.userId, { kind: "owner_left" });
    const gone: Member = { status: "left", joinedAfter: 0, until: 0 };
    setMember(tx, room, args.userId, gone, args.userId);
    room.keyboards.delete(args.userId);
  },

  /** Promotes with exactly these rights; null or none of them demotes. */
  setRights(
    tx: Tx,
    args: {
      room: string;
      userId: number;
      by: number;
      rights: Partial<ChatAdministratorRights> | null;
    },
  ): void {
    const room = groupOf(tx.world, args.room);
    const before = room.members.get(args.userId);
    if (before?.status === "creator") {
      const rights = fullRights({ ...before.rights, ...args.rights });
      setMember(tx, room, args.userId, { ...before, rights }, args.by);
    } else {
      setMember(tx, room, args.userId, withRights(room, before, args.rights, args.by), args.by);
    }
  },

  /** Mutes until a time in seconds, or for ever (0); `restricted: false` lifts it. */
  restrict(
    tx: Tx,
    args: { room: string; userId: number; by: number; restricted: boolean; until?: number },
  ): void {
    const room = groupOf(tx.world, args.room);
    const joinedAfter = room.members.get(args.userId)?.joinedAfter ?? 0;
    const status = args.restricted ? "restricted" : "member";
    setMember(tx, room, args.userId, { status, joinedAfter, until: args.until ?? 0 }, args.by);
  },

  /** The group gets another owner; the old one stays as an administrator with all rights. */
  transferOwner(tx: Tx, args: { room: string; from: number; to: number }): void {
    const room = groupOf(tx.world, args.room);
    const old = room.members.get(args.from);
    const next = room.members.get(args.to);
    const joinedAfter = old?.joinedAfter ?? 0;
    const owner: Member = { status: "creator", joinedAfter: next?.joinedAfter ?? 0, until: 0 };
    setMember(tx, room, args.from, { status: "member", joinedAfter, until: 0 }, args.from);
    setMember(tx, room, args.to, owner, args.from);
    postService(tx, room, args.from, { kind: "owner_changed", newOwner: args.to });
  },
};
