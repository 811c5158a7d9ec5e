/** Links: a word of a sentence that opens an address, and addresses inside Telegram. */
import type { MessageEntity } from "grammy/types";

/** The sentence as it is, with the first `label` in it opening `url`. */
export function linked(
  text: string,
  label: string,
  url: string,
): { readonly text: string; readonly entities: readonly MessageEntity[] } {
  const offset = text.indexOf(label);
  if (offset < 0) return { text, entities: [] };
  return { text, entities: [{ type: "text_link", offset, length: label.length, url }] };
}
