/**
 * What went over the wire: the last few thousand calls and updates with their times, and, when
 * asked, every request and answer to the byte in a folder, so that a test can search them.
 * Tokens are not kept.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiResponse } from "@grammyjs/types";
import { isUpload } from "./botapi/fields.ts";
import type { RawArgs, UploadedFile } from "./botapi/types.ts";

export interface TimelineItem {
  readonly n: number;
  readonly at: number;
  readonly type: "call" | "update";
  readonly botId: number;
  /** Method, or kind of update. */
  readonly name: string;
  readonly chatId?: number | string;
  /** Arguments (files as names and sizes), or the update. */
  readonly body: unknown;
  /** Of calls: the answer, how long it took, and which fault struck. */
  readonly answer?: ApiResponse<unknown>;
  readonly ms?: number;
  readonly fault?: string;
}

export interface TimelineFilter {
  readonly botId?: number;
  readonly name?: string;
  readonly type?: "call" | "update";
  readonly chatId?: number;
  /** Only items after this number. */
  readonly after?: number;
  readonly limit?: number;
}

export interface Timeline {
  add(item: Omit<TimelineItem, "n">): void;
  list(filter?: TimelineFilter): readonly TimelineItem[];
  /** Starts keeping bytes in this folder; null stops. */
  record(folder: string | null): void;
  readonly recording: string | null;
  /** Keeps one request and its answer in the folder; the bytes are only made when recording. */
  keep(name: string, request: () => Uint8Array, answer: () => Uint8Array): void;
  clear(): void;
}

const KEPT = 5000;

export function createTimeline(): Timeline {
  let items: TimelineItem[] = [];
  let count = 0;
  let kept = 0;
  let folder: string | null = null;
  return {
    get recording() {
      return folder;
    },
    add(item) {
      count++;
      items.push({ n: count, ...item });
      // Cut in large steps: shifting an array of thousands at each call would be felt.
      if (items.length > KEPT * 2) items = items.slice(-KEPT);
    },
    list(filter = {}) {
      const { botId, name, type, chatId, after = 0, limit = 200 } = filter;
      const found = items.filter(
        (item) =>
          item.n > after &&
          (botId === undefined || item.botId === botId) &&
          (name === undefined || item.name.toLowerCase() === name.toLowerCase()) &&
          (type === undefined || item.type === type) &&
          (chatId === undefined || String(item.chatId) === String(chatId)),
      );
      return found.slice(-limit);
    },
    record(next) {
      folder = next;
      if (folder !== null) mkdirSync(folder, { recursive: true });
    },
    keep(name, request, answer) {
      if (folder === null) return;
      const number = String(++kept).padStart(6, "0");
      const safe = name.replace(/[^A-Za-z]/g, "");
      writeFileSync(join(folder, `${number}-${safe}.request`), request());
      writeFileSync(join(folder, `${number}-${safe}.response`), answer());
    },
    clear() {
      items = [];
    },
  };
}

/** Arguments for the timeline: files become their names and sizes. */
export function describeArgs(raw: RawArgs): Record<string, unknown> {
  const described: Record<string, unknown> = { ...raw.values };
  for (const [name, value] of Object.entries(described)) {
    if (isUpload(value)) described[name] = describeFile(value);
  }
  for (const [name, file] of raw.files) described[`file ${name}`] = describeFile(file);
  return described;
}

const describeFile = (file: UploadedFile): string =>
  `${file.filename} (${file.bytes.length} bytes)`;

/** A call made in this process as bytes that can be searched: its arguments, then its files. */
export function bytesOfArgs(raw: RawArgs): Uint8Array {
  const files: Uint8Array[] = [];
  const text = JSON.stringify(raw.values, (_key, value: unknown) => {
    if (!isUpload(value)) return value;
    files.push(value.bytes);
    return describeFile(value);
  });
  return Buffer.concat([Buffer.from(`${text}\n`), ...files]);
}
