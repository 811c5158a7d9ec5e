/**
 * The log card in the owner's private chat: sent once, pinned, edited when the slots move. The
 * first way by which a log is found again; set-up and repairs both come here.
 */
import type { LogCard } from "../../shared/log/card.ts";
import { formatBlockText, parseBlockText, verifyCard } from "../../shared/log/card.ts";
import { signDocument } from "../../shared/log/signed.ts";
import type { Engine } from "./engine.ts";
import type { LogHead } from "./head.ts";
import type { StoredMessage, TextMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { cardWords } from "./words.ts";

/** Private ids run over all chats of the bot; a copy of a card stands hardly further before it. */
const LOOK_BACK_IDS = 10;

/** Whether the card does not say where the slots are; false while there are not two slots. */
export function isCardStale(head: LogHead): boolean {
  const [a, b] = head.slots;
  if (a === null || b === null) return false;
  return head.cardSays === null || head.cardSays[0] !== a || head.cardSays[1] !== b;
}

/** Put the card right: edit the one that is there, else send one; then pin it. */
export async function writeCard(engine: Engine): Promise<void> {
  const { ownerId } = engine.head;
  const message = await buildCard(engine);
  const found = engine.head.card ?? (await pinnedCard(engine));
  const isEdited = found !== null && (await editCard(engine, found, message));
  const messageId = isEdited ? found : await sendCard(engine, message);
  await engine.line.sure("free", () => engine.deps.transport.pin(ownerId, messageId));
  const { head } = engine;
  const owed = head.card === messageId ? head.owed : Math.max(1, head.owed);
  const kept = { ...head, card: messageId, cardSays: head.slots, owed };
  engine.save(kept, () => engine.cache.deleteDoing("private"));
}

async function buildCard(engine: Engine): Promise<TextMessage> {
  const { head } = engine;
  const card: LogCard = {
    version: 1,
    log: head.log,
    owner: head.ownerId,
    chat: head.chatId,
    slots: head.slots,
    bot: engine.deps.botKey.certificate.fingerprint,
    at: engine.now,
  };
  const signed = await signDocument("card", card, engine.signing());
  return formatBlockText(cardWords(head.language), signed);
}

/** The card of this log that is pinned already: set-up was interrupted, or the cache was lost. */
async function pinnedCard(engine: Engine): Promise<number | null> {
  const { ownerId } = engine.head;
  const chat = await engine.line.sure("free", () => engine.deps.transport.getChat(ownerId));
  const { pinned } = chat;
  return pinned && (await isOurCard(engine, pinned)) ? pinned.messageId : null;
}

async function isOurCard(engine: Engine, message: StoredMessage): Promise<boolean> {
  const signed = message.own ? parseBlockText(message.text) : null;
  if (signed === null) return false;
  const card = await verifyCard(signed, engine.head.ownerId, engine.verifying());
  return card.kind === "parsed";
}

async function editCard(engine: Engine, messageId: number, message: TextMessage): Promise<boolean> {
  const { ownerId } = engine.head;
  const { transport } = engine.deps;
  try {
    await engine.line.sure("free", () => transport.editText(ownerId, messageId, message));
    return true;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (error.fault === "notModified") return true;
    if (error.fault === "notFound" || error.fault === "refused") return false;
    throw error;
  }
}

async function sendCard(engine: Engine, message: TextMessage): Promise<number> {
  const place = { chatId: engine.head.ownerId, threadId: null };
  const { transport } = engine.deps;
  // A process that lost its cache does not know whether it sent one: then it looks, too.
  let mayBeThere = engine.cache.doing("private").length > 0 || engine.head.claim !== null;
  engine.cache.addDoing("private", "card");
  for (let attempt = 0; ; attempt++) {
    try {
      const sent = await engine.line.once("free", () => transport.sendText(place, message));
      if (mayBeThere) await removeCopies(engine, sent.messageId);
      return sent.messageId;
    } catch (error) {
      if (!(error instanceof TransportError) || error.fault !== "lost") throw error;
    }
    mayBeThere = true;
    await engine.line.backOff(attempt);
  }
}

/** Cards of this log just before the one that was kept: sends whose answer was lost. */
async function removeCopies(engine: Engine, keptId: number): Promise<void> {
  const { ownerId } = engine.head;
  const { transport } = engine.deps;
  for (let id = Math.max(1, keptId - LOOK_BACK_IDS); id < keptId; id++) {
    const outcome = await engine.line.sure("free", () =>
      transport.readByEdit(ownerId, id, engine.buttons()),
    );
    if (outcome.kind !== "message" || !(await isOurCard(engine, outcome.message))) continue;
    await engine.line.sure("free", () => transport.deleteMessage(ownerId, id));
  }
}
