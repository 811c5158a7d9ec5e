/**
 * The scroll position of a list of messages: stays at the end while new ones come, keeps its place
 * while older ones are put before, loads older ones near the top.
 */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { prefersLessMotion } from "../browser.ts";
import type { Feed } from "../state/feeds.ts";
import { loadOlder } from "../state/feeds.ts";
import { jump } from "../state/place.ts";
import { reportFailure } from "../state/toasts.ts";

const END_PX = 60;
const LOAD_PX = 500;

interface Scrolling {
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
}

export function useScroll(ref: RefObject<HTMLDivElement>, feed: Signal<Feed>): Scrolling {
  const [atEnd, setAtEnd] = useState(true);
  const stick = useRef(true);
  const before = useRef({ firstId: 0, lastId: 0, height: 0 });
  const { messages } = feed.value;

  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null || messages.length === 0) return;
    const firstId = messages[0]?.message_id ?? 0;
    const newest = messages.at(-1);
    const lastId = newest?.message_id ?? 0;
    const past = before.current;
    if (past.firstId === 0) {
      showFirst(box, feed.value.chatId);
    } else if (firstId < past.firstId && !stick.current) {
      box.scrollTop += box.scrollHeight - past.height;
    } else if (lastId > past.lastId && (stick.current || newest?.outgoing === true)) {
      scrollDown(box, true);
    }
    before.current = { firstId, lastId, height: box.scrollHeight };
  }, [messages, ref, feed]);

  useStickyEnd(ref, stick);

  const onScroll = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < END_PX;
    stick.current = near;
    before.current.height = box.scrollHeight;
    setAtEnd(near);
    if (box.scrollTop < LOAD_PX) loadOlder(feed).catch(reportFailure);
  }, [ref, feed]);

  const toEnd = useCallback(() => {
    if (ref.current !== null) scrollDown(ref.current, true);
  }, [ref]);
  return { atEnd, toEnd, onScroll };
}

/** Pictures that load and keyboards that open must not push the end out of sight. */
function useStickyEnd(ref: RefObject<HTMLDivElement>, stick: { current: boolean }): void {
  useEffect(() => {
    const box = ref.current;
    const inner = box?.firstElementChild;
    if (box === null || inner === null || inner === undefined) return;
    const observer = new ResizeObserver(() => {
      if (stick.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [ref, stick]);
}

/** The first sight of a chat: at the unread line, else at the end, unless a jump is under way. */
function showFirst(box: HTMLElement, chatId: number): void {
  const unread = box.querySelector<HTMLElement>(".unread-line");
  if (jump.value?.chatId === chatId) return;
  if (unread === null) box.scrollTop = box.scrollHeight;
  else box.scrollTop = unread.offsetTop - 80;
}

function scrollDown(box: HTMLElement, smooth: boolean): void {
  const near = box.scrollHeight - box.scrollTop - box.clientHeight < box.clientHeight * 2;
  const behavior = smooth && near && !prefersLessMotion() ? "smooth" : "instant";
  box.scrollTo({ top: box.scrollHeight, behavior });
}
