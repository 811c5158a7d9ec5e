/**
 * How the bot talks in private chats, away from a handler's `ctx`: plain text, no link previews.
 * What is gone already (a deleted message, a button pressed too long ago) is no error here.
 */
import { InputFile } from "grammy";
import type {
  InlineKeyboardMarkup,
  MessageEntity,
  ReactionTypeEmoji,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from "grammy/types";
import { TransportError } from "../logserver/transport.ts";
import type { Api } from "./client.ts";
import { calling } from "./faults.ts";

export interface Saying {
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
  readonly isQuiet?: boolean;
}

/** What an edit may bring: a reply keyboard cannot come with one. */
export interface Editing {
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup;
}

export class Speaker {
  constructor(private readonly api: Api) {}

  /** Answers the id of the message. Throws TransportError. */
  async send(chatId: number, saying: Saying): Promise<number> {
    const sent = await calling("sendMessage", () =>
      this.api.raw.sendMessage({
        chat_id: chatId,
        ...content(saying),
        ...(saying.keyboard ? { reply_markup: saying.keyboard } : {}),
        ...(saying.isQuiet ? { disable_notification: true } : {}),
      }),
    );
    return sent.message_id;
  }

  /** Edit an own message. False when it is gone, or cannot be edited; true also when nothing changed. */
  edit(chatId: number, messageId: number, editing: Editing): Promise<boolean> {
    return isDone("editMessageText", () =>
      this.api.raw.editMessageText({
        chat_id: chatId,
        message_id: messageId,
        ...content(editing),
        ...(editing.keyboard ? { reply_markup: editing.keyboard } : {}),
      }),
    );
  }

  /** One emoji of Telegram's set, in place of an earlier one. False when the message is gone. */
  react(chatId: number, messageId: number, emoji: string): Promise<boolean> {
    // The port knows emoji as text; Telegram refuses one that is not of its set.
    const reaction = { type: "emoji", emoji: emoji as ReactionTypeEmoji["emoji"] } as const;
    return isDone("setMessageReaction", () =>
      this.api.raw.setMessageReaction({
        chat_id: chatId,
        message_id: messageId,
        reaction: [reaction],
      }),
    );
  }

  /** False when it was gone already, or is too old for a bot to delete (48 hours). */
  deleteMessage(chatId: number, messageId: number): Promise<boolean> {
    return isDone("deleteMessage", () =>
      this.api.raw.deleteMessage({ chat_id: chatId, message_id: messageId }),
    );
  }

  /** "typing…", which Telegram takes away again after some five seconds. */
  async showWorking(chatId: number): Promise<void> {
    await isDone("sendChatAction", () =>
      this.api.raw.sendChatAction({ chat_id: chatId, action: "typing" }),
    );
  }

  async sendDocument(
    chatId: number,
    document: { readonly fileName: string; readonly bytes: Uint8Array; readonly caption: string },
  ): Promise<void> {
    const { fileName, bytes, caption } = document;
    await calling("sendDocument", () =>
      this.api.raw.sendDocument({
        chat_id: chatId,
        document: new InputFile(bytes, fileName),
        caption,
        disable_content_type_detection: true,
      }),
    );
  }

  /** A pop-up (`isAlert`) or a short notice at the top. One that comes too late is nobody's loss. */
  async answerButton(queryId: string, words?: { text: string; isAlert?: boolean }): Promise<void> {
    await isDone("answerCallbackQuery", () =>
      this.api.raw.answerCallbackQuery({
        callback_query_id: queryId,
        ...(words ? { text: words.text, show_alert: words.isAlert ?? false } : {}),
      }),
    );
  }
}

async function isDone(method: string, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await calling(method, call);
    return true;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (error.fault === "notModified") return true;
    if (error.fault === "notFound" || error.fault === "refused") return false;
    throw error;
  }
}

function content({ text, entities }: Pick<Saying, "text" | "entities">) {
  return {
    text,
    ...(entities ? { entities: [...entities] } : {}),
    link_preview_options: { is_disabled: true },
  };
}
