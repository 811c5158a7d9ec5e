/** English of ../ja/leave.ts. */
import type { leave as source } from "../ja/leave.ts";
import type { Translation } from "../text.ts";

export const leave: Translation<typeof source> = {
  "leave.none": "There is no log server, so there is nothing to end.",
  "leave.unreachable":
    "It cannot be read right now, so nothing can be tidied up.\n{why}\n\nRemoving the bot from the group ends it just as well. The records stay in the group.",
  "leave.explain":
    "Ending “{title}” means:\n\n• The bot unpins what it pinned and leaves the group.\n• What this bot remembers of it (a cache) is deleted.\n• The group and its {count} sealed records stay yours. With your key you can open them at any time.\n• Delete the group, and the records are gone too (what Telegram keeps is not ours to promise).\n\nYou may want a copy first: /export.",
  "leave.continue": "End it",
  "leave.cancel": "Leave it as it is",
  "leave.sure":
    "Are you sure?\nIf records are still waiting to be sent, they are kept before the bot leaves.",
  "leave.yes": "Yes, end it",
  "leave.cancelled": "Nothing was changed.",
  "leave.working": "Tidying up…",
  "leave.done":
    "It is ended. Thank you for having had us.\n\nThe group is yours. To go on some day, add the bot to the same group again and press “Restore” under any record.",
  "leave.failed":
    "It stopped on the way: Telegram does not seem to answer. Wait a little and send /leave again.",
};
