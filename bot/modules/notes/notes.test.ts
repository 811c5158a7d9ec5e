/** What becomes of a message: a record, a sentence, or nothing; and when it is confirmed. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ja, text } from "../../../shared/locales/index.ts";
import type { FakeEffects } from "../../effects/fake.ts";
import { fakeEffects } from "../../effects/fake.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { IncomingMessage } from "../../kernel/module.ts";
import { aFile, aMessage, FakeLog, fakeTurn } from "../../kernel/testing/fake-turn.ts";
import type { LogErrorCode } from "../../logserver/port.ts";
import { notesModule } from "./index.ts";

let effects: FakeEffects;
let kernel: Kernel;
let log: FakeLog;

beforeEach(async () => {
  effects = fakeEffects();
  kernel = new Kernel(effects);
  log = new FakeLog();
  kernel.registry.register(notesModule);
  await kernel.registry.activateAll();
});
afterEach(async () => {
  await kernel.registry.close();
  expect(kernel.registry.statuses().flatMap((status) => status.effects)).toEqual([]);
});

const press = (action: string, argument: string) => ({ moduleId: "notes", action, argument });
async function send(message: IncomingMessage, chat = fakeTurn(log)) {
  expect(await kernel.message(message, () => chat.turn)).toBe(true);
  return chat.said;
}

describe("a message", () => {
  test("becomes one record of its kind, with nothing about it left out", async () => {
    await send(aMessage());
    await send(
      aMessage({
        messageId: 8,
        text: "海",
        files: [aFile()],
        albumId: "album",
        isForwarded: true,
        forwardedFrom: "ボブ",
      }),
    );
    expect(log.appended).toEqual([
      {
        cause: "message:5:7:0",
        at: 1000,
        kind: "note.text",
        tags: [],
        data: { text: "牛乳を買う", source: "chat" },
      },
      {
        cause: "message:5:8:0",
        at: 1000,
        kind: "note.photo",
        tags: [],
        data: { text: "海", source: "chat", albumId: "album", forwarded: true, origin: "ボブ" },
        files: [{ name: "photo-7.jpg", mime: "image/jpeg", bytes: new Uint8Array([1, 2, 3]) }],
      },
    ]);
  });

  test.each([
    ["document", "note.document"],
    ["voice", "note.voice"],
    ["audio", "note.audio"],
    ["video", "note.video"],
    ["other", "note.document"],
  ] as const)("with a file of kind %s is %s", async (kind, expected) => {
    await send(aMessage({ text: "", files: [aFile({ kind })] }));
    expect(log.appended.map((record) => record.kind)).toEqual([expected]);
  });

  test("whose file has a name or type that no reader takes is kept under one that they take", async () => {
    const name = `${"長".repeat(300)}.pdf`;
    await send(aMessage({ files: [aFile({ name, mime: `x/${"y".repeat(200)}` })] }));
    const [file] = log.appended[0]?.files ?? [];
    expect(file).toMatchObject({ name: name.slice(-255), mime: "application/octet-stream" });
  });

  test("that is edited becomes a version that names the one before", async () => {
    await send(aMessage());
    await send(aMessage({ text: "卵も", editedAt: 20 }));
    await send(aMessage({ text: "パンも", editedAt: 30 }));
    expect(log.appended.map(({ cause, at, data }) => [cause, at, data.replaces])).toEqual([
      ["message:5:7:0", 1000, undefined],
      ["message:5:7:20", 20_000, "id of message:5:7:0"],
      ["message:5:7:30", 30_000, "id of message:5:7:20"],
    ]);
  });

  test("that is edited after a restart names the first version", async () => {
    await send(aMessage({ text: "卵も", editedAt: 20 }));
    expect(log.appended[0]?.data.replaces).toBe("id of message:5:7:0");
  });

  test("that comes twice is one record, and both are confirmed", async () => {
    const said = await send(aMessage());
    const again = await send(aMessage());
    log.flush();
    await effects.settle();
    expect(log.appended).toHaveLength(1);
    expect([said.reactions.length, again.reactions.length]).toEqual([1, 1]);
  });
});

describe("confirmation", () => {
  test("comes when the record is durable, and not before", async () => {
    const said = await send(aMessage());
    await effects.advance(1000);
    expect(said.reactions).toEqual([]);
    log.flush();
    await effects.settle();
    expect(said.reactions).toEqual([{ messageId: 7, emoji: ja["notes.kept"] }]);
    expect(said.replies).toEqual([]);
  });

  test("that takes its time shows that it goes on, without looking like one", async () => {
    const said = await send(aMessage());
    await effects.advance(1500);
    expect(said.working).toBe(0);
    await effects.advance(8000);
    expect(said.working).toBe(2);
    expect(said.reactions).toEqual([]);
    log.flush();
    await effects.advance(60_000);
    expect(said.working).toBe(2);
    expect(said.reactions).toEqual([{ messageId: 7, emoji: ja["notes.kept"] }]);
  });

  test("that cannot come is said, and the original stays", async () => {
    const said = await send(aMessage());
    log.breakOff();
    await effects.advance(10_000);
    expect(said.replies.map((reply) => reply.text)).toEqual([ja["notes.notDurable"]]);
    expect(said.reactions.map(({ emoji }) => emoji)).not.toContain(ja["notes.kept"]);
    expect(said.deleted).toEqual([]);
  });

  test("is silent about what the end of the process interrupts", async () => {
    const said = await send(aMessage());
    await kernel.registry.close();
    log.breakOff();
    await effects.settle();
    expect(said.replies).toEqual([]);
  });
});

describe("the original", () => {
  test("is asked about once for all that came together, quietly", async () => {
    const chat = fakeTurn(log);
    for (const messageId of [7, 8, 12]) await send(aMessage({ messageId }), chat);
    log.flush();
    await effects.advance(5000);
    expect(chat.said.replies).toHaveLength(1);
    const [question] = chat.said.replies;
    expect(question?.isQuiet).toBe(true);
    expect(question?.text).toContain(text("ja", "notes.offer.many", { count: 3 }));
    const [remove, keep] = question?.buttons?.[0] ?? [];
    expect(remove).toMatchObject({ action: "delete", argument: "7.1.4" });
    expect(keep).toMatchObject({ action: "keep" });
    await kernel.button(press("delete", remove?.argument ?? ""), 1001, () => chat.turn);
    expect(chat.said.deleted).toEqual([7, 8, 12, 1001]);
    expect(chat.said.notices).toEqual([ja["notes.deleted"]]);
  });

  test("is asked about once more when the next one comes before an answer, for all of them", async () => {
    const chat = fakeTurn(log);
    const ask = async (messageId: number) => {
      await send(aMessage({ messageId }), chat);
      log.flush();
      await effects.advance(5000);
      return chat.said.replies.at(-1)?.buttons?.[0]?.[0]?.argument;
    };
    expect(await ask(7)).toBe("7");
    expect(chat.said.deleted).toEqual([]);
    expect(await ask(9)).toBe("7.2");
    const [first] = chat.said.deleted;
    expect(chat.said.deleted).toHaveLength(1);
    await kernel.button(press("keep", ""), (first ?? 0) + 1, () => chat.turn);
    expect(await ask(12)).toBe("c");
    await effects.advance(49 * 3_600_000);
    expect(await ask(15)).toBe("f");
  });

  test("stays when the person says so, and the question goes", async () => {
    const chat = fakeTurn(log);
    await kernel.button(press("keep", ""), 1001, () => chat.turn);
    expect(chat.said.deleted).toEqual([1001]);
  });

  test("that is too old to be deleted is named", async () => {
    const chat = fakeTurn(log, [8]);
    await kernel.button(press("delete", "7.1"), 1001, () => chat.turn);
    expect(chat.said.deleted).toEqual([7]);
    expect(chat.said.edits).toEqual([
      { messageId: 1001, text: text("ja", "notes.deletedPartly", { count: 1 }) },
    ]);
  });

  test.each([
    ["always", [7], 0],
    ["never", [], 0],
  ] as const)("with the setting %s", async (originals, deleted, replies) => {
    log.state = { ...log.state, settings: { originals } };
    const said = await send(aMessage());
    expect(said.deleted).toEqual([]);
    log.flush();
    await effects.advance(5000);
    expect(said.deleted).toEqual(deleted);
    expect(said.replies).toHaveLength(replies);
  });
});

describe("what cannot be kept is refused aloud, and nothing is stored", () => {
  test.each<[string, IncomingMessage, RegExp]>([
    [
      "a file above 20 MB",
      aMessage({ files: [neverFetched(21_000_000)] }),
      /photo-7\.jpg.*20\.0MB/,
    ],
    ["a kind that is neither text nor file", aMessage({ text: "", otherKind: "story" }), /story/],
  ])("%s", async (_, message, words) => {
    const said = await send(message);
    expect(said.replies).toHaveLength(1);
    expect(said.replies[0]?.text).toMatch(words);
    expect(log.appended).toEqual([]);
  });

  test("anything before there is a key, with the button that makes one", async () => {
    log.status = { ...log.status, condition: "needsKey" };
    const said = await send(aMessage({ files: [neverFetched(3)] }));
    expect(said.replies[0]?.text).toBe(ja["notes.needsKey"]);
    expect(said.replies[0]?.buttons?.[0]?.[0]).toMatchObject({ miniApp: "/" });
    expect(log.appended).toEqual([]);
  });

  test("anything while the log has stopped, with what is wrong", async () => {
    log.status = { ...log.status, condition: "stopped", troubles: ["groupPublic"] };
    const said = await send(aMessage());
    expect(said.replies[0]?.text).toContain(ja["notes.stopped"]);
    expect(said.replies[0]?.text).toContain(ja["log.trouble.groupPublic"]);
    expect(log.appended).toEqual([]);
  });

  test.each<[LogErrorCode, string]>([
    ["outboxFull", ja["notes.outboxFull"]],
    ["needsKey", ja["notes.needsKey"]],
    ["stopped", ja["notes.stopped"]],
    ["tooLarge", ja["log.error.tooLarge"]],
  ])("what the log refuses with %s", async (refusal, words) => {
    log.refusal = refusal;
    const said = await send(aMessage());
    expect(said.replies.map((reply) => reply.text)).toEqual([words]);
    expect(said.reactions).toEqual([]);
  });

  test("a file that Telegram does not hand over", async () => {
    const fetch = () => Promise.reject(new Error("no answer"));
    const said = await send(aMessage({ files: [aFile({ fetch })] }));
    expect(said.replies.map((reply) => reply.text)).toEqual([ja["notes.fetchFailed"]]);
    expect(log.appended).toEqual([]);
  });
});

function neverFetched(sizeBytes: number) {
  return aFile({
    sizeBytes,
    fetch: () => {
      throw new Error("this file must not be fetched");
    },
  });
}
