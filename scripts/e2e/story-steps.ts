/**
 * The first steps of an owner, as several tests and benches need them before they begin with what
 * they are about. The words are looked up where the bot has them.
 */
import type { TextKey } from "../../shared/locales/index.ts";
import { ja, text } from "../../shared/locales/index.ts";
import type { Device } from "./device.ts";
import type { Person } from "./person.ts";
import type { Stack } from "./stack.ts";

export const PASSPHRASE = "正しい馬の電池ホチキス";

/** The beginning of a sentence of the bot, up to what it fills in or its first line's end. */
export function opening(key: TextKey): string {
  return ja[key].split(/[\n{]/)[0] ?? "";
}

/** /start, one tap, a new group: until the bot asks for the key. Answers the group's chat id. */
export async function setsUp(person: Person, title = "わたしのログ"): Promise<number> {
  const { message_id: asked } = await person.says("/start");
  // An older keyboard is taken away by the new greeting: it must not be the one that is pressed.
  await person.sees(opening("setup.greeting"), { after: asked });
  const label = text("ja", "setup.button");
  const chatId = await person.choosesGroup(label, { create: { title } });
  await person.sees(opening("setup.needsKey"), { withinMs: 60_000 });
  return chatId;
}

/** /operator and the same one tap. Answers the group's chat id. */
export async function setsUpOperator(operator: Person, title = "運営"): Promise<number> {
  const { message_id: asked } = await operator.says("/operator");
  await operator.sees(opening("setup.greetingOperator"), { after: asked });
  const label = text("ja", "setup.button");
  const chatId = await operator.choosesGroup(label, { create: { title } });
  await operator.sees("OPERATOR_CHAT_ID", { withinMs: 60_000 });
  return chatId;
}

/** The owner's key on a device, until the bot says that everything is ready. */
export async function makesKey(stack: Stack, person: Person): Promise<Device> {
  const device = await stack.device(person);
  await device.makesKey(PASSPHRASE);
  await person.sees(opening("setup.keyReady"));
  return device;
}

/** Sends a note by chat and waits until the bot has confirmed it: Telegram holds the record. */
export async function keepsNote(person: Person, note: string): Promise<number> {
  const { message_id: messageId } = await person.says(note);
  await person.seesReaction(messageId);
  return messageId;
}
