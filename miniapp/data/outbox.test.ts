/** Writing on the device: sealed at once, kept through anything, sent once. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Writer } from "../../shared/log/types.ts";
import * as pgp from "../../shared/pgp/index.ts";
import { encodeUtf8 } from "../../shared/std/bytes.ts";
import { ALICE_LOG, NOON } from "../../shared/testkit/people.ts";
import type { DeviceStore } from "./device-store.ts";
import { memoryDeviceStore } from "./device-store.ts";
import type { FakeServer } from "./fake-server.ts";
import { fakeServer } from "./fake-server.ts";
import { textOf } from "./log/items.ts";
import { checkTrust } from "./log/trust.ts";
import type { Outbox } from "./outbox.ts";
import { createOutbox, tagsIn } from "./outbox.ts";

const writer = `device-${"a".repeat(16)}` as Writer;
let server: FakeServer;
let store: DeviceStore;

beforeEach(async () => {
  server = await fakeServer(ALICE_LOG);
  await server.installFirst(writer);
  store = memoryDeviceStore();
});

async function open(): Promise<Outbox> {
  const { people, api } = server;
  const given = { crypto: pgp, store, now: NOON };
  const verdict = await checkTrust(server.info(), people.alice.certificate, given);
  if (verdict.kind !== "trusted") throw new Error("not trusted");
  let drawn = 0;
  return createOutbox({
    api,
    effects: { randomBytes: (count) => new Uint8Array(count).fill(++drawn) },
    crypto: pgp,
    key: people.alice,
    trust: verdict.trust,
    writer,
    store,
    now: () => NOON,
    exclusively: (run) => run(),
  });
}
const waiting = (outbox: Outbox): readonly string[] => outbox.waiting.value.map(textOf);
const durable = async (): Promise<readonly unknown[]> => {
  const texts: unknown[] = [];
  for (const { entry, body } of server.segments) {
    const { openEnvelope } = await import("../../shared/log/envelope.ts");
    const { alice } = server.people;
    const verdict = await openEnvelope({
      crypto: pgp,
      key: alice,
      signer: alice.certificate,
      log: ALICE_LOG,
      label: entry.label,
      recipients: [alice.certificate.fingerprint],
      body: body ?? new Uint8Array(),
      now: NOON,
    });
    texts.push(verdict.kind === "parsed" ? verdict.value[0]?.record.data.text : verdict.kind);
  }
  return texts;
};

describe("a note", () => {
  test("is sealed to its writer, kept as ciphertext, and gone from here once it is durable", async () => {
    const outbox = await open();
    await outbox.write("ひみつ #日記");
    expect(waiting(outbox)).toEqual(["ひみつ #日記"]);
    const kept = (await store.getAll("outbox")) as { body: Uint8Array }[];
    expect(Buffer.from(kept[0]?.body ?? []).includes(Buffer.from(encodeUtf8("ひみつ")))).toBe(
      false,
    );
    expect(JSON.stringify(kept)).not.toContain("ひみつ");
    expect(await outbox.flush()).toBe(1);
    expect(waiting(outbox)).toEqual([]);
    expect(await durable()).toEqual(["ひみつ #日記"]);
  });

  test("is written offline, several of them, and they go out in order later", async () => {
    const outbox = await open();
    server.isOffline = true;
    for (const text of ["one", "two", "three"]) await outbox.write(text);
    await expect(outbox.flush()).rejects.toMatchObject({ failure: "offline" });
    expect(waiting(outbox)).toEqual(["three", "two", "one"]);
    const again = await open();
    expect(waiting(again)).toEqual(["three", "two", "one"]);
    server.isOffline = false;
    expect(await again.flush()).toBe(3);
    expect(await durable()).toEqual(["one", "two", "three"]);
    expect(server.segments.map(({ entry }) => entry.label.counter)).toEqual([1, 2, 3]);
  });

  test("that is accepted and not yet durable stays, and is not doubled when it is sent again", async () => {
    const outbox = await open();
    server.isDurable = false;
    await outbox.write("slow");
    expect(await outbox.flush()).toBe(0);
    expect(waiting(outbox)).toEqual(["slow"]);
    server.isDurable = true;
    await outbox.flush();
    await outbox.flush();
    expect(await durable()).toEqual(["slow"]);
  });

  test("whose answer was lost is known when it comes again", async () => {
    const outbox = await open();
    await outbox.write("once");
    const [kept] = await store.getAll("outbox");
    await outbox.flush();
    await store.put("outbox", 1, kept);
    await (await open()).flush();
    expect(await durable()).toEqual(["once"]);
  });

  test("that the server refuses for good is kept for its writer, marked, and can be dropped", async () => {
    const outbox = await open();
    await outbox.write("mine");
    const [kept] = (await store.getAll("outbox")) as { label: object }[];
    await store.put("outbox", 1, { ...kept, label: { ...kept?.label, previous: "1".repeat(64) } });
    await expect(outbox.flush()).rejects.toMatchObject({ failure: "envelopeRefused" });
    const reopened = await open();
    expect(await reopened.flush()).toBe(0);
    const fine = await open();
    expect((await store.getAll("outbox")) as object[]).toMatchObject([{ isRefused: true }]);
    for (const item of fine.waiting.value) await fine.discard(item);
  });
});

describe("the device's chain", () => {
  test("goes on where the server knows it to end", async () => {
    const first = await open();
    await first.write("one");
    await first.flush();
    store = memoryDeviceStore();
    const outbox = await open();
    await outbox.write("two");
    expect(await outbox.flush()).toBe(2);
    expect(server.segments[1]?.entry.label).toMatchObject({
      counter: 2,
      previous: server.segments[0]?.entry.hash,
    });
  });
});

test("hashtags of a text are found as Telegram would find them", () => {
  expect(tagsIn("#散歩 と #読書、#散歩 a#b #2026年 ＃x #a-b")).toEqual([
    "散歩",
    "読書",
    "2026年",
    "a",
  ]);
});
