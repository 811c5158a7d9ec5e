/** Editing and deleting: what may change, for how long, and by whom. */
import { describe, expect, test } from "vitest";
import { NOON, Stage, uploadOf } from "../../stage-testing.ts";

async function ownMessage(stage: Stage) {
  const chatId = await stage.forum();
  const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
  return { chatId, id: sent.message_id };
}

const NOT_MODIFIED =
  "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

describe("edits (tdlib can_edit_message)", () => {
  test("a bot's own message never gets too old", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    await stage.clock.advance(400 * 24 * 3600_000);
    const edited = await stage.bot("editMessageText", {
      chat_id: chatId,
      message_id: id,
      text: "b",
    });
    expect(edited).toMatchObject({ text: "b", date: NOON / 1000, edit_date: expect.any(Number) });
  });

  test("edit echo: a new button answers with the full message, without its reply", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const first = await stage.bot("sendMessage", { chat_id: chatId, text: "first" });
    const sent = await stage.bot("sendDocument", {
      chat_id: chatId,
      document: uploadOf("a.tar", "bytes"),
      caption: "#libral",
      reply_parameters: { message_id: first.message_id },
    });
    const edited = await stage.bot("editMessageReplyMarkup", {
      chat_id: chatId,
      message_id: sent.message_id,
      reply_markup: { inline_keyboard: [[{ text: "復元", callback_data: "restore:2" }]] },
    });
    expect(edited).toMatchObject({ caption: "#libral", document: { file_name: "a.tar" } });
    expect(edited).not.toHaveProperty("reply_to_message");
  });

  test("the same again is refused, which proves that it is there", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    const args = { chat_id: chatId, message_id: id, text: "a" };
    expect(await stage.refuses("editMessageText", args)).toBe(NOT_MODIFIED);
    expect(await stage.refuses("editMessageReplyMarkup", args)).toBe(NOT_MODIFIED);
  });

  test("others' messages, notices and missing ones", async () => {
    const stage = new Stage();
    const { chatId } = await ownMessage(stage);
    const hers = await stage.hana.call("send", { chatId, text: "mine" });
    const edit = (message_id: number) => ({ chat_id: chatId, message_id, text: "x" });
    expect(await stage.refuses("editMessageText", edit(hers.message_id))).toBe(
      "400 Bad Request: message can't be edited",
    );
    expect(await stage.refuses("editMessageText", edit(1))).toBe(
      "400 Bad Request: message can't be edited",
    );
    expect(await stage.refuses("editMessageText", edit(999))).toBe(
      "400 Bad Request: message to edit not found",
    );
    expect(await stage.refuses("editMessageText", { chat_id: chatId, text: "x" })).toBe(
      "400 Bad Request: message identifier is not specified",
    );
  });

  test("a forwarded copy and a message with a reply keyboard can't be edited", async () => {
    const stage = new Stage();
    await stage.starts();
    const { chatId, id } = await ownMessage(stage);
    const forward = { chat_id: chatId, from_chat_id: chatId, message_id: id };
    const copy = await stage.bot("forwardMessage", forward);
    const edit = { chat_id: chatId, message_id: copy.message_id, text: "x" };
    expect(await stage.refuses("editMessageText", edit)).toBe(
      "400 Bad Request: message can't be edited",
    );
    const withKeyboard = await stage.bot("sendMessage", {
      chat_id: stage.hanaId,
      text: "pick",
      reply_markup: { keyboard: [[{ text: "a" }]] },
    });
    const other = { chat_id: stage.hanaId, message_id: withKeyboard.message_id, text: "x" };
    expect(await stage.refuses("editMessageText", other)).toBe(
      "400 Bad Request: message can't be edited",
    );
  });

  test("a text can be replaced by a document, and stays pinned", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: id });
    const edited = await stage.bot("editMessageMedia", {
      chat_id: chatId,
      message_id: id,
      media: { type: "document", media: uploadOf("s.tar", "slot"), caption: "slot 1" },
    });
    expect(edited).toMatchObject({ message_id: id, document: { file_name: "s.tar" } });
    const chat = await stage.bot("getChat", { chat_id: chatId });
    expect(chat.pinned_message).toMatchObject({ message_id: id, caption: "slot 1" });
  });

  test("a text has no caption, a document no text", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    const target = { chat_id: chatId, message_id: id };
    expect(await stage.refuses("editMessageCaption", { ...target, caption: "c" })).toBe(
      "400 Bad Request: there is no caption in the message to edit",
    );
    const document = uploadOf("a", "b");
    const sent = await stage.bot("sendDocument", { chat_id: chatId, document });
    const other = { chat_id: chatId, message_id: sent.message_id, text: "x" };
    expect(await stage.refuses("editMessageText", other)).toBe(
      "400 Bad Request: there is no text in the message to edit",
    );
  });

  test("editing without a keyboard takes the keyboard away (Bot API editMessageText)", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const reply_markup = { inline_keyboard: [[{ text: "b", callback_data: "b" }]] };
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a", reply_markup });
    const target = { chat_id: chatId, message_id: sent.message_id };
    const edited = await stage.bot("editMessageText", { ...target, text: "b" });
    expect(edited).not.toHaveProperty("reply_markup");
  });

  test("the bot hears of a person's edit, never of its own", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    const hers = await stage.hana.call("send", { chatId, text: "one" });
    await stage.hana.call("editText", { chatId, messageId: hers.message_id, text: "two" });
    await stage.bot("editMessageText", { chat_id: chatId, message_id: id, text: "mine" });
    const updates = await stage.updates();
    expect(updates.map((update) => update.edited_message?.text ?? update.message?.text)).toEqual([
      "one",
      "two",
    ]);
  });
});

describe("deleting (Bot API deleteMessage; tdlib can_delete_channel_message)", () => {
  const HOURS_48 = 48 * 3600_000;

  test("own messages go without a right, but only for two days", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ can_manage_chat: true });
    const young = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await stage.bot("deleteMessage", { chat_id: chatId, message_id: young.message_id });
    const old = await stage.bot("sendMessage", { chat_id: chatId, text: "b" });
    await stage.clock.advance(HOURS_48);
    const args = { chat_id: chatId, message_id: old.message_id };
    expect(await stage.refuses("deleteMessage", args)).toBe(
      "400 Bad Request: message can't be deleted",
    );
  });

  test("administrators cannot delete what is older than two days either", async () => {
    const stage = new Stage();
    const { chatId } = await ownMessage(stage);
    const hers = await stage.hana.call("send", { chatId, text: "a" });
    await stage.clock.advance(HOURS_48);
    const args = { chat_id: chatId, message_id: hers.message_id };
    expect(await stage.refuses("deleteMessage", args)).toBe(
      "400 Bad Request: message can't be deleted",
    );
  });

  test("others' messages need can_delete_messages", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ can_manage_chat: true });
    const hers = await stage.hana.call("send", { chatId, text: "a" });
    const args = { chat_id: chatId, message_id: hers.message_id };
    expect(await stage.refuses("deleteMessage", args)).toBe(
      "400 Bad Request: message can't be deleted",
    );
    const rights = { can_delete_messages: true };
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights });
    expect(await stage.bot("deleteMessage", args)).toBe(true);
    expect(await stage.refuses("deleteMessage", args)).toBe(
      "400 Bad Request: message to delete not found",
    );
  });

  test("in private a person's messages go too, within two days", async () => {
    const stage = new Stage();
    await stage.starts();
    const hers = await stage.hana.call("send", { chatId: stage.botId, text: "original" });
    const args = { chat_id: stage.hanaId, message_id: hers.message_id };
    expect(await stage.bot("deleteMessage", args)).toBe(true);
    const later = await stage.hana.call("send", { chatId: stage.botId, text: "original" });
    await stage.clock.advance(HOURS_48);
    const old = { chat_id: stage.hanaId, message_id: later.message_id };
    expect(await stage.refuses("deleteMessage", old)).toBe(
      "400 Bad Request: message can't be deleted for everyone",
    );
  });

  test("the beginnings of a supergroup and of a topic stay", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "t" });
    for (const message_id of [1, topic.message_thread_id]) {
      expect(await stage.refuses("deleteMessage", { chat_id: chatId, message_id })).toBe(
        "400 Bad Request: message can't be deleted",
      );
    }
  });

  test("deleteMessages passes over what is missing", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    const args = { chat_id: chatId, message_ids: [id, 900, 901] };
    expect(await stage.bot("deleteMessages", args)).toBe(true);
    const edit = { chat_id: chatId, message_id: id, text: "x" };
    expect(await stage.refuses("editMessageText", edit)).toContain("message to edit not found");
  });

  test("a person's deleting tells the bot nothing, and pins go along", async () => {
    const stage = new Stage();
    const { chatId, id } = await ownMessage(stage);
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: id });
    await stage.updates();
    await stage.hana.call("deleteMessages", { chatId, messageIds: [id] });
    expect(await stage.updates()).toEqual([]);
    expect(await stage.bot("getChat", { chat_id: chatId })).not.toHaveProperty("pinned_message");
  });
});
