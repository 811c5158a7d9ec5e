import { describe, expect, test } from "vitest";
import type { Hash, LogRecord, Writer } from "../../../shared/log/types.ts";
import type { Item } from "./items.ts";
import {
  foldText,
  groupByDay,
  hideCopied,
  joinVersions,
  recordOf,
  searchEntries,
  sortItems,
} from "./items.ts";

const noon = new Date(2026, 10, 22, 12).getTime();

function item(
  sequence: number,
  text: string,
  more: Partial<LogRecord> & { at?: number } = {},
): Item {
  const record: LogRecord = {
    id: String(sequence).padStart(32, "0"),
    at: more.at ?? noon + sequence,
    kind: "note.text",
    tags: [],
    data: { text },
    ...more,
  };
  return {
    id: `${sequence}.0.0`,
    sequence,
    index: 0,
    item: 0,
    messageId: sequence,
    threadId: 1,
    topic: "notes",
    at: record.at,
    label: null,
    state: { kind: "opened", record },
  };
}
const versionOf = (sequence: number, text: string, before: number): Item =>
  item(sequence, text, { data: { text, replaces: String(before).padStart(32, "0") } });
const waits = (one: Item): Item => {
  const { state } = one;
  if (state.kind !== "opened") throw new Error("only what is open can wait");
  return {
    ...one,
    sequence: 0,
    state: { kind: "waiting", record: state.record, isRefused: false },
  };
};
const ids = (entries: readonly { item: Item }[]): readonly string[] =>
  entries.map((entry) => entry.item.id);

describe("the order", () => {
  test("is newest first; what waits comes before all that is durable", () => {
    const late = item(1, "written offline", { at: noon + 100 });
    const sorted = sortItems([item(2, "b"), late, item(3, "c"), waits(item(9, "w", { at: 0 }))]);
    expect(sorted.map((one) => one.id)).toEqual(["9.0.0", "1.0.0", "3.0.0", "2.0.0"]);
  });
});

describe("versions", () => {
  test("of a note are one entry, newest first", () => {
    const entries = joinVersions(
      sortItems([item(1, "a"), versionOf(2, "b", 1), item(3, "other"), versionOf(4, "c", 2)]),
    );
    expect(ids(entries)).toEqual(["4.0.0", "3.0.0"]);
    expect(entries[0]?.earlier.map((one) => one.id)).toEqual(["2.0.0", "1.0.0"]);
  });

  test("of the bot put nothing in the place of what a device sealed", () => {
    const written = (by: string, one: Item): Item => ({
      ...one,
      label: {
        topic: "notes",
        audience: "owner",
        keyset: 1,
        writer: `${by}-${"a".repeat(16)}` as Writer,
        counter: 1,
        previous: "0".repeat(64) as Hash,
      },
    });
    const sealed = written("device", item(1, "what I wrote"));
    const edited = written("bot", versionOf(2, "what I am said to have written", 1));
    const earlier = { id: "1".padStart(32, "0"), at: noon - 1 };
    const doubled = written("bot", item(3, "in its place", earlier));
    const shown = ids(joinVersions(sortItems([sealed, edited, doubled])));
    expect(shown).toContain(sealed.id);
    const own = written("device", versionOf(4, "better words", 1));
    const joined = joinVersions(sortItems([sealed, own, written("bot", versionOf(5, "c", 1))]));
    expect(joined.find((one) => one.item.id === own.id)?.earlier).toEqual([sealed]);
    const fromChat = written("bot", item(6, "from the chat"));
    const mended = written("device", versionOf(7, "mended in the app", 6));
    expect(ids(joinVersions(sortItems([fromChat, mended])))).toEqual([mended.id]);
  });

  test("that name each other in a circle do not hang, and nothing is lost twice", () => {
    const entries = joinVersions(
      sortItems([versionOf(1, "a", 2), versionOf(2, "b", 1), item(3, "c")]),
    );
    expect(ids(entries)).toEqual(["3.0.0"]);
  });

  test("whose original is not here stand alone", () => {
    expect(ids(joinVersions([versionOf(2, "b", 1)]))).toEqual(["2.0.0"]);
  });

  test("a record that came twice is shown once", () => {
    const twice = { ...item(5, "a"), id: "6.0.0", sequence: 6 };
    expect(joinVersions(sortItems([item(5, "a"), twice]))).toHaveLength(1);
  });
});

describe("what the bot copied for the owner", () => {
  const sealed = (sequence: number, records: readonly string[]): Item => ({
    ...item(sequence, ""),
    state: { kind: "botOnly", records },
  });
  const original = { id: "a".repeat(32), at: noon, kind: "log.created", tags: [], data: {} };
  const copy = item(9, "", { kind: "record.copy", data: { record: original } });

  test("is read as what it copies, in place of what only the bot can open", () => {
    const shown = hideCopied([sealed(1, ["a".repeat(32)]), sealed(2, ["b".repeat(32)]), copy]);
    expect(shown.map((one) => one.id)).toEqual(["2.0.0", "9.0.0"]);
    expect(recordOf(copy)).toEqual(original);
  });

  test("but is no record is shown as the copy that it is", () => {
    const odd = item(9, "", { kind: "record.copy", data: { record: "x" } });
    expect(recordOf(odd)?.kind).toBe("record.copy");
  });
});

describe("days", () => {
  test("begin at midnight of the person's own zone", () => {
    const midnight = new Date(2026, 10, 22).getTime();
    const days = groupByDay(
      joinVersions(
        sortItems([
          item(1, "a", { at: midnight - 1 }),
          item(2, "b", { at: midnight }),
          item(3, "c"),
        ]),
      ),
    );
    expect(days.map((day) => [day.start, ids(day.entries)])).toEqual([
      [midnight, ["3.0.0", "2.0.0"]],
      [new Date(2026, 10, 21).getTime(), ["1.0.0"]],
    ]);
  });
});

describe("search", () => {
  const entries = joinVersions(
    sortItems([
      item(1, "金沢へ旅行"),
      versionOf(2, "松江へ旅行", 1),
      item(3, "コーヒー豆 200g", { tags: ["買いもの"] }),
      item(4, "", {
        attachments: [
          { name: "見積書.PDF", mime: "application/pdf", sizeBytes: 1, sha256: "" as never },
        ],
      }),
    ]),
  );
  const found = (query: string): readonly string[] => ids(searchEntries(entries, query));

  test("finds words, tags, file names, and words of earlier versions", () => {
    expect(found("旅行")).toEqual(["2.0.0"]);
    expect(found("金沢")).toEqual(["2.0.0"]);
    expect(found("#買いもの")).toEqual(["3.0.0"]);
    expect(found("見積書.pdf")).toEqual(["4.0.0"]);
  });

  test("wants all words, in any order, whatever their width and case", () => {
    expect(found("２００Ｇ ｺｰﾋｰ")).toEqual(["3.0.0"]);
    expect(found("コーヒー 紅茶")).toEqual([]);
    expect(found("　")).toHaveLength(3);
    expect(foldText("Ａｂ ｶﾞ")).toBe("ab ガ");
  });
});
