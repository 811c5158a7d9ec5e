/**
 * The log's transport on Telegram's Bot API, by grammY's raw methods: what bot/logserver asks
 * for, one call each, nothing repeated. Log messages are silent and show no link previews.
 */
import { InputFile } from "grammy";
import type { Chat, InlineKeyboardMarkup, Message, MessageEntity } from "grammy/types";
import type { Effects } from "../effects/port.ts";
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
} from "../logserver/transport.ts";
import { TransportError } from "../logserver/transport.ts";
import type { Api } from "./client.ts";
import { calling } from "./faults.ts";
import { fetchFile } from "./files.ts";

/** The colours that Telegram takes for a topic's icon. */
const iconColors = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f] as const;

export interface TransportOptions {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string;
  /** The bot's own user id: messages from it are `own`. */
  readonly botId: number;
  readonly effects: Effects;
}

export function makeTransport(options: TransportOptions): LogTransport {
  const { raw } = options.api;
  const stored = (message: Message): StoredMessage => toStored(message, options.botId);
  return {
    async sendText(place, message) {
      const sent = await calling("sendMessage", () =>
        raw.sendMessage({ ...placeArgs(place), ...textArgs(message), disable_notification: true }),
      );
      return stored(sent);
    },
    async sendDocument(place, { fileName, bytes, caption, buttons }) {
      const sent = await calling("sendDocument", () =>
        raw.sendDocument({
          ...placeArgs(place),
          document: new InputFile(bytes, fileName),
          caption,
          disable_content_type_detection: true,
          disable_notification: true,
          ...markupArgs(buttons),
        }),
      );
      return stored(sent);
    },
    async editText(chatId, messageId, message) {
      const edited = await calling("editMessageText", () =>
        raw.editMessageText({ chat_id: chatId, message_id: messageId, ...textArgs(message) }),
      );
      return storedEdit("editMessageText", edited, stored);
    },
    async editDocument(chatId, messageId, message) {
      const edited = await calling("editMessageMedia", () =>
        raw.editMessageMedia({
          chat_id: chatId,
          message_id: messageId,
          media: mediaOf(message),
          ...markupArgs(message.buttons),
        }),
      );
      return storedEdit("editMessageMedia", edited, stored);
    },
    readByEdit: (chatId, messageId, buttons) => readByEdit(raw, chatId, messageId, buttons, stored),
    readByReply: (chatId, messageId) => readByReply(options, chatId, messageId, stored),
    download: (file) => fetchFile(options, file.fileId, file.sizeBytes),
    async deleteMessage(chatId, messageId) {
      await calling("deleteMessage", () =>
        raw.deleteMessage({ chat_id: chatId, message_id: messageId }),
      );
    },
    async pin(chatId, messageId) {
      await calling("pinChatMessage", () =>
        raw.pinChatMessage({ chat_id: chatId, message_id: messageId, disable_notification: true }),
      );
    },
    async unpin(chatId, messageId) {
      await calling("unpinChatMessage", () =>
        raw.unpinChatMessage({ chat_id: chatId, message_id: messageId }),
      );
    },
    async getChat(chatId) {
      const chat = await calling("getChat", () => raw.getChat({ chat_id: chatId }));
      return toChatView(chat, stored);
    },
    async createTopic(chatId, name, iconColor) {
      const color = iconColors.find((known) => known === iconColor);
      const topic = await calling("createForumTopic", () =>
        raw.createForumTopic({ chat_id: chatId, name, ...(color ? { icon_color: color } : {}) }),
      );
      return topic.message_thread_id;
    },
    async deleteTopic(chatId, threadId) {
      await calling("deleteForumTopic", () =>
        raw.deleteForumTopic({ chat_id: chatId, message_thread_id: threadId }),
      );
    },
  };
}

async function readByEdit(
  raw: Api["raw"],
  chatId: number,
  messageId: number,
  buttons: readonly Button[],
  stored: (message: Message) => StoredMessage,
): Promise<ReadOutcome> {
  try {
    const edited = await calling("editMessageReplyMarkup", () =>
      raw.editMessageReplyMarkup({
        chat_id: chatId,
        message_id: messageId,
        ...markupArgs(buttons),
      }),
    );
    return { kind: "message", message: storedEdit("editMessageReplyMarkup", edited, stored) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (isMissing(error)) return { kind: "missing" };
    if (error.description.includes("can't be edited")) return { kind: "foreign" };
    throw error;
  }
}

/**
 * If we die after the send, one answer of ours stays in the group: the next reader of the tail
 * finds it there, and it holds nothing.
 */
async function readByReply(
  options: TransportOptions,
  chatId: number,
  messageId: number,
  stored: (message: Message) => StoredMessage,
): Promise<ReadOutcome> {
  const { raw } = options.api;
  let answer: Message;
  try {
    answer = await calling("sendMessage", () =>
      raw.sendMessage({
        chat_id: chatId,
        text: "·",
        reply_parameters: { message_id: messageId },
        disable_notification: true,
      }),
    );
  } catch (error) {
    if (error instanceof TransportError && isMissing(error)) return { kind: "missing" };
    throw error;
  }
  await calling("deleteMessage", () =>
    raw.deleteMessage({ chat_id: chatId, message_id: answer.message_id }),
  ).catch((error: unknown) => {
    options.effects.trace("warn", "transport.answerLeft", { chatId, error: String(error) });
  });
  const original = answer.reply_to_message;
  if (!original || original.message_id !== messageId) return { kind: "missing" };
  const message = stored(original);
  return message.own ? { kind: "message", message } : { kind: "foreign" };
}

/** The message is not there, as opposed to the chat. */
function isMissing(error: TransportError): boolean {
  return error.fault === "notFound" && !error.description.toLowerCase().includes("chat not found");
}

function storedEdit(
  method: string,
  edited: Message | true,
  stored: (message: Message) => StoredMessage,
): StoredMessage {
  // `true` is said of inline messages only, and we edit none.
  if (edited === true) throw new TransportError("refused", method, "answered without the message");
  return stored(edited);
}

function toStored(message: Message, botId: number): StoredMessage {
  const { document } = message;
  return {
    messageId: message.message_id,
    // In General, answers carry a thread id that means nothing.
    threadId: message.is_topic_message ? (message.message_thread_id ?? null) : null,
    text: message.text ?? message.caption ?? "",
    document: document ? toFileRef(document) : null,
    own: message.from?.id === botId,
    ...(message.forum_topic_created ? { createdTopic: message.forum_topic_created.name } : {}),
  };
}

function toFileRef(file: {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
}): FileRef {
  return {
    fileId: file.file_id,
    uniqueId: file.file_unique_id,
    sizeBytes: file.file_size ?? 0,
  };
}

type FullChat = Awaited<ReturnType<Api["raw"]["getChat"]>>;

function toChatView(chat: FullChat, stored: (message: Message) => StoredMessage): ChatView {
  return {
    title: titleOf(chat),
    isForum: chat.is_forum === true,
    isPublic: chat.username !== undefined || (chat.active_usernames?.length ?? 0) > 0,
    hasProtectedContent: chat.has_protected_content === true,
    autoDeleteSeconds: chat.message_auto_delete_time ?? 0,
    hasHiddenHistory: chat.has_visible_history !== true,
    pinned: chat.pinned_message ? stored(chat.pinned_message) : null,
  };
}

function titleOf(chat: Chat): string {
  return chat.title ?? [chat.first_name, chat.last_name].filter(Boolean).join(" ");
}

function placeArgs(place: Place) {
  const thread = place.threadId === null ? {} : { message_thread_id: place.threadId };
  return { chat_id: place.chatId, ...thread };
}

function textArgs(message: TextMessage) {
  const entities: MessageEntity[] = [];
  if (message.fold) {
    const [offset, end] = message.fold;
    entities.push({ type: "expandable_blockquote", offset, length: end - offset });
  }
  return {
    text: message.text,
    entities,
    link_preview_options: { is_disabled: true },
    ...markupArgs(message.buttons),
  };
}

function mediaOf({ fileName, bytes, caption }: DocumentMessage) {
  return {
    type: "document" as const,
    media: new InputFile(bytes, fileName),
    caption,
    disable_content_type_detection: true,
  };
}

function markupArgs(buttons: readonly Button[] | undefined): {
  readonly reply_markup?: InlineKeyboardMarkup;
} {
  if (!buttons || buttons.length === 0) return {};
  const row = buttons.map(({ text, data }) => ({ text, callback_data: data }));
  return { reply_markup: { inline_keyboard: [row] } };
}
