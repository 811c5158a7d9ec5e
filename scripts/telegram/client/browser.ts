/**
 * The only file of this client that touches the browser's clock, timers, randomness and stores.
 * Everything else takes them from here, so that what a view decides can be followed and replaced.
 */

/** Milliseconds since 1970 by this device's clock. */
export function deviceNow(): number {
  return Date.now();
}

/** Calls `run` once after `delayMs`. The answer cancels it; cancelling twice is harmless. */
export function later(delayMs: number, run: () => void): () => void {
  const id = window.setTimeout(run, delayMs);
  return () => window.clearTimeout(id);
}

/** A number in [0, 1): jitter of a reconnect, never anything secret. */
export function jitter(): number {
  return Math.random();
}

/** What this page kept under a name, or null; private windows may refuse, which counts as null. */
export function recall(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name; null forgets it. False when the browser refused. */
export function remember(name: string, value: string | null): boolean {
  try {
    if (value === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

/** The names this page has kept that begin with `prefix`. */
export function rememberedNames(prefix: string): string[] {
  try {
    return Object.keys(window.localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Puts a text on the clipboard. False when the browser refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Saves bytes as a file through the browser's own download. */
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = fileName;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  later(60_000, () => URL.revokeObjectURL(url));
}

/** True when the person asked their system for less motion. */
export function prefersLessMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
