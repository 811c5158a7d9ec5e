/** English of ../ja/api.ts. */
import type { api as source } from "../ja/api.ts";
import type { Translation } from "../text.ts";

export const api: Translation<typeof source> = {
  "api.error.badRequest": "What the app sent could not be read. Open the app again and retry.",
  "api.error.initDataForged":
    "It could not be confirmed that Telegram opened this. Open it from the bot's button.",
  "api.error.initDataExpired":
    "This screen was opened some time ago. Open it again from the bot's button.",
  "api.error.initDataReplayed":
    "This screen was used once already. Open it again from the bot's button.",
  "api.error.sessionMissing": "You are not signed in. Open the app again from the bot's button.",
  "api.error.sessionExpired":
    "The connection ended after a while without use. Open the app again from the bot's button.",
  "api.error.notYours": "This is somebody else's log server, so it cannot be shown.",
  "api.error.tooManyRequests": "That was a lot at once. Wait about a minute and retry.",
  "api.error.notFound": "Nothing was found here: it was erased, or not made yet.",
  "api.error.needsKey": "Set up your key first; you can do so from the home screen.",
  "api.error.stopped":
    "The log server has stopped. Send /status in the bot's chat to see how to mend it.",
  "api.error.tooLarge": "This is too large to take. One entry can be up to 19 MB.",
  "api.error.outboxFull":
    "Too many records are waiting for Telegram. Wait a little while, then retry.",
  "api.error.keysetRefused":
    "The list of keys could not be confirmed and was not taken. Open the app again and retry.",
  "api.error.envelopeRefused":
    "The record's order or signature did not fit and was not taken. Open the app again.",
  "api.error.telegramSilent":
    "Telegram is not answering right now. Nothing is lost. Wait a little while, then retry.",
  "api.error.internal":
    "Something went wrong on our side. Nothing is lost. Wait a little while, then retry.",
};
