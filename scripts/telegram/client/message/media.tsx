/** The media of a message or album: pictures, films, files, sound, stickers. */
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { fileUrl } from "../net/session.ts";
import { openDialog } from "../state/dialogs.ts";
import { text } from "../texts/index.ts";
import { AudioPlayer } from "./audio.tsx";
import { DocumentRow } from "./document.tsx";

export function Media({ entry, chat }: { entry: readonly ClientMessage[]; chat: ClientChat }) {
  const head = entry[0];
  if (head === undefined) return null;
  const visual = entry.filter((one) => one.photo !== undefined || one.video !== undefined);
  if (visual.length > 1) {
    return (
      <div class={`album count-${Math.min(visual.length, 6)}`} data-testid="album">
        {visual.map((one) => (
          <Visual key={one.message_id} message={one} fit="cover" />
        ))}
      </div>
    );
  }
  if (visual.length === 1) return <Visual message={head} fit="own" />;
  const locked = chat.hasProtectedContent || head.has_protected_content === true;
  return (
    <>
      {entry.map((one) => (
        <OneFile key={one.message_id} message={one} locked={locked} />
      ))}
    </>
  );
}

function OneFile({ message, locked }: { message: ClientMessage; locked: boolean }) {
  if (message.animation !== undefined) {
    return (
      <video
        class="animation"
        src={fileUrl(message.animation.file_unique_id)}
        autoplay
        loop
        muted
        playsInline
      />
    );
  }
  if (message.voice !== undefined) {
    const { file_unique_id, duration } = message.voice;
    return <AudioPlayer fileId={file_unique_id} seconds={duration} title={null} />;
  }
  if (message.audio !== undefined) {
    const { file_unique_id, duration, title, file_name } = message.audio;
    return (
      <AudioPlayer fileId={file_unique_id} seconds={duration} title={title ?? file_name ?? ""} />
    );
  }
  if (message.document !== undefined) {
    return <DocumentRow document={message.document} locked={locked} />;
  }
  if (message.sticker !== undefined) {
    return (
      <span class="sticker" role="img" aria-label={text("kind.sticker")}>
        {message.sticker.emoji ?? "🙂"}
      </span>
    );
  }
  if (message.dice !== undefined) return <span class="sticker">{message.dice.emoji}</span>;
  if (message.contact !== undefined) {
    return (
      <p class="contact-line">
        {message.contact.first_name} · {message.contact.phone_number}
      </p>
    );
  }
  if (message.location !== undefined) {
    const { latitude, longitude } = message.location;
    return (
      <p class="contact-line">
        📍 {latitude.toFixed(5)}, {longitude.toFixed(5)}
      </p>
    );
  }
  const known = message.text !== undefined || message.caption !== undefined;
  return known ? null : <p class="contact-line">{text("kind.other")}</p>;
}

function Visual({ message, fit }: { message: ClientMessage; fit: "cover" | "own" }) {
  const size = message.photo?.at(-1) ?? message.video;
  if (size === undefined) return null;
  const style = fit === "own" ? { aspectRatio: `${size.width} / ${Math.max(1, size.height)}` } : {};
  const url = fileUrl(size.file_unique_id);
  const label = text(message.photo === undefined ? "kind.video" : "kind.photo");
  if (message.video !== undefined) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions
      <video
        class="visual"
        style={style}
        src={url}
        controls
        preload="metadata"
        aria-label={label}
      />
    );
  }
  return (
    <button
      type="button"
      class="visual"
      style={style}
      aria-label={text("message.openPhoto")}
      data-testid="photo"
      onClick={() => openDialog({ kind: "viewer", message })}
    >
      <img src={url} alt={label} draggable={false} />
    </button>
  );
}

/** The biggest box that a lone picture may fill, and the least width, in pixels. */
const BOX = { width: 420, height: 440, least: 150 };
const ALBUM_WIDTH = 380;

/**
 * How wide the bubble of pictures is, or null for other messages. It is known before a picture has
 * come, so that nothing jumps.
 */
export function widthOfMedia(entry: readonly ClientMessage[]): number | null {
  const sizes = entry
    .map((one) => one.photo?.at(-1) ?? one.video)
    .filter((size) => size !== undefined);
  const size = sizes[0];
  if (size === undefined) return null;
  if (sizes.length > 1) return ALBUM_WIDTH;
  const width = Math.max(1, size.width);
  const scale = Math.min(BOX.width / width, BOX.height / Math.max(1, size.height), 2);
  return Math.max(BOX.least, Math.round(width * scale));
}
