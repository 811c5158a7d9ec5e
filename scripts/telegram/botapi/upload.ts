/**
 * Files in calls: uploads, file ids, URLs. Loopback URLs are not fetched: Telegram's servers could
 * not reach them either, and others are not reached from here.
 *
 * Source: telegram-bot-api Client.cpp (get_input_file), Bot API "Sending files".
 */
import { badRequest } from "../failure.ts";
import type { Sent } from "../media/new-file.ts";
import { keepFile } from "../media/new-file.ts";
import { pictureSize } from "../media/picture.ts";
import type { MediaKind } from "../world/content.ts";
import { readFileId } from "../world/show-file.ts";
import type { StoredFile } from "../world/state.ts";
import type { Call, UploadedFile } from "./types.ts";

/** Uploads of bots end here (Bot API: 50 MB, photos 10 MB). */
const UPLOAD_MAX_BYTES = 50 * 1024 * 1024;
const PHOTO_MAX_BYTES = 10 * 1024 * 1024;

/** What a call says about a file beside the file itself. */
export type FileFacts = Pick<
  Sent,
  "durationSeconds" | "width" | "height" | "title" | "performer"
> & { readonly thumbnail?: UploadedFile };

const EMPTY: Readonly<Record<MediaKind, string>> = {
  photo: "there is no photo in the request",
  document: "there is no document in the request",
  audio: "there is no audio in the request",
  video: "there is no video in the request",
  voice: "there is no voice in the request",
  animation: "there is no animation in the request",
};

/** The unique id of the file that an argument means. */
export function fileFor(
  call: Call,
  kind: MediaKind,
  value: UploadedFile | string | undefined,
  facts: FileFacts = {},
): string {
  if (value === undefined || value === "") throw badRequest(EMPTY[kind]);
  if (typeof value === "string") return knownFile(call, value, kind).uniqueId;
  return uploadedFile(call, kind, value, facts);
}

function uploadedFile(call: Call, kind: MediaKind, file: UploadedFile, facts: FileFacts): string {
  const { bytes } = file;
  if (bytes.length === 0) throw badRequest("file must be non-empty");
  const limit = kind === "photo" ? PHOTO_MAX_BYTES : UPLOAD_MAX_BYTES;
  if (bytes.length > limit) throw badRequest("file is too big");
  if (kind === "photo") checkPicture(bytes);
  const mime = file.mime || "application/octet-stream";
  const name = file.filename || "file";
  const { thumbnail, ...others } = facts;
  const small = thumbnail ? { thumbnail: keepThumbnail(call, thumbnail) } : {};
  return keepFile(call.engine, { kind, name, mime, bytes, ...others, ...small });
}

function keepThumbnail(call: Call, { filename, bytes }: UploadedFile): string {
  const name = filename || "thumbnail.jpg";
  return keepFile(call.engine, { kind: "thumbnail", name, mime: "image/jpeg", bytes });
}

/** Source: Bot API sendPhoto: sides sum to 10000 at most, ratio 20 at most. */
function checkPicture(bytes: Uint8Array): void {
  const size = pictureSize(bytes);
  if (!size) throw badRequest("IMAGE_PROCESS_FAILED");
  const { width, height } = size;
  if (width + height > 10_000 || width > 20 * height || height > 20 * width) {
    throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
}

/** A file that Telegram already has, by this bot's own id for it. */
function knownFile(call: Call, fileId: string, kind?: MediaKind): StoredFile {
  if (/^https?:\/\//i.test(fileId)) {
    call.note("sending a file by URL");
    throw badRequest("failed to get HTTP URL content");
  }
  const read = readFileId(fileId);
  if (!read) throw badRequest("wrong remote file identifier specified: Wrong string length");
  const file = call.world.files.get(read.uniqueId);
  if (read.botId !== call.bot.id || !file) {
    throw badRequest("wrong file_id or the file is temporarily unavailable");
  }
  if (kind && file.kind !== kind && !(kind === "document" && file.kind !== "photo")) {
    throw badRequest(`can't use file of type ${nameOf(file.kind)} as ${nameOf(kind)}`);
  }
  return file;
}

const nameOf = (kind: string): string =>
  ({ voice: "VoiceNote", video_note: "VideoNote" })[kind] ??
  kind.charAt(0).toUpperCase() + kind.slice(1);
