/**
 * Opened attachments as addresses that an <img>, <audio> or <video> can show. Only kinds that
 * cannot run anything get their own media type; all others are bytes. Each address dies with the
 * element that showed it.
 */
import { useEffect, useState } from "preact/hooks";
import type { Item } from "./data/log/items.ts";
import { openLog } from "./data/state.ts";

const images = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const sounds = ["audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/wav", "audio/webm"];
const films = ["video/mp4", "video/webm", "video/quicktime"];

export type Shown = "image" | "sound" | "film" | "file";

/** How a media type is shown; parameters behind a semicolon do not matter. */
export function shownAs(mime: string): Shown {
  const type = mime.split(";")[0]?.trim().toLowerCase() ?? "";
  if (images.includes(type)) return "image";
  if (sounds.includes(type)) return "sound";
  return films.includes(type) ? "film" : "file";
}

/** The media type that a blob of ours may bear. */
export function safeMime(mime: string): string {
  return shownAs(mime) === "file" ? "application/octet-stream" : (mime.split(";")[0] ?? "").trim();
}

/** What is left out of lists for its size, but is no more than a photo, is fetched when it is seen. */
const FETCHED_UNASKED_BYTES_MAX = 1_000_000;

/** Fetches and opens the record of an item that its list left out, unless it is really large. */
export function useFetched(item: Item): void {
  const { state } = item;
  const isWanted = state.kind === "large" && state.sizeBytes <= FETCHED_UNASKED_BYTES_MAX;
  useEffect(() => {
    // Offline it stays what it is: its own page has the button that says what went wrong.
    if (isWanted) void openLog.value?.reader.fetchLarge(item).catch(() => undefined);
  }, [item.id, isWanted]);
}

export type BlobState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly url: string; readonly blob: Blob }
  | { readonly kind: "failed" };

/** Opens one attachment while `isWanted`, and lets go of it when the element goes. */
export function useAttachment(item: Item, index: number, mime: string, isWanted: boolean) {
  const [state, setState] = useState<BlobState>({ kind: "loading" });
  useEffect(() => {
    if (!isWanted) return;
    let url: string | null = null;
    let isGone = false;
    const load = async (): Promise<void> => {
      const files = (await openLog.value?.reader.files(item)) ?? [];
      const bytes = files[index];
      if (isGone) return;
      if (!bytes) {
        setState({ kind: "failed" });
        return;
      }
      const blob = new Blob([new Uint8Array(bytes)], { type: safeMime(mime) });
      url = URL.createObjectURL(blob);
      setState({ kind: "ready", url, blob });
    };
    load().catch(() => !isGone && setState({ kind: "failed" }));
    return () => {
      isGone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [item.id, index, mime, isWanted]);
  return state;
}
