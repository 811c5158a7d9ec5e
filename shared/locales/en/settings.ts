/** English of ../ja/settings.ts. */
import type { settings as source } from "../ja/settings.ts";
import type { Translation } from "../text.ts";

export const settings: Translation<typeof source> = {
  "settings.none": "There is no log server yet. Make one with /start.",
  "settings.head": "Settings\n\nWhat shall become of the original in this chat once it is sealed?",
  "settings.originals.ask": "Ask each time",
  "settings.originals.always": "Always delete it",
  "settings.originals.never": "Leave it",
  "settings.chosen": "✓ {label}",
  "settings.saved": "Changed",
  "settings.saving": "Changing. It holds once it is written in your group.",
  "settings.outdated": "This was out of date; it is fresh now.",
  "settings.back": "Back",
};
