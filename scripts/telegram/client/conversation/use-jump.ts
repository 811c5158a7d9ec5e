/** Follows state/place.ts `jump`: loads until the message is there, scrolls to it, lets it flash. */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { later, prefersLessMotion } from "../browser.ts";
import type { Feed } from "../state/feeds.ts";
import { loadUntil } from "../state/feeds.ts";
import type { Jump } from "../state/place.ts";
import { jump } from "../state/place.ts";
import { reportFailure, toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";

const FLASH_MS = 1_600;

export function useJump(ref: RefObject<HTMLDivElement>, feed: Signal<Feed>): void {
  const wanted = jump.value;
  useEffect(() => {
    if (wanted === null || wanted.chatId !== feed.value.chatId) return;
    show(ref, feed, wanted).catch(reportFailure);
  }, [wanted, feed, ref]);
}

async function show(
  ref: RefObject<HTMLDivElement>,
  feed: Signal<Feed>,
  wanted: Jump,
): Promise<void> {
  const found = await loadUntil(feed, wanted.messageId);
  if (jump.value !== wanted) return;
  jump.value = null;
  if (!found) {
    toast(text("message.notFound"));
    return;
  }
  // The page with it has only been put into the feed: let it be drawn first.
  later(50, () => {
    const target = ref.current?.querySelector<HTMLElement>(
      `[data-message-id="${wanted.messageId}"]`,
    );
    if (target === null || target === undefined) return;
    target.scrollIntoView({
      block: "center",
      behavior: prefersLessMotion() ? "instant" : "smooth",
    });
    target.classList.add("flash");
    later(FLASH_MS, () => target.classList.remove("flash"));
  });
}
