/**
 * Checkpoints: the head written into the slot whose turn it is, as one edit of one document. A
 * slot that is gone is made anew. How a slot is packed is shared/log/superblock.ts.
 */
import { contentsOf, pageFiles } from "../../shared/log/page.ts";
import type { StateDocument } from "../../shared/log/replay.ts";
import { sealDocument, signDocument } from "../../shared/log/signed.ts";
import { fileHashes, packSlot, slotOf } from "../../shared/log/superblock.ts";
import { assert } from "../../shared/std/assert.ts";
import type { Engine } from "./engine.ts";
import type { LogHead } from "./head.ts";
import { manifestOf, openFrom, superblockOf } from "./head.ts";
import { cachedSegments } from "./reader.ts";
import { sendOwn } from "./send.ts";
import type { DocumentMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { slotCaption } from "./words.ts";

/** Write the next generation. Throws TransportError for what is neither 429 nor lost. */
export async function writeCheckpoint(engine: Engine): Promise<void> {
  const before = engine.head;
  const generation = (before.checkpoint?.generation ?? 0) + 1;
  const slot = slotOf(generation);
  const explained = explainedNow(engine);
  const message = await buildSlot(engine, generation, explained);
  const messageId = before.slots[slot];
  // If we die anywhere here, the other slot holds the checkpoint before, and it is enough.
  const isWritten = messageId !== null && (await editSlot(engine, messageId, message));
  if (!isWritten) await sendSlot(engine, slot, message);
  const owed = isWritten ? Math.max(0, before.owed - 1) : 2;
  const checkpoint = { generation, sequence: before.sequence, explained, at: engine.now };
  engine.save({ ...engine.head, checkpoint, owed });
}

/**
 * Up to which id everything is known. All own messages are; other people's are noted as their
 * updates come. While a send may still land late, an id that nobody explained could be its copy.
 */
function explainedNow(engine: Engine): number {
  if (!engine.isInDoubt) return engine.newestSeen;
  let { explained } = engine.head;
  while (engine.isForeign(explained + 1)) explained += 1;
  return explained;
}

/** False: the slot's message is not there any more, or is no longer ours to edit. */
async function editSlot(
  engine: Engine,
  messageId: number,
  message: DocumentMessage,
): Promise<boolean> {
  const { chatId } = engine.head;
  try {
    // The same bytes again after a lost answer: a late one changes nothing.
    await engine.line.sure("group", () =>
      engine.deps.transport.editDocument(chatId, messageId, message),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (error.fault === "notModified") return true;
    if (error.fault !== "notFound" && error.fault !== "refused") throw error;
    // The chat itself may be what is gone; then this throws and the slot is left alone.
    await engine.line.sure("free", () => engine.deps.transport.getChat(chatId));
    engine.deps.effects.trace("warn", "log.slotGone", { messageId, why: error.description });
    return false;
  }
}

/** Send a slot's first message, or a new one for a slot that is gone. Pins slot a. */
async function sendSlot(engine: Engine, slot: 0 | 1, message: DocumentMessage): Promise<void> {
  const place = engine.place("system");
  assert(place !== null, "the system topic is there before the slots");
  const { transport } = engine.deps;
  const send = () => transport.sendDocument(place, message);
  const sent = await sendOwn(engine, { place, doing: `slot ${slot}`, send });
  const [a, b] = engine.head.slots;
  const slots = slot === 0 ? ([sent.messageId, b] as const) : ([a, sent.messageId] as const);
  const explained = Math.max(engine.head.explained, sent.messageId);
  engine.save({ ...engine.head, slots, explained }, () => engine.cache.deleteDoing("group"));
  if (slot === 0) await pinSlot(engine);
}

/** Pin slot a in the group: the second way to find the log. Pinning twice does no harm. */
export async function pinSlot(engine: Engine): Promise<void> {
  const { chatId, slots } = engine.head;
  const [a] = slots;
  if (a !== null) await engine.line.sure("group", () => engine.deps.transport.pin(chatId, a));
}

async function buildSlot(
  engine: Engine,
  generation: number,
  explained: number,
): Promise<DocumentMessage> {
  const { head, now } = engine;
  const by = engine.signing();
  const recipients = engine.recipients("owner+bot");
  const stateDocument: StateDocument = { version: 1, state: head.state };
  const manifest = await sealDocument(
    "manifest",
    manifestOf(head, generation),
    head.log,
    recipients,
    by,
  );
  const state = await sealDocument("state", stateDocument, head.log, recipients, by);
  const page = await openPageFiles(engine, head);
  const superblock = await signDocument(
    "superblock",
    superblockOf(head, {
      generation,
      explained,
      bot: engine.deps.botKey.certificate.bytes,
      to: recipients.map((one) => one.fingerprint),
      files: fileHashes({ manifest, state, page }),
      at: now,
    }),
    by,
  );
  const slot = slotOf(generation);
  return {
    fileName: `libral-superblock-${slot === 0 ? "a" : "b"}.tar`,
    bytes: packSlot({ superblock, manifest, state, page }),
    caption: slotCaption(head.language, slot, generation),
    buttons: engine.buttons(),
  };
}

/** The segments that no sealed page covers, as files; none while there is no such segment. */
async function openPageFiles(engine: Engine, head: LogHead) {
  const segments = cachedSegments(engine, openFrom(head), head.sequence);
  if (segments.length === 0) return [];
  const signed = await signDocument("page", contentsOf(head.log, segments), engine.signing());
  return pageFiles(signed, segments);
}
