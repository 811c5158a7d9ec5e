/**
 * What a person sees: chats, messages, everybody they can switch to. Reads only.
 */
import type {
  ClientChat,
  ClientMessage,
  ClientPerson,
  ClientSnapshot,
  ClientTopic,
} from "../client-protocol.ts";
import { defined } from "../std.ts";
import { botOf, isPresent, lastMessage, placeOf } from "../world/find.ts";
import { commandsFor, localized, menuButtonFor } from "../world/settings.ts";
import { botName, showBot, showMember, showPerson } from "../world/show-account.ts";
import { showMessage } from "../world/show-message.ts";
import type { Bot, Room, StoredMessage } from "../world/state.ts";
import type { Desk } from "./desk.ts";
import { clientChatId, guideFor, isListed } from "./desk.ts";

const GENERAL_COLOR = 0x6fb9f0;

/** A message as this person's client shows it. */
export function showToPerson(desk: Desk, room: Room, message: StoredMessage): ClientMessage {
  const viewer = { id: desk.person.id, isBot: false };
  return defined({
    ...showMessage(desk.world, room, message, viewer),
    outgoing: message.from === desk.person.id,
    reactions: showReactions(desk, message),
  });
}

function showReactions(desk: Desk, message: StoredMessage): ClientMessage["reactions"] {
  if (!message.reactions || message.reactions.size === 0) return undefined;
  const counts = new Map<string, { count: number; mine: boolean }>();
  for (const [who, emoji] of message.reactions) {
    const one = counts.get(emoji) ?? { count: 0, mine: false };
    counts.set(emoji, { count: one.count + 1, mine: one.mine || who === desk.person.id });
  }
  return [...counts].map(([emoji, one]) => ({ emoji, ...one }));
}

/** The first message id that this person may see in the room. */
export function firstVisibleId(desk: Desk, room: Room): number {
  if (room.kind === "private" || !room.hiddenHistory) return 0;
  return (room.members.get(desk.person.id)?.joinedAfter ?? 0) + 1;
}

function unreadCount(desk: Desk, room: Room): number {
  const seen = Math.max(room.read.get(desk.person.id) ?? 0, firstVisibleId(desk, room) - 1);
  let count = 0;
  for (let index = placeOf(room.order, seen + 1); index < room.order.length; index++) {
    const message = room.messages.get(room.order[index] ?? 0);
    if (message && message.from !== desk.person.id) count++;
  }
  return count;
}

function topicsOf(room: Room): ClientTopic[] {
  if (room.kind === "private" || !room.isForum) return [];
  const general = {
    threadId: 1,
    name: room.general.name,
    iconColor: GENERAL_COLOR,
    closed: room.general.closed,
    isGeneral: true,
  };
  const others = [...room.topics.values()].map(({ threadId, name, iconColor, closed }) => ({
    threadId,
    name,
    iconColor,
    closed,
    isGeneral: false,
  }));
  return room.general.hidden ? others : [general, ...others];
}

/** The bot that a room's commands come from: its own, or the group's first. */
function commandBot(desk: Desk, room: Room): Bot | undefined {
  if (room.kind === "private") return botOf(desk.world, room.botId);
  for (const [id, member] of room.members) {
    const bot = isPresent(member) ? desk.world.bots.get(id) : undefined;
    if (bot) return bot;
  }
  return undefined;
}

/** One chat of the person's list. */
export function showClientChat(desk: Desk, room: Room): ClientChat {
  const { world, person } = desk;
  const bot = commandBot(desk, room);
  const last = lastMessage(room);
  const keyboard = room.keyboards.get(person.id);
  const group = room.kind === "private" ? undefined : room;
  const peer = room.kind === "private" && bot ? showPeer(desk, bot) : undefined;
  return defined({
    id: clientChatId(room),
    type: room.kind,
    title: group?.title ?? (bot ? botName(bot, person.languageCode) : ""),
    username: group ? group.username : bot?.username,
    isForum: group?.isForum ?? false,
    peer,
    commands: bot ? commandsFor(bot, room, person.id, person.languageCode) : [],
    menuButton: bot && !group ? menuButtonFor(bot, person.id) : { type: "default" as const },
    topics: topicsOf(room),
    pinned: [...room.pinned]
      .reverse()
      .flatMap((id) => room.messages.get(id) ?? [])
      .map((message) => showToPerson(desk, room, message)),
    lastMessage:
      last && last.id >= firstVisibleId(desk, room) ? showToPerson(desk, room, last) : null,
    unread: unreadCount(desk, room),
    replyKeyboard: keyboard
      ? { ...keyboard.markup, fromMessageId: keyboard.fromMessageId, isUsed: keyboard.isUsed }
      : null,
    members: group
      ? [...group.members]
          .filter(([, member]) => isPresent(member))
          .map(([id, member]) => showMember(world, id, member, person.id))
      : [],
    messageAutoDeleteSeconds: room.autoDeleteSeconds,
    hasProtectedContent: room.isProtected,
    hasHiddenHistory: group?.hiddenHistory,
    needsStart: room.kind === "private" && !room.started,
    actionUntil: desk.lounge.busyUntil.get(room.key) ?? 0,
  });
}

function showPeer(desk: Desk, bot: Bot) {
  const language = desk.person.languageCode;
  return defined({
    ...showBot(bot),
    first_name: botName(bot, language),
    description: localized(bot.descriptions, language) || undefined,
    shortDescription: localized(bot.shortDescriptions, language) || undefined,
  });
}

export function showPersons(desk: Pick<Desk, "world">): ClientPerson[] {
  return [...desk.world.persons.values()].map((person) => ({
    user: showPerson(person),
    token: person.token,
    role: person.role,
  }));
}

/** Everything one person may see, newest chats first. */
export function showSnapshot(desk: Desk): ClientSnapshot {
  const rooms = [...desk.world.rooms.values()].filter((room) => isListed(room, desk.person.id));
  const newest = (room: Room): number => lastMessage(room)?.date ?? 0;
  return {
    me: showPerson(desk.person),
    persons: showPersons(desk),
    chats: rooms.sort((a, b) => newest(b) - newest(a)).map((room) => showClientChat(desk, room)),
    bots: [...desk.world.bots.values()].map((bot) => showPeer(desk, bot)),
    guide: guideFor(desk.lounge, desk.person),
    now: desk.engine.clock.now(),
  };
}
