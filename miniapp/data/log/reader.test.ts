/** Reading the log on a device: the straight way, and everything a hostile server could hand out. */
import { beforeEach, describe, expect, test } from "vitest";
import { sealEnvelope } from "../../../shared/log/envelope.ts";
import type { LogId, LogRecord, TopicName, Writer } from "../../../shared/log/types.ts";
import * as pgp from "../../../shared/pgp/index.ts";
import { ALICE_LOG, NOON } from "../../../shared/testkit/people.ts";
import type { DeviceStore } from "../device-store.ts";
import { memoryDeviceStore } from "../device-store.ts";
import type { FakeServer } from "../fake-server.ts";
import { fakeServer } from "../fake-server.ts";
import type { Item } from "./items.ts";
import { textOf } from "./items.ts";
import type { LogReader } from "./reader.ts";
import { createReader } from "./reader.ts";
import type { Trust } from "./trust.ts";
import { checkTrust } from "./trust.ts";

const device = `device-${"a".repeat(16)}` as Writer;
let server: FakeServer;
let store: DeviceStore;

beforeEach(async () => {
  server = await fakeServer(ALICE_LOG);
  store = memoryDeviceStore();
});

async function trusted(): Promise<Trust> {
  const given = { crypto: pgp, store, now: NOON };
  const verdict = await checkTrust(server.info(), server.people.alice.certificate, given);
  if (verdict.kind !== "trusted") throw new Error(`not trusted: ${verdict.kind}`);
  return verdict.trust;
}
async function open(): Promise<LogReader> {
  const trust = await trusted();
  const { api, people } = server;
  const key = people.alice;
  return createReader({ api, crypto: pgp, key, store, trust, now: () => NOON });
}
/** Opens the log at its head and reads and verifies all of it. */
async function readAll(): Promise<LogReader> {
  const reader = await open();
  await reader.advance(server.segments.length);
  while (await reader.loadOlder());
  while (await reader.verifyStep());
  return reader;
}
const notes = async (...texts: string[]): Promise<void> => {
  for (const [at, text] of texts.entries()) await server.record({ text }, NOON + at);
};
const shown = (reader: LogReader): readonly string[] =>
  reader.items.value.map((item) => (item.state.kind === "opened" ? textOf(item) : item.state.kind));
const itemAt = (reader: LogReader, sequence: number): Item => {
  const item = reader.items.value.find((one) => one.sequence === sequence);
  if (!item) throw new Error(`nothing at ${sequence}`);
  return item;
};
const damageAt = (reader: LogReader, sequence: number): unknown => {
  const { state } = itemAt(reader, sequence);
  return state.kind === "damaged" ? state.damage : state.kind;
};

describe("a sound log", () => {
  test("opens newest first, and its chain verifies from the first record to the last", async () => {
    await server.record({ kind: "log.created", topic: "system", audience: "owner+bot" });
    await server.installFirst(device);
    await notes("one", "two", "three");
    const reader = await readAll();
    expect(shown(reader)).toEqual(["three", "two", "one", "botOnly"]);
    expect(reader.isComplete.value).toBe(true);
    expect(reader.chain.value).toMatchObject({ verified: 4, head: 4, flaw: null, refusal: null });
  });

  test("is read again from the device; only the newest are asked for each visit", async () => {
    await server.installFirst(device);
    await notes(...Array.from({ length: 30 }, (_, at) => `note ${at}`));
    await readAll();
    server.calls.length = 0;
    const again = await readAll();
    expect(again.items.value).toHaveLength(30);
    expect(server.calls.sort()).toEqual(["segments 30-30", "segments 6-30"]);
  });

  test("goes on when it grows", async () => {
    await server.installFirst(device);
    await notes("one");
    const reader = await readAll();
    await server.record({ text: "two" }, NOON + 9);
    await reader.advance(2);
    while (await reader.verifyStep());
    expect(shown(reader)).toEqual(["two", "one"]);
    expect(reader.chain.value).toMatchObject({ verified: 2, head: 2 });
  });

  test("shows a large envelope when it is asked for, and its files whenever they are", async () => {
    await server.installFirst(device);
    server.inlineBytesMax = 2_000;
    const bytes = new Uint8Array(5_000).fill(7);
    await server.record({ kind: "note.photo", file: { name: "a.jpg", mime: "image/jpeg", bytes } });
    const reader = await readAll();
    expect(itemAt(reader, 1).state.kind).toBe("large");
    await reader.fetchLarge(itemAt(reader, 1));
    expect(itemAt(reader, 1).state.kind).toBe("opened");
    expect(await reader.files(itemAt(reader, 1))).toEqual([bytes]);
    expect(server.calls.filter((call) => call === "envelope 1/0")).toHaveLength(1);
  });
});

describe("erasing", () => {
  test("shows as erased, keeps the chain, and leaves nothing on the device", async () => {
    await server.installFirst(device);
    await notes("one", "two");
    const reader = await readAll();
    await server.api.erase(1, 0);
    await reader.markErased(1, 0);
    expect(shown(reader)).toEqual(["two", "erased"]);
    const kept = await store.getAll("segments");
    expect(JSON.stringify(kept[0])).toContain('"bodies":[{"kind":"erased"}]');
    expect((await readAll()).chain.value).toMatchObject({ verified: 2, flaw: null });
  });

  test("on another device reaches this one by its record", async () => {
    await server.installFirst(device);
    await notes(...Array.from({ length: 28 }, (_, at) => `note ${at}`));
    await readAll();
    await server.api.erase(3, 0);
    const data = { sequence: 3, index: 0 };
    const erased = {
      kind: "envelope.erased",
      topic: "system",
      audience: "owner+bot",
      data,
    } as const;
    await server.record(erased, NOON + 99);
    const reader = await readAll();
    expect(itemAt(reader, 3).state.kind).toBe("erased");
  });
});

describe("a hostile server", () => {
  beforeEach(async () => {
    await server.installFirst(device);
    await notes("one", "two", "three");
  });
  const swap = (at: number, change: object): void => {
    const stored = server.segments[at - 1];
    if (stored) server.segments[at - 1] = { ...stored, ...change };
  };

  test("cannot change a body", async () => {
    const body = server.segments[1]?.body?.slice() ?? new Uint8Array();
    body[40] = (body[40] ?? 0) ^ 1;
    swap(2, { body });
    const reader = await readAll();
    expect(damageAt(reader, 2)).toBe("edited");
    expect(reader.chain.value).toMatchObject({ verified: 1, flaw: { sequence: 2 } });
  });

  test("cannot put an older segment in place of another", async () => {
    swap(3, { ...server.segments[0] });
    const reader = await readAll();
    expect(damageAt(reader, 3)).toBe("older");
    expect(reader.chain.value.flaw).toEqual({ sequence: 3 });
  });

  test("cannot show a segment of another log", async () => {
    const other = await fakeServer("b".repeat(32) as LogId);
    await other.installFirst(device);
    for (const text of ["x", "y"]) await other.record({ text });
    swap(2, { ...other.segments[1] });
    expect(damageAt(await readAll(), 2)).toBe("signature");
  });

  test("cannot sign frames with a bot key that the owner never accepted", async () => {
    const { signFrame } = await import("../../../shared/log/frame.ts");
    const stored = server.segments[2];
    if (!stored) throw new Error("three notes");
    const frame = await signFrame(
      {
        version: 1,
        log: ALICE_LOG,
        epoch: 1,
        sequence: 3,
        at: NOON,
        topic: "notes",
        envelopes: [stored.entry],
        slots: [4, 6],
        previous: { hash: stored.entry.hash, messageId: 101 },
      },
      { crypto: pgp, signer: server.people.bob, now: NOON },
    );
    swap(3, { frame: frame.signed });
    expect(damageAt(await readAll(), 3)).toBe("signature");
  });

  test("cannot move an envelope to another topic, even with a frame that its bot signed", async () => {
    const stored = server.segments[0];
    if (!stored?.body) throw new Error("three notes");
    const { label, records } = stored.entry;
    await server.place({ label, records, body: stored.body }, "keys");
    const reader = await readAll();
    expect(damageAt(reader, 4)).toBe("moved");
  });

  test("cannot pass off what a stranger sealed as a note of a device", async () => {
    const record: LogRecord = {
      id: "f".repeat(32),
      at: NOON,
      kind: "note.text",
      tags: [],
      data: { text: "forged", source: "app" },
    };
    const forge = async (writer: Writer): Promise<void> => {
      const envelope = await sealEnvelope({
        crypto: pgp,
        signer: server.people.bob,
        log: ALICE_LOG,
        label: {
          topic: "notes" as TopicName,
          audience: "owner",
          keyset: 1,
          writer,
          counter: 1,
          previous: "0".repeat(64) as never,
        },
        recipients: [server.people.alice.certificate],
        records: [{ record, files: [] }],
        now: NOON,
      });
      await server.place(envelope);
    };
    await forge(device);
    await forge(`device-${"b".repeat(16)}` as Writer);
    const reader = await readAll();
    expect(damageAt(reader, 4)).toBe("moved");
    expect(damageAt(reader, 5)).toBe("writer");
  });

  test("cannot shorten the log that this device has verified", async () => {
    await readAll();
    server.segments.pop();
    const reader = await readAll();
    expect(reader.chain.value.refusal).toBe("shrunken");
    expect(reader.items.value).toEqual([]);
  });

  test("cannot continue from another past", async () => {
    await readAll();
    server.segments.splice(2);
    await server.record({ text: "another third" });
    await server.record({ text: "fourth" });
    const reader = await readAll();
    expect(reader.chain.value.refusal).toBe("forked");
    expect(reader.items.value).toEqual([]);
  });

  test("cannot leave one out", async () => {
    server.segments.splice(1, 1);
    const reader = await readAll();
    expect(reader.chain.value.flaw).toEqual({ sequence: 2 });
  });
});

describe("keysets", () => {
  const check = () =>
    checkTrust(server.info(), server.people.alice.certificate, { crypto: pgp, store, now: NOON });

  test("are never older than the newest that this device has seen", async () => {
    await server.installFirst(device);
    expect(await check()).toMatchObject({ kind: "trusted" });
    const [first] = server.keysets.splice(0);
    expect(await check()).toEqual({ kind: "refused", why: "older" });
    await server.installFirst(`device-${"c".repeat(16)}` as Writer);
    expect(await check()).toEqual({ kind: "refused", why: "older" });
    server.keysets.splice(0, 1, ...(first ? [first] : []));
    expect(await check()).toMatchObject({ kind: "trusted" });
  });

  test("of somebody else are refused", async () => {
    await server.installFirst(device);
    const given = { crypto: pgp, store, now: NOON };
    const bob = server.people.bob.certificate;
    expect(await checkTrust(server.info(), bob, given)).toEqual({
      kind: "refused",
      why: "notYours",
    });
  });

  test("that are not there yet are none", async () => {
    expect(await check()).toEqual({ kind: "none" });
  });
});
