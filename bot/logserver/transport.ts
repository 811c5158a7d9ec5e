/**
 * What the log needs of Telegram, in its own words. bot/telegram implements it with grammY;
 * this folder never sees grammY. There is no way to read history, because bots have none.
 */

/** One tap button under a message; `data` is at most 64 bytes. */
export interface Button {
  readonly text: string;
  readonly data: string;
}

/** Plain text with one optional folded part (an expandable block quotation). */
export interface TextMessage {
  /** At most 4096 UTF-16 units. */
  readonly text: string;
  /** UTF-16 offsets [start, end) of the part that is folded away. */
  readonly fold?: readonly [start: number, end: number];
  readonly buttons?: readonly Button[];
}

export interface DocumentMessage {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** At most 1024 UTF-16 units. */
  readonly caption: string;
  readonly buttons?: readonly Button[];
}

/** Where to write: a forum topic, or with `threadId` null the chat itself. */
export interface Place {
  readonly chatId: number;
  readonly threadId: number | null;
}

/** A file that Telegram holds. `fileId` is one bot's word for it, `uniqueId` everybody's. */
export interface FileRef {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly sizeBytes: number;
}

/** A message as Telegram gave it back. */
export interface StoredMessage {
  readonly messageId: number;
  readonly threadId: number | null;
  readonly text: string;
  readonly document: FileRef | null;
  /** True when this bot sent it. */
  readonly own: boolean;
  /** Name of the topic that this service message created; absent for all other messages. */
  readonly createdTopic?: string;
}

/** `missing`: no such message. `foreign`: it is there, but not ours (somebody's, or a service message). */
export type ReadOutcome =
  | { readonly kind: "message"; readonly message: StoredMessage }
  | { readonly kind: "missing" }
  | { readonly kind: "foreign" };

export interface ChatView {
  readonly title: string;
  readonly isForum: boolean;
  readonly isPublic: boolean;
  readonly hasProtectedContent: boolean;
  readonly autoDeleteSeconds: number;
  readonly hasHiddenHistory: boolean;
  /** The newest pinned message by sending date; null proves nothing. */
  readonly pinned: StoredMessage | null;
}

export interface LogTransport {
  sendText(place: Place, message: TextMessage): Promise<StoredMessage>;
  sendDocument(place: Place, message: DocumentMessage): Promise<StoredMessage>;
  editText(chatId: number, messageId: number, message: TextMessage): Promise<StoredMessage>;
  editDocument(chatId: number, messageId: number, message: DocumentMessage): Promise<StoredMessage>;
  /**
   * Edit echo: set the buttons of an own message (their data must differ from what is there)
   * and get the whole message back. No new message id. Costs one edit.
   */
  readByEdit(chatId: number, messageId: number, buttons: readonly Button[]): Promise<ReadOutcome>;
  /**
   * Reply echo: answer the message and read it out of the answer, then delete the answer.
   * Reads messages of others and service messages too. Costs one send and one delete.
   */
  readByReply(chatId: number, messageId: number): Promise<ReadOutcome>;
  /** At most 20 MB: more cannot be read back by a bot. */
  download(file: FileRef): Promise<Uint8Array>;
  deleteMessage(chatId: number, messageId: number): Promise<void>;
  pin(chatId: number, messageId: number): Promise<void>;
  unpin(chatId: number, messageId: number): Promise<void>;
  getChat(chatId: number): Promise<ChatView>;
  /** Answers the new topic's message_thread_id. Costs one send. */
  createTopic(chatId: number, name: string, iconColor: number): Promise<number>;
  /** With all messages in it. Needs the right to delete messages. */
  deleteTopic(chatId: number, threadId: number): Promise<void>;
}

/**
 * What became of a call that failed.
 * - `rateLimited`: refused, nothing happened; wait `retryAfterSeconds`.
 * - `lost`: no answer or a 5xx; it may have happened.
 * - `notModified`: an edit that changes nothing: the message is there.
 * - `notFound`: chat, message or topic is not there.
 * - `forbidden`: the bot was removed, blocked, or lacks a right.
 * - `refused`: any other 4xx; trying again will not help.
 */
export type TransportFault =
  | "rateLimited"
  | "lost"
  | "notModified"
  | "notFound"
  | "forbidden"
  | "refused";

export class TransportError extends Error {
  override readonly name = "TransportError";
  constructor(
    readonly fault: TransportFault,
    /** Bot API method. */
    readonly method: string,
    /** Telegram's own words, or the network's; never a token. */
    readonly description: string,
    readonly retryAfterSeconds: number | null = null,
    options?: ErrorOptions,
  ) {
    super(`${method}: ${description}`, options);
  }
}
