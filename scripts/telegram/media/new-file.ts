/**
 * From bytes that somebody sends to a file of Telegram's: kind, type, size, picture measures.
 */
import { extname } from "node:path";
import type { Engine } from "../engine.ts";
import { defined } from "../std.ts";
import type { FileKind } from "../world/state.ts";
import { pictureSize } from "./picture.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
  ".txt": "text/plain",
  ".asc": "text/plain",
  ".json": "application/json",
  ".zip": "application/zip",
  ".tar": "application/x-tar",
  ".mp3": "audio/mpeg",
  ".m4a": "audio/mp4",
  ".ogg": "audio/ogg",
  ".oga": "audio/ogg",
  ".mp4": "video/mp4",
  ".pgp": "application/pgp-encrypted",
};

/** The type by the name's ending, else the given one. */
function mimeOf(name: string, given: string): string {
  return TYPES[extname(name).toLowerCase()] ?? given;
}

export interface Sent {
  readonly kind: FileKind;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly durationSeconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  readonly performer?: string;
  readonly thumbnail?: string;
}

/** Keeps the bytes and registers the file; answers its unique id. */
export function keepFile(engine: Engine, sent: Sent): string {
  const { bytes, name, kind, ...rest } = sent;
  const sha256 = engine.store.putFile(bytes);
  const picture = kind === "photo" || kind === "thumbnail" ? pictureSize(bytes) : null;
  const file = defined({
    ...rest,
    kind,
    sha256,
    sizeBytes: bytes.length,
    name: kind === "photo" ? undefined : name,
    mime: kind === "photo" ? "image/jpeg" : mimeOf(name, sent.mime),
    width: picture?.width ?? sent.width,
    height: picture?.height ?? sent.height,
  });
  return engine.commit("addFile", file);
}
