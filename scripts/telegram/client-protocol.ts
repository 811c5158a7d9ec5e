/**
 * What the web chat client says to the local Telegram, and what it hears.
 *
 * A person is signed in by a token of their own (`?token=` in the page's URL, then
 * `Authorization: Bearer`). Calls are `POST /client/<action>` with JSON, answered by
 * `{ ok: true, result }` or `{ ok: false, description }`; files are `PUT /client/upload?name=&mime=`
 * (raw bytes, answers an upload id) and `GET /client/file/<file_unique_id>?token=`. Changes come as server-sent events from
 * `GET /client/events?token=`: first one `snapshot`, then `change` events. Messages travel in the
 * Bot API's own shape, so that a chat shows what a bot would get.
 */
import type {
  BotCommand,
  ChatAdministratorRights,
  ChatMember,
  InlineKeyboardMarkup,
  MenuButton,
  Message,
  ReplyKeyboardMarkup,
  User,
} from "@grammyjs/types";

export interface ClientTopic {
  readonly threadId: number;
  readonly name: string;
  readonly iconColor: number;
  readonly closed: boolean;
  /** General: thread id 1. */
  readonly isGeneral: boolean;
}

export interface ClientChat {
  readonly id: number;
  /** A group made without topics starts as a basic `group`; switching topics on upgrades it (new id). */
  readonly type: "private" | "group" | "supergroup";
  readonly title: string;
  readonly username?: string;
  readonly isForum: boolean;
  /** Private chats: the other one, with their public facts. */
  readonly peer?: User & { readonly description?: string; readonly shortDescription?: string };
  readonly commands: readonly BotCommand[];
  readonly menuButton: MenuButton;
  readonly topics: readonly ClientTopic[];
  /** Newest first by message id, as Telegram shows them. */
  readonly pinned: readonly Message[];
  readonly lastMessage: Message | null;
  readonly unread: number;
  /** The reply keyboard in force for this person, if one is. */
  readonly replyKeyboard:
    | (ReplyKeyboardMarkup & {
        readonly fromMessageId: number;
        /** One-time, and a button was pressed: folded away until the person unfolds it. */
        readonly isUsed: boolean;
      })
    | null;
  readonly members: readonly ChatMember[];
  readonly messageAutoDeleteSeconds: number;
  readonly hasProtectedContent: boolean;
  /** Groups: new members do not see what was written before they joined. */
  readonly hasHiddenHistory?: boolean;
  /** Private chat with a bot that has not been started: the client shows a START button. */
  readonly needsStart: boolean;
  /** The bot is writing, or a chat action is shown, until this time (ms). */
  readonly actionUntil: number;
}

export interface ClientPerson {
  readonly user: User;
  readonly token: string;
  /** What the switch-person menu says of them, e.g. オーナー, 運営者. */
  readonly role: string;
}

/** Everything one person may see. */
export interface ClientSnapshot {
  readonly me: User;
  /** Everybody who can be switched to in one click. */
  readonly persons: readonly ClientPerson[];
  readonly chats: readonly ClientChat[];
  readonly bots: readonly (User & { readonly description?: string })[];
  /** The guide beside the chat, if the host of this Telegram gave one. */
  readonly guide: ClientGuide | null;
  readonly now: number;
}

/** A story told beside the chat; its host decides what is done (control API). */
export interface ClientGuide {
  readonly title: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly state: "todo" | "now" | "done";
    /** A button that calls the host's hook of this id, and what it says. */
    readonly hook?: { readonly id: string; readonly label: string; readonly danger?: boolean };
  }[];
  /** What the host last said of a hook. */
  readonly note?: string;
}

export type ClientEvent =
  | { readonly type: "snapshot"; readonly snapshot: ClientSnapshot }
  | { readonly type: "chat"; readonly chat: ClientChat }
  | { readonly type: "chatGone"; readonly chatId: number }
  | { readonly type: "message"; readonly chatId: number; readonly message: ClientMessage }
  | {
      readonly type: "messagesDeleted";
      readonly chatId: number;
      readonly messageIds: readonly number[];
    }
  | { readonly type: "persons"; readonly persons: readonly ClientPerson[] }
  | { readonly type: "guide"; readonly guide: ClientGuide | null }
  /** The Mini App of this launch must close (bot answered its query, or the person asked). */
  | { readonly type: "miniAppClosed"; readonly queryId: string };

/** A Bot API message and what only clients see of it. */
export type ClientMessage = Message & {
  readonly reactions?: readonly {
    readonly emoji: string;
    readonly count: number;
    readonly mine: boolean;
  }[];
  readonly outgoing: boolean;
  readonly reply_markup?: InlineKeyboardMarkup;
};

/** What a `request_chat` button wants, as the chooser dialog shows it. */
export interface ChooserView {
  readonly createTitle: string;
  readonly mustBeForum: boolean;
  readonly mustBeCreatedByMe: boolean;
  readonly botRights: ChatAdministratorRights | null;
  readonly userRights: ChatAdministratorRights | null;
  /** Groups of the person that fit. */
  readonly choices: readonly { readonly chatId: number; readonly title: string }[];
}

/** A signed Mini App launch. `url` carries the launch parameters in its fragment. */
export interface MiniAppLaunch {
  readonly url: string;
  readonly queryId: string;
  readonly botId: number;
  readonly botName: string;
}

export interface LaunchLook {
  readonly platform: string;
  readonly version: string;
  readonly themeParams: Readonly<Record<string, string>>;
}

/** Action name to what it takes and what it answers. `POST /client/<action>`. */
export interface ClientActions {
  /** Up to 50 messages before `beforeId` (0: the newest), of one topic when `threadId` is given. */
  history: [
    { chatId: number; threadId?: number; beforeId?: number },
    { messages: ClientMessage[] },
  ];
  /** Messages of the chat (or of all chats) that hold the words or the hashtag. */
  search: [{ chatId?: number; query: string }, { messages: ClientMessage[] }];
  read: [{ chatId: number; upToId: number }, true];
  openBot: [{ username: string; start?: string }, { chatId: number }];
  send: [{ chatId: number; threadId?: number; text: string; replyTo?: number }, ClientMessage];
  sendFiles: [
    {
      chatId: number;
      threadId?: number;
      caption?: string;
      /** Upload ids; `as` says how the client sends them. Two or more of one kind make an album. */
      files: { upload: string; as: "photo" | "document" | "voice" | "video" | "audio" }[];
    },
    ClientMessage[],
  ];
  sendSticker: [{ chatId: number; threadId?: number; emoji: string }, ClientMessage];
  editText: [{ chatId: number; messageId: number; text: string }, ClientMessage];
  deleteMessages: [{ chatId: number; messageIds: number[] }, true];
  forward: [
    { fromChatId: number; messageIds: number[]; toChatId: number; threadId?: number },
    true,
  ];
  react: [{ chatId: number; messageId: number; emoji: string | null }, true];
  pin: [{ chatId: number; messageId: number; pinned: boolean }, true];
  /** Press an inline callback button; answers what the bot said, or null when it said nothing in time. */
  press: [
    { chatId: number; messageId: number; data: string },
    { text: string; alert: boolean; url?: string } | null,
  ];
  /** Open the chooser of a `request_chat` button of a reply keyboard. */
  chooser: [{ chatId: number; messageId: number; requestId: number }, ChooserView];
  /** Choose an existing group, or create one with this title; gives the rights after the person agreed. */
  shareChat: [
    {
      chatId: number;
      messageId: number;
      requestId: number;
      choose?: number;
      create?: { title: string };
    },
    { sharedChatId: number },
  ];
  /** `t.me/<bot>?startgroup=…&admin=…`: add the bot to a group with these rights. */
  startGroup: [
    { username: string; parameter?: string; rights: string[]; chatId: number },
    { chatId: number },
  ];
  createGroup: [{ title: string; forum: boolean }, { chatId: number }];
  addMember: [{ chatId: number; userId: number }, true];
  removeMember: [{ chatId: number; userId: number }, true];
  /** Every right as a switch; null demotes. */
  setAdminRights: [
    { chatId: number; userId: number; rights: Partial<ChatAdministratorRights> | null },
    true,
  ];
  editGroup: [
    {
      chatId: number;
      title?: string;
      username?: string | null;
      forum?: boolean;
      autoDeleteSeconds?: number;
      protectedContent?: boolean;
      hiddenHistory?: boolean;
    },
    true,
  ];
  createTopic: [{ chatId: number; name: string }, { threadId: number }];
  closeTopic: [{ chatId: number; threadId: number; closed: boolean }, true];
  deleteTopic: [{ chatId: number; threadId: number }, true];
  leaveGroup: [{ chatId: number }, true];
  deleteGroup: [{ chatId: number }, true];
  blockBot: [{ botId: number; blocked: boolean }, true];
  clearPrivateChat: [{ chatId: number }, true];
  /** Sign initData for a Mini App of this bot and say where it opens. */
  launch: [
    {
      botId: number;
      from: "inline" | "keyboard" | "menu" | "link";
      url?: string;
      startParam?: string;
      chatId?: number;
      look: LaunchLook;
    },
    MiniAppLaunch,
  ];
  /** `web_app_data_send` of a keyboard launch. */
  webAppData: [{ queryId: string; data: string; buttonText: string }, true];
  /** Send one's own contact to the bot (`web_app_request_phone`, `request_contact` buttons). */
  shareContact: [{ chatId: number }, ClientMessage];
  writeAccess: [{ botId: number; allow: boolean }, { allowed: boolean }];
  /** CloudStorage of this person and bot: saveStorageValue, getStorageValues, deleteStorageValues, getStorageKeys. */
  customMethod: [{ botId: number; method: string; params: unknown }, unknown];
  /** Call a hook that the host registered, e.g. from the guide. */
  hook: [{ id: string }, { note: string }];
}
export type ClientAction = keyof ClientActions;
