/** English of ../ja/status.ts. */
import type { status as source } from "../ja/status.ts";
import type { Translation } from "../text.ts";

export const status: Translation<typeof source> = {
  "status.command": "How your log server is",
  "status.none": "There is no log server yet. Make one with /start.",
  "status.head": "“{title}”",
  "status.condition.ready": "works",
  "status.condition.recovering": "is being read back from Telegram",
  "status.condition.needsKey": "waits for the key",
  "status.condition.stopped": "nothing is written for now",
  "status.line.condition": "State: {value}",
  "status.line.records": "Records kept: {count}",
  "status.line.waiting": "Waiting to be sent: {count}",
  "status.line.waitingSince": "Waiting to be sent: {count} (since {age})",
  "status.line.checkpoint": "Last checkpoint: {age}",
  "status.line.noCheckpoint": "Last checkpoint: none yet",
  "status.line.rights": "Rights of the bot: {value}",
  "status.line.key": "Key: {value}",
  "status.rights.exact": "only what is needed",
  "status.rights.wrong": "too few",
  "status.key.none": "none yet",
  "status.key.ready": "there (version {version}, its backup is in the group's “Keys”)",
  "status.key.noBackup": "there (version {version}, without a backup)",
  "status.now": "just now",
  "status.minutes": "{count} min ago",
  "status.hours": "{count} h ago",
  "status.days": "{count} d ago",
  "status.troubles": "To be mended:",
  "status.again": "Check again",
  "status.openGroup": "Open the group",
  "status.unchanged": "Nothing has changed",
};
