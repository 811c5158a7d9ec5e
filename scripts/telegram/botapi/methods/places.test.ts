/** Where messages land and what can be read back by id: topics, replies, echoes. */
import { describe, expect, test } from "vitest";
import { BOT_RIGHTS, messageIn, Stage, uploadOf } from "../../stage-testing.ts";

async function forumStage() {
  const stage = new Stage();
  await stage.starts();
  const chatId = await stage.forum();
  const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "メモ" });
  await stage.updates();
  return { stage, chatId, threadId: topic.message_thread_id };
}

describe("topics (telegram-bot-api Client.cpp check_message_topic)", () => {
  test("a topic's number is the id of the message that began it", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "鍵" });
    const [update] = await stage.updates();
    expect(messageIn(update)).toMatchObject({
      message_id: topic.message_thread_id,
      message_thread_id: topic.message_thread_id,
      is_topic_message: true,
      forum_topic_created: { name: "鍵", icon_color: topic.icon_color },
    });
  });

  test("ids of a supergroup count up by one, notices included", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const first = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: first.message_id });
    const second = await stage.bot("sendMessage", { chat_id: chatId, text: "b" });
    expect(first.message_id).toBe(threadId + 1);
    expect(second.message_id).toBe(first.message_id + 2);
  });

  test("message_thread_id 1 (General) is an error, and so is a topic that is not there", async () => {
    const { stage, chatId } = await forumStage();
    for (const thread of [1, 999]) {
      const args = { chat_id: chatId, message_thread_id: thread, text: "a" };
      expect(await stage.refuses("sendMessage", args)).toBe(
        "400 Bad Request: message thread not found",
      );
    }
  });

  test("when topics are switched off the thread is silently ignored", async () => {
    const { stage, chatId, threadId } = await forumStage();
    await stage.telegram.control.call("editGroup", { chatId, forum: false });
    const args = { chat_id: chatId, message_thread_id: threadId, text: "a" };
    const sent = await stage.bot("sendMessage", args);
    expect(sent.message_thread_id).toBeUndefined();
    expect(await stage.refuses("createForumTopic", { chat_id: chatId, name: "x" })).toBe(
      "400 Bad Request: the chat is not a forum",
    );
  });

  test("a closed topic is open to who manages topics and to nobody else", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const place = { chat_id: chatId, message_thread_id: threadId };
    await stage.bot("closeForumTopic", place);
    await stage.bot("sendMessage", { ...place, text: "still mine" });
    const rights = { can_manage_chat: true, can_pin_messages: true };
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights });
    // Still the topic's creator: Bot API, editForumTopic "unless it is the creator of the topic".
    await stage.bot("sendMessage", { ...place, text: "its creator" });
    const other = await stage.hana.call("createTopic", { chatId, name: "花の" });
    await stage.hana.call("closeTopic", { chatId, threadId: other.threadId, closed: true });
    const args = { chat_id: chatId, message_thread_id: other.threadId, text: "a" };
    expect(await stage.refuses("sendMessage", args)).toBe("400 Bad Request: TOPIC_CLOSED");
  });

  test("closing what is closed is TOPIC_NOT_MODIFIED", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const place = { chat_id: chatId, message_thread_id: threadId };
    await stage.bot("closeForumTopic", place);
    expect(await stage.refuses("closeForumTopic", place)).toBe(
      "400 Bad Request: TOPIC_NOT_MODIFIED",
    );
    await stage.bot("reopenForumTopic", place);
    expect(await stage.refuses("editForumTopic", { ...place, name: "メモ" })).toBe(
      "400 Bad Request: TOPIC_NOT_MODIFIED",
    );
  });

  test("deleting a topic takes all its messages, however old, and tells no bot", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const place = { chat_id: chatId, message_thread_id: threadId };
    const sent = await stage.bot("sendMessage", { ...place, text: "old" });
    await stage.clock.advance(72 * 3600_000);
    await stage.bot("deleteForumTopic", place);
    expect(await stage.updates()).toEqual([]);
    expect(await stage.refuses("sendMessage", { ...place, text: "a" })).toBe(
      "400 Bad Request: message thread not found",
    );
    const edit = { chat_id: chatId, message_id: sent.message_id, text: "b" };
    expect(await stage.refuses("editMessageText", edit)).toBe(
      "400 Bad Request: message to edit not found",
    );
  });

  test("topics need can_manage_topics", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ can_manage_chat: true });
    expect(await stage.refuses("createForumTopic", { chat_id: chatId, name: "x" })).toBe(
      "400 Bad Request: not enough rights to create a topic",
    );
  });

  test("a message in a topic that replies to nothing shows the topic's first message", async () => {
    const { stage, chatId, threadId } = await forumStage();
    await stage.hana.call("send", { chatId, threadId, text: "hi" });
    const message = messageIn((await stage.updates())[0]);
    expect(message.reply_to_message?.forum_topic_created?.name).toBe("メモ");
  });
});

describe("reply echo (Client.cpp check_reply_parameters): the one reader of old messages", () => {
  test("a reply answers with the whole original, in the original's topic", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const original = await stage.bot("sendDocument", {
      chat_id: chatId,
      message_thread_id: threadId,
      document: uploadOf("a.pgp", "sealed"),
      caption: "#notes",
      reply_markup: { inline_keyboard: [[{ text: "復元", callback_data: "restore:1" }]] },
    });
    const echo = await stage.bot("sendMessage", {
      chat_id: chatId,
      text: "?",
      reply_parameters: { message_id: original.message_id },
    });
    expect(echo.message_thread_id).toBe(threadId);
    expect(echo.reply_to_message).toMatchObject({
      message_id: original.message_id,
      message_thread_id: threadId,
      caption: "#notes",
      document: { file_id: original.document.file_id, file_name: "a.pgp" },
      reply_markup: { inline_keyboard: [[{ text: "復元", callback_data: "restore:1" }]] },
    });
  });

  test("notices can be read so, too", async () => {
    const { stage, chatId, threadId } = await forumStage();
    const echo = await stage.bot("sendMessage", {
      chat_id: chatId,
      text: "?",
      reply_parameters: { message_id: threadId },
    });
    expect(echo.reply_to_message?.forum_topic_created?.name).toBe("メモ");
  });

  test("protected chats can be read so, but not by forwarding", async () => {
    const { stage, chatId } = await forumStage();
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await stage.hana.call("editGroup", { chatId, protectedContent: true });
    const reply_parameters = { message_id: sent.message_id };
    const echo = await stage.bot("sendMessage", { chat_id: chatId, text: "?", reply_parameters });
    expect(echo.reply_to_message?.text).toBe("a");
    const forward = { chat_id: stage.hanaId, from_chat_id: chatId, message_id: sent.message_id };
    expect(await stage.refuses("forwardMessage", forward)).toBe(
      "400 Bad Request: message has protected content and can't be forwarded",
    );
    expect(await stage.bot("copyMessage", forward)).toEqual({ message_id: expect.any(Number) });
  });

  test("what is not there is an error, and nothing is sent", async () => {
    const { stage, chatId } = await forumStage();
    const before = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    const args = { chat_id: chatId, text: "?", reply_parameters: { message_id: 9999 } };
    expect(await stage.refuses("sendMessage", args)).toBe(
      "400 Bad Request: message to be replied not found",
    );
    const after = await stage.bot("sendMessage", { chat_id: chatId, text: "b" });
    expect(after.message_id).toBe(before.message_id + 1);
  });

  test("allow_sending_without_reply sends all the same", async () => {
    const { stage, chatId } = await forumStage();
    const reply_parameters = { message_id: 9999, allow_sending_without_reply: true };
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "?", reply_parameters });
    expect(sent.reply_to_message).toBeUndefined();
  });

  test("a reply from another chat shows the file but never the words", async () => {
    const { stage, chatId } = await forumStage();
    const original = await stage.bot("sendDocument", {
      chat_id: chatId,
      document: uploadOf("a.pgp", "sealed"),
      caption: "secret words",
    });
    const echo = await stage.bot("sendMessage", {
      chat_id: stage.hanaId,
      text: "?",
      reply_parameters: { message_id: original.message_id, chat_id: chatId },
    });
    expect(echo.external_reply?.document?.file_unique_id).toBe(original.document.file_unique_id);
    expect(JSON.stringify(echo)).not.toContain("secret words");
  });

  test("the original in a reply has no reply of its own", async () => {
    const { stage, chatId } = await forumStage();
    const a = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    const to = (message_id: number) => ({
      chat_id: chatId,
      text: "x",
      reply_parameters: { message_id },
    });
    const b = await stage.bot("sendMessage", to(a.message_id));
    const c = await stage.bot("sendMessage", to(b.message_id));
    expect(c.reply_to_message?.reply_to_message).toBeUndefined();
  });

  test("a bot in privacy mode cannot read others' messages even by id (tdlib #289)", async () => {
    const stage = new Stage();
    const chatId = await stage.forum(null);
    const sent = await stage.hana.call("send", { chatId, text: "private" });
    const args = { chat_id: chatId, text: "?", reply_parameters: { message_id: sent.message_id } };
    expect(await stage.refuses("sendMessage", args)).toBe(
      "400 Bad Request: message to be replied not found",
    );
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights: BOT_RIGHTS });
    const echo = await stage.bot("sendMessage", args);
    expect(echo.reply_to_message?.text).toBe("private");
  });

  test("history from before the bot came is hidden when the group hides it", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: true });
    const old = await stage.hana.call("send", { chatId, text: "before" });
    await stage.hana.call("editGroup", { chatId, hiddenHistory: true });
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights: BOT_RIGHTS });
    const args = { chat_id: chatId, text: "?", reply_parameters: { message_id: old.message_id } };
    expect(await stage.refuses("sendMessage", args)).toContain("message to be replied not found");
    expect(await stage.bot("getChat", { chat_id: chatId })).not.toHaveProperty(
      "has_visible_history",
    );
  });
});

test("with General closed, a reply into a topic still goes there", async () => {
  const stage = new Stage();
  const chatId = await stage.forum({ can_manage_chat: true });
  const { threadId } = await stage.hana.call("createTopic", { chatId, name: "t" });
  await stage.hana.call("closeTopic", { chatId, threadId: 1, closed: true });
  const args = { chat_id: chatId, text: "a" };
  expect(await stage.refuses("sendMessage", args)).toBe("400 Bad Request: TOPIC_CLOSED");
  const echo = { ...args, reply_parameters: { message_id: threadId } };
  expect((await stage.bot("sendMessage", echo)).message_thread_id).toBe(threadId);
});
