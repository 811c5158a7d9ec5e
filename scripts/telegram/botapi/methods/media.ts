/**
 * Sending photos, documents, audio, video, voice, animations, and albums of them.
 */
import type { InputMedia, InputMediaDocument, Message } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import type { MediaContent, MediaKind } from "../../world/content.ts";
import { file, flag, ignored, integer, memberOf, readJson, text } from "../fields.ts";
import type { SendArgs } from "../sending.ts";
import { commitPost, prepare, sendOne, showOwn } from "../sending.ts";
import { entities, parseMode, readCaption } from "../text-args.ts";
import type { Args, Call, Field, MethodGroup, RawArgs, UploadedFile } from "../types.ts";
import type { FileFacts } from "../upload.ts";
import { fileFor } from "../upload.ts";
import { sendFields } from "./text.ts";

type FileArg = UploadedFile | string;

const mediaFile: Field<FileArg> = (raw, source, name) => file(raw, source, name) ?? "";
const thumbnail: Field<UploadedFile | undefined> = (raw, source, name) => {
  const value = file(raw, source, name);
  return typeof value === "string" ? undefined : value;
};

const mediaFields = {
  ...sendFields,
  ephemeral_message_parameters: ignored<never>(),
  caption: text,
  parse_mode: parseMode,
  caption_entities: entities,
};

interface CaptionArgs {
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: Parameters<typeof readCaption>[2];
  readonly show_caption_above_media?: boolean;
  readonly has_spoiler?: boolean;
}

interface FactArgs {
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  readonly performer?: string;
  readonly thumbnail?: UploadedFile | string;
}

function factsOf(args: FactArgs): FileFacts {
  return defined({
    thumbnail: typeof args.thumbnail === "object" ? args.thumbnail : undefined,
    durationSeconds: args.duration,
    width: args.width,
    height: args.height,
    title: args.title,
    performer: args.performer,
  });
}

/** Content of a medium: its caption is read before the file is kept. */
function mediaContent(
  call: Call,
  kind: MediaKind,
  value: FileArg | undefined,
  args: CaptionArgs & FactArgs,
): MediaContent {
  const caption = readCaption(args.caption, args.parse_mode, args.caption_entities);
  return defined({
    type: kind,
    files: [fileFor(call, kind, value, factsOf(args))],
    caption: caption.text,
    entities: caption.entities,
    aboveMedia: args.show_caption_above_media || undefined,
    hasSpoiler: args.has_spoiler || undefined,
  });
}

function send(
  call: Call,
  kind: MediaKind,
  value: FileArg,
  args: SendArgs & CaptionArgs & FactArgs,
): Message {
  return sendOne(call, args, () => mediaContent(call, kind, value, args));
}

const ALBUM_MIN = 2;
const ALBUM_MAX = 10;
const ALBUM_KINDS: ReadonlySet<string> = new Set(["photo", "video", "audio", "document"]);

type Item = InputMedia<UploadedFile>;

const EDITABLE: ReadonlySet<string> = new Set(["photo", "video", "audio", "document", "animation"]);

/** Reads one InputMedia object; its file is fetched out of the request. */
export function readMediaItem(raw: unknown, source: RawArgs): Item {
  if (!EDITABLE.has(String(memberOf(raw, "type")))) {
    throw badRequest("can't parse InputMedia: type must be specified");
  }
  const media = file(memberOf(raw, "media"), source, "") ?? "";
  const given = entities(memberOf(raw, "caption_entities"), source, "caption_entities");
  const small = thumbnail(memberOf(raw, "thumbnail"), source, "");
  return { ...(raw as Item), media, caption_entities: given ?? [], thumbnail: small } as Item;
}

/** Content of one item. */
export function itemContent(call: Call, item: Item): MediaContent {
  return mediaContent(call, item.type as MediaKind, item.media, item as CaptionArgs & FactArgs);
}

const album: Field<Args<"sendMediaGroup">["media"]> = (raw, source) => {
  const list = readJson(raw, "can't parse media JSON object");
  if (!Array.isArray(list)) throw badRequest("media must be an Array of InputMedia");
  return list.map((item) => readMediaItem(item, source)) as InputMediaDocument<UploadedFile>[];
};

/** Documents go only with documents, audio only with audio (Bot API sendMediaGroup). */
function checkAlbum(items: Args<"sendMediaGroup">["media"]): void {
  if (items.length < ALBUM_MIN || items.length > ALBUM_MAX) {
    throw badRequest("group send failed: wrong number of media in the album");
  }
  const kinds = new Set<string>(items.map((item) => item.type));
  if (![...kinds].every((kind) => ALBUM_KINDS.has(kind))) {
    throw badRequest("can't parse InputMedia: unallowed media type in the album");
  }
  const alone = kinds.has("document") || kinds.has("audio");
  if (alone && kinds.size > 1) {
    throw badRequest("document and audio can't be mixed with other media types");
  }
}

/** An album has no keyboard. */
const { reply_markup: _markup, suggested_post_parameters: _suggested, ...groupFields } = sendFields;

type AlbumMessage = Message.PhotoMessage | Message.VideoMessage | Message.DocumentMessage;

export const mediaMethods = {
  sendPhoto: {
    fields: { ...mediaFields, photo: mediaFile, show_caption_above_media: flag, has_spoiler: flag },
    run: (call, args) => send(call, "photo", args.photo, args) as Message.PhotoMessage,
  },
  sendDocument: {
    fields: {
      ...mediaFields,
      document: mediaFile,
      thumbnail,
      disable_content_type_detection: flag,
    },
    run: (call, args) => send(call, "document", args.document, args) as Message.DocumentMessage,
  },
  sendAudio: {
    fields: {
      ...mediaFields,
      audio: mediaFile,
      duration: integer,
      performer: text,
      title: text,
      thumbnail,
    },
    run: (call, args) => send(call, "audio", args.audio, args) as Message.AudioMessage,
  },
  sendVideo: {
    fields: {
      ...mediaFields,
      video: mediaFile,
      duration: integer,
      width: integer,
      height: integer,
      thumbnail,
      cover: ignored<string>(),
      start_timestamp: ignored<number>(),
      show_caption_above_media: flag,
      has_spoiler: flag,
      supports_streaming: flag,
    },
    run: (call, args) => send(call, "video", args.video, args) as Message.VideoMessage,
  },
  sendAnimation: {
    fields: {
      ...mediaFields,
      animation: mediaFile,
      duration: integer,
      width: integer,
      height: integer,
      thumbnail,
      show_caption_above_media: flag,
      has_spoiler: flag,
    },
    run: (call, args) => send(call, "animation", args.animation, args) as Message.AnimationMessage,
  },
  sendVoice: {
    fields: { ...mediaFields, voice: mediaFile, duration: integer },
    run: (call, args) => send(call, "voice", args.voice, args) as Message.VoiceMessage,
  },
  sendMediaGroup: {
    fields: { ...groupFields, media: album },
    run(call, args) {
      checkAlbum(args.media);
      const { room, draft } = prepare(call, args);
      const drafts = args.media.map((item) => ({ ...draft, content: itemContent(call, item) }));
      const ids = commitPost(call, room, drafts, true);
      return ids.map((id) => showOwn(call, room, id) as AlbumMessage);
    },
  },
} satisfies MethodGroup;
