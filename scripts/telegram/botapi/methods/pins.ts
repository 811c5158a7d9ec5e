/**
 * Pinning and unpinning.
 *
 * Sources: Bot API pinChatMessage, unpinChatMessage, unpinAllChatMessages; in a private chat any
 * bot may pin, in a group it needs can_pin_messages.
 */
import { badRequest } from "../../failure.ts";
import { newestPin } from "../../world/pins.ts";
import type { Room } from "../../world/state.ts";
import { mayRead } from "../../world/visibility.ts";
import { needRight, writableChat } from "../chats.ts";
import { businessConnection, chat, flag, integer, messageId } from "../fields.ts";
import { postsAsChat } from "../sending.ts";
import type { Call, MethodGroup } from "../types.ts";

const NO_RIGHT = "not enough rights to manage pinned messages in the chat";

function pinRoom(call: Call, id: number | string): Room {
  const room = writableChat(call, id);
  if (room.kind !== "private") needRight(call, room, "can_pin_messages", NO_RIGHT);
  return room;
}

export const pinMethods = {
  pinChatMessage: {
    fields: {
      business_connection_id: businessConnection,
      chat_id: chat,
      message_id: messageId,
      disable_notification: flag,
    },
    run(call, args) {
      const room = pinRoom(call, args.chat_id);
      const message = room.messages.get(args.message_id);
      if (!message || !mayRead(call.world, room, message, call.bot.id)) {
        throw badRequest("message to pin not found");
      }
      if (message.content.type === "service") throw badRequest("service messages can't be pinned");
      call.limits.spend(call.bot.id, room.key, call.engine.clock.now());
      const asChat = postsAsChat(call, room);
      call.engine.commit("pin", { room: room.key, id: message.id, from: call.bot.id, asChat });
      return true;
    },
  },

  unpinChatMessage: {
    fields: { business_connection_id: businessConnection, chat_id: chat, message_id: integer },
    run(call, args) {
      const room = pinRoom(call, args.chat_id);
      // Without an id the newest by sending date goes, whoever pinned it.
      const id = args.message_id || newestPin(room);
      if (id === undefined || !room.messages.has(id)) {
        throw badRequest("message to unpin not found");
      }
      if (room.pinned.includes(id)) call.engine.commit("unpin", { room: room.key, ids: [id] });
      return true;
    },
  },

  unpinAllChatMessages: {
    fields: { chat_id: chat },
    run(call, args) {
      const room = pinRoom(call, args.chat_id);
      if (room.pinned.length > 0) {
        call.engine.commit("unpin", { room: room.key, ids: [...room.pinned] });
      }
      return true;
    },
  },
} satisfies MethodGroup;
