/**
 * Replay: folding records into state. A pure function of the records and their places; it never
 * throws, and records may come in any order. What it does not know it leaves alone.
 */
import * as v from "valibot";
import { chatId, count, fingerprint, hash, positive } from "./schema.ts";
import type { LogState } from "./state.ts";
import { REPLAY_VERSION } from "./state.ts";
import type { LogRecord } from "./types.ts";

/** The records of one opened envelope and where it stands. */
export interface ReplayItem {
  readonly sequence: number;
  readonly index: number;
  readonly records: readonly LogRecord[];
}

export interface Replayed {
  readonly state: LogState;
  /** Sequences that are missing between the first and the last that were given. */
  readonly gaps: readonly number[];
  /** Records of a known kind whose data are not of its form; they change nothing. */
  readonly rejected: readonly { readonly id: string; readonly kind: string }[];
}

export const EMPTY_STATE: LogState = {
  version: REPLAY_VERSION,
  createdAt: 0,
  role: "owner",
  language: "ja",
  settings: {},
  keyBackup: null,
  registry: {},
};

/** `state` after these records, which come after all that are folded into it. */
export function replay(state: LogState, items: readonly ReplayItem[]): Replayed {
  const ordered = [...items].sort((a, b) => a.sequence - b.sequence || a.index - b.index);
  const rejected: { id: string; kind: string }[] = [];
  const seen = new Set<string>();
  let folded = state;
  for (const record of ordered.flatMap((item) => item.records)) {
    if (seen.has(record.id)) continue;
    seen.add(record.id);
    const next = fold(folded, record);
    if (next) folded = next;
    else rejected.push({ id: record.id, kind: record.kind });
  }
  return { state: folded, gaps: gapsIn(ordered.map((item) => item.sequence)), rejected };
}

const languages = v.picklist(["ja", "en"]);
const created = v.object({ role: v.picklist(["owner", "operator"]), language: languages });
const setting = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,64}$/)),
  value: v.custom<LogState["settings"][string]>((value) => value !== undefined),
});
const backup = v.object({
  fingerprint,
  messageId: positive,
  fileId: v.string(),
  uniqueId: v.string(),
  sha256: hash,
});
const entry = v.object({
  user: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** Null: this owner has left. */
  place: v.nullable(v.object({ chatId, slots: v.strictTuple([positive, positive]) })),
});

const logState: v.GenericSchema<unknown, LogState> = v.strictObject({
  version: v.literal(REPLAY_VERSION),
  createdAt: count,
  role: v.picklist(["owner", "operator"]),
  language: languages,
  settings: v.record(v.string(), setting.entries.value),
  keyBackup: v.nullable(v.strictObject({ ...backup.entries, at: count })),
  registry: v.record(
    v.string(),
    v.strictObject({ chatId, slots: v.strictTuple([positive, positive]), at: count }),
  ),
});

/**
 * The sealed state beside a superblock. `state` is null when another version of replay made it:
 * then the records themselves must be replayed.
 */
export interface StateDocument {
  readonly version: 1;
  readonly state: LogState | null;
}

export const stateDocument: v.GenericSchema<unknown, StateDocument> = v.strictObject({
  version: v.literal(1),
  state: v.union([
    logState,
    v.pipe(
      v.looseObject({ version: positive }),
      v.check((state) => state.version !== REPLAY_VERSION),
      v.transform(() => null),
    ),
  ]),
});

/** The state after one record; the same one for a kind that does not matter; null: rejected. */
function fold(state: LogState, record: LogRecord): LogState | null {
  switch (record.kind) {
    case "log.created": {
      const data = v.safeParse(created, record.data);
      return data.success ? { ...state, createdAt: record.at, ...data.output } : null;
    }
    case "settings.changed": {
      const data = v.safeParse(setting, record.data);
      if (!data.success) return null;
      const { name, value } = data.output;
      return { ...state, settings: { ...state.settings, [name]: value } };
    }
    case "key.backup": {
      const data = v.safeParse(backup, record.data);
      return data.success ? { ...state, keyBackup: { ...data.output, at: record.at } } : null;
    }
    case "registry.entry": {
      const data = v.safeParse(entry, record.data);
      if (!data.success) return null;
      const { user, place } = data.output;
      const { [user]: _, ...others } = state.registry;
      if (place === null) return { ...state, registry: others };
      return { ...state, registry: { ...others, [user]: { ...place, at: record.at } } };
    }
    default:
      return state;
  }
}

function gapsIn(sequences: readonly number[]): number[] {
  const gaps: number[] = [];
  for (const [at, sequence] of sequences.entries()) {
    const before = sequences[at - 1] ?? sequence;
    for (let missing = before + 1; missing < sequence; missing++) gaps.push(missing);
  }
  return gaps;
}
