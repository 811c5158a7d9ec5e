/**
 * What the local Telegram knows: people, bots, chats, messages, files, queries. Plain data,
 * changed only by actions (see actions.ts). Nothing is computed here and nothing is shown here:
 * rules live in their own files, and what a bot or person sees is made by the show-* files.
 *
 * Times are milliseconds; message dates are seconds, as Telegram has them.
 */
import type {
  BotCommand,
  ChatAdministratorRights,
  InlineKeyboardMarkup,
  MenuButton,
  ReplyKeyboardMarkup,
  Update,
} from "@grammyjs/types";
import type { Content } from "./content.ts";

/** The kind of an update: its one member beside update_id. */
export type UpdateKind = Exclude<keyof Update, "update_id">;

/** Somebody who sits before a client. */
export interface Person {
  readonly id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode: string;
  isPremium: boolean;
  /** The account is gone; bots get 403 (user is deactivated). */
  deactivated: boolean;
  /** What the client's switch-person menu says of them. */
  role: string;
  /** Signs the person in at the client. */
  readonly token: string;
  /** The next message id of a chat between persons or a basic group without bots. */
  lastMessageId: number;
}

/** An update that waits for its bot. */
export interface PendingUpdate {
  readonly id: number;
  readonly at: number;
  readonly kind: UpdateKind;
  /** Updates of one queue reach a webhook in order; queues are independent. */
  readonly queue: string;
  readonly payload: object;
}

export interface Webhook {
  url: string;
  secretToken?: string;
  maxConnections: number;
  ipAddress?: string;
  hasCertificate: boolean;
}

/** A text that a bot has set for everybody ("") and for single languages. */
export type Localized = Map<string, string>;

export interface Bot {
  readonly id: number;
  token: string;
  username: string;
  readonly names: Localized;
  readonly descriptions: Localized;
  readonly shortDescriptions: Localized;
  /** By scope and language, see settings.ts. */
  readonly commands: Map<string, readonly BotCommand[]>;
  /** By user id; 0 is the default for all. */
  readonly menuButtons: Map<number, MenuButton>;
  defaultRights: ChatAdministratorRights | null;
  canJoinGroups: boolean;
  /** Privacy mode is off. */
  readsAllMessages: boolean;
  /** The Mini App that BotFather knows of: opened by t.me/<bot>?startapp. */
  mainAppUrl?: string;
  /** One counter for all private chats and basic groups of this account. */
  lastMessageId: number;
  nextUpdateId: number;
  readonly pending: PendingUpdate[];
  /** What the last getUpdates or setWebhook asked for; null is Telegram's default set. */
  allowedUpdates: readonly UpdateKind[] | null;
  webhook: Webhook | null;
}

/** Where a forwarded message came from, by ids; names are looked up when it is shown. */
export interface ForwardedFrom {
  readonly date: number;
  readonly userId?: number;
  readonly chatId?: number;
}

/** A reply to a message of another chat or topic. */
export interface RepliedElsewhere {
  readonly room: string;
  readonly messageId: number;
}

export interface StoredMessage {
  readonly id: number;
  readonly date: number;
  /** A person's or a bot's id. */
  readonly from: number;
  /** Sent in the chat's own name: an anonymous administrator. */
  readonly asChat: boolean;
  editDate?: number;
  /** The topic; 0 outside of topics and in General. */
  readonly threadId: number;
  readonly replyTo: number;
  readonly quote?: { readonly text: string; readonly position: number; readonly isManual: boolean };
  readonly elsewhere?: RepliedElsewhere;
  readonly forwarded?: ForwardedFrom;
  readonly album?: string;
  /** The bot through which a person sent it. */
  readonly viaBot?: number;
  readonly isProtected: boolean;
  content: Content;
  markup?: InlineKeyboardMarkup;
  /** Sent with a reply keyboard: such a message can't be edited. */
  readonly hadKeyboard: boolean;
  /** By account id. */
  reactions?: Map<number, string>;
}

/** The reply keyboard in force for somebody. */
export interface ShownKeyboard {
  readonly fromMessageId: number;
  readonly markup: ReplyKeyboardMarkup;
  /** A one-time keyboard of which a button was pressed: folded away, and still there. */
  readonly isUsed: boolean;
}

interface RoomBase {
  /** `p:<bot>:<user>` or `g:<chat id>`. */
  readonly key: string;
  /** Telegram's chat_instance: says "same chat" to a bot and a Mini App. */
  readonly instance: string;
  readonly messages: Map<number, StoredMessage>;
  /** Their ids, ascending. */
  readonly order: number[];
  /** Ids of pinned messages, ascending. */
  pinned: number[];
  autoDeleteSeconds: number;
  isProtected: boolean;
  /** Up to which id each person has read. */
  readonly read: Map<number, number>;
  readonly keyboards: Map<number, ShownKeyboard>;
}

/** The chat of one person and one bot. */
export interface PrivateRoom extends RoomBase {
  readonly kind: "private";
  readonly botId: number;
  readonly userId: number;
  /** The person pressed START or wrote, so the bot may write. */
  started: boolean;
  /** Allowed by a Mini App or the attachment menu. */
  writeAccess: boolean;
  blocked: boolean;
}

export type MemberStatus =
  | "creator"
  | "administrator"
  | "member"
  | "restricted"
  | "left"
  | "kicked";

export interface Member {
  readonly status: MemberStatus;
  /** Of administrators, and of the creator only whether they are anonymous. */
  readonly rights?: ChatAdministratorRights;
  readonly promotedBy?: number;
  readonly customTitle?: string;
  /** Last message id before they joined; hidden history ends here for them. */
  readonly joinedAfter: number;
  /** Of the kicked and restricted, seconds; 0 is for ever. */
  readonly until: number;
}

export interface Topic {
  readonly threadId: number;
  name: string;
  readonly iconColor: number;
  iconEmojiId?: string;
  readonly creator: number;
  closed: boolean;
}

export interface GroupRoom extends RoomBase {
  readonly kind: "group" | "supergroup";
  readonly id: number;
  title: string;
  username?: string;
  description?: string;
  isForum: boolean;
  hiddenHistory: boolean;
  /** General's own name, and whether it is closed or hidden. */
  general: { name: string; closed: boolean; hidden: boolean };
  readonly members: Map<number, Member>;
  readonly topics: Map<number, Topic>;
  lastMessageId: number;
  migratedTo?: number;
  migratedFrom?: number;
  deleted: boolean;
}

export type Room = PrivateRoom | GroupRoom;

export type FileKind =
  | "photo"
  | "document"
  | "audio"
  | "video"
  | "voice"
  | "animation"
  | "video_note"
  | "sticker"
  | "thumbnail";

/** One file as Telegram keeps it; its bytes lie under their hash in the store. */
export interface StoredFile {
  readonly uniqueId: string;
  /** Running number, part of file paths. */
  readonly number: number;
  readonly kind: FileKind;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly name?: string;
  readonly mime?: string;
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly title?: string;
  readonly performer?: string;
  readonly emoji?: string;
  readonly thumbnail?: string;
}

/** A pressed inline button that its bot has not answered yet. */
export interface OpenQuery {
  readonly id: string;
  readonly at: number;
  readonly botId: number;
  readonly userId: number;
}

/** A Mini App that was opened. */
export interface Launch {
  readonly queryId: string;
  readonly at: number;
  readonly botId: number;
  readonly userId: number;
  readonly room: string;
  readonly from: "inline" | "keyboard" | "menu" | "link";
  closed: boolean;
}

/** Something that happens by itself when its time comes. */
export interface Due {
  readonly at: number;
  readonly what: { readonly type: "delete"; readonly room: string; readonly id: number };
}

export interface World {
  /** Number of the last journal entry that is in here. */
  entries: number;
  /** Time of that entry. */
  at: number;
  readonly persons: Map<number, Person>;
  readonly bots: Map<number, Bot>;
  readonly rooms: Map<string, Room>;
  readonly files: Map<string, StoredFile>;
  readonly queries: Map<string, OpenQuery>;
  readonly launches: Map<string, Launch>;
  /** Seed of the key that signs initData for third parties; drawn on first use. */
  signingSeed: string | null;
  /** CloudStorage, by `<bot>:<user>`. */
  readonly cloud: Map<string, Map<string, string>>;
  /** Sorted by time. */
  readonly agenda: Due[];
}

/** A world before anything happened. */
export function emptyWorld(): World {
  return {
    entries: 0,
    at: 0,
    persons: new Map(),
    bots: new Map(),
    rooms: new Map(),
    files: new Map(),
    queries: new Map(),
    launches: new Map(),
    signingSeed: null,
    cloud: new Map(),
    agenda: [],
  };
}
