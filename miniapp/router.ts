/**
 * Where the person is: paths under /app/, by the history API. Hash routing is out, because the
 * client appends its launch parameters to the fragment. The client's back button goes one step
 * back; on a first page that was opened directly it leads home.
 */
import type { ReadonlySignal } from "@preact/signals";
import { computed, signal } from "@preact/signals";

export type Place =
  | { readonly screen: "home" }
  | { readonly screen: "notes" }
  | { readonly screen: "write" }
  /** Opens the key and goes back. */
  | { readonly screen: "unlock" }
  | {
      readonly screen: "record";
      readonly sequence: number;
      readonly index: number;
      /** Which record of the envelope, from 0. */
      readonly item: number;
    }
  | { readonly screen: "settings" }
  | { readonly screen: "limits" };

const BASE = "/app";
const pathOf: { readonly [screen in Exclude<Place["screen"], "record">]: string } = {
  home: "/",
  notes: "/notes",
  write: "/notes/new",
  unlock: "/unlock",
  settings: "/settings",
  limits: "/settings/limits",
};

/** The path of a place, without the base. */
export function formatPlace(place: Place): string {
  if (place.screen !== "record") return pathOf[place.screen];
  const { sequence, index, item } = place;
  return `/records/${sequence}/${index}/${item}`;
}

/** The place of a path, without the base. What nobody knows is home. */
export function parsePlace(path: string): Place {
  const clean = path.replace(/\/+$/, "") || "/";
  const record = /^\/records\/([1-9]\d{0,11})\/(\d{1,4})(?:\/(\d{1,4}))?$/.exec(clean);
  if (record) {
    const [sequence, index, item] = record.slice(1).map((digits) => Number(digits ?? 0));
    return { screen: "record", sequence: sequence ?? 0, index: index ?? 0, item: item ?? 0 };
  }
  switch (clean) {
    case "/notes":
      return { screen: "notes" };
    case "/notes/new":
      return { screen: "write" };
    case "/unlock":
      return { screen: "unlock" };
    case "/settings":
      return { screen: "settings" };
    case "/settings/limits":
      return { screen: "limits" };
    default:
      return { screen: "home" };
  }
}

/**
 * The place that opens first: `?route=` or the start parameter where one of them is given (links
 * cannot carry a path), else the path. In a start parameter `_` stands for `/`.
 */
export function firstPlace(pathname: string, search: string, startParam: string | null): Place {
  const asked = new URLSearchParams(search).get("route");
  if (asked) return parsePlace(`/${asked.replace(/^\/+/, "")}`);
  if (startParam) return parsePlace(`/${startParam.replaceAll("_", "/")}`);
  const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname;
  return parsePlace(path);
}

const current = signal<Place>({ screen: "home" });
/** How many of our own steps lie behind this page in the browser's history. */
const depth = signal(0);

/** Asks before the person leaves a place where something would be lost; null: nothing would. */
export const leaveGuard = signal<(() => Promise<boolean>) | null>(null);

/** Where the person is. */
export const place: ReadonlySignal<Place> = computed(() => current.value);

/** The main screens, one tap from each other: there is nothing behind them. */
const mainScreens: readonly Place["screen"][] = ["home", "notes", "settings"];

/** True when the person came to this place by going back: it is shown where they left it. */
export const isReturning = signal(false);

/** Whether the way back is offered. On a main screen the client shows how to close instead. */
export const canGoBack: ReadonlySignal<boolean> = computed(
  () => !mainScreens.includes(current.value.screen),
);

/** Takes over the address, and takes the launch parameters out of it. */
export function startRouting(first: Place): void {
  const depthOf = (state: unknown): number =>
    typeof state === "object" && state !== null && "depth" in state ? Number(state.depth) : 0;
  depth.value = depthOf(history.state);
  current.value = first;
  history.replaceState({ depth: depth.value }, "", BASE + formatPlace(first));
  addEventListener("popstate", (event) => {
    depth.value = depthOf(event.state);
    isReturning.value = true;
    current.value = parsePlace(location.pathname.slice(BASE.length));
  });
}

/** Goes to a place. `replace`: the page before it is the one to go back to. */
export function go(to: Place, how: "push" | "replace" = "push"): void {
  const path = BASE + formatPlace(to);
  if (how === "push") {
    if (path === location.pathname) return;
    depth.value += 1;
    history.pushState({ depth: depth.value }, "", path);
  } else {
    history.replaceState({ depth: depth.value }, "", path);
  }
  isReturning.value = false;
  current.value = to;
}

/** One step back, or home when this page was the first; asks first where something would be lost. */
export async function goBack(): Promise<void> {
  const guard = leaveGuard.value;
  if (guard && !(await guard())) return;
  leaveGuard.value = null;
  if (depth.value > 0) history.back();
  else go({ screen: "home" }, "replace");
}
