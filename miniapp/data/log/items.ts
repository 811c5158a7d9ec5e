/**
 * What the timeline shows: one item a record, or one for what could not be opened. Pure: making
 * items, joining versions of a note, grouping by day, filtering and searching.
 */
import * as v from "valibot";
import type { EnvelopeLabel, Json, LogRecord, TopicName } from "../../../shared/log/types.ts";

/**
 * Why something is shown as damaged. `signature`: the frame is not signed by a bot key that the
 * owner accepted, or for another log. `older`: another segment stands in its place. `edited`: not
 * the bytes that the frame names. `moved`: the lock inside names another place. `writer`: sealed by
 * somebody whom the keyset does not know. `chain`: a hole or a fork. `form`: cannot be read.
 */
export type Damage = "signature" | "older" | "edited" | "moved" | "writer" | "chain" | "form";

/** What became of one record. */
export type ItemState =
  | { readonly kind: "opened"; readonly record: LogRecord }
  /** Sealed to the bot alone, before the owner had a key. `records`: ids of what is inside. */
  | { readonly kind: "botOnly"; readonly records: readonly string[] }
  | { readonly kind: "erased" }
  /** Not fetched yet, because it is large. */
  | { readonly kind: "large"; readonly sizeBytes: number }
  | { readonly kind: "damaged"; readonly damage: Damage }
  /** Written by a later version of this app. */
  | { readonly kind: "newer" }
  /** Sealed on this device, not in Telegram yet. */
  | { readonly kind: "waiting"; readonly record: LogRecord; readonly isRefused: boolean };

export interface Item {
  /** Unique in the log: where it stands. */
  readonly id: string;
  /** 0 while it waits. */
  readonly sequence: number;
  readonly index: number;
  readonly item: number;
  readonly messageId: number;
  readonly threadId: number;
  readonly topic: TopicName;
  /** Milliseconds since 1970: when it happened as far as it is known, else when it was written. */
  readonly at: number;
  /** Null for a segment whose frame cannot be trusted. */
  readonly label: EnvelopeLabel | null;
  readonly state: ItemState;
}

/** A note with its earlier versions, newest first; everything else stands alone. */
export interface Entry {
  readonly item: Item;
  readonly earlier: readonly Item[];
}

/** The entries of one day, newest first. */
export interface Day {
  /** The first moment of the day in the person's zone; serves as its key. */
  readonly start: number;
  readonly entries: readonly Entry[];
}

/**
 * The record of an item that can be read. A copy, which the bot makes for the owner of what it had
 * sealed to itself before there was a key, is read as the record that it copies.
 */
export function recordOf(item: Item): LogRecord | null {
  const { state } = item;
  if (state.kind !== "opened" && state.kind !== "waiting") return null;
  return copiedIn(state.record) ?? state.record;
}

const copyKind = "record.copy";
const copied = v.object({
  id: v.string(),
  at: v.number(),
  kind: v.string(),
  tags: v.array(v.string()),
  data: v.record(
    v.string(),
    v.custom<Json>((value) => value !== undefined),
  ),
});

function copiedIn({ kind, data }: LogRecord): LogRecord | null {
  if (kind !== copyKind) return null;
  const parsed = v.safeParse(copied, data.record);
  return parsed.success ? parsed.output : null;
}

/** Without what only the bot can open but has copied: the copy says all that is in it. */
export function hideCopied(items: readonly Item[]): readonly Item[] {
  const known = new Set<string>();
  for (const { state } of items) {
    const original = state.kind === "opened" ? copiedIn(state.record) : null;
    if (original) known.add(original.id);
  }
  return items.filter(
    ({ state }) => state.kind !== "botOnly" || !state.records.every((id) => known.has(id)),
  );
}

/** The words of a note; empty for what has none. */
export function textOf(item: Item): string {
  const text = recordOf(item)?.data.text;
  return typeof text === "string" ? text : "";
}

/** Newest first: by time, then by place. What waits comes before everything durable. */
export function sortItems(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => {
    const byWaiting = Number(b.state.kind === "waiting") - Number(a.state.kind === "waiting");
    return (
      byWaiting || b.at - a.at || b.sequence - a.sequence || b.index - a.index || b.item - a.item
    );
  });
}

/**
 * Joins versions: a record that replaces another one takes it in, with all that it replaced. A
 * record that came twice is shown once, where it first stood.
 */
export function joinVersions(sorted: readonly Item[]): Entry[] {
  const byName = new Map<string, Item>();
  for (const item of sorted) {
    const name = nameOf(item);
    if (name !== null) byName.set(name, item);
  }
  const replaced = new Set<Item>();
  for (const item of sorted) {
    const before = beforeOf(item, byName);
    if (before) replaced.add(before);
  }
  const entries: Entry[] = [];
  for (const item of sorted) {
    const name = nameOf(item);
    if (name !== null && (replaced.has(item) || byName.get(name) !== item)) continue;
    entries.push({ item, earlier: name === null ? [] : versionsBefore(item, byName) });
  }
  return entries;
}

/**
 * What a record is known by here: its id, and whether the bot or a device of the owner wrote it.
 * The server knows the ids of all records, so a bot could bear one of a device's as well.
 */
function nameOf(item: Item): string | null {
  const record = recordOf(item);
  return record && `${isDevices(item) ? "device" : "bot"} ${record.id}`;
}

/** The record that this one replaces. What a device sealed, no record of the bot can replace. */
function beforeOf(item: Item, byName: ReadonlyMap<string, Item>): Item | undefined {
  const before = recordOf(item)?.data.replaces;
  if (typeof before !== "string") return undefined;
  const devices = isDevices(item) ? byName.get(`device ${before}`) : undefined;
  return devices ?? byName.get(`bot ${before}`);
}

function isDevices({ label }: Item): boolean {
  return label?.writer.startsWith("device-") === true;
}

function versionsBefore(item: Item, byName: ReadonlyMap<string, Item>): Item[] {
  const earlier: Item[] = [];
  const seen = new Set([item]);
  let before = beforeOf(item, byName);
  // Records are made by people's clients: a circle of replacements must not hang the app.
  while (before && !seen.has(before)) {
    seen.add(before);
    earlier.push(before);
    before = beforeOf(before, byName);
  }
  return earlier;
}

/** Days in the person's own zone, newest first. */
export function groupByDay(entries: readonly Entry[]): Day[] {
  const days: { start: number; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const start = new Date(entry.item.at).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.start === start) last.entries.push(entry);
    else days.push({ start, entries: [entry] });
  }
  return days;
}

/** One form for all widths and cases, so that ＡＢＣ finds abc and ｶﾅ finds カナ; kana stay apart. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Entries that hold all the words, in their text, tags, kind or file names; earlier versions too. */
export function searchEntries(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = foldText(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ item, earlier }) =>
    [item, ...earlier].some((version) => {
      const haystack = haystackOf(version);
      return words.every((word) => haystack.includes(word));
    }),
  );
}

function haystackOf(item: Item): string {
  const record = recordOf(item);
  if (!record) return "";
  const names = record.attachments?.map((file) => file.name) ?? [];
  const tags = record.tags.map((tag) => (tag.startsWith("#") ? tag : `#${tag}`));
  return foldText([textOf(item), ...tags, ...names].join("\n"));
}
