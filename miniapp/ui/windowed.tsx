/**
 * A part of a long list that is in the page only while it is near the window. Away from it, an
 * empty box of the same height stands in its place, so that nothing jumps.
 *
 * The observers name the document as their root: without a root, browsers ignore margins in a frame
 * of another origin, which is what every web client of Telegram puts us into.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export interface WindowedProps {
  readonly children: () => ComponentChildren;
  /** Pixels, until it was measured. */
  readonly estimatedHeight: number;
  /** In the page from the start: for the parts that are seen first. */
  readonly isFirst: boolean;
}

/** Renders its content within one and a half screens of the window. */
export function Windowed({ children, estimatedHeight, isFirst }: WindowedProps) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(estimatedHeight);
  const [isNear, setNear] = useState(isFirst);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        // Measured at the last moment at which the content still stands there.
        if (!entry.isIntersecting && element.childElementCount > 0) {
          height.current = element.offsetHeight;
        }
        setNear(entry.isIntersecting);
      },
      { root: document, rootMargin: "150% 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="windowed" ref={box} style={isNear ? {} : { height: `${height.current}px` }}>
      {isNear && children()}
    </div>
  );
}

/** Calls `onSeen` whenever the end of a list comes near the window. */
export function ListEnd({ onSeen }: { readonly onSeen: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(onSeen);
  latest.current = onSeen;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && latest.current(),
      { root: document, rootMargin: "600px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return <div ref={box} />;
}
