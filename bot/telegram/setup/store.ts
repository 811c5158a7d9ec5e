/**
 * What set-up remembers in the cache: which group a person has chosen, and how far it came. When
 * it is lost the person chooses the group again, and nothing is made twice.
 */
import * as v from "valibot";
import { decodeUtf8, encodeUtf8 } from "../../../shared/std/bytes.ts";
import type { Storage } from "../../storage/port.ts";

const PREFIX = "telegram/setup/";
const MIGRATED_PREFIX = "telegram/migrated/";

const shape = v.object({
  /** The chosen group; null while the person has only been asked for one. */
  chatId: v.nullable(v.number()),
  role: v.picklist(["owner", "operator"]),
  language: v.picklist(["ja", "en"]),
  /** True once the group was found good and its log server is being made. */
  isCreating: v.boolean(),
  /** The message that tells of it; null when there is none yet. */
  messageId: v.nullable(v.number()),
  /** What was found wrong the last time (check-text.ts, signatureOf). */
  findings: v.string(),
  /** When that was said, milliseconds since 1970; 0 when nothing was. */
  at: v.number(),
});
export type PendingSetUp = v.InferOutput<typeof shape>;

export class SetUpStore {
  constructor(private readonly storage: Storage) {}

  get(userId: number): PendingSetUp | null {
    return read(this.storage.get(PREFIX + userId));
  }

  put(userId: number, pending: PendingSetUp): void {
    this.storage.put(PREFIX + userId, encodeUtf8(JSON.stringify(pending)));
  }

  delete(userId: number): void {
    this.storage.delete(PREFIX + userId);
  }

  /** Telegram made a supergroup of a basic group, which got another id by that. */
  migrated(from: number, to: number): void {
    this.storage.put(MIGRATED_PREFIX + from, encodeUtf8(String(to)));
  }

  /** The id that a group has now. */
  currentId(chatId: number): number {
    const stored = this.storage.get(MIGRATED_PREFIX + chatId);
    return stored ? Number(decodeUtf8(stored)) : chatId;
  }

  all(): readonly (readonly [userId: number, pending: PendingSetUp])[] {
    return this.storage.list({ prefix: PREFIX }).flatMap(([key, bytes]) => {
      const pending = read(bytes);
      return pending ? [[Number(key.slice(PREFIX.length)), pending] as const] : [];
    });
  }
}

/** Null for what another version wrote: a cache is not worth an error. */
function read(bytes: Uint8Array | undefined): PendingSetUp | null {
  if (!bytes) return null;
  const parsed = v.safeParse(shape, JSON.parse(decodeUtf8(bytes)));
  return parsed.success ? parsed.output : null;
}
