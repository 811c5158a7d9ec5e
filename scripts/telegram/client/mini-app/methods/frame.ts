/** Life of the frame: ready, close, expand, theme, viewport, safe areas, full screen, reload. */
import { themeParams } from "../../state/theme.ts";
import { unasked } from "../state.ts";
import { flagOf } from "../wire.ts";
import type { Host, Methods } from "./host.ts";

const NO_INSETS = { top: 0, bottom: 0, left: 0, right: 0 };
/** Height of the floating controls over a full-screen app, as Web K has it. */
const FULLSCREEN_TOP_PX = 56;

/** The official script takes this over only from Telegram's own origins; ours is free to. */
const SCROLLBARS = "::-webkit-scrollbar{width:6px}::-webkit-scrollbar-thumb{border-radius:3px}";

/** Tells the frame the theme in force. */
export function postTheme(host: Host): void {
  host.post("theme_changed", { theme_params: themeParams.value });
}

/** Tells the frame which edges are covered by controls. */
export function postContentInsets(host: Host): void {
  const top = host.view().fullscreen ? FULLSCREEN_TOP_PX : 0;
  host.post("content_safe_area_changed", { ...NO_INSETS, top });
}

function setFullscreen(host: Host, on: boolean): void {
  host.change({ fullscreen: on });
  host.post("fullscreen_changed", { is_fullscreen: on });
  postContentInsets(host);
}

export const frameMethods: Methods = {
  iframe_ready: {
    since: "6.0",
    run: (_data, host) => host.post("set_custom_style", SCROLLBARS),
  },
  // The app says that it reloads by itself: the frame need not be made anew.
  iframe_will_reload: { since: "6.0", run: (_data, host) => host.change(unasked) },
  web_app_ready: { since: "6.0", run: (_data, host) => host.change({ ready: true }) },
  web_app_close: { since: "6.0", run: (_data, host) => host.close() },
  // Always expanded, as in Web A; the answer is the viewport all the same.
  web_app_expand: { since: "6.0", run: (_data, host) => host.postViewport() },
  web_app_request_theme: { since: "6.0", run: (_data, host) => postTheme(host) },
  web_app_request_viewport: { since: "6.0", run: (_data, host) => host.postViewport() },
  web_app_request_safe_area: {
    since: "8.0",
    run: (_data, host) => host.post("safe_area_changed", NO_INSETS),
  },
  web_app_request_content_safe_area: {
    since: "8.0",
    run: (_data, host) => postContentInsets(host),
  },
  web_app_request_fullscreen: {
    since: "8.0",
    run: (_data, host) => {
      if (host.view().fullscreen) host.post("fullscreen_failed", { error: "ALREADY_FULLSCREEN" });
      else setFullscreen(host, true);
    },
  },
  web_app_exit_fullscreen: {
    since: "8.0",
    run: (_data, host) => {
      if (host.view().fullscreen) setFullscreen(host, false);
    },
  },
  web_app_setup_closing_behavior: {
    since: "6.2",
    run: (data, host) => host.change({ confirmClose: flagOf(data, "need_confirmation") }),
  },
};
