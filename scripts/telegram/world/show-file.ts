/**
 * Files as a bot sees them. A file id belongs to one bot: it is the file's unique id and the
 * bot's id with a check, so that it can be read back without a table, and another bot's id or
 * a mistyped one is told apart.
 *
 * Photos have one size: nothing here can scale a picture (see README, known differences).
 */
import { createHash } from "node:crypto";
import type { PhotoSize } from "@grammyjs/types";
import { assert, defined } from "../std.ts";
import type { FileKind, StoredFile, World } from "./state.ts";

const FOLDERS: Record<FileKind, string> = {
  photo: "photos",
  document: "documents",
  audio: "music",
  video: "videos",
  voice: "voice",
  animation: "animations",
  video_note: "video_notes",
  sticker: "stickers",
  thumbnail: "thumbnails",
};

const check = (botId: number, uniqueId: string): string =>
  createHash("sha256").update(`file id ${botId} ${uniqueId}`).digest("base64url").slice(0, 12);

/** The id under which this bot knows the file; people (id below 0 or none) use the unique id. */
export function fileIdFor(viewerBotId: number | undefined, file: StoredFile): string {
  if (viewerBotId === undefined) return file.uniqueId;
  const body = Buffer.from(`${viewerBotId}.${file.uniqueId}`).toString("base64url");
  return `BQ${body}-${check(viewerBotId, file.uniqueId)}`;
}

/** What a file id names: the bot it was made for and the file, or null when it is no file id. */
export function readFileId(fileId: string): { botId: number; uniqueId: string } | null {
  const match = /^BQ([A-Za-z0-9_-]+)-([A-Za-z0-9_-]{12})$/.exec(fileId);
  if (!match) return null;
  const [bot, uniqueId] = Buffer.from(match[1] ?? "", "base64url")
    .toString()
    .split(".");
  if (bot === undefined || uniqueId === undefined) return null;
  if (check(Number(bot), uniqueId) !== match[2]) return null;
  return { botId: Number(bot), uniqueId };
}

/** `documents/file_12.pgp`: folder by kind, running number, the name's own extension. */
export function filePath(file: StoredFile): string {
  const extension =
    /\.[A-Za-z0-9]{1,10}$/.exec(file.name ?? "")?.[0] ??
    { photo: ".jpg", voice: ".oga", sticker: ".webp" }[file.kind as string] ??
    "";
  return `${FOLDERS[file.kind]}/file_${file.number}${extension}`;
}

export function fileOf(world: World, uniqueId: string): StoredFile {
  const file = world.files.get(uniqueId);
  assert(file, `no file ${uniqueId}`);
  return file;
}

export function showPhotoSize(file: StoredFile, viewerBotId: number | undefined): PhotoSize {
  return {
    file_id: fileIdFor(viewerBotId, file),
    file_unique_id: file.uniqueId,
    file_size: file.sizeBytes,
    width: file.width ?? 0,
    height: file.height ?? 0,
  };
}

/** Members that every kind of file has. */
export function showFile(world: World, file: StoredFile, viewerBotId: number | undefined) {
  const thumbnail = file.thumbnail ? fileOf(world, file.thumbnail) : undefined;
  return defined({
    file_id: fileIdFor(viewerBotId, file),
    file_unique_id: file.uniqueId,
    file_size: file.sizeBytes,
    file_name: file.kind === "voice" ? undefined : file.name,
    mime_type: file.mime,
    thumbnail: thumbnail && showPhotoSize(thumbnail, viewerBotId),
  });
}
