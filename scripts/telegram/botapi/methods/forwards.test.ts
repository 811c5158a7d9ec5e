/** Forwarding and copying: what is lost, and what they cannot be used for. */
import { expect, test } from "vitest";
import { Stage, uploadOf } from "../../stage-testing.ts";

async function scene() {
  const stage = new Stage();
  await stage.starts();
  const chatId = await stage.forum();
  const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "t" });
  const original = await stage.bot("sendDocument", {
    chat_id: chatId,
    message_thread_id: topic.message_thread_id,
    document: uploadOf("a.pgp", "x"),
    caption: "cap",
    reply_markup: { inline_keyboard: [[{ text: "b", callback_data: "b" }]] },
  });
  return { stage, chatId, original };
}

test("a forward loses topic, reply and buttons, and says where it came from (Bot API)", async () => {
  const { stage, chatId, original } = await scene();
  const copy = await stage.bot("forwardMessage", {
    chat_id: chatId,
    from_chat_id: chatId,
    message_id: original.message_id,
  });
  expect(copy).toMatchObject({
    caption: "cap",
    document: { file_id: original.document.file_id },
    forward_origin: { type: "user", sender_user: { id: stage.botId }, date: original.date },
  });
  for (const lost of ["message_thread_id", "is_topic_message", "reply_markup"]) {
    expect(copy).not.toHaveProperty(lost);
  }
});

test("a copy is answered with an id alone: nothing can be read by it", async () => {
  const { stage, chatId, original } = await scene();
  const copied = await stage.bot("copyMessage", {
    chat_id: chatId,
    from_chat_id: chatId,
    message_id: original.message_id,
  });
  expect(Object.keys(copied)).toEqual(["message_id"]);
});

test("many at once: missing ids are passed over and cannot be told (Bot API)", async () => {
  const { stage, chatId, original } = await scene();
  const message_ids = [original.message_id, original.message_id + 50];
  const args = { chat_id: stage.hanaId, from_chat_id: chatId, message_ids };
  expect(await stage.bot("forwardMessages", args)).toHaveLength(1);
  expect(await stage.refuses("forwardMessages", { ...args, message_ids: [900] })).toBe(
    "400 Bad Request: there are no messages to forward",
  );
  expect(await stage.refuses("copyMessages", { ...args, message_ids: [900] })).toBe(
    "400 Bad Request: there are no messages to copy",
  );
});

test("ids must rise (telegram-bot-api get_message_ids)", async () => {
  const { stage, chatId } = await scene();
  const args = { chat_id: chatId, from_chat_id: chatId, message_ids: [3, 2] };
  expect(await stage.refuses("forwardMessages", args)).toBe(
    "400 Bad Request: message identifiers must be in a strictly increasing order",
  );
});

test("notices can't be forwarded; missing ones are not found", async () => {
  const { stage, chatId } = await scene();
  const forward = (message_id: number) => ({ chat_id: chatId, from_chat_id: chatId, message_id });
  expect(await stage.refuses("forwardMessage", forward(1))).toBe(
    "400 Bad Request: message can't be forwarded",
  );
  expect(await stage.refuses("forwardMessage", forward(900))).toBe(
    "400 Bad Request: message to forward not found",
  );
  expect(await stage.refuses("copyMessage", forward(900))).toBe(
    "400 Bad Request: message to copy not found",
  );
});

test("a message sent with protect_content can't be forwarded", async () => {
  const { stage, chatId } = await scene();
  const args = { chat_id: chatId, text: "a", protect_content: true };
  const sent = await stage.bot("sendMessage", args);
  expect(sent.has_protected_content).toBe(true);
  const forward = { chat_id: chatId, from_chat_id: chatId, message_id: sent.message_id };
  expect(await stage.refuses("forwardMessage", forward)).toBe(
    "400 Bad Request: message has protected content and can't be forwarded",
  );
});

test("a forwarded forward names the first sender", async () => {
  const { stage, chatId } = await scene();
  const hers = await stage.hana.call("send", { chatId, text: "mine" });
  const forward = { chat_id: chatId, from_chat_id: chatId, message_id: hers.message_id };
  const once = await stage.bot("forwardMessage", forward);
  const twice = await stage.bot("forwardMessage", { ...forward, message_id: once.message_id });
  expect(twice.forward_origin).toMatchObject({ type: "user", sender_user: { id: stage.hanaId } });
});
