/** English of ../ja/log.ts. */
import type { log as source } from "../ja/log.ts";
import type { Translation } from "../text.ts";

export const log: Translation<typeof source> = {
  "log.topic.system": "System",
  "log.topic.keys": "Keys",
  "log.topic.notes": "Notes",
  "log.topic.events": "Events",
  "log.topic.billing": "Billing",
  "log.topic.plugins": "Plugins",
  "log.topic.delivery": "Delivery",
  "log.topic.api": "API",
  "log.topic.agent": "Agent",
  "log.topic.audit": "Audit",
  "log.topic.registry": "Registry",
  "log.topic.catalogue": "Catalogue",
  "log.topic.books": "Books",

  "log.button.restore": "Restore",

  "log.title.system": "⚙️ Log server records",
  "log.title.keys": "🔑 Key records",
  "log.title.notes": "📝 Sealed notes",
  "log.title.events": "📅 Event records",
  "log.title.billing": "🧾 Billing records",
  "log.title.plugins": "🧩 Plugin records",
  "log.title.delivery": "📨 Delivery records",
  "log.title.api": "🔌 API records",
  "log.title.agent": "🤖 Agent records",
  "log.title.audit": "🔎 Audit records",
  "log.title.registry": "📇 Registry records",
  "log.title.catalogue": "🛍️ Catalogue records",
  "log.title.books": "📚 Book records",
  "log.title.many": "{title} ({count})",

  "log.slot.caption":
    "📖 Table of contents {slot} (generation {generation})\nEvery record can be found from here. Please keep it.",
  "log.page.caption":
    "📑 Index of the log (numbers {from} to {to})\nLets older records be read in one go. Please keep it.",
  "log.keys.backup":
    "🔐 Key backup\nYour key, locked with your passphrase. You need it on a new device. Please keep it.",
  "log.claim.text":
    "🔄 The bot took the log up again\nA mark that stays after an interruption or a move. The records go on as before.",
  "log.card.text":
    "📌 Your log server's card\nIt says where your log server is, so that the bot can find it even if it forgot. Please leave it pinned.",
  "log.duplicate.text": "The same record arrived twice, so this copy was emptied.",

  "log.trouble.groupGone":
    "The log server's group cannot be found. If it was deleted, /start makes a new one.",
  "log.trouble.notMember":
    "The bot is no longer in the group. Add it again and make it an administrator.",
  "log.trouble.missingRights":
    "The bot lacks rights. Allow it to manage topics, pin messages and delete messages.",
  "log.trouble.notForum":
    "Topics are switched off in the group. Switch them on again in the group's settings.",
  "log.trouble.groupPublic":
    "The group is public. Remove its public link to make it private again.",
  "log.trouble.autoDelete":
    "Messages are deleted automatically in the group. Switch that off, or records will be lost.",
  "log.trouble.protectedContent":
    "Saving content is restricted in the group. That gets in the way of exports; better switch it off.",
  "log.trouble.chainBroken":
    "The chain of records could not be confirmed, so nothing new is written. Press Restore under a record in the group.",
  "log.trouble.newerFormat":
    "These records were written by a newer Libral. Update the bot. Nothing was overwritten.",
  "log.trouble.telegramSilent":
    "Telegram is not answering right now. Nothing is lost. Wait a little while, then retry.",

  "log.error.needsKey": "Set up your key first; you can do so from the app's home screen.",
  "log.error.stopped":
    "The log server has stopped, so nothing was recorded. /status says how to mend it.",
  "log.error.tooLarge": "This is too large to record. One entry can be up to 18 MB.",
  "log.error.outboxFull":
    "Too many records are waiting for Telegram. Wait a little while, then retry.",
  "log.error.notFound": "That record was not found: it was erased, or has not arrived yet.",
  "log.error.alreadyOwned":
    "This group is somebody else's log server, or your log server is in another group.",
  "log.error.keysetRefused":
    "The list of keys could not be confirmed and was not taken. Open the app again and retry.",
  "log.error.envelopeRefused":
    "The record's order or recipient did not fit and was not taken. Open the app again.",
};
