/** The log's words to Telegram and back: what is sent, and what each failure means. */
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import type { TransportFault } from "../logserver/transport.ts";
import { TransportError } from "../logserver/transport.ts";
import { makeRawApi } from "./client.ts";
import { API_ROOT, FakeApi, TOKEN } from "./testing/fake-api.ts";
import { makeTransport } from "./transport.ts";

const BOT_ID = 777;
const GROUP = -1001234567890;

function setUp() {
  const fake = new FakeApi();
  const effects = fakeEffects({ fetch: fake.fetch });
  const api = makeRawApi({ token: TOKEN, apiRoot: API_ROOT, effects });
  const source = { api, token: TOKEN, apiRoot: API_ROOT, botId: BOT_ID, effects };
  return { fake, effects, transport: makeTransport(source) };
}

const own = {
  message_id: 12,
  date: 0,
  chat: { id: GROUP, type: "supergroup" },
  from: { id: BOT_ID, is_bot: true, first_name: "Libral" },
  text: "hello",
};
const file = { file_id: "f", file_unique_id: "u", file_size: 3 };
const document = { ...file, file_name: "a.tar" };

async function faultOf(promise: Promise<unknown>): Promise<TransportError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransportError);
  if (!(error instanceof TransportError)) throw error;
  return error;
}

describe("sending", () => {
  test("a text goes into its topic, silent, without previews, its fold as a quotation", async () => {
    const { fake, transport } = setUp();
    fake.expect("sendMessage", {
      result: { ...own, is_topic_message: true, message_thread_id: 3 },
    });
    const sent = await transport.sendText(
      { chatId: GROUP, threadId: 3 },
      { text: "title\nfolded", fold: [6, 12], buttons: [{ text: "復元", data: "restore:1" }] },
    );
    expect(sent).toEqual({ messageId: 12, threadId: 3, text: "hello", document: null, own: true });
    expect(fake.calls).toEqual([
      {
        method: "sendMessage",
        payload: {
          chat_id: GROUP,
          message_thread_id: 3,
          text: "title\nfolded",
          entities: [{ type: "expandable_blockquote", offset: 6, length: 6 }],
          link_preview_options: { is_disabled: true },
          reply_markup: { inline_keyboard: [[{ text: "復元", callback_data: "restore:1" }]] },
          disable_notification: true,
        },
      },
    ]);
  });

  test("a document is uploaded with its name, and comes back with its file", async () => {
    const { fake, transport } = setUp();
    fake.expect("sendDocument", { result: { ...own, text: undefined, caption: "c", document } });
    const sent = await transport.sendDocument(
      { chatId: GROUP, threadId: null },
      { fileName: "a.tar", bytes: new Uint8Array([97, 98, 99]), caption: "c" },
    );
    expect(sent.document).toEqual({ fileId: "f", uniqueId: "u", sizeBytes: 3 });
    expect(sent.text).toBe("c");
    expect(fake.calls[0]?.payload.multipart).toMatch(/filename="?a\.tar"?[\s\S]*abc/);
    expect(fake.calls[0]?.payload.multipart).not.toContain("message_thread_id");
  });

  test("an answer in General has no thread, whatever Telegram says", async () => {
    const { fake, transport } = setUp();
    fake.expect("sendMessage", { result: { ...own, message_thread_id: 99 } });
    const sent = await transport.sendText({ chatId: GROUP, threadId: null }, { text: "x" });
    expect(sent.threadId).toBeNull();
  });
});

describe("a failed call", () => {
  test.each<[number, string, TransportFault]>([
    [429, "Too Many Requests: retry after 7", "rateLimited"],
    [500, "Internal Server Error", "lost"],
    [502, "Bad Gateway", "lost"],
    [400, "Bad Request: message is not modified: specified new message content…", "notModified"],
    [400, "Bad Request: message to edit not found", "notFound"],
    [400, "Bad Request: MESSAGE_ID_INVALID", "notFound"],
    [400, "Bad Request: message thread not found", "notFound"],
    [400, "Bad Request: chat not found", "notFound"],
    [403, "Forbidden: bot was kicked from the supergroup chat", "forbidden"],
    [403, "Forbidden: bot was blocked by the user", "forbidden"],
    [400, "Bad Request: not enough rights to create a topic", "forbidden"],
    [400, "Bad Request: TOPIC_CLOSED", "forbidden"],
    [400, "Bad Request: message is too long", "refused"],
    [401, "Unauthorized", "refused"],
  ])("%i %s is %s", async (error, description, fault) => {
    const { fake, transport } = setUp();
    const retry = error === 429 ? { retryAfter: 7 } : {};
    fake.expect("editMessageText", { error, description, ...retry });
    const thrown = await faultOf(transport.editText(GROUP, 12, { text: "x" }));
    expect(thrown.fault).toBe(fault);
    expect(thrown.method).toBe("editMessageText");
    expect(thrown.retryAfterSeconds).toBe(error === 429 ? 7 : null);
  });

  test("without an answer is lost, and is not tried again", async () => {
    const { fake, transport } = setUp();
    fake.expect("sendMessage", { network: new Error(`connect ${API_ROOT}/bot${TOKEN}/x`) });
    const thrown = await faultOf(
      transport.sendText({ chatId: GROUP, threadId: null }, { text: "secret words" }),
    );
    expect(thrown.fault).toBe("lost");
    expect(fake.calls).toHaveLength(1);
  });

  test("never carries the token or what was to be sent", async () => {
    const { fake, transport } = setUp();
    fake
      .expect("sendMessage", { network: new Error(`fetch ${API_ROOT}/bot${TOKEN}/sendMessage`) })
      .expect("sendMessage", { error: 400, description: "Bad Request: message is too long" })
      .expect("getFile", { result: { ...file, file_path: "documents/1.tar" } })
      .expect("file", { network: new Error(`fetch ${API_ROOT}/file/bot${TOKEN}/1.tar`) });
    const place = { chatId: GROUP, threadId: null };
    const all = [
      await faultOf(transport.sendText(place, { text: "secret words" })),
      await faultOf(transport.sendText(place, { text: "secret words" })),
      await faultOf(transport.download({ fileId: "f", uniqueId: "u", sizeBytes: 3 })),
    ];
    for (const error of all) {
      const everything = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(everything).not.toContain(TOKEN);
      expect(everything).not.toContain("secret words");
    }
  });
});

describe("reading", () => {
  const buttons = [{ text: "復元", data: "restore:2" }];

  test("by edit gives the whole message back", async () => {
    const { fake, transport } = setUp();
    fake.expect("editMessageReplyMarkup", { result: { ...own, document } });
    const outcome = await transport.readByEdit(GROUP, 12, buttons);
    expect(outcome).toMatchObject({ kind: "message", message: { messageId: 12, own: true } });
  });

  test.each([
    ["Bad Request: message to edit not found", { kind: "missing" }],
    ["Bad Request: message can't be edited", { kind: "foreign" }],
  ])("by edit: %s", async (description, outcome) => {
    const { fake, transport } = setUp();
    fake.expect("editMessageReplyMarkup", { error: 400, description });
    expect(await transport.readByEdit(GROUP, 12, buttons)).toEqual(outcome);
  });

  test("by edit of a chat that is gone is an error, not a missing message", async () => {
    const { fake, transport } = setUp();
    fake.expect("editMessageReplyMarkup", {
      error: 400,
      description: "Bad Request: chat not found",
    });
    expect((await faultOf(transport.readByEdit(GROUP, 12, buttons))).fault).toBe("notFound");
  });

  test("by reply reads the original out of the answer and deletes the answer", async () => {
    const { fake, transport } = setUp();
    fake
      .expect("sendMessage", { result: { ...own, message_id: 90, reply_to_message: own } })
      .expect("deleteMessage", { result: true });
    expect(await transport.readByReply(GROUP, 12)).toMatchObject({
      kind: "message",
      message: { messageId: 12, text: "hello" },
    });
    expect(fake.calls[0]?.payload).not.toHaveProperty("message_thread_id");
    expect(fake.calls[1]?.payload).toEqual({ chat_id: GROUP, message_id: 90 });
  });

  test("by reply tells somebody else's message and a missing one apart", async () => {
    const { fake, transport } = setUp();
    const theirs = { ...own, from: { id: 5, is_bot: false, first_name: "Bob" } };
    fake
      .expect("sendMessage", { result: { ...own, message_id: 90, reply_to_message: theirs } })
      .expect("deleteMessage", { result: true })
      .expect("sendMessage", {
        error: 400,
        description: "Bad Request: message to be replied not found",
      });
    expect(await transport.readByReply(GROUP, 12)).toEqual({ kind: "foreign" });
    expect(await transport.readByReply(GROUP, 13)).toEqual({ kind: "missing" });
  });

  test("by reply reads even when the answer cannot be deleted, and traces that it stays", async () => {
    const { fake, effects, transport } = setUp();
    fake
      .expect("sendMessage", { result: { ...own, message_id: 90, reply_to_message: own } })
      .expect("deleteMessage", { error: 500, description: "Internal Server Error" });
    expect(await transport.readByReply(GROUP, 12)).toMatchObject({ kind: "message" });
    expect(effects.traces.map(({ event }) => event)).toEqual(["transport.answerLeft"]);
  });

  test("a file by its path, whole or not at all", async () => {
    const { fake, transport } = setUp();
    const ref = { fileId: "f", uniqueId: "u", sizeBytes: 3 };
    const found = { result: { ...file, file_path: "documents/1.tar" } };
    fake
      .expect("getFile", found)
      .expect("file", { file: new Uint8Array([1, 2, 3]) })
      .expect("getFile", found)
      .expect("file", { file: new Uint8Array([1, 2]) })
      .expect("getFile", found)
      .expect("file", { file: new Uint8Array(), status: 404 });
    expect(await transport.download(ref)).toEqual(new Uint8Array([1, 2, 3]));
    expect((await faultOf(transport.download(ref))).fault).toBe("lost");
    expect((await faultOf(transport.download(ref))).fault).toBe("lost");
    expect(fake.unused).toEqual([]);
  });

  test("a file above 20 MB is refused before anything is asked", async () => {
    const { fake, transport } = setUp();
    const ref = { fileId: "f", uniqueId: "u", sizeBytes: 30_000_000 };
    expect((await faultOf(transport.download(ref))).fault).toBe("refused");
    expect(fake.calls).toEqual([]);
  });
});

test("a chat is seen with everything that could harm a log", async () => {
  const { fake, transport } = setUp();
  const chat = { id: GROUP, type: "supergroup", title: "書庫", accent_color_id: 0 };
  fake
    .expect("getChat", { result: { ...chat, is_forum: true, has_visible_history: true } })
    .expect("getChat", {
      result: {
        ...chat,
        username: "open",
        has_protected_content: true,
        message_auto_delete_time: 86_400,
        pinned_message: own,
      },
    });
  expect(await transport.getChat(GROUP)).toEqual({
    title: "書庫",
    isForum: true,
    isPublic: false,
    hasProtectedContent: false,
    autoDeleteSeconds: 0,
    hasHiddenHistory: false,
    pinned: null,
  });
  expect(await transport.getChat(GROUP)).toMatchObject({
    isForum: false,
    isPublic: true,
    hasProtectedContent: true,
    autoDeleteSeconds: 86_400,
    hasHiddenHistory: true,
    pinned: { messageId: 12, own: true },
  });
});
