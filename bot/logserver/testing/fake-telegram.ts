/**
 * A small judging Telegram behind LogTransport: ids with their service messages, topics, pins,
 * files, the budget of sends and edits. It refuses what Telegram refuses, remembers what should
 * never happen (`violations`), and can go wrong at any call. Not the local Telegram, and no HTTP.
 */
import type { Effects } from "../../effects/port.ts";
import type {
  Button,
  ChatView,
  DocumentMessage,
  FileRef,
  LogTransport,
  Place,
  ReadOutcome,
  StoredMessage,
  TextMessage,
} from "../transport.ts";
import { TransportError } from "../transport.ts";

/** How one call goes wrong. `killedBefore` and `killedAfter` end the process that called. */
export type Mishap =
  | "notDone"
  | "doneButLost"
  | "killedBefore"
  | "killedAfter"
  | "rateLimited"
  | "forbidden";

export interface FakeMessage {
  readonly id: number;
  readonly threadId: number | null;
  readonly by: "bot" | "person" | "service";
  text: string;
  document: FileRef | null;
  buttons: readonly Button[];
  readonly sentAt: number;
  readonly createdTopic?: string;
}

export interface FakeChat {
  title: string;
  isForum: boolean;
  isPublic: boolean;
  hasProtectedContent: boolean;
  autoDeleteSeconds: number;
  isGone: boolean;
  isBotMember: boolean;
  /** `pinned_message` is now and then absent without an error. */
  hidesPin: boolean;
  readonly messages: Map<number, FakeMessage>;
  readonly pins: Set<number>;
  readonly topics: Map<number, string>;
  lastId: number;
}

/** What a method asks before it acts: the fault table names calls by it. */
export interface Call {
  readonly method: keyof LogTransport;
  readonly chatId: number;
  /** Text or caption of what is sent or edited; empty for everything else. */
  readonly words: string;
}

type Run = <T>(
  method: keyof LogTransport,
  chatId: number,
  act: () => T,
  words?: string,
) => Promise<T>;

const EDIT_OR_SEND: readonly (keyof LogTransport)[] = [
  "sendText",
  "sendDocument",
  "editText",
  "editDocument",
  "readByEdit",
  "readByReply",
  "createTopic",
];
const MINUTE_MS = 60_000;
const DELETE_WITHIN_MS = 48 * 60 * MINUTE_MS;
const never = new Promise<never>(() => undefined);

export class FakeTelegram {
  readonly violations: string[] = [];
  /** Every call that reached Telegram, in order: `method chat`. */
  readonly calls: Call[] = [];
  /** Decides how a call goes wrong; undefined: it does not. */
  mishap: (call: Call) => Mishap | undefined = () => undefined;
  /** Called with the id of every message that is not the log's: what updates would show. */
  onForeign: (chatId: number, messageId: number) => void = () => undefined;
  readonly #effects: Effects;
  readonly #chats = new Map<number, FakeChat>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #spent = new Map<number, { at: number; process: number }[]>();
  #privateIds = 0;
  #fileCount = 0;
  #processes = 0;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  /** A private forum group of which the bot is an administrator. */
  addGroup(chatId: number, title = "ログサーバー"): FakeChat {
    const chat = emptyChat(title, true);
    chat.lastId = 2;
    this.#chats.set(chatId, chat);
    return chat;
  }

  addPrivateChat(userId: number): FakeChat {
    const chat = emptyChat("", false);
    this.#chats.set(userId, chat);
    return chat;
  }

  chat(chatId: number): FakeChat {
    const chat = this.#chats.get(chatId);
    if (!chat) throw new Error(`no chat ${chatId}`);
    return chat;
  }

  /** Own messages of a chat, oldest first. */
  own(chatId: number): readonly FakeMessage[] {
    return [...this.chat(chatId).messages.values()].filter((one) => one.by === "bot");
  }

  file(uniqueOrFileId: string): Uint8Array | undefined {
    return this.#files.get(uniqueOrFileId);
  }

  /** Somebody else writes into a chat. */
  say(chatId: number, text: string, threadId: number | null = null): number {
    const chat = this.chat(chatId);
    const id = this.#put(chat, chatId, { threadId, by: "person", text });
    this.onForeign(chatId, id);
    return id;
  }

  /** A person deletes a message. The bot hears nothing of it. */
  remove(chatId: number, messageId: number): void {
    this.chat(chatId).messages.delete(messageId);
    this.chat(chatId).pins.delete(messageId);
  }

  /** A person deletes a topic, with all that is in it. */
  removeTopic(chatId: number, threadId: number): void {
    const chat = this.chat(chatId);
    chat.topics.delete(threadId);
    for (const [id, one] of chat.messages) if (one.threadId === threadId) this.remove(chatId, id);
  }

  /**
   * Change the bytes behind a document message, as nobody should be able to; with `inPlace` under
   * the file id that it has.
   */
  swapFile(chatId: number, messageId: number, bytes: Uint8Array, inPlace = false): void {
    const message = this.chat(chatId).messages.get(messageId);
    if (!message?.document) throw new Error(`no document in message ${messageId}`);
    if (inPlace) this.#files.set(message.document.fileId, bytes);
    else message.document = this.#keep(bytes);
  }

  /** The file id that a bot remembers stops working; the message has another one. */
  wearOut(chatId: number, messageId: number): void {
    const message = this.chat(chatId).messages.get(messageId);
    const bytes = message?.document && this.#files.get(message.document.fileId);
    if (!message?.document || !bytes) throw new Error(`no document in message ${messageId}`);
    this.#files.delete(message.document.fileId);
    message.document = this.#keep(bytes);
  }

  /** The line of one process. When it was killed, nothing it calls ever answers. */
  connect(onKilled: () => void = () => undefined): LogTransport & { kill(): void } {
    const process = ++this.#processes;
    let isDead = false;
    const kill = (): void => {
      isDead = true;
      onKilled();
    };
    const run: Run = async (method, chatId, act, words = "") => {
      if (isDead) return never;
      // A call takes its time: others run in between.
      await Promise.resolve();
      const call = { method, chatId, words };
      const mishap = this.mishap(call);
      this.calls.push(call);
      if (mishap === "killedBefore") kill();
      if (isDead) return never;
      if (mishap === "notDone") throw lost(method);
      if (mishap === "rateLimited") throw tooMany(method, 3);
      if (mishap === "forbidden") throw fault("forbidden", method, "Forbidden: not enough rights");
      this.#spend(method, chatId, process);
      const result = act();
      if (mishap === "doneButLost") throw lost(method);
      if (mishap === "killedAfter") {
        kill();
        return never;
      }
      return result;
    };
    return { ...this.#methods(run), kill };
  }

  #methods(run: Run): LogTransport {
    return {
      sendText: (place, message) =>
        run("sendText", place.chatId, () => this.#sendText(place, message), message.text),
      sendDocument: (place, message) =>
        run(
          "sendDocument",
          place.chatId,
          () => this.#sendDocument(place, message),
          message.caption,
        ),
      editText: (chatId, id, message) =>
        run("editText", chatId, () => this.#editText(chatId, id, message), message.text),
      editDocument: (chatId, id, message) =>
        run("editDocument", chatId, () => this.#editDocument(chatId, id, message), message.caption),
      readByEdit: (chatId, id, buttons) =>
        run("readByEdit", chatId, () => this.#readByEdit(chatId, id, buttons)),
      readByReply: (chatId, id) => run("readByReply", chatId, () => this.#readByReply(chatId, id)),
      download: (file) => run("download", 0, () => this.#download(file)),
      deleteMessage: (chatId, id) => run("deleteMessage", chatId, () => this.#delete(chatId, id)),
      pin: (chatId, id) => run("pin", chatId, () => this.#pin(chatId, id)),
      unpin: (chatId, id) =>
        run("unpin", chatId, () => void this.#reach("unpin", chatId).pins.delete(id)),
      getChat: (chatId) => run("getChat", chatId, () => this.#view(chatId)),
      createTopic: (chatId, name) =>
        run("createTopic", chatId, () => this.#createTopic(chatId, name)),
      deleteTopic: (chatId, threadId) =>
        run("deleteTopic", chatId, () => this.removeTopic(chatId, threadId)),
    };
  }

  #sendText(place: Place, message: TextMessage): StoredMessage {
    if (message.text.length > 4096) throw fault("refused", "sendText", "message is too long");
    this.#judgeText(message);
    return this.#send("sendText", place, message.text, null, message.buttons ?? []);
  }

  #sendDocument(place: Place, message: DocumentMessage): StoredMessage {
    this.#judgeDocument(message);
    const file = this.#keep(message.bytes);
    return this.#send("sendDocument", place, message.caption, file, message.buttons ?? []);
  }

  #send(
    method: string,
    place: Place,
    text: string,
    document: FileRef | null,
    buttons: readonly Button[],
  ): StoredMessage {
    const chat = this.#reach(method, place.chatId);
    // Without topics the thread id is ignored without a word.
    const threadId = chat.isForum ? place.threadId : null;
    if (threadId !== null && !chat.topics.has(threadId)) {
      throw fault("notFound", method, "Bad Request: message thread not found");
    }
    this.#judgeButtons(buttons);
    const id = this.#put(chat, place.chatId, { threadId, by: "bot", text, document, buttons });
    return this.#stored(chat, id);
  }

  #editText(chatId: number, id: number, message: TextMessage): StoredMessage {
    const { chat, found } = this.#editable("editText", chatId, id);
    if (found.document) throw fault("refused", "editText", "there is no text in the message");
    if (message.text.length > 4096) throw fault("refused", "editText", "message is too long");
    this.#judgeText(message);
    const buttons = message.buttons ?? [];
    if (found.text === message.text && sameButtons(found.buttons, buttons)) throw unchanged();
    Object.assign(found, { text: message.text, buttons });
    return this.#stored(chat, id);
  }

  #editDocument(chatId: number, id: number, message: DocumentMessage): StoredMessage {
    const { chat, found } = this.#editable("editDocument", chatId, id);
    this.#judgeDocument(message);
    const document = this.#keep(message.bytes);
    Object.assign(found, { text: message.caption, document, buttons: message.buttons ?? [] });
    return this.#stored(chat, id);
  }

  #readByEdit(chatId: number, id: number, buttons: readonly Button[]): ReadOutcome {
    const chat = this.#reach("readByEdit", chatId);
    const found = chat.messages.get(id);
    if (!found) return { kind: "missing" };
    if (found.by !== "bot") return { kind: "foreign" };
    if (sameButtons(found.buttons, buttons)) throw unchanged();
    found.buttons = buttons;
    return { kind: "message", message: this.#stored(chat, id) };
  }

  #readByReply(chatId: number, id: number): ReadOutcome {
    const chat = this.#reach("readByReply", chatId);
    const found = chat.messages.get(id);
    if (!found) return { kind: "missing" };
    // The answer takes an id, and is deleted.
    chat.lastId += 1;
    if (found.by === "person") return { kind: "foreign" };
    return { kind: "message", message: this.#stored(chat, id) };
  }

  #download(file: FileRef): Uint8Array {
    const bytes = this.#files.get(file.fileId);
    if (!bytes) throw fault("refused", "getFile", "Bad Request: invalid file_id");
    if (bytes.length > 20 * 1024 * 1024) throw fault("refused", "getFile", "file is too big");
    return bytes.slice();
  }

  #delete(chatId: number, id: number): void {
    const chat = this.#reach("deleteMessage", chatId);
    const found = chat.messages.get(id);
    if (!found) throw fault("notFound", "deleteMessage", "message to delete not found");
    if (this.#effects.now() - found.sentAt > DELETE_WITHIN_MS) {
      throw fault("refused", "deleteMessage", "message can't be deleted");
    }
    this.remove(chatId, id);
  }

  #pin(chatId: number, id: number): void {
    const chat = this.#reach("pin", chatId);
    if (!chat.messages.has(id)) throw fault("notFound", "pin", "message to pin not found");
    chat.pins.add(id);
    const service = this.#put(chat, chatId, { threadId: null, by: "service", text: "" });
    this.onForeign(chatId, service);
  }

  #view(chatId: number): ChatView {
    const chat = this.#reach("getChat", chatId);
    // The newest by sending date, over all topics.
    const newest = Math.max(0, ...chat.pins);
    const pinned = newest > 0 && !chat.hidesPin ? this.#stored(chat, newest) : null;
    return {
      title: chat.title,
      isForum: chat.isForum,
      isPublic: chat.isPublic,
      hasProtectedContent: chat.hasProtectedContent,
      autoDeleteSeconds: chat.autoDeleteSeconds,
      hasHiddenHistory: false,
      pinned,
    };
  }

  #createTopic(chatId: number, name: string): number {
    const chat = this.#reach("createTopic", chatId);
    if (!chat.isForum) throw fault("refused", "createTopic", "the chat is not a forum");
    const id = this.#put(chat, chatId, {
      threadId: chat.lastId + 1,
      by: "service",
      text: "",
      createdTopic: name,
    });
    chat.topics.set(id, name);
    return id;
  }

  /** The chat as far as the bot may reach it. */
  #reach(method: string, chatId: number): FakeChat {
    const chat = this.#chats.get(chatId);
    if (!chat || chat.isGone) throw fault("notFound", method, "Bad Request: chat not found");
    if (!chat.isBotMember) {
      throw fault("forbidden", method, "Forbidden: bot was kicked from the supergroup chat");
    }
    return chat;
  }

  #editable(
    method: string,
    chatId: number,
    id: number,
  ): { readonly chat: FakeChat; readonly found: FakeMessage } {
    const chat = this.#reach(method, chatId);
    const found = chat.messages.get(id);
    if (!found) throw fault("notFound", method, "Bad Request: message to edit not found");
    if (found.by !== "bot") throw fault("refused", method, "message can't be edited");
    return { chat, found };
  }

  #put(
    chat: FakeChat,
    chatId: number,
    given: Pick<FakeMessage, "threadId" | "by" | "text"> & Partial<FakeMessage>,
  ): number {
    // All private chats and basic groups of a bot share one counter.
    if (chatId > 0) chat.lastId = ++this.#privateIds;
    else chat.lastId += 1;
    const id = chat.lastId;
    const sentAt = this.#effects.now();
    chat.messages.set(id, { document: null, buttons: [], ...given, id, sentAt });
    return id;
  }

  #stored(chat: FakeChat, id: number): StoredMessage {
    const found = chat.messages.get(id);
    if (!found) throw new Error(`no message ${id}`);
    const { threadId, text, document, createdTopic } = found;
    return {
      messageId: id,
      threadId: chat.isForum ? threadId : null,
      text,
      document,
      own: found.by !== "person",
      ...(createdTopic === undefined ? {} : { createdTopic }),
    };
  }

  #keep(bytes: Uint8Array): FileRef {
    const number = ++this.#fileCount;
    const ref = { fileId: `file-${number}`, uniqueId: `unique-${number}` };
    this.#files.set(ref.fileId, bytes.slice());
    return { ...ref, sizeBytes: bytes.length };
  }

  /** Sends and edits of a group share 20 a minute. Who exceeds it in one process has miscounted. */
  #spend(method: keyof LogTransport, chatId: number, process: number): void {
    if (chatId >= 0 || !EDIT_OR_SEND.includes(method)) return;
    const now = this.#effects.now();
    const recent = (this.#spent.get(chatId) ?? []).filter((one) => one.at > now - MINUTE_MS);
    if (recent.length >= 20) {
      const isOneProcess = recent.every((one) => one.process === process);
      if (isOneProcess) this.violations.push(`more than 20 calls a minute in ${chatId}`);
      const oldest = recent[0]?.at ?? now;
      throw tooMany(method, Math.ceil((oldest + MINUTE_MS - now) / 1000));
    }
    this.#spent.set(chatId, [...recent, { at: now, process }]);
  }

  #judgeText(message: TextMessage): void {
    const [start, end] = message.fold ?? [0, 0];
    if (start < 0 || end > message.text.length || start > end) {
      this.violations.push("a fold outside its text");
    }
  }

  #judgeDocument({ bytes, caption, buttons }: DocumentMessage): void {
    if (caption.length > 1024) this.violations.push("a caption above 1024 characters");
    if (bytes.length > 19_000_000) this.violations.push("a document that cannot be read back");
    if (bytes.length === 0) this.violations.push("an empty document");
    this.#judgeButtons(buttons ?? []);
  }

  #judgeButtons(buttons: readonly Button[]): void {
    for (const { data } of buttons) {
      if (data.length < 1 || data.length > 64) this.violations.push("button data of wrong length");
    }
  }
}

function emptyChat(title: string, isForum: boolean): FakeChat {
  return {
    title,
    isForum,
    isPublic: false,
    hasProtectedContent: false,
    autoDeleteSeconds: 0,
    isGone: false,
    isBotMember: true,
    hidesPin: false,
    messages: new Map(),
    pins: new Set(),
    topics: new Map(),
    lastId: 0,
  };
}

function sameButtons(a: readonly Button[], b: readonly Button[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function fault(kind: TransportError["fault"], method: string, description: string): TransportError {
  return new TransportError(kind, method, description);
}

function lost(method: string): TransportError {
  return new TransportError("lost", method, "no answer");
}

function tooMany(method: string, seconds: number): TransportError {
  const words = `Too Many Requests: retry after ${seconds}`;
  return new TransportError("rateLimited", method, words, seconds);
}

function unchanged(): TransportError {
  return fault("notModified", "edit", "Bad Request: message is not modified");
}
