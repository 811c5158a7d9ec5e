/** Reads what a Mini App wants in a pop-up, within Telegram's limits. Pure. */
import type { AppPopup, PopupButton } from "./state.ts";
import type { EventData } from "./wire.ts";
import { textOf } from "./wire.ts";

const TITLE_MAX = 64;
const MESSAGE_MAX = 256;
const BUTTONS_MAX = 3;
const TYPES = ["default", "ok", "close", "cancel", "destructive"] as const;

/** The pop-up that was asked for, or null when Telegram would refuse it. */
export function parsePopup(data: EventData): AppPopup | null {
  const message = textOf(data, "message").trim();
  const title = textOf(data, "title");
  const given = data.buttons;
  if (message === "" || message.length > MESSAGE_MAX || title.length > TITLE_MAX) return null;
  if (!Array.isArray(given) || given.length === 0 || given.length > BUTTONS_MAX) return null;
  const buttons = given.map(parseButton);
  const good = buttons.filter((button) => button !== null);
  return good.length === buttons.length ? { title, message, buttons: good } : null;
}

function parseButton(value: unknown): PopupButton | null {
  if (typeof value !== "object" || value === null) return null;
  const data: EventData = { ...value };
  const wanted = textOf(data, "type");
  const type = TYPES.find((one) => one === (wanted === "" ? "default" : wanted));
  const text = textOf(data, "text").trim();
  if (type === undefined) return null;
  // Only these three have a text of their own in every client.
  if (text === "" && (type === "default" || type === "destructive")) return null;
  return { id: textOf(data, "id"), type, text };
}
