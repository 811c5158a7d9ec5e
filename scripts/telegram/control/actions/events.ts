/**
 * What Telegram itself or nobody in particular does to chats: messages that vanish, groups that
 * move, members who are thrown out, rights that change, owners who hand over.
 */
import * as v from "valibot";
import type { Telegram } from "../../telegram.ts";
import { findGroup, findPrivate, isPresent, ownerOf } from "../../world/find.ts";
import { GROUP_RIGHTS } from "../../world/rights.ts";
import { showGroup } from "../../world/show-account.ts";
import type { GroupRoom, Room } from "../../world/state.ts";
import type { Controls } from "../types.ts";
import { ControlFailure, control } from "../types.ts";
import { personFor } from "./persons.ts";

const id = v.pipe(v.number(), v.integer());

function groupFor({ engine }: Telegram, chatId: number): GroupRoom {
  const room = findGroup(engine.world, chatId);
  if (!room) throw new ControlFailure(`no group ${chatId}`);
  return room;
}

/** A group by its id, or the private chat of a bot (botId) and a person (chatId). */
function roomFor(telegram: Telegram, chatId: number, botId: number | undefined): Room {
  if (chatId < 0) return groupFor(telegram, chatId);
  const room = findPrivate(telegram.engine.world, botId ?? 0, chatId);
  if (!room) throw new ControlFailure(`no private chat of bot ${botId} and person ${chatId}`);
  return room;
}

const rights = v.object(
  Object.fromEntries(GROUP_RIGHTS.map((name) => [name, v.exactOptional(v.boolean())])),
);

export const eventControls = {
  /** Deletes messages as Telegram itself would: no rights asked, nobody told. */
  deleteMessage: control(
    v.object({ chatId: id, botId: v.optional(id), messageIds: v.array(id) }),
    (telegram, { chatId, botId, messageIds }) => {
      const room = roomFor(telegram, chatId, botId);
      telegram.engine.commit("delete", { room: room.key, ids: messageIds });
      return true;
    },
  ),

  /** Unpins without anybody being told; all pins when no ids are given. */
  unpin: control(
    v.object({ chatId: id, botId: v.optional(id), messageIds: v.optional(v.array(id)) }),
    (telegram, { chatId, botId, messageIds }) => {
      const room = roomFor(telegram, chatId, botId);
      telegram.engine.commit("unpin", { room: room.key, ids: messageIds ?? [...room.pinned] });
      return true;
    },
  ),

  /** Makes a group; `basic` is the kind that can later be upgraded. */
  createGroup: control(
    v.object({
      owner: v.union([v.number(), v.string()]),
      title: v.string(),
      forum: v.optional(v.boolean(), false),
      basic: v.optional(v.boolean(), false),
    }),
    (telegram, { owner, title, forum, basic }) => {
      const ownerId = personFor(telegram, owner);
      const args = { owner: ownerId, title, forum, basic };
      return { chatId: telegram.engine.commit("createGroup", args) };
    },
  ),

  /** A basic group becomes a supergroup with another id. */
  upgrade: control(
    v.object({ chatId: id, forum: v.optional(v.boolean(), false) }),
    (telegram, { chatId, forum }) => {
      const room = groupFor(telegram, chatId);
      if (room.kind !== "group") throw new ControlFailure("only a basic group can be upgraded");
      const by = ownerOf(room);
      return { chatId: telegram.engine.commit("upgrade", { room: room.key, by, forum }) };
    },
  ),

  /** Somebody is thrown out of a group by its owner. */
  kick: control(v.object({ chatId: id, userId: id }), (telegram, { chatId, userId }) => {
    const room = groupFor(telegram, chatId);
    telegram.engine.commit("removeMember", { room: room.key, userId, by: ownerOf(room) });
    return true;
  }),

  /** The owner gives these rights (null: none) to a member, whatever they had. */
  setRights: control(
    v.object({ chatId: id, userId: id, rights: v.nullable(rights) }),
    (telegram, args) => {
      const room = groupFor(telegram, args.chatId);
      const by = ownerOf(room);
      const { userId } = args;
      const isThere = isPresent(room.members.get(userId));
      if (isThere) {
        telegram.engine.commit("setRights", { room: room.key, userId, by, rights: args.rights });
      } else {
        const given = args.rights ?? {};
        telegram.engine.commit("addMembers", {
          room: room.key,
          users: [userId],
          by,
          rights: given,
        });
      }
      return true;
    },
  ),

  /** Mutes a member, or lifts it. */
  restrict: control(
    v.object({ chatId: id, userId: id, restricted: v.boolean() }),
    (telegram, { chatId, userId, restricted }) => {
      const room = groupFor(telegram, chatId);
      const by = ownerOf(room);
      telegram.engine.commit("restrict", { room: room.key, userId, by, restricted });
      return true;
    },
  ),

  transferOwner: control(v.object({ chatId: id, userId: id }), (telegram, { chatId, userId }) => {
    const room = groupFor(telegram, chatId);
    telegram.engine.commit("transferOwner", { room: room.key, from: ownerOf(room), to: userId });
    return true;
  }),

  /** Changes a group as its owner would: title, username, forum, timer, protection, history. */
  editGroup: control(
    v.object({
      chatId: id,
      title: v.exactOptional(v.string()),
      username: v.exactOptional(v.nullable(v.string())),
      description: v.exactOptional(v.string()),
      forum: v.exactOptional(v.boolean()),
      autoDeleteSeconds: v.exactOptional(id),
      protectedContent: v.exactOptional(v.boolean()),
      hiddenHistory: v.exactOptional(v.boolean()),
    }),
    (telegram, { chatId, ...change }) => {
      const room = groupFor(telegram, chatId);
      telegram.engine.commit("editGroup", { room: room.key, by: ownerOf(room), change });
      return true;
    },
  ),

  deleteGroup: control(v.object({ chatId: id }), (telegram, { chatId }) => {
    telegram.engine.commit("deleteGroup", { room: groupFor(telegram, chatId).key });
    return true;
  }),

  /** A group as it stands: facts, members, topics, pins, last message id. */
  group: control(v.object({ chatId: id }), (telegram, { chatId }) => {
    const room = groupFor(telegram, chatId);
    return {
      ...showGroup(room),
      members: [...room.members].map(([userId, member]) => ({ userId, ...member })),
      topics: [...room.topics.values()],
      general: room.general,
      pinned: room.pinned,
      lastMessageId: room.lastMessageId,
      deleted: room.deleted,
      migratedTo: room.migratedTo ?? null,
    };
  }),
} satisfies Controls;
