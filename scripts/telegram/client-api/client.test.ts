/** What people see and do at a client. */
import { describe, expect, test } from "vitest";
import type { ClientEvent, ClientSnapshot } from "../client-protocol.ts";
import { messageIn, pngOf, Stage, uploadOf } from "../stage-testing.ts";

async function snapshotOf(stage: Stage, person: string): Promise<ClientSnapshot> {
  return (await stage.telegram.control.call("snapshot", { person })) as ClientSnapshot;
}

describe("the chat list", () => {
  test("a chat with a bot shows START until it is pressed", async () => {
    const stage = new Stage();
    await stage.hana.call("openBot", { username: "libral_bot" });
    const needsStart = async () => (await snapshotOf(stage, "花")).chats[0]?.needsStart;
    expect(await needsStart()).toBe(true);
    await stage.hana.call("openBot", { username: "libral_bot", start: "" });
    expect(await needsStart()).toBe(false);
  });

  test("unread counts what others wrote after what was read", async () => {
    const stage = new Stage();
    await stage.starts();
    const sent: number[] = [];
    for (const text of ["a", "b", "c"]) {
      sent.push((await stage.bot("sendMessage", { chat_id: stage.hanaId, text })).message_id);
    }
    const unread = async () => (await snapshotOf(stage, "花")).chats[0]?.unread;
    expect(await unread()).toBe(3);
    await stage.hana.call("read", { chatId: stage.botId, upToId: sent[1] ?? 0 });
    expect(await unread()).toBe(1);
    await stage.hana.call("send", { chatId: stage.botId, text: "d" });
    expect(await unread()).toBe(0);
  });

  test("topics, pins (newest first), members and settings of a forum", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "メモ" });
    const ids: number[] = [];
    for (const text of ["a", "b"]) {
      const { message_id } = await stage.bot("sendMessage", { chat_id: chatId, text });
      await stage.bot("pinChatMessage", { chat_id: chatId, message_id });
      ids.unshift(message_id);
    }
    const chat = (await snapshotOf(stage, "花")).chats.find((one) => one.id === chatId);
    expect(chat?.topics.map((one) => [one.threadId, one.name, one.isGeneral])).toEqual([
      [1, "General", true],
      [topic.message_thread_id, "メモ", false],
    ]);
    expect(chat?.pinned.map((one) => one.message_id)).toEqual(ids);
    expect(chat?.members.map((one) => one.status)).toEqual(["creator", "administrator"]);
  });

  test("a reply keyboard stays until it is removed", async () => {
    const stage = new Stage();
    await stage.starts();
    const chat_id = stage.hanaId;
    const keyboard = [[{ text: "はい" }]];
    const sent = await stage.bot("sendMessage", { chat_id, text: "a", reply_markup: { keyboard } });
    const shown = async () => (await snapshotOf(stage, "花")).chats[0]?.replyKeyboard;
    expect(await shown()).toEqual({ keyboard, fromMessageId: sent.message_id, isUsed: false });
    await stage.hana.call("send", { chatId: stage.botId, text: "はい" });
    expect(await shown()).toMatchObject({ isUsed: false });
    await stage.bot("sendMessage", { chat_id, text: "b", reply_markup: { remove_keyboard: true } });
    expect(await shown()).toBeNull();
  });

  test("a one-time keyboard is folded away by a press of its own, and stays in reach", async () => {
    const stage = new Stage();
    await stage.starts();
    const reply_markup = { keyboard: [[{ text: "はい" }]], one_time_keyboard: true };
    const asks = () => stage.bot("sendMessage", { chat_id: stage.hanaId, text: "a", reply_markup });
    const { message_id: fromMessageId } = await asks();
    const shown = async () => (await snapshotOf(stage, "花")).chats[0]?.replyKeyboard;
    await stage.hana.call("send", { chatId: stage.botId, text: "ほかのこと" });
    expect(await shown()).toMatchObject({ fromMessageId, isUsed: false });
    await stage.hana.call("send", { chatId: stage.botId, text: "はい" });
    expect(await shown()).toMatchObject({ fromMessageId, isUsed: true });
    await asks();
    expect(await shown()).toMatchObject({ isUsed: false });
    const message_id = (await shown())?.fromMessageId ?? 0;
    await stage.bot("deleteMessage", { chat_id: stage.hanaId, message_id });
    expect(await shown()).toBeNull();
  });

  test("a chat action shows for five seconds", async () => {
    const stage = new Stage();
    await stage.starts();
    await stage.bot("sendChatAction", { chat_id: stage.hanaId, action: "typing" });
    const until = (await snapshotOf(stage, "花")).chats[0]?.actionUntil ?? 0;
    expect(until - stage.clock.now()).toBe(5000);
  });
});

describe("history and search", () => {
  test("pages of fifty, of one topic when asked; General is 1", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const { threadId } = await stage.hana.call("createTopic", { chatId, name: "t" });
    for (let n = 0; n < 60; n++) {
      await stage.hana.call("send", { chatId, threadId, text: `n${n}` });
    }
    await stage.hana.call("send", { chatId, threadId: 1, text: "general" });
    const last = await stage.hana.call("history", { chatId, threadId });
    expect(last.messages).toHaveLength(50);
    expect(last.messages.at(-1)?.text).toBe("n59");
    const beforeId = last.messages[0]?.message_id ?? 0;
    const older = await stage.hana.call("history", { chatId, threadId, beforeId });
    expect(older.messages.at(-1)?.text).toBe("n9");
    const general = await stage.hana.call("history", { chatId, threadId: 1 });
    expect(general.messages.at(-1)?.text).toBe("general");
    expect(general.messages.some((one) => one.text === "n59")).toBe(false);
  });

  test("a hashtag finds whole tags in texts and captions, words find parts", async () => {
    const stage = new Stage();
    await stage.starts();
    const say = (text: string) => stage.hana.call("send", { chatId: stage.botId, text });
    for (const text of ["#libral one", "#libraltwo", "libral"]) await say(text);
    const found = async (query: string) =>
      (await stage.hana.call("search", { query })).messages.map((one) => one.text);
    expect(await found("#Libral")).toEqual(["#libral one"]);
    expect(await found("libral")).toHaveLength(3);
    expect((await stage.ken.call("search", { query: "libral" })).messages).toEqual([]);
  });

  test("hidden history begins where somebody joined", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: true });
    const first = await stage.hana.call("send", { chatId, text: "before" });
    await stage.hana.call("editGroup", { chatId, hiddenHistory: true });
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    await stage.hana.call("send", { chatId, text: "after" });
    const seen = (await stage.ken.call("history", { chatId })).messages.map((one) => one.text);
    expect(seen).toContain("after");
    expect(seen).not.toContain("before");
    const messageIds = [first.message_id];
    const takes = stage.ken.call("forward", { fromChatId: chatId, messageIds, toChatId: chatId });
    await expect(takes).rejects.toThrow("見つかりません");
  });
});

describe("files", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const sends = async (stage: Stage, chatId: number) => {
    const files = [{ upload: stage.upload("a.txt", "text/plain", bytes), as: "document" as const }];
    const [sent] = await stage.hana.call("sendFiles", { chatId, files });
    return sent?.document?.file_unique_id ?? "";
  };

  test("are for those who see the message", async () => {
    const stage = new Stage();
    await stage.starts();
    const secret = await sends(stage, stage.botId);
    const chatId = await stage.forum();
    const shared = await sends(stage, chatId);
    expect(stage.hana.findFile(secret)).toMatchObject({ name: "a.txt" });
    expect(stage.ken.findFile(secret)).toBeUndefined();
    expect(stage.ken.findFile(shared)).toBeUndefined();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    expect(stage.ken.findFile(shared)).toMatchObject({ name: "a.txt" });
    expect(stage.ken.findFile(secret)).toBeUndefined();
    await stage.telegram.control.call("kick", { chatId, userId: stage.kenId });
    expect(stage.ken.findFile(shared)).toBeUndefined();
  });

  test("of hidden history are not; one's own are, also from a group that was left", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const before = await sends(stage, chatId);
    await stage.hana.call("editGroup", { chatId, hiddenHistory: true });
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    expect(stage.ken.findFile(before)).toBeUndefined();
    await stage.hana.call("leaveGroup", { chatId });
    expect(stage.hana.findFile(before)).toMatchObject({ name: "a.txt" });
  });

  test("that wait to be sent are only for who brought them", async () => {
    const stage = new Stage();
    const upload = stage.upload("a.txt", "text/plain", bytes);
    await stage.ken.call("openBot", { username: "libral_bot" });
    const args = { chatId: stage.botId, files: [{ upload, as: "document" as const }] };
    await expect(stage.ken.call("sendFiles", args)).rejects.toThrow("見つかりません");
  });

  test("with their thumbnails", async () => {
    const stage = new Stage();
    await stage.starts();
    const { document } = await stage.bot("sendDocument", {
      chat_id: stage.hanaId,
      document: uploadOf("a.pdf", "words"),
      thumbnail: uploadOf("a.jpg", pngOf(90, 90)),
    });
    const small = document.thumbnail?.file_unique_id ?? "";
    expect(stage.hana.findFile(small)).toMatchObject({ kind: "thumbnail" });
    expect(stage.ken.findFile(small)).toBeUndefined();
  });
});

describe("limits of what people may do", () => {
  test("only one's own messages can be edited, for two days", async () => {
    const stage = new Stage();
    await stage.starts();
    const mine = await stage.hana.call("send", { chatId: stage.botId, text: "a" });
    const its = await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "b" });
    const edit = (messageId: number) =>
      stage.hana.call("editText", { chatId: stage.botId, messageId, text: "c" });
    await expect(edit(its.message_id)).rejects.toThrow("編集できません");
    expect(await edit(mine.message_id)).toMatchObject({ text: "c", outgoing: true });
    await stage.clock.advance(48 * 3600_000 + 1000);
    await expect(edit(mine.message_id)).rejects.toThrow("期間");
  });

  test("members without rights can neither pin, nor delete others', nor change the group", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const hers = await stage.hana.call("send", { chatId, text: "a" });
    const messageId = hers.message_id;
    const pin = stage.ken.call("pin", { chatId, messageId, pinned: true });
    await expect(pin).rejects.toThrow("権限");
    const gone = stage.ken.call("deleteMessages", { chatId, messageIds: [messageId] });
    await expect(gone).rejects.toThrow("権限");
    await expect(stage.ken.call("editGroup", { chatId, title: "x" })).rejects.toThrow("権限");
    await expect(stage.ken.call("createTopic", { chatId, name: "x" })).rejects.toThrow("権限");
    await expect(stage.ken.call("deleteGroup", { chatId })).rejects.toThrow("オーナー");
  });

  test("strangers do not see a group at all", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await expect(stage.ken.call("history", { chatId })).rejects.toThrow("見つかりません");
  });

  test("a muted member can't write", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const mute = { chatId, userId: stage.kenId, restricted: true };
    await stage.telegram.control.call("restrict", mute);
    await expect(stage.ken.call("send", { chatId, text: "a" })).rejects.toThrow("制限");
  });

  test("protected content can't be forwarded by people either", async () => {
    const stage = new Stage();
    await stage.starts();
    const chatId = await stage.forum();
    const hers = await stage.hana.call("send", { chatId, text: "a" });
    await stage.hana.call("editGroup", { chatId, protectedContent: true });
    const args = { fromChatId: chatId, messageIds: [hers.message_id], toChatId: stage.botId };
    await expect(stage.hana.call("forward", args)).rejects.toThrow("転送");
  });
});

describe("what is told while it happens", () => {
  const settle = () => new Promise((done) => setImmediate(done));

  test("a snapshot first, then messages, chats, deletions, and chats that are gone", async () => {
    const stage = new Stage();
    await stage.starts();
    const chatId = await stage.forum();
    const told: ClientEvent[] = [];
    const stop = stage.hana.listen((event) => told.push(event));
    expect(told[0]?.type).toBe("snapshot");
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await settle();
    const { message_id } = sent;
    await stage.bot("deleteMessage", { chat_id: chatId, message_id });
    await settle();
    await stage.hana.call("deleteGroup", { chatId });
    await settle();
    expect(told.slice(1)).toMatchObject([
      { type: "message", chatId, message: { message_id, outgoing: false } },
      { type: "chat", chat: { id: chatId, lastMessage: { message_id } } },
      { type: "messagesDeleted", chatId, messageIds: [message_id] },
      { type: "chat", chat: { id: chatId } },
      { type: "chatGone", chatId },
    ]);
    stop();
    await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "unheard" });
    await settle();
    expect(told).toHaveLength(6);
  });

  test("others' chats are not told", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const told: ClientEvent[] = [];
    stage.ken.listen((event) => told.push(event));
    await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await settle();
    expect(told.map((event) => event.type)).toEqual(["snapshot"]);
  });

  test("the guide, in the person's language where the host gave one", async () => {
    const stage = new Stage();
    const told: ClientEvent[] = [];
    stage.ken.listen((event) => told.push(event));
    const guide = (title: string) => ({ title, steps: [] });
    const args = { guide: guide("案内"), byLanguage: { en: guide("Guide") } };
    await stage.telegram.control.call("guide", args);
    expect(told.at(-1)).toEqual({ type: "guide", guide: guide("Guide") });
    expect((await snapshotOf(stage, "花")).guide).toEqual(guide("案内"));
  });
});

test("a contact that was shared reaches the bot", async () => {
  const stage = new Stage();
  await stage.starts();
  await stage.updates();
  await stage.hana.call("shareContact", { chatId: stage.botId });
  expect(messageIn((await stage.updates())[0]).contact).toMatchObject({
    first_name: "花",
    user_id: stage.hanaId,
  });
});

test("a sticker is a sticker with its emoji", async () => {
  const stage = new Stage();
  await stage.starts();
  await stage.updates();
  await stage.hana.call("sendSticker", { chatId: stage.botId, emoji: "🐱" });
  expect(messageIn((await stage.updates())[0]).sticker).toMatchObject({
    emoji: "🐱",
    width: 512,
  });
});
