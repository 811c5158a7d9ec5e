/**
 * A module's turn in a private chat: what it says goes out by the speaker, and its buttons carry
 * its name.
 */
import type { ModuleManifest, Person, Reply, Turn } from "../kernel/module.ts";
import type { OwnerLog } from "../logserver/port.ts";
import { keyboardOf } from "./buttons.ts";
import type { TelegramDeps } from "./deps.ts";
import type { Saying } from "./speaker.ts";

export interface TurnFacts {
  readonly person: Person;
  /** The private chat with the person. */
  readonly chatId: number;
  readonly log: OwnerLog | null;
  /** For the press of a button: shows a pop-up in place of a message. */
  readonly popUp?: (words: string) => Promise<void>;
}

export function makeTurn(
  deps: Pick<TelegramDeps, "speaker" | "config">,
  facts: TurnFacts,
  manifest: ModuleManifest,
): Turn {
  const { speaker, config } = deps;
  const { chatId } = facts;
  const keyboard = (
    reply: Reply,
  ): Pick<Saying, "text"> & { keyboard?: ReturnType<typeof keyboardOf> } => ({
    text: reply.text,
    ...(reply.buttons
      ? { keyboard: keyboardOf(reply.buttons, manifest.id, config.publicUrl) }
      : {}),
  });
  return {
    person: facts.person,
    log: facts.log,
    async reply(reply) {
      const isQuiet = reply.isQuiet ?? false;
      return { messageId: await speaker.send(chatId, { ...keyboard(reply), isQuiet }) };
    },
    replyDocument: (fileName, bytes, caption) =>
      speaker.sendDocument(chatId, { fileName, bytes, caption }),
    async react(messageId, emoji) {
      await speaker.react(chatId, messageId, emoji);
    },
    deleteMessage: (messageId) => speaker.deleteMessage(chatId, messageId),
    async edit(messageId, reply) {
      await speaker.edit(chatId, messageId, keyboard(reply));
    },
    showWorking: () => speaker.showWorking(chatId),
    async notice(words) {
      if (facts.popUp) await facts.popUp(words);
      else await speaker.send(chatId, { text: words });
    },
  };
}
