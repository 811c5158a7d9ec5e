/** English of ../ja/bot.ts. */
import type { bot as source } from "../ja/bot.ts";
import type { Translation } from "../text.ts";

export const bot: Translation<typeof source> = {
  "bot.description":
    "Seals what you write with your own key and keeps it in a Telegram group of your own.\nOnly you, who hold the key, can read it. Should our database be lost, your records stay with you.",
  "bot.shortDescription": "A notebook sealed with your key, kept in your own group.",

  "bot.command.start": "Begin, or go home",
  "bot.command.settings": "Settings",
  "bot.command.help": "How it works",
  "bot.command.leave": "End your log server",
  "bot.command.operator": "The operator's log server",

  "bot.error.internal":
    "Something went wrong on our side. Please try again. What was kept is not lost.",
  "bot.error.telegram":
    "Telegram does not answer right now. Please wait a little and try again. What was kept is not lost.",
  "bot.unknownCommand": "There is no such command. /help lists them all.",
  "bot.oldButton": "This button is too old. Please begin again with /start.",
  "bot.notYourButton":
    "This button belongs to somebody else's log server. You can make your own with /start in the bot's chat.",
  "bot.onlyOwner": "Only the owner of the group can use this button.",

  "bot.group.pointer": "Let us talk in the bot's own chat.",
  "bot.group.joined":
    "{name} has joined “{title}”.\n\nThe group holds sealed records only, so nothing can be read. But when and in which topic a record is added can be seen, and they can write and pin there too.\nIf you do not know them, remove them from the group.",
  "bot.group.someone": "Somebody without a name",
  "bot.group.removed":
    "The bot was removed from “{title}”. It can neither keep new records nor read the old ones.\n\n→ Add it again by {link}. What was kept is still in the group.",
  "bot.group.ownerChanged":
    "“{title}” has another owner now. To go on as your log server, it must be yours.",

  "bot.restore.started": "Reading it back. You will hear of it in the bot's chat.",
  "bot.restore.running": "It is being read back right now.",
  "bot.restore.absent":
    "No log of yours could be read back from “{title}”: it holds no records that were written with this bot's key.",

  "bot.help":
    "What you write or send here is sealed and kept in your group.\n\n• Text, photos, files, voice, video and albums are kept (up to 20 MB each).\n• When it is kept, the message gets a {emoji}.\n• Edit a message, and it is kept as a new version.\n• To read, press “Open”: your device opens the seals.\n\n/start home\n/status how your log server is\n/settings settings\n/export get all records as one archive\n/leave end your log server\n\nWhat we cannot promise: what you type here is an ordinary chat, so Telegram itself can read it. Delete the original once it is sealed, or write in the app, to avoid that.",
  "bot.help.open": "Open",

  "bot.start.portBusy": "Port {port} is taken by another program. Choose another PORT.",
  "bot.start.tokenRefused": "Telegram does not know this BOT_TOKEN. Look it up at BotFather.",
  "bot.start.telegramSilent": "Telegram does not answer. Look at the network, then start again.",
  "bot.start.cacheBusy": "The cache {folder} is in use by another bot. Stop that one first.",
  "bot.start.listening": "@{username} runs at {address}",
};
