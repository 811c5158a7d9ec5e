/**
 * Sending a message of ours so that it stands there once. A send whose answer was lost is sent
 * again; then the ids between the last known one and the new one are read, and copies are removed.
 */
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { examine } from "./examine.ts";
import type { Place, ReadOutcome, StoredMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { duplicateWords } from "./words.ts";

/** A send without an answer may still land so long after. */
const LATE_MS = 10 * 60_000;
/** How the cache names a topic that is being made, before its name. */
export const DOING_TOPIC = "topic ";
/** Ids that are read for copies: a copy lands next to what it is a copy of. */
const SWEEP_IDS_MAX = 24;

/**
 * Send one message of the log into the group. `send` must make the same message each time.
 * `doing` names it in the cache until the caller saves what came of it, so that the next process
 * looks for it too; null where something else says so (a flight). Throws TransportError for what is
 * neither 429 nor lost, LogTrouble when topics are off or another process writes this log.
 */
export async function sendOwn(
  engine: Engine,
  request: {
    readonly place: Place;
    readonly doing: string | null;
    /** An earlier process may have sent it already. */
    readonly isRepeat?: boolean;
    readonly send: () => Promise<StoredMessage>;
  },
): Promise<StoredMessage> {
  const { place, doing, send } = request;
  const interrupted = engine.cache.doing("group");
  let mayBeThere = request.isRepeat === true || engine.isInDoubt;
  if (doing !== null) engine.cache.addDoing("group", doing);
  for (let attempt = 0; ; attempt++) {
    try {
      const message = await engine.line.once("group", send);
      if (message.threadId !== place.threadId) await refuseWrongTopic(engine, message);
      if (mayBeThere) await clearBetween(engine, message.messageId, interrupted, message);
      return message;
    } catch (error) {
      if (!(error instanceof TransportError) || error.fault !== "lost") throw error;
      engine.deps.effects.trace("warn", "log.sendLost", { method: error.method, attempt });
    }
    mayBeThere = true;
    engine.save({ ...engine.head, doubtUntil: engine.now + LATE_MS });
    await engine.line.backOff(attempt);
  }
}

/** Read one message of the group by id: an edit of its button answers with all of it. */
export function readMessage(engine: Engine, messageId: number): Promise<ReadOutcome> {
  const { chatId } = engine.head;
  return engine.line.sure("group", () =>
    engine.deps.transport.readByEdit(chatId, messageId, engine.buttons()),
  );
}

/** With topics switched off Telegram ignores the topic and answers without one. */
async function refuseWrongTopic(engine: Engine, message: StoredMessage): Promise<never> {
  await removeMessage(engine, message);
  throw new LogTrouble("notForum", "a message landed outside its topic");
}

/**
 * Read what nobody explained between the last known id and `upTo`, and remove what an interrupted
 * send left there. `interrupted`: names of what was being sent, as the cache says. `kept`: the
 * message that stays, of which there may be copies.
 */
export async function clearBetween(
  engine: Engine,
  upTo: number,
  interrupted: readonly string[],
  kept: StoredMessage | null,
): Promise<void> {
  const ids: number[] = [];
  for (let id = engine.head.explained + 1; id < upTo; id++) {
    if (!engine.isForeign(id)) ids.push(id);
  }
  if (ids.length > SWEEP_IDS_MAX) {
    engine.deps.effects.trace("warn", "log.idsUnread", { count: ids.length - SWEEP_IDS_MAX });
  }
  const topics = interrupted.filter((name) => name.startsWith(DOING_TOPIC));
  const topicNames = topics.map((name) => name.slice(DOING_TOPIC.length));
  for (const id of ids.slice(0, SWEEP_IDS_MAX)) {
    const outcome = await readMessage(engine, id);
    if (outcome.kind === "foreign" && topicNames.length > 0) {
      await removeTwin(engine, id, topicNames);
    }
    if (outcome.kind !== "message") continue;
    const { message } = outcome;
    if (await isLeftover(engine, message, kept)) await removeMessage(engine, message);
  }
}

/** A topic of a name that was being made: its answer was lost, and it is empty. */
async function removeTwin(engine: Engine, id: number, names: readonly string[]): Promise<void> {
  const { chatId } = engine.head;
  const { transport } = engine.deps;
  const outcome = await engine.line.sure("group", () => transport.readByReply(chatId, id));
  const created = outcome.kind === "message" ? outcome.message.createdTopic : undefined;
  if (created === undefined || !names.includes(created)) return;
  // The one that is in use was made before what is between the ids.
  if (Object.values(engine.head.topics).includes(id)) return;
  try {
    await engine.line.sure("free", () => transport.deleteTopic(chatId, id));
  } catch (error) {
    // An empty topic that stays is ugly and harms nothing; set-up need not fail for it.
    if (!(error instanceof TransportError)) throw error;
    engine.deps.effects.trace("warn", "log.topicLeft", { id, why: error.description });
  }
}

/** Whether an own message between the ids is a copy or was never finished. */
async function isLeftover(
  engine: Engine,
  found: StoredMessage,
  kept: StoredMessage | null,
): Promise<boolean> {
  const isSame =
    found.text === kept?.text && found.document?.sizeBytes === kept.document?.sizeBytes;
  if (isSame) return true;
  const examined = await examine(engine, found);
  switch (examined.kind) {
    case "segment": {
      const { frame, hash } = examined.segment.frame;
      const known = engine.cache.segment(frame.sequence)?.frame.hash ?? engine.cache.flight()?.hash;
      if (known === hash || frame.epoch < engine.head.epoch) return true;
      throw new LogTrouble("chainBroken", `another process wrote segment ${frame.sequence}`);
    }
    case "claim":
      if (examined.claim.epoch < engine.head.epoch) return true;
      throw new LogTrouble("chainBroken", "another process claimed this log");
    default:
      // Slots, pages and backups that nothing names; a message without our tag is somebody's work.
      return found.text.includes("#libral");
  }
}

/** Delete a message, or empty it where Telegram no longer lets the bot delete (48 hours). */
export async function removeMessage(engine: Engine, message: StoredMessage): Promise<void> {
  const { chatId, language } = engine.head;
  const { transport } = engine.deps;
  const { messageId } = message;
  try {
    await engine.line.sure("free", () => transport.deleteMessage(chatId, messageId));
  } catch (error) {
    if (!(error instanceof TransportError) || error.fault === "notFound") return;
    const words = duplicateWords(language);
    const note = { fileName: "libral-empty.txt", bytes: Uint8Array.of(0x0a), caption: words };
    await engine.line.sure("group", () =>
      message.document
        ? transport.editDocument(chatId, messageId, note)
        : transport.editText(chatId, messageId, { text: words }),
    );
  }
}
