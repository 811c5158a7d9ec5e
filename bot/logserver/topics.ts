/**
 * Forum topics: made when they are first needed, found again when the answer to their making was
 * lost. Telegram has no list of topics; the id of one is the id of the message that created it.
 */
import { TOPIC_NAMES } from "../../shared/log/schema.ts";
import type { TopicName } from "../../shared/log/types.ts";
import { appendRecords } from "./append.ts";
import type { Engine } from "./engine.ts";
import { clearBetween, DOING_TOPIC } from "./send.ts";
import { TransportError } from "./transport.ts";
import { iconColor, topicTitle } from "./words.ts";

/** So many ids are looked at for a topic whose making was not answered. */
const LOOK_IDS_MAX = 24;
/** So many missing ids in a row are the end: reading leaves gaps of its own. */
const GAP_MAX = 6;

/**
 * Create a topic, keep where it is, and record it once the log has its first record. Answers its
 * thread id. Throws TransportError `forbidden` without the right to manage topics.
 */
export async function createTopic(engine: Engine, topic: TopicName): Promise<number> {
  const threadId = await makeTopic(engine, topic);
  const { head } = engine;
  const kept = {
    ...head,
    topics: { ...head.topics, [topic]: threadId },
    explained: Math.max(head.explained, threadId),
    owed: Math.max(1, head.owed),
  };
  // If we die before this, the next process makes it again and removes this one.
  engine.save(kept, () => engine.cache.deleteDoing("group"));
  if (head.state.createdAt > 0) await recordTopic(engine, topic, threadId);
  return threadId;
}

/** The record that says where a topic is. */
export function topicRecord(engine: Engine, topic: TopicName, threadId: number) {
  return {
    cause: `topic.created:${topic}:${threadId}`,
    at: engine.now,
    kind: "topic.created",
    tags: [],
    data: { topic, threadId },
  };
}

async function recordTopic(engine: Engine, topic: TopicName, threadId: number): Promise<void> {
  await appendRecords(engine, "system", "owner+bot", [topicRecord(engine, topic, threadId)]);
}

async function makeTopic(engine: Engine, topic: TopicName): Promise<number> {
  const { chatId, language } = engine.head;
  const { transport } = engine.deps;
  const name = topicTitle(language, topic);
  const interrupted = engine.cache.doing("group");
  const isInDoubt = engine.isInDoubt;
  const doing = DOING_TOPIC + name;
  let mayBeThere = interrupted.includes(doing);
  engine.cache.addDoing("group", doing);
  for (let attempt = 0; ; attempt++) {
    const made = mayBeThere ? await findMade(engine, name) : null;
    if (made !== null) return made;
    try {
      const threadId = await engine.line.once("group", () =>
        transport.createTopic(chatId, name, iconColor(topic)),
      );
      // What was being sent before this one, or a topic of this name that landed late.
      const between = [...interrupted, doing];
      if (isInDoubt || mayBeThere) await clearBetween(engine, threadId, between, null);
      return threadId;
    } catch (error) {
      if (!(error instanceof TransportError) || error.fault !== "lost") throw error;
    }
    mayBeThere = true;
    await engine.line.backOff(attempt);
  }
}

/** A topic of this name behind what is known: it was made, and the answer did not come. */
async function findMade(engine: Engine, name: string): Promise<number | null> {
  const { chatId, explained } = engine.head;
  const { transport } = engine.deps;
  let missing = 0;
  for (let id = explained + 1; id <= explained + LOOK_IDS_MAX && missing < GAP_MAX; id++) {
    if (engine.isForeign(id)) continue;
    const outcome = await engine.line.sure("group", () => transport.readByReply(chatId, id));
    missing = outcome.kind === "missing" ? missing + 1 : 0;
    if (outcome.kind === "message" && outcome.message.createdTopic === name) return id;
  }
  return null;
}

/** Which of our topics a service message of this id created; null: none that the head lacks. */
export async function topicOfMessage(engine: Engine, id: number): Promise<TopicName | null> {
  const { chatId, language, topics } = engine.head;
  const outcome = await engine.line.sure("group", () =>
    engine.deps.transport.readByReply(chatId, id),
  );
  if (outcome.kind !== "message") return null;
  const { createdTopic } = outcome.message;
  const lacking = TOPIC_NAMES.filter((topic) => topics[topic] === undefined);
  return lacking.find((topic) => topicTitle(language, topic) === createdTopic) ?? null;
}
