/**
 * Set-up: making a log in a group, one thing after the other. Each step first looks whether it is
 * done, so that whoever is interrupted begins again and nothing is made twice. From the moment
 * slot a is pinned, a process that lost its cache finds what was made.
 */
import type { TopicName } from "../../shared/log/types.ts";
import { appendRecords } from "./append.ts";
import { isCardStale, writeCard } from "./card.ts";
import { pinSlot, writeCheckpoint } from "./checkpoint.ts";
import type { Engine } from "./engine.ts";
import type { Flusher } from "./flush.ts";
import type { CreateRequest, NewRecord } from "./port.ts";
import { createTopic, topicRecord } from "./topics.ts";

const TOPICS: readonly TopicName[] = ["system", "keys", "notes"];
const OPERATOR_TOPICS: readonly TopicName[] = [...TOPICS, "registry", "catalogue", "books"];

/**
 * Make what is missing. `register`: write the log into the operator's registry; null where there is
 * none. Throws what Telegram refuses; then the next call goes on from there.
 */
export async function completeSetUp(
  engine: Engine,
  flusher: Flusher,
  request: Pick<CreateRequest, "onStep" | "role">,
  register: (() => Promise<void>) | null,
): Promise<void> {
  engine.isSettingUp = true;
  try {
    await makeTopic(engine, flusher, "system", request);
    await makeSlots(engine, flusher, request);
    for (const topic of request.role === "operator" ? OPERATOR_TOPICS : TOPICS) {
      await makeTopic(engine, flusher, topic, request);
    }
    await recordFirst(engine, flusher, request);
    if (isCardStale(engine.head)) {
      await request.onStep({ step: "card" });
      await flusher.run(() => writeCard(engine));
    }
    if (register) {
      await request.onStep({ step: "registry" });
      await register();
    }
    await flusher.run(async () => {
      if (engine.head.owed > 0) await writeCheckpoint(engine);
    });
  } finally {
    engine.isSettingUp = false;
    flusher.wake();
  }
}

async function makeTopic(
  engine: Engine,
  flusher: Flusher,
  topic: TopicName,
  request: Pick<CreateRequest, "onStep">,
): Promise<void> {
  if (engine.place(topic) !== null) return;
  await request.onStep({ step: "topic", topic });
  await flusher.run(() => createTopic(engine, topic));
}

/** Slot a is sent and pinned first: it is what a process without a cache finds. */
async function makeSlots(
  engine: Engine,
  flusher: Flusher,
  request: Pick<CreateRequest, "onStep">,
): Promise<void> {
  if (engine.head.slots[0] !== null && engine.head.slots[1] !== null) return;
  await request.onStep({ step: "slots" });
  await flusher.run(async () => {
    if (engine.head.slots[0] === null) await writeCheckpoint(engine);
    // Killed between the send and the pin, an earlier process left it unpinned.
    else await pinSlot(engine);
    while (engine.head.slots[1] === null) await writeCheckpoint(engine);
  });
}

async function recordFirst(
  engine: Engine,
  flusher: Flusher,
  request: Pick<CreateRequest, "onStep">,
): Promise<void> {
  if (engine.head.state.createdAt > 0) return;
  await request.onStep({ step: "firstRecords" });
  const { head } = engine;
  const created: NewRecord = {
    cause: "log.created",
    at: engine.now,
    kind: "log.created",
    tags: [],
    data: { role: head.role, language: head.language, owner: head.ownerId, chat: head.chatId },
  };
  const topics = Object.entries(head.topics).map(([topic, threadId]) =>
    topicRecord(engine, topic as TopicName, threadId),
  );
  const accepted = await appendRecords(engine, "system", "owner+bot", [created, ...topics]);
  flusher.wake();
  await engine.unlessStopped(accepted.durable);
}
