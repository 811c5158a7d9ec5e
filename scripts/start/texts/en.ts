/** What the guide beside the chat says, in English. Japanese is the source. */
import type { ja } from "./ja.ts";

export const en: { readonly [key in keyof typeof ja]: string } = {
  title: "Libral in two minutes",
  "setup.title": "Send /start",
  "setup.text":
    "Press START in the chat and use the button that appears to create a group of your own. The bot gets the rights it needs, and no other, and makes the group your log server.",
  "key.title": "Make your key",
  "key.text":
    "Open the Mini App by the button that the bot sends and choose a passphrase. The key is made on this device; only a locked copy goes into the group.",
  "note.title": "Seal a note",
  "note.text":
    "Write something worth remembering and send it to the bot. When the sealed record is in your group, the bot says so by a reaction.",
  "read.title": "Read it in the Mini App",
  "read.text":
    "Open the Mini App from the menu beside the text field. This device opens the sealed note and shows it.",
  "forget.title": "Delete the database and restart",
  "forget.text":
    "The bot is killed, its database deleted, and the bot started again. Then /status is sent in your name. The records come back from the group.",
  "forget.button": "Delete the database and restart",
  "forget.running": "Stopping the bot and deleting its database…",
  "forget.back":
    "The database was deleted and the bot restarted. From Telegram alone, {logs} log server(s) and {records} record(s) came back in {seconds} s.",
  "forget.nothing":
    "The database was deleted and the bot restarted ({seconds} s). There was no log server yet, so there was nothing to bring back.",
  "forget.partly":
    "The database was deleted and the bot restarted, but after {seconds} s only {back} of {records} record(s) are back. Send /status to the bot to see how it is.",
  "forget.waiting":
    "{waiting} record(s) that were still waiting for Telegram existed nowhere else and are lost.",
  "forget.failed": "It could not be restarted: {why}",
};
