/** Keeps the keyboard inside what lies on top, and gives the focus back afterwards. */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const FOCUSABLE =
  'a[href],button:not([disabled]),input:not([disabled]),textarea:not([disabled]),select,iframe,[tabindex]:not([tabindex="-1"])';

function focusables(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.offsetParent !== null,
  );
}

/**
 * Traps Tab inside `ref` while it is mounted and moves the focus in and, at the end, back. It
 * begins at the first thing inside (or the one marked `data-autofocus`), or at `ref` itself.
 */
export function useFocusTrap(ref: RefObject<HTMLElement>, begin: "first" | "self" = "first"): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    const root = ref.current;
    if (root === null) return;
    const marked = root.querySelector<HTMLElement>("[data-autofocus]");
    const first = begin === "self" ? root : (marked ?? focusables(root)[0] ?? root);
    first.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Tab") return;
      const all = focusables(root);
      const [start, end] = [all[0], all.at(-1)];
      if (start === undefined || end === undefined) return;
      if (event.shiftKey && document.activeElement === start) {
        event.preventDefault();
        end.focus();
      } else if (!event.shiftKey && document.activeElement === end) {
        event.preventDefault();
        start.focus();
      }
    };
    root.addEventListener("keydown", onKey);
    return () => {
      root.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, [ref, begin]);
}

const escapes: (() => void)[] = [];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const top = escapes.at(-1);
  if (top === undefined) return;
  event.preventDefault();
  top();
});

/** Runs on Escape while mounted; only the latest one that is mounted hears it. */
export function useEscape(run: () => void): void {
  useLayoutEffect(() => {
    escapes.push(run);
    return () => {
      escapes.splice(escapes.lastIndexOf(run), 1);
    };
  }, [run]);
}
