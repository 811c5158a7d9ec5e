/**
 * The first steps of an owner, as several tests and benches need them before they begin with what
 * they are about. The words are looked up where the bot has them.
 */
import { text } from "../../shared/locales/index.ts";
import type { Device } from "./device.ts";
import type { Person } from "./person.ts";
import type { Stack } from "./stack.ts";

export const PASSPHRASE = "正しい馬の電池ホチキス";

/** The beginning of a sentence of the bot, without what it fills in. */
export function opening(sentence: string): string {
  return sentence.split(/[\n{]/)[0] ?? "";
}

/** /start, one tap, a new group: until the bot asks for the key. Answers the group's chat id. */
export async function setsUp(person: Person, title = "わたしのログ"): Promise<number> {
  await person.says("/start");
  const label = text("ja", "setup.button");
  const chatId = await person.choosesGroup(label, { create: { title } });
  await person.sees(opening(text("ja", "setup.needsKey")), { withinMs: 60_000 });
  return chatId;
}

/** The owner's key on a device, until the bot says that everything is ready. */
export async function makesKey(stack: Stack, person: Person): Promise<Device> {
  const device = await stack.device(person);
  await device.makesKey(PASSPHRASE);
  await person.sees(opening(text("ja", "setup.keyReady")));
  return device;
}

/** Sends a note by chat and waits until the bot has confirmed it by its reaction. */
export async function keepsNote(person: Person, note: string): Promise<number> {
  const { message_id: messageId } = await person.says(note);
  await person.seesReaction(messageId);
  return messageId;
}
