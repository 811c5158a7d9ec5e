/**
 * Groups: made, renamed, made public, turned into forums, upgraded, deleted.
 *
 * Sources: Bot API Chat, Message (service fields); core.telegram.org/api/channel (migration:
 * a basic group that needs a supergroup's features gets a new id).
 */
import { defined } from "../std.ts";
import { newInstance } from "./accounts.ts";
import { groupKey, groupOf, isPresent } from "./find.ts";
import { setMember } from "./members.ts";
import { postService } from "./messages.ts";
import type { GroupRoom, Member } from "./state.ts";
import type { Tx } from "./tx.ts";

const SUPERGROUP_BASE = -1_000_000_000_000;

function newGroup(tx: Tx, kind: GroupRoom["kind"], title: string, isForum: boolean): GroupRoom {
  const number = 1_000_000_000 + tx.random.below(3_000_000_000);
  const id = kind === "group" ? -number : SUPERGROUP_BASE - number;
  const room: GroupRoom = {
    key: groupKey(id),
    kind,
    id,
    instance: newInstance(tx),
    title,
    isForum,
    hiddenHistory: false,
    general: { name: "General", closed: false, hidden: false },
    members: new Map(),
    topics: new Map(),
    messages: new Map(),
    order: [],
    pinned: [],
    autoDeleteSeconds: 0,
    isProtected: false,
    read: new Map(),
    keyboards: new Map(),
    lastMessageId: 0,
    deleted: false,
  };
  tx.world.rooms.set(room.key, room);
  return room;
}

/** What editing a group can change; only what is given changes. */
export interface GroupChange {
  readonly title?: string;
  /** null makes the group private. */
  readonly username?: string | null;
  readonly description?: string;
  readonly forum?: boolean;
  readonly autoDeleteSeconds?: number;
  readonly protectedContent?: boolean;
  readonly hiddenHistory?: boolean;
}

export const groupActions = {
  /** A new group of this owner. A forum is a supergroup from the start. Answers its id. */
  createGroup(
    tx: Tx,
    args: { title: string; owner: number; forum: boolean; basic: boolean },
  ): number {
    const room = newGroup(tx, args.basic ? "group" : "supergroup", args.title, args.forum);
    const owner: Member = { status: "creator", joinedAfter: 0, until: 0 };
    room.members.set(args.owner, owner);
    const kind = args.basic ? "group_created" : "supergroup_created";
    postService(tx, room, args.owner, { kind });
    tx.emit({ type: "room", room: room.key });
    return room.id;
  },

  editGroup(
    tx: Tx,
    args: { room: string; by: number; change: GroupChange; asChat?: boolean },
  ): void {
    const room = groupOf(tx.world, args.room);
    const { change, by } = args;
    const asChat = args.asChat ?? false;
    if (change.title !== undefined && change.title !== room.title) {
      room.title = change.title;
      postService(tx, room, by, { kind: "title_changed", title: change.title }, { asChat });
    }
    if (change.username === null) delete room.username;
    else if (change.username !== undefined) room.username = change.username;
    if (change.description !== undefined) room.description = change.description;
    if (change.forum !== undefined) room.isForum = change.forum;
    if (change.protectedContent !== undefined) room.isProtected = change.protectedContent;
    if (change.hiddenHistory !== undefined) room.hiddenHistory = change.hiddenHistory;
    const seconds = change.autoDeleteSeconds;
    if (seconds !== undefined && seconds !== room.autoDeleteSeconds) {
      room.autoDeleteSeconds = seconds;
      postService(tx, room, by, { kind: "auto_delete_changed", seconds }, { asChat });
    }
    tx.emit({ type: "room", room: room.key });
  },

  /** A basic group becomes a supergroup with a new id; its messages stay behind. */
  upgrade(tx: Tx, args: { room: string; by: number; forum: boolean }): number {
    const old = groupOf(tx.world, args.room);
    const next = newGroup(tx, "supergroup", old.title, args.forum);
    if (old.description !== undefined) next.description = old.description;
    for (const [id, member] of old.members) {
      if (isPresent(member)) next.members.set(id, defined({ ...member, joinedAfter: 0 }));
    }
    next.migratedFrom = old.id;
    postService(tx, old, args.by, { kind: "migrated_to", chatId: next.id });
    old.migratedTo = next.id;
    postService(tx, next, args.by, { kind: "migrated_from", chatId: old.id });
    for (const id of next.members.keys()) {
      if (tx.world.persons.has(id)) tx.emit({ type: "roomGone", room: old.key, personId: id });
    }
    tx.emit({ type: "room", room: next.key });
    return next.id;
  },

  /** The owner deletes the group for everybody. No bot is told (facts: none is promised). */
  deleteGroup(tx: Tx, args: { room: string }): void {
    const room = groupOf(tx.world, args.room);
    room.deleted = true;
    for (const [id, member] of room.members) {
      if (isPresent(member) && tx.world.persons.has(id)) {
        tx.emit({ type: "roomGone", room: room.key, personId: id });
      }
    }
  },

  /** Brings somebody into the group without a word, for hosts that set a scene. */
  place(tx: Tx, args: { room: string; userId: number; member: Member }): void {
    setMember(tx, groupOf(tx.world, args.room), args.userId, args.member, args.userId);
  },
};
