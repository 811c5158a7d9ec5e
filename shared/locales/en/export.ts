/** English of ../ja/export.ts. */
import type { exporting as source } from "../ja/export.ts";
import type { Translation } from "../text.ts";

export const exporting: Translation<typeof source> = {
  "export.command": "Get all records as one archive",
  "export.none": "There is no log server yet. Make one with /start.",
  "export.empty": "There are no records yet.",
  "export.started": "Gathering your records… 0 / {total}",
  "export.progress": "Gathering your records… {done} / {total}",
  "export.running": "They are being gathered right now. Just a moment.",
  "export.caption": "All records ({part} / {parts}). The README inside says how to open them.",
  "export.captionPart": "Records, part {part}. The README in part 1 says how to open them.",
  "export.done": "That is everything: {count} records. They are still sealed; your key opens them.",
  "export.failed":
    "It stopped on the way: Telegram does not seem to answer. Wait a little and send /export again.",
};
