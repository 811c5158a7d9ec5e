/**
 * The only file that knows the Mini App SDK. It speaks with the Telegram client that shows us:
 * launch, colours, sizes, back button, and a few requests, each of which ends in time whether the
 * client answers or not. It knows nothing of the log.
 *
 * A client ignores what it does not know without a word, so everything here is best effort, and
 * `ask` says when it could not.
 */
import type { Signal } from "@preact/signals";
import { signal } from "@preact/signals";
import { setTargetOrigin } from "@telegram-apps/bridge";
import {
  init,
  on,
  postEvent,
  request,
  retrieveLaunchParams,
  retrieveRawInitData,
} from "@telegram-apps/sdk-react";
import type { ThemeParams } from "./ui/theme.ts";

/** What the client said when it opened us. */
export interface Launch {
  /** As Telegram signed it; goes to the server once and nowhere else. */
  readonly initData: string;
  readonly platform: string;
  readonly version: string;
  readonly startParam: string | null;
  /** Not verified by anybody yet: it only chooses the language of the first words. */
  readonly languageCode: string | undefined;
}

/** Space in CSS pixels that the client or the device covers at each edge. */
export interface Insets {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A pop-up without an answer: nobody looks at it any more, or the client never showed it. */
const ANSWER_MS = 120_000;
const noInsets: Insets = { top: 0, bottom: 0, left: 0, right: 0 };
/** Clients whose own pop-up looks like the system's; elsewhere ours is the better one. */
const platformsWithPopup = ["ios", "android", "android_x", "macos"];

export const themeParams: Signal<ThemeParams> = signal({});
export const safeArea: Signal<Insets> = signal(noInsets);
export const contentSafeArea: Signal<Insets> = signal(noInsets);
/** Height that does not change while the sheet is dragged; null until the client said one. */
export const stableHeight: Signal<number | null> = signal(null);
/** False while the client shows something else. */
export const isVisible: Signal<boolean> = signal(true);

let launched: Launch | null = null;
let onBack: (() => void) | null = null;

/**
 * Connects to the client. Null when the page was not opened by Telegram, or by a client that says
 * nothing usable. `hostOrigin` is the local Telegram's origin, which only our own server names.
 */
export function connect(hostOrigin: string | null): Launch | null {
  // Without this the SDK posts to https://web.telegram.org, and any other parent hears nothing.
  if (hostOrigin) setTargetOrigin(hostOrigin);
  try {
    const params = retrieveLaunchParams();
    const initData = retrieveRawInitData();
    // Custom styles come as text for a style element, which our policy rightly refuses.
    init({ acceptCustomStyles: false });
    if (!initData) return null;
    launched = {
      initData,
      platform: params.tgWebAppPlatform,
      version: params.tgWebAppVersion,
      startParam: params.tgWebAppStartParam ?? params.tgWebAppData?.start_param ?? null,
      languageCode: params.tgWebAppData?.user?.language_code,
    };
    themeParams.value = { ...params.tgWebAppThemeParams };
  } catch {
    // Opened by something else, or by a client that says nothing usable.
    return null;
  }
  listen();
  return launched;
}

function listen(): void {
  on("theme_changed", ({ theme_params }) => {
    themeParams.value = { ...theme_params };
  });
  on("viewport_changed", ({ height, is_state_stable }) => {
    if (is_state_stable) stableHeight.value = height;
  });
  on("safe_area_changed", (insets) => {
    safeArea.value = insets;
  });
  on("content_safe_area_changed", (insets) => {
    contentSafeArea.value = insets;
  });
  on("visibility_changed", ({ is_visible }) => {
    isVisible.value = is_visible;
  });
  on("back_button_pressed", () => onBack?.());
  postEvent("web_app_request_theme");
  postEvent("web_app_request_viewport");
  if (supportsVersion("8.0")) {
    postEvent("web_app_request_safe_area");
    postEvent("web_app_request_content_safe_area");
  }
  postEvent("web_app_expand");
}

/** Takes the client's own loader away: call it when the first skeleton stands. */
export function announceReady(): void {
  if (launched) postEvent("web_app_ready");
}

/** Whether the client's version is at least this one, part by part: 6.10 is above 6.9. */
function supportsVersion(wanted: string): boolean {
  return launched !== null && compareVersions(launched.version, wanted) >= 0;
}

/** Negative, zero or positive, as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(".").map((part) => Number(part) || 0));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Shows the client's back button as long as there is a handler. True when the client has one. */
export function setBack(handler: (() => void) | null): boolean {
  onBack = handler;
  if (!supportsVersion("6.1")) return false;
  postEvent("web_app_setup_back_button", { is_visible: handler !== null });
  return true;
}

/** Whether the client should ask before it closes us: only while something would be lost. */
export function setClosingConfirmation(isNeeded: boolean): void {
  if (!supportsVersion("6.2")) return;
  postEvent("web_app_setup_closing_behavior", { need_confirmation: isNeeded });
}

/** A short vibration: a choice was made, or something ended well or badly. */
export function haptic(kind: "selection" | "success" | "error"): void {
  if (!supportsVersion("6.1")) return;
  postEvent(
    "web_app_trigger_haptic_feedback",
    kind === "selection"
      ? { type: "selection_change" }
      : { type: "notification", notification_type: kind },
  );
}

/** Colours of the client's own bars, so that the page and its frame are one. */
export function paintFrame(header: string, background: string): void {
  if (supportsVersion("6.9")) postEvent("web_app_set_header_color", { color: toRgb(header) });
  if (!supportsVersion("6.1")) return;
  postEvent("web_app_set_background_color", { color: toRgb(background) });
  if (supportsVersion("7.10")) {
    postEvent("web_app_set_bottom_bar_color", { color: toRgb(background) });
  }
}

function toRgb(color: string): `#${string}` {
  return color.startsWith("#") ? `#${color.slice(1)}` : "#ffffff";
}

/** Opens a t.me link inside Telegram. The client may minimise us; it does not close us. */
export function openTelegramLink(url: string): void {
  const { hostname, pathname, search } = new URL(url);
  if (hostname !== "t.me") return;
  if (launched && supportsVersion("6.1")) {
    postEvent("web_app_open_tg_link", { path_full: pathname + search });
  } else {
    window.open(url, "_blank", "noopener");
  }
}

/** What the client calls itself: `ios`, `android`, `macos`, `tdesktop`, `weba`, … */
export function currentPlatform(): string {
  return launched?.platform ?? "unknown";
}

/** Whether the client draws a back button of its own, in its head bar: a second one only confuses. */
export function hasOwnBack(): boolean {
  return supportsVersion("6.1");
}

/** Whether a web client shows us: its frame lets nothing be downloaded. */
export function isFramed(): boolean {
  return launched?.platform.startsWith("web") ?? false;
}

/** Closes the Mini App. Outside Telegram nothing happens. */
export function close(): void {
  if (launched) postEvent("web_app_close");
}

export interface Question {
  /** At most 64 characters. */
  readonly title: string;
  /** At most 256 characters. */
  readonly message: string;
  readonly confirm: string;
  readonly isDestructive: boolean;
}

/**
 * Asks by the system's own pop-up. Null when this client is better asked by ours; a pop-up that
 * stays without an answer for two minutes counts as "no".
 */
export async function ask(question: Question): Promise<boolean | null> {
  if (!supportsVersion("6.2")) return null;
  if (!launched || !platformsWithPopup.includes(launched.platform)) return null;
  const confirmType = question.isDestructive ? "destructive" : "default";
  try {
    const answer = await request("web_app_open_popup", "popup_closed", {
      params: {
        title: question.title.slice(0, 64),
        message: question.message.slice(0, 256),
        buttons: [
          { id: "yes", type: confirmType, text: question.confirm.slice(0, 64) },
          { id: "no", type: "cancel" },
        ],
      },
      timeout: ANSWER_MS,
    });
    return answer.button_id === "yes";
  } catch {
    return false;
  }
}

/** Desktop and web clients have none, and some of them never say so: they are not asked. */
export function hasSecureStorage(): boolean {
  const platforms = ["ios", "android", "android_x", "macos"];
  return supportsVersion("9.0") && platforms.includes(currentPlatform());
}

/** How long the client's secure storage may take to answer; some clients never do. */
const STORAGE_MS = 3_000;

/**
 * Keychain or Keystore of the client, by single values. Rejects when the client is silent; whether a
 * value was really kept, only reading it again tells.
 */
export const secureStorage = {
  async get(name: string): Promise<string | null> {
    const req_id = nextRequest();
    const answer = await request(
      "web_app_secure_storage_get_key",
      ["secure_storage_key_received", "secure_storage_failed"],
      {
        params: { req_id, key: name },
        capture: ({ payload }) => payload.req_id === req_id,
        timeout: STORAGE_MS,
      },
    );
    return "value" in answer ? answer.value : null;
  },
  async set(name: string, value: string | null): Promise<void> {
    const req_id = nextRequest();
    await request(
      "web_app_secure_storage_save_key",
      ["secure_storage_key_saved", "secure_storage_failed"],
      {
        params: { req_id, key: name, value },
        capture: ({ payload }) => payload.req_id === req_id,
        timeout: STORAGE_MS,
      },
    );
  },
  remove: (name: string): Promise<void> => secureStorage.set(name, null),
};

let requests = 0;

/** Tells our own requests apart; nobody else needs to guess it or not. */
function nextRequest(): string {
  requests += 1;
  return `libral-${requests}`;
}
