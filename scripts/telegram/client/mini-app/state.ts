/** The Mini App that lies open, as data: what it asked its surroundings to look like. */
import { signal } from "@preact/signals";
import type { ClientActions, MiniAppLaunch } from "../../client-protocol.ts";

export interface AppButton {
  readonly visible: boolean;
  readonly active: boolean;
  readonly text: string;
  readonly colour: string | null;
  readonly textColour: string | null;
  readonly progress: boolean;
  readonly shine: boolean;
  /** Only the secondary button: where it stands to the main one. */
  readonly position: "left" | "right" | "top" | "bottom";
}

export interface PopupButton {
  readonly id: string;
  readonly type: "default" | "ok" | "close" | "cancel" | "destructive";
  readonly text: string;
}

export interface AppPopup {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly PopupButton[];
}

export interface MiniAppView {
  readonly launch: MiniAppLaunch;
  readonly from: ClientActions["launch"][0]["from"];
  /** The text of the keyboard button, which `data_send` gives back to the bot. */
  readonly buttonText: string;
  /** Grows when the frame must be made anew. */
  readonly frame: number;
  readonly ready: boolean;
  readonly minimised: boolean;
  readonly fullscreen: boolean;
  readonly main: AppButton;
  readonly secondary: AppButton;
  readonly back: boolean;
  readonly settings: boolean;
  readonly confirmClose: boolean;
  readonly headerColour: string | null;
  readonly backgroundColour: string | null;
  readonly bottomColour: string | null;
  readonly popup: AppPopup | null;
}

const hiddenButton: AppButton = {
  visible: false,
  active: true,
  text: "",
  colour: null,
  textColour: null,
  progress: false,
  shine: false,
  position: "left",
};

/** What a Mini App looks like before it has said anything. */
export function freshView(
  launch: MiniAppLaunch,
  from: MiniAppView["from"],
  buttonText: string,
): MiniAppView {
  return {
    launch,
    from,
    buttonText,
    frame: 0,
    minimised: false,
    fullscreen: false,
    ...unasked,
  };
}

/** What is around an app that has asked for nothing yet: at its start and after a reload. */
export const unasked = {
  ready: false,
  main: hiddenButton,
  secondary: hiddenButton,
  back: false,
  settings: false,
  confirmClose: false,
  headerColour: null,
  backgroundColour: null,
  bottomColour: null,
  popup: null,
} as const satisfies Partial<MiniAppView>;

export const miniApp = signal<MiniAppView | null>(null);

/** Changes some of the view; nothing happens when the app was closed meanwhile. */
export function changeMiniApp(change: Partial<MiniAppView>): void {
  if (miniApp.value !== null) miniApp.value = { ...miniApp.value, ...change };
}

/** Closes the app without asking. */
export function closeMiniApp(): void {
  miniApp.value = null;
}
