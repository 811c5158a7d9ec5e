/** A message as a record: kind, data, cause. Pure; notes.ts fetches and appends. */
import type { Json } from "../../../shared/log/types.ts";
import type { IncomingMessage, MessageFile } from "../../kernel/module.ts";
import type { NewRecord } from "../../logserver/port.ts";

const NAME_MAX = 255;
const MIME_MAX = 127;

/** What makes two arrivals of the same version of a message the same record. */
export function causeOf(userId: number, messageId: number, editedAt: number): string {
  return `message:${userId}:${messageId}:${editedAt}`;
}

function noteKind(files: readonly MessageFile[]): string {
  const kind = files[0]?.kind;
  if (!kind) return "note.text";
  return kind === "other" ? "note.document" : `note.${kind}`;
}

/** Readers take no longer names (shared/log/schema.ts). Of a long one the end says more. */
function labelOf(name: string, mime: string): { readonly name: string; readonly mime: string } {
  return {
    name: name.slice(-NAME_MAX),
    mime: mime.length > MIME_MAX ? "application/octet-stream" : mime,
  };
}

/** `bytes` are those of `message.files`, in their order. `replaces`: the record of the version before. */
export function noteOf(given: {
  readonly userId: number;
  readonly message: IncomingMessage;
  readonly bytes: readonly Uint8Array[];
  readonly replaces: string | null;
}): NewRecord {
  const { userId, message, bytes, replaces } = given;
  const { text, albumId, isForwarded, forwardedFrom } = message;
  const data: { [key: string]: Json } = { text, source: "chat" };
  if (albumId !== null) data.albumId = albumId;
  if (isForwarded) data.forwarded = true;
  if (forwardedFrom !== null) data.origin = forwardedFrom;
  if (replaces !== null) data.replaces = replaces;
  const files = message.files.flatMap(({ name, mime }, index) => {
    const content = bytes[index];
    return content ? [{ ...labelOf(name, mime), bytes: content }] : [];
  });
  return {
    cause: causeOf(userId, message.messageId, message.editedAt),
    at: message.editedAt > 0 ? message.editedAt * 1000 : message.at,
    kind: noteKind(message.files),
    tags: [],
    data,
    ...(files.length > 0 ? { files } : {}),
  };
}
