/** Updates as they come: offsets, waiting, conflicts, expiry, privacy mode, faults on the way. */
import { describe, expect, test } from "vitest";
import { messageIn, Stage } from "../stage-testing.ts";

const texts = (updates: readonly { message?: { text?: string } }[]) =>
  updates.map((update) => update.message?.text);

async function withTexts(...words: string[]) {
  const stage = new Stage();
  await stage.hana.call("openBot", { username: "libral_bot" });
  for (const text of words) await stage.hana.call("send", { chatId: stage.botId, text });
  return stage;
}

describe("getUpdates (Bot API; telegram-bot-api Client.cpp)", () => {
  test("the same updates come until they are confirmed by a higher offset", async () => {
    const stage = await withTexts("a", "b");
    const first = await stage.bot("getUpdates");
    expect(texts(first)).toEqual(["a", "b"]);
    expect(await stage.bot("getUpdates")).toEqual(first);
    const offset = (first[0]?.update_id ?? 0) + 1;
    expect(texts(await stage.bot("getUpdates", { offset }))).toEqual(["b"]);
  });

  test("ids count up by one", async () => {
    const stage = await withTexts("a", "b", "c");
    const ids = (await stage.bot("getUpdates")).map((update) => update.update_id);
    expect(ids.map((id) => id - (ids[0] ?? 0))).toEqual([0, 1, 2]);
  });

  test("a negative offset keeps the last and forgets the rest", async () => {
    const stage = await withTexts("a", "b", "c");
    expect(texts(await stage.bot("getUpdates", { offset: -1 }))).toEqual(["c"]);
    expect(texts(await stage.bot("getUpdates"))).toEqual(["c"]);
  });

  test("limit", async () => {
    const stage = await withTexts("a", "b", "c");
    expect(texts(await stage.bot("getUpdates", { limit: 2 }))).toEqual(["a", "b"]);
  });

  test("waiting ends with an update, or with nothing when the time is over", async () => {
    const stage = await withTexts();
    const waiting = stage.bot("getUpdates", { timeout: 30 });
    await stage.clock.advance(10_000);
    await stage.hana.call("send", { chatId: stage.botId, text: "now" });
    expect(texts(await waiting)).toEqual(["now"]);
    await stage.updates();
    expect(await stage.updates()).toEqual([]);
    const over = stage.bot("getUpdates", { timeout: 5, offset: -1 });
    await stage.clock.advance(5000);
    expect(await over).toEqual([]);
  });

  test("a second poller ends the first one with 409", async () => {
    const stage = await withTexts();
    const first = stage.refuses("getUpdates", { timeout: 30 });
    const second = stage.bot("getUpdates", { timeout: 1 });
    expect(await first).toBe(
      "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    );
    await stage.clock.advance(1000);
    expect(await second).toEqual([]);
  });

  test("beside a webhook there is no polling; setting one ends a waiting poll", async () => {
    const stage = await withTexts();
    const waiting = stage.refuses("getUpdates", { timeout: 30 });
    await stage.bot("setWebhook", { url: "http://127.0.0.1:9/hook" });
    expect(await waiting).toBe("409 Conflict: terminated by setWebhook request");
    expect(await stage.refuses("getUpdates", {})).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await stage.bot("deleteWebhook", { drop_pending_updates: true });
    expect(await stage.bot("getUpdates")).toEqual([]);
  });

  test("updates die after a day", async () => {
    const stage = await withTexts("old");
    await stage.clock.advance(24 * 3600_000 - 1000);
    expect(texts(await stage.bot("getUpdates"))).toEqual(["old"]);
    await stage.clock.advance(1000);
    expect(await stage.bot("getUpdates")).toEqual([]);
  });

  test("allowed_updates is remembered, and says what comes in from then on", async () => {
    const stage = await withTexts("a");
    const allowed_updates = ["callback_query"];
    expect(texts(await stage.bot("getUpdates", { allowed_updates }))).toEqual(["a"]);
    await stage.hana.call("send", { chatId: stage.botId, text: "b" });
    expect(texts(await stage.bot("getUpdates"))).toEqual(["a"]);
    await stage.bot("getUpdates", { allowed_updates: [] });
    await stage.hana.call("send", { chatId: stage.botId, text: "c" });
    expect(texts(await stage.bot("getUpdates"))).toEqual(["a", "c"]);
  });

  test("a reaction comes only when it was asked for", async () => {
    const stage = await withTexts("a");
    const [update] = await stage.updates();
    const messageId = messageIn(update).message_id;
    const react = (emoji: string) =>
      stage.hana.call("react", { chatId: stage.botId, messageId, emoji });
    await react("👍");
    expect(await stage.updates()).toEqual([]);
    await stage.bot("getUpdates", { allowed_updates: ["message_reaction"] });
    await react("🔥");
    const [change] = await stage.updates();
    expect(change?.message_reaction).toMatchObject({
      old_reaction: [{ type: "emoji", emoji: "👍" }],
      new_reaction: [{ type: "emoji", emoji: "🔥" }],
    });
  });

  test("a bot never hears of its own ordinary messages", async () => {
    const stage = await withTexts("a");
    await stage.updates();
    await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "mine" });
    expect(await stage.updates()).toEqual([]);
  });
});

describe("privacy mode (core.telegram.org/bots/features#privacy-mode)", () => {
  async function heard(stage: Stage, chatId: number, text: string, replyTo?: number) {
    await stage.updates();
    const reply = replyTo === undefined ? {} : { replyTo };
    await stage.hana.call("send", { chatId, text, ...reply });
    return (await stage.updates()).length > 0;
  }

  test("a member without privacy hears commands for it, mentions and replies, nothing else", async () => {
    const stage = new Stage();
    const chatId = await stage.forum(null);
    expect(await heard(stage, chatId, "hello")).toBe(false);
    expect(await heard(stage, chatId, "/help@libral_bot")).toBe(true);
    expect(await heard(stage, chatId, "/help@other_bot")).toBe(false);
    expect(await heard(stage, chatId, "/help")).toBe(false);
    expect(await heard(stage, chatId, "hey @libral_bot")).toBe(true);
    const mine = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    expect(await heard(stage, chatId, "yes", mine.message_id)).toBe(true);
    expect(await heard(stage, chatId, "/help")).toBe(true);
  });

  test("an administrator hears everything, and so does a bot without privacy mode", async () => {
    const admin = new Stage();
    expect(await heard(admin, await admin.forum(), "hello")).toBe(true);
    const open = new Stage({ readsAllMessages: true });
    expect(await heard(open, await open.forum(null), "hello")).toBe(true);
  });

  test("notices are heard in any case", async () => {
    const stage = new Stage();
    const chatId = await stage.forum(null);
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    expect(messageIn((await stage.updates())[0]).new_chat_members?.[0]?.id).toBe(stage.kenId);
  });
});

describe("private chats and callback queries", () => {
  test("one id counter for all private chats of a bot (Telethon #1308)", async () => {
    const stage = await withTexts("a");
    await stage.ken.call("openBot", { username: "libral_bot", start: "" });
    await stage.hana.call("send", { chatId: stage.botId, text: "b" });
    const ids = (await stage.updates()).map((update) => messageIn(update).message_id);
    expect(ids.map((id) => id - (ids[0] ?? 0))).toEqual([0, 1, 2]);
  });

  test("a start parameter comes as /start <parameter>", async () => {
    const stage = new Stage();
    await stage.hana.call("openBot", { username: "libral_bot", start: "abc" });
    expect(texts(await stage.updates())).toEqual(["/start abc"]);
  });

  test("a pressed button: query, answer, and after that the query is gone", async () => {
    const stage = await withTexts("a");
    const sent = await stage.bot("sendMessage", {
      chat_id: stage.hanaId,
      text: "b",
      reply_markup: { inline_keyboard: [[{ text: "押す", callback_data: "x:1" }]] },
    });
    await stage.updates();
    const messageId = sent.message_id;
    const pressed = stage.hana.call("press", { chatId: stage.botId, messageId, data: "x:1" });
    const [update] = await stage.updates();
    const query = update?.callback_query;
    expect(query).toMatchObject({
      data: "x:1",
      from: { id: stage.hanaId },
      message: { message_id: messageId, text: "b" },
    });
    const answer = { callback_query_id: query?.id ?? "", text: "はい", show_alert: true };
    await stage.bot("answerCallbackQuery", answer);
    expect(await pressed).toEqual({ text: "はい", alert: true });
    expect(await stage.refuses("answerCallbackQuery", answer)).toBe(
      "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
    );
  });

  test("a press that nobody answers ends after a while, with nothing", async () => {
    const stage = await withTexts("a");
    const sent = await stage.bot("sendMessage", {
      chat_id: stage.hanaId,
      text: "b",
      reply_markup: { inline_keyboard: [[{ text: "押す", callback_data: "x" }]] },
    });
    const args = { chatId: stage.botId, messageId: sent.message_id, data: "x" };
    const pressed = stage.hana.call("press", args);
    await stage.clock.advance(15_000);
    expect(await pressed).toBeNull();
    await expect(stage.hana.call("press", { ...args, data: "y" })).rejects.toThrow("ボタン");
  });
});

describe("faults of updates", () => {
  const fault = (stage: Stage, type: string, more: object = {}) =>
    stage.telegram.control.call("fault", { kind: "message", fault: { type, ...more } });

  test("lost", async () => {
    const stage = await withTexts();
    await fault(stage, "loseUpdate");
    for (const text of ["a", "b"]) await stage.hana.call("send", { chatId: stage.botId, text });
    expect(texts(await stage.updates())).toEqual(["b"]);
  });

  test("doubled: the same update_id comes again after it was confirmed", async () => {
    const stage = await withTexts();
    await fault(stage, "duplicateUpdate");
    await stage.hana.call("send", { chatId: stage.botId, text: "a" });
    const [once] = await stage.updates();
    const [again] = await stage.updates();
    expect(again).toEqual(once);
    expect(await stage.updates()).toEqual([]);
  });

  test("late", async () => {
    const stage = await withTexts();
    await fault(stage, "delayUpdate", { ms: 5000 });
    await stage.hana.call("send", { chatId: stage.botId, text: "a" });
    expect(await stage.updates()).toEqual([]);
    await stage.clock.advance(5000);
    expect(texts(await stage.updates())).toEqual(["a"]);
  });

  test("out of order", async () => {
    const stage = await withTexts();
    await fault(stage, "reorderUpdates");
    await stage.hana.call("send", { chatId: stage.botId, text: "a" });
    expect(await stage.bot("getUpdates")).toEqual([]);
    await stage.hana.call("send", { chatId: stage.botId, text: "b" });
    expect(texts(await stage.bot("getUpdates"))).toEqual(["b", "a"]);
  });
});
