/** English of ../ja/notes.ts. */
import type { notes as source } from "../ja/notes.ts";
import type { Translation } from "../text.ts";

export const notes: Translation<typeof source> = {
  "notes.kept": "👌",

  "notes.needsKey":
    "There is no key yet, so this was not kept.\nMake the key with the button below, and it can be.",
  "notes.makeKey": "Make the key",
  "notes.tooLarge":
    "“{name}” is too large to be kept ({size} MB). A bot can take up to 20 MB each. Please split it or make it smaller.",
  "notes.refusedKind":
    "This kind of message ({kind}) cannot be kept. Please send it as text, photo or file.",
  "notes.outboxFull":
    "Too many records are waiting to be sent, so this was not kept. Please wait a little and send it again.",
  "notes.stopped":
    "Nothing is being written to your log server right now, so this was not kept. /status says how to mend it.",
  "notes.notDurable":
    "It is sealed, but not in your group yet. It stays with what waits to be sent. /status shows how it goes.",
  "notes.fetchFailed":
    "Telegram did not hand over the file, so this was not kept. Please send it again.",

  "notes.offer.one": "Kept. Shall I delete the original that is still in this chat?",
  "notes.offer.many": "Kept {count}. Shall I delete the originals that are still in this chat?",
  "notes.offer.hint": "/settings says whether I ask each time.",
  "notes.offer.delete": "Delete",
  "notes.offer.keep": "Keep",
  "notes.deleted": "The original is deleted.",
  "notes.deletedPartly":
    "{count} could not be deleted (a bot cannot delete messages older than 48 hours).",

  "notes.fact.contact": "Contact: {name} {phone}",
  "notes.fact.location": "Place: {latitude}, {longitude}",
  "notes.fact.venue": "Place: {title} ({address}) {latitude}, {longitude}",
  "notes.fact.poll": "Poll: {question}",
};
