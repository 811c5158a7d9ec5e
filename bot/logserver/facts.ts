/**
 * What records say about the log itself: where topics are, which keysets are in force, what is to
 * be erased. The rest of what the bot must know is shared/log/replay.ts.
 */
import * as v from "valibot";
import { base64, count, positive, topicName } from "../../shared/log/schema.ts";
import type { LogRecord } from "../../shared/log/types.ts";
import type { LogHead } from "./head.ts";

const logCreated = v.object({
  role: v.picklist(["owner", "operator"]),
  language: v.picklist(["ja", "en"]),
});
const topicCreated = v.object({ topic: topicName, threadId: positive });
const keysetInstalled = v.object({ keyset: positive, signed: base64, owner: base64 });
const envelopeErased = v.object({ sequence: positive, index: count });
const languageChanged = v.object({
  name: v.literal("language"),
  value: v.picklist(["ja", "en"]),
});

/** The head after one more record; the same one when the record says nothing of the log itself. */
export function foldFacts(head: LogHead, record: LogRecord): LogHead {
  switch (record.kind) {
    case "log.created": {
      const data = v.safeParse(logCreated, record.data);
      return data.success ? { ...head, ...data.output } : head;
    }
    case "topic.created": {
      const data = v.safeParse(topicCreated, record.data);
      if (!data.success) return head;
      const { topic, threadId } = data.output;
      return { ...head, topics: { ...head.topics, [topic]: threadId } };
    }
    case "keyset.installed": {
      const data = v.safeParse(keysetInstalled, record.data);
      if (!data.success || data.output.keyset !== head.keysets.length + 1) return head;
      const { signed, owner } = data.output;
      return { ...head, owner: head.owner ?? owner, keysets: [...head.keysets, signed] };
    }
    case "envelope.erased": {
      const data = v.safeParse(envelopeErased, record.data);
      return data.success ? { ...head, erasing: [...head.erasing, data.output] } : head;
    }
    case "settings.changed": {
      const data = v.safeParse(languageChanged, record.data);
      return data.success ? { ...head, language: data.output.value } : head;
    }
    default:
      return head;
  }
}
