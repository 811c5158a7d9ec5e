/**
 * The one host: ties a real frame to the method table. It hears only the frame's own window on the
 * frame's own origin, and speaks only to that origin.
 */
import { effect } from "@preact/signals";
import { later } from "../browser.ts";
import { clientVersion } from "../net/session.ts";
import { openDialog } from "../state/dialogs.ts";
import { theme } from "../state/theme.ts";
import { text } from "../texts/index.ts";
import { postContentInsets, postTheme } from "./methods/frame.ts";
import type { Host } from "./methods/host.ts";
import { methodFor } from "./methods/index.ts";
import type { MiniAppView } from "./state.ts";
import { changeMiniApp, closeMiniApp, miniApp, unasked } from "./state.ts";
import { formatClientEvent, parseFrameEvent } from "./wire.ts";

/** How long a frame may take to say that it reloads itself, as in Web A. */
const RELOAD_ANSWER_MS = 500;

let frame: HTMLIFrameElement | null = null;
let reloading: (() => void) | null = null;

/** Names the frame in force; null when there is none. */
export function setFrame(element: HTMLIFrameElement | null): void {
  frame = element;
}

function originOf(view: MiniAppView): string {
  return new URL(view.launch.url).origin;
}

function post(type: string, data?: unknown): void {
  const view = miniApp.value;
  if (view === null) return;
  frame?.contentWindow?.postMessage(formatClientEvent(type, data), originOf(view));
}

function postViewport(): void {
  if (frame === null) return;
  const { width, height } = frame.getBoundingClientRect();
  post("viewport_changed", { width, height, is_expanded: true, is_state_stable: true });
}

/** A host whose view is the open app; made per message, because the app may close in between. */
function hostOf(opened: MiniAppView): Host {
  const queryId = opened.launch.queryId;
  const isOpen = (): boolean => miniApp.value?.launch.queryId === queryId;
  return {
    view: () => (isOpen() ? (miniApp.value ?? opened) : opened),
    change: (change) => {
      if (isOpen()) changeMiniApp(change);
    },
    post: (type, data) => {
      if (isOpen()) post(type, data);
    },
    postViewport,
    close: () => {
      if (isOpen()) closeMiniApp();
    },
  };
}

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const view = miniApp.value;
  if (view === null || frame === null || event.source !== frame.contentWindow) return;
  if (event.origin !== originOf(view)) return;
  const heard = parseFrameEvent(event.data);
  if (heard === null) return;
  if (heard.type === "iframe_will_reload") {
    reloading?.();
    reloading = null;
  }
  methodFor(heard.type, clientVersion)?.run(heard.data, hostOf(view));
});

/** The frame changed its size. */
export function frameResized(): void {
  postViewport();
}

/** The frame has loaded: what Web A sends without being asked. */
export function frameLoaded(): void {
  changeMiniApp({ ready: true });
  postViewport();
  post("visibility_changed", { is_visible: true });
}

/** A button around the frame was pressed. */
export function pressAppButton(type: "main" | "secondary" | "back" | "settings"): void {
  post(`${type}_button_pressed`);
}

/** Answers the open pop-up; without an id it was closed by something else than a button. */
export function answerPopup(buttonId?: string): void {
  changeMiniApp({ popup: null });
  post("popup_closed", buttonId === undefined ? {} : { button_id: buttonId });
}

/** Makes the app small or big again. */
export function minimiseApp(minimised: boolean): void {
  changeMiniApp({ minimised, fullscreen: false });
  post("visibility_changed", { is_visible: !minimised });
}

/** Leaves full screen by the client's own button. */
export function leaveFullscreen(): void {
  const view = miniApp.value;
  if (view === null) return;
  changeMiniApp({ fullscreen: false });
  post("fullscreen_changed", { is_fullscreen: false });
  postContentInsets(hostOf(view));
}

/** Asks the app to reload itself; one that does not answer gets a new frame. */
export function reloadApp(): void {
  const view = miniApp.value;
  if (view === null) return;
  post("reload_iframe");
  reloading = later(RELOAD_ANSWER_MS, () => {
    reloading = null;
    changeMiniApp({ ...unasked, frame: (miniApp.value?.frame ?? 0) + 1 });
  });
}

/** The person closes the app; one that asked for it makes them confirm. */
export function closeByPerson(): void {
  const view = miniApp.value;
  if (view === null) return;
  if (!view.confirmClose) {
    closeMiniApp();
    return;
  }
  openDialog({
    kind: "confirm",
    title: view.launch.botName,
    text: text("app.closeAsk"),
    action: text("app.closeYes"),
    danger: true,
    run: closeMiniApp,
  });
}

document.addEventListener("visibilitychange", () => {
  const view = miniApp.value;
  if (view === null || view.minimised) return;
  post("visibility_changed", { is_visible: document.visibilityState === "visible" });
});

effect(() => {
  theme.value;
  const view = miniApp.peek();
  if (view !== null) postTheme(hostOf(view));
});
