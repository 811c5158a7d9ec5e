/** Buttons and colours around the frame. */
import { themeParams } from "../../state/theme.ts";
import { nextButton } from "../button.ts";
import type { EventData } from "../wire.ts";
import { colourOf, flagOf, textOf } from "../wire.ts";
import type { Host, Methods } from "./host.ts";

/** A colour by value, or by the name of a theme colour. */
function namedColour(data: EventData): string | null {
  return colourOf(data, "color") ?? themeParams.value[textOf(data, "color_key")] ?? null;
}

function put(host: Host, name: "main" | "secondary", data: EventData): void {
  host.change({ [name]: nextButton(host.view()[name], data) });
}

export const chromeMethods: Methods = {
  web_app_setup_main_button: { since: "6.0", run: (data, host) => put(host, "main", data) },
  web_app_setup_secondary_button: {
    since: "7.10",
    run: (data, host) => put(host, "secondary", data),
  },
  web_app_setup_back_button: {
    since: "6.1",
    run: (data, host) => host.change({ back: flagOf(data, "is_visible") }),
  },
  web_app_setup_settings_button: {
    since: "6.10",
    run: (data, host) => host.change({ settings: flagOf(data, "is_visible") }),
  },
  web_app_set_header_color: {
    since: "6.1",
    run: (data, host) => host.change({ headerColour: namedColour(data) }),
  },
  web_app_set_background_color: {
    since: "6.1",
    run: (data, host) => host.change({ backgroundColour: namedColour(data) }),
  },
  web_app_set_bottom_bar_color: {
    since: "7.10",
    run: (data, host) => host.change({ bottomColour: namedColour(data) }),
  },
  // Known and without effect in a web client: no vibration, no swipe, no orientation, no keyboard.
  web_app_trigger_haptic_feedback: { since: "6.1", run: () => undefined },
  web_app_setup_swipe_behavior: { since: "7.7", run: () => undefined },
  web_app_toggle_orientation_lock: { since: "8.0", run: () => undefined },
  web_app_hide_keyboard: { since: "9.1", run: () => undefined },
};
