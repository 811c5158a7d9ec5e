/** Sending and fetching files, albums, limits of size. */
import { describe, expect, test } from "vitest";
import { messageIn, pngOf, Stage, uploadOf } from "../../stage-testing.ts";

async function privateStage() {
  const stage = new Stage();
  await stage.starts();
  await stage.updates();
  return { stage, chat: { chat_id: stage.hanaId } };
}

const MEGABYTE = 1024 * 1024;

describe("files (Bot API Sending files, getFile)", () => {
  test("a document comes back to the byte by its path", async () => {
    const { stage, chat } = await privateStage();
    const document = uploadOf("libral-notes-00000001.pgp", "sealed bytes");
    const sent = await stage.bot("sendDocument", { ...chat, document });
    const file = await stage.bot("getFile", { file_id: sent.document.file_id });
    expect(file.file_path).toMatch(/^documents\/file_\d+\.pgp$/);
    const bytes = stage.telegram.readLinkedFile(stage.token, file.file_path ?? "");
    expect(Buffer.from(bytes ?? []).toString()).toBe("sealed bytes");
    expect(file.file_size).toBe(12);
  });

  test("a path is good for an hour; getFile renews it", async () => {
    const { stage, chat } = await privateStage();
    const sent = await stage.bot("sendDocument", { ...chat, document: uploadOf("a", "b") });
    const fetchIt = async () =>
      (await stage.bot("getFile", { file_id: sent.document.file_id })).file_path ?? "";
    const path = await fetchIt();
    await stage.clock.advance(61 * 60_000);
    expect(stage.telegram.readLinkedFile(stage.token, path)).toBeNull();
    expect(stage.telegram.readLinkedFile(stage.token, await fetchIt())).not.toBeNull();
  });

  test("a file id belongs to one bot; the unique id is the file's own", async () => {
    const { stage, chat } = await privateStage();
    const sent = await stage.bot("sendDocument", { ...chat, document: uploadOf("a", "b") });
    const other = stage.telegram.engine.commit("createBot", { name: "B", username: "b_bot" });
    const args = { file_id: sent.document.file_id };
    expect(await stage.telegram.callBotApi(other.token, "getFile", args)).toMatchObject({
      description: "Bad Request: wrong file_id or the file is temporarily unavailable",
    });
    expect(await stage.refuses("getFile", { file_id: "nonsense" })).toBe(
      "400 Bad Request: invalid file_id",
    );
    const again = await stage.bot("sendDocument", { ...chat, document: sent.document.file_id });
    expect(again.document.file_unique_id).toBe(sent.document.file_unique_id);
  });

  test("a file id lives on when its message is deleted (tdlib #1264)", async () => {
    const { stage, chat } = await privateStage();
    const sent = await stage.bot("sendDocument", { ...chat, document: uploadOf("a", "b") });
    await stage.bot("deleteMessage", { ...chat, message_id: sent.message_id });
    expect(await stage.bot("getFile", { file_id: sent.document.file_id })).toBeTruthy();
  });

  test("bots upload 50 MB and fetch 20 MB", async () => {
    const { stage, chat } = await privateStage();
    const large = new Uint8Array(20 * MEGABYTE + 1);
    const sent = await stage.bot("sendDocument", { ...chat, document: uploadOf("a", large) });
    expect(await stage.refuses("getFile", { file_id: sent.document.file_id })).toBe(
      "400 Bad Request: file is too big",
    );
    const document = uploadOf("a", new Uint8Array(50 * MEGABYTE + 1));
    expect(await stage.refuses("sendDocument", { ...chat, document })).toBe(
      "400 Bad Request: file is too big",
    );
  });

  test("an empty file, no file, an empty text", async () => {
    const { stage, chat } = await privateStage();
    expect(await stage.refuses("sendDocument", { ...chat, document: uploadOf("a", "") })).toBe(
      "400 Bad Request: file must be non-empty",
    );
    expect(await stage.refuses("sendDocument", chat)).toBe(
      "400 Bad Request: there is no document in the request",
    );
    expect(await stage.refuses("sendMessage", { ...chat, text: "  " })).toBe(
      "400 Bad Request: message text is empty",
    );
  });
});

describe("measures", () => {
  test("a photo has the size of its picture", async () => {
    const { stage, chat } = await privateStage();
    const sent = await stage.bot("sendPhoto", {
      ...chat,
      photo: uploadOf("a.png", pngOf(640, 480)),
    });
    expect(sent.photo.at(-1)).toMatchObject({ width: 640, height: 480 });
  });

  test("what is no picture, or too long and thin, is no photo (Bot API sendPhoto)", async () => {
    const { stage, chat } = await privateStage();
    expect(await stage.refuses("sendPhoto", { ...chat, photo: uploadOf("a.png", "text") })).toBe(
      "400 Bad Request: IMAGE_PROCESS_FAILED",
    );
    const thin = uploadOf("a.png", pngOf(2100, 100));
    expect(await stage.refuses("sendPhoto", { ...chat, photo: thin })).toBe(
      "400 Bad Request: PHOTO_INVALID_DIMENSIONS",
    );
  });

  test("text ends at 4096 units, captions at 1024, counted after parsing", async () => {
    const { stage, chat } = await privateStage();
    await stage.bot("sendMessage", {
      ...chat,
      text: `<b>${"あ".repeat(4096)}</b>`,
      parse_mode: "HTML",
    });
    expect(await stage.refuses("sendMessage", { ...chat, text: "あ".repeat(4097) })).toBe(
      "400 Bad Request: message is too long",
    );
    const document = uploadOf("a", "b");
    await stage.bot("sendDocument", { ...chat, document, caption: "x".repeat(1024) });
    const long = { ...chat, document, caption: "x".repeat(1025) };
    expect(await stage.refuses("sendDocument", long)).toBe(
      "400 Bad Request: message caption is too long",
    );
  });
});

describe("albums (Bot API sendMediaGroup)", () => {
  const item = (name: string, type = "document") => ({ type, media: uploadOf(name, name) });

  test("two to ten, one media_group_id, a message each", async () => {
    const { stage, chat } = await privateStage();
    const media = [item("a"), { ...item("b"), caption: "second" }];
    const sent = await stage.bot("sendMediaGroup", { ...chat, media });
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map((one) => "media_group_id" in one && one.media_group_id)).size).toBe(1);
    expect(sent[1]).toMatchObject({ caption: "second", document: { file_name: "b" } });
    expect(await stage.refuses("sendMediaGroup", { ...chat, media: [item("a")] })).toContain("400");
  });

  test("documents go only with documents", async () => {
    const { stage, chat } = await privateStage();
    const media = [item("a"), item("b", "audio")];
    expect(await stage.refuses("sendMediaGroup", { ...chat, media })).toContain("can't be mixed");
  });

  test("a person's album comes as several messages of one media_group_id", async () => {
    const { stage } = await privateStage();
    const files = [1, 2].map((n) => ({
      upload: stage.upload(`${n}.png`, "image/png", pngOf(10 * n, 10)),
      as: "photo" as const,
    }));
    await stage.hana.call("sendFiles", { chatId: stage.botId, files, caption: "夏" });
    const messages = (await stage.updates()).map(messageIn);
    expect(messages.map((one) => one.photo?.[0]?.width)).toEqual([10, 20]);
    expect(messages[0]?.caption).toBe("夏");
    expect(messages[0]?.media_group_id).toBe(messages[1]?.media_group_id);
  });
});

describe("keyboards (Client.cpp get_reply_markup)", () => {
  const inline = (button: object) => ({ inline_keyboard: [[{ text: "b", ...button }]] });

  test("callback data of 64 bytes, not one more", async () => {
    const { stage, chat } = await privateStage();
    const send = (data: string) => ({
      ...chat,
      text: "a",
      reply_markup: inline({ callback_data: data }),
    });
    await stage.bot("sendMessage", send("x".repeat(64)));
    for (const data of ["x".repeat(65), "あ".repeat(22), ""]) {
      expect(await stage.refuses("sendMessage", send(data))).toBe(
        "400 Bad Request: BUTTON_DATA_INVALID",
      );
    }
  });

  test("Mini App buttons only in private chats, and only to https (here: or loopback)", async () => {
    const { stage, chat } = await privateStage();
    const chatId = await stage.forum();
    const app = (url: string) => inline({ web_app: { url } });
    const group = { chat_id: chatId, text: "a", reply_markup: app("https://example.com/") };
    expect(await stage.refuses("sendMessage", group)).toBe("400 Bad Request: BUTTON_TYPE_INVALID");
    const wrong = { ...chat, text: "a", reply_markup: app("http://example.com/") };
    expect(await stage.refuses("sendMessage", wrong)).toContain("Only HTTPS links are allowed");
    await stage.bot("sendMessage", {
      ...chat,
      text: "a",
      reply_markup: app("http://127.0.0.1:1/"),
    });
  });

  test("request_chat: not in groups, and the bot's rights are a part of the person's", async () => {
    const { stage, chat } = await privateStage();
    const chatId = await stage.forum();
    const keyboard = (request: object) => ({
      keyboard: [
        [{ text: "b", request_chat: { request_id: 1, chat_is_channel: false, ...request } }],
      ],
    });
    const group = { chat_id: chatId, text: "a", reply_markup: keyboard({}) };
    expect(await stage.refuses("sendMessage", group)).toBe("400 Bad Request: BUTTON_TYPE_INVALID");
    const greedy = keyboard({
      bot_administrator_rights: { can_pin_messages: true },
      user_administrator_rights: { can_delete_messages: true },
    });
    const args = { ...chat, text: "a", reply_markup: greedy };
    expect(await stage.refuses("sendMessage", args)).toContain("400 Bad Request");
  });
});
