/**
 * Sending text.
 */
import type { Message } from "@grammyjs/types";
import { anyText, businessConnection, chat, flag, ignored, integer } from "../fields.ts";
import { markup } from "../markup.ts";
import { replyParameters } from "../placing.ts";
import { sendOne } from "../sending.ts";
import { entities, linkPreview, parseMode, readText } from "../text-args.ts";
import type { MethodGroup } from "../types.ts";

/** Arguments that all sending methods share. */
export const sendFields = {
  business_connection_id: businessConnection,
  chat_id: chat,
  message_thread_id: integer,
  direct_messages_topic_id: ignored<number>(),
  disable_notification: flag,
  protect_content: flag,
  allow_paid_broadcast: flag,
  suggested_post_parameters: ignored<never>(),
  message_effect_id: ignored<string>(),
  reply_parameters: replyParameters,
  reply_markup: markup,
  reply_to_message_id: integer,
};

export const textMethods = {
  sendMessage: {
    fields: {
      ...sendFields,
      ephemeral_message_parameters: ignored<never>(),
      text: anyText,
      parse_mode: parseMode,
      entities,
      link_preview_options: linkPreview,
    },
    run(call, args) {
      const content = () => {
        const formatted = readText(args.text, args.parse_mode, args.entities);
        return {
          type: "text" as const,
          ...formatted,
          ...(args.link_preview_options && { preview: args.link_preview_options }),
        };
      };
      return sendOne(call, args, content) as Message.TextMessage;
    },
  },
} satisfies MethodGroup;
