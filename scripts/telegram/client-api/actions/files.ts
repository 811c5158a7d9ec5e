/**
 * Sending files, stickers and one's own contact.
 */

import { keepFile } from "../../media/new-file.ts";
import { pictureSize } from "../../media/picture.ts";
import { defined } from "../../std.ts";
import { CAPTION_MAX, formatText } from "../../text/format.ts";
import type { Content, MediaContent } from "../../world/content.ts";
import type { Room } from "../../world/state.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure, roomFor } from "../desk.ts";
import { showToPerson } from "../show.ts";
import type { ActionInput, SomeHandlers } from "../types.ts";
import { assertMayWrite, messageFor, speaksAsChat, threadOf } from "./messages.ts";

const ALBUM_MAX = 10;
/** One transparent pixel (WebP): stickers here have an emoji and no drawing. */
const STICKER = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");

type SentFile = ActionInput<"sendFiles">["files"][number];

function contentOf(desk: Desk, file: SentFile, caption: string): MediaContent {
  const upload = desk.lounge.uploads.get(file.upload);
  if (upload?.by !== desk.person.id)
    throw new ClientFailure("アップロードしたファイルが見つかりません");
  if (upload.bytes.length === 0) throw new ClientFailure("空のファイルは送れません");
  if (file.as === "photo" && !pictureSize(upload.bytes)) {
    throw new ClientFailure("この画像は写真として送れません。ファイルとして送ってください");
  }
  const isSound = file.as === "voice" || file.as === "audio" || file.as === "video";
  const id = keepFile(desk.engine, {
    kind: file.as,
    name: upload.name,
    mime: upload.mime,
    bytes: upload.bytes,
    ...(isSound ? { durationSeconds: 1 } : {}),
  });
  desk.lounge.uploads.delete(file.upload);
  const formatted = formatText(caption, undefined, undefined);
  return { type: file.as, files: [id], caption: formatted.text, entities: formatted.entities };
}

/** Files that go into one album: pictures and videos together, documents, audio. */
const albumKind = (as: SentFile["as"]): string =>
  as === "photo" || as === "video" ? "pictures" : as;

/** Runs of files that belong together, ten at most each. */
function albumsOf(files: readonly SentFile[]): SentFile[][] {
  const albums: SentFile[][] = [];
  for (const file of files) {
    const last = albums.at(-1);
    const first = last?.[0];
    const joins =
      first !== undefined &&
      file.as !== "voice" &&
      albumKind(first.as) === albumKind(file.as) &&
      (last?.length ?? 0) < ALBUM_MAX;
    if (joins) last?.push(file);
    else albums.push([file]);
  }
  return albums;
}

function postAll(desk: Desk, room: Room, threadId: number, contents: readonly Content[]) {
  const asChat = speaksAsChat(desk, room);
  const drafts = contents.map((content) => ({ content, threadId, asChat }));
  const ids = desk.engine.commit("post", {
    room: room.key,
    from: desk.person.id,
    drafts,
    isAlbum: contents.length > 1,
  });
  return ids.map((id) => showToPerson(desk, room, messageFor(desk, room, id)));
}

export const fileHandlers = {
  sendFiles(desk, { chatId, threadId, caption = "", files }) {
    const room = roomFor(desk, chatId);
    if (files.length === 0) throw new ClientFailure("ファイルがありません");
    if (caption.length > CAPTION_MAX) throw new ClientFailure("説明文が長すぎます");
    assertMayWrite(desk, room);
    const thread = threadOf(desk, room, threadId);
    return albumsOf(files).flatMap((album, albumIndex) =>
      postAll(
        desk,
        room,
        thread,
        album.map((file, index) =>
          contentOf(desk, file, albumIndex === 0 && index === 0 ? caption : ""),
        ),
      ),
    );
  },

  sendSticker(desk, { chatId, threadId, emoji }) {
    const room = roomFor(desk, chatId);
    assertMayWrite(desk, room);
    const file = keepFile(desk.engine, {
      kind: "sticker",
      name: "sticker.webp",
      mime: "image/webp",
      bytes: STICKER,
      width: 512,
      height: 512,
    });
    const thread = threadOf(desk, room, threadId);
    const [shown] = postAll(desk, room, thread, [{ type: "sticker", emoji, file }]);
    if (!shown) throw new ClientFailure("送信できませんでした");
    return shown;
  },

  shareContact(desk, { chatId }) {
    const room = roomFor(desk, chatId);
    assertMayWrite(desk, room);
    const { id, firstName, lastName } = desk.person;
    const phone = `+81${String(id).slice(-10)}`;
    const content = defined({ type: "contact" as const, phone, firstName, lastName, userId: id });
    const [shown] = postAll(desk, room, 0, [content]);
    if (!shown) throw new ClientFailure("送信できませんでした");
    return shown;
  },
} satisfies SomeHandlers;
