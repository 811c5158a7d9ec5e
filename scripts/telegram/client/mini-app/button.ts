/** What a set-up call makes of the main or secondary button. Pure. */
import type { AppButton } from "./state.ts";
import type { EventData } from "./wire.ts";
import { colourOf, flagOf, textOf } from "./wire.ts";

/**
 * The button after a set-up call: fields that are not given stay as they were, and a button without
 * text is never shown.
 */
export function nextButton(before: AppButton, data: EventData): AppButton {
  const text = "text" in data ? textOf(data, "text").trim() : before.text;
  const position = textOf(data, "position");
  return {
    visible: ("is_visible" in data ? flagOf(data, "is_visible") : before.visible) && text !== "",
    active: "is_active" in data ? flagOf(data, "is_active") : before.active,
    text,
    colour: colourOf(data, "color") ?? before.colour,
    textColour: colourOf(data, "text_color") ?? before.textColour,
    progress: "is_progress_visible" in data ? flagOf(data, "is_progress_visible") : before.progress,
    shine: "has_shine_effect" in data ? flagOf(data, "has_shine_effect") : before.shine,
    position: isPosition(position) ? position : before.position,
  };
}

function isPosition(value: string): value is AppButton["position"] {
  return value === "left" || value === "right" || value === "top" || value === "bottom";
}
