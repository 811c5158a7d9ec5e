/** Chats, members, rights, pins: what a bot may know and do, with Telegram's own words. */
import { describe, expect, test } from "vitest";
import { BOT_RIGHTS, messageIn, Stage } from "../../stage-testing.ts";

describe("which chats a bot can reach (telegram-bot-api Client.cpp check_chat)", () => {
  test.each([
    ["", "400 Bad Request: chat_id is empty"],
    ["@nobody", "400 Bad Request: chat not found"],
    [12345, "400 Bad Request: chat not found"],
    [-1001234567890, "400 Bad Request: chat not found"],
  ])("chat_id %j", async (chat_id, refusal) => {
    const stage = new Stage();
    expect(await stage.refuses("sendMessage", { chat_id, text: "a" })).toBe(refusal);
  });

  test("a bot can't begin a conversation with somebody it only met in a group", async () => {
    const stage = new Stage();
    await stage.forum();
    expect(await stage.refuses("sendMessage", { chat_id: stage.hanaId, text: "hi" })).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    );
    const chat = await stage.bot("getChat", { chat_id: stage.hanaId });
    expect(chat.first_name).toBe("花");
  });

  test("write access from a Mini App is enough", async () => {
    const stage = new Stage();
    expect(await stage.hana.call("writeAccess", { botId: stage.botId, allow: true })).toEqual({
      allowed: true,
    });
    expect(messageIn((await stage.updates())[0]).write_access_allowed).toEqual({
      from_request: true,
    });
    await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "hi" });
  });

  test("a person who blocked the bot", async () => {
    const stage = new Stage();
    await stage.starts();
    await stage.updates();
    await stage.hana.call("blockBot", { botId: stage.botId, blocked: true });
    expect(await stage.refuses("sendMessage", { chat_id: stage.hanaId, text: "hi" })).toBe(
      "403 Forbidden: bot was blocked by the user",
    );
    const [update] = await stage.updates();
    expect(update?.my_chat_member).toMatchObject({
      chat: { id: stage.hanaId, type: "private" },
      old_chat_member: { status: "member" },
      new_chat_member: { status: "kicked" },
    });
  });

  test("a person whose account is gone", async () => {
    const stage = new Stage();
    await stage.starts();
    await stage.telegram.control.call("deactivate", { person: "花" });
    expect(await stage.refuses("sendMessage", { chat_id: stage.hanaId, text: "hi" })).toBe(
      "403 Forbidden: user is deactivated",
    );
  });

  test("thrown out, left, deleted", async () => {
    const stage = new Stage();
    const kicked = await stage.forum();
    await stage.hana.call("removeMember", { chatId: kicked, userId: stage.botId });
    expect(await stage.refuses("getChat", { chat_id: kicked })).toBe(
      "403 Forbidden: bot was kicked from the supergroup chat",
    );
    const left = await stage.forum();
    await stage.bot("leaveChat", { chat_id: left });
    expect(await stage.refuses("sendMessage", { chat_id: left, text: "a" })).toBe(
      "403 Forbidden: bot is not a member of the supergroup chat",
    );
    const deleted = await stage.forum();
    await stage.hana.call("deleteGroup", { chatId: deleted });
    expect(await stage.refuses("sendMessage", { chat_id: deleted, text: "a" })).toBe(
      "403 Forbidden: the group chat was deleted",
    );
  });

  test("an upgraded group tells where it went, in the error and in both chats", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: false });
    await stage.hana.call("addMember", { chatId, userId: stage.botId });
    await stage.updates();
    await stage.hana.call("editGroup", { chatId, forum: true });
    const [to, from] = (await stage.updates()).map(messageIn);
    const next = to?.migrate_to_chat_id ?? 0;
    expect(to?.chat).toMatchObject({ id: chatId, type: "group" });
    expect(from).toMatchObject({ migrate_from_chat_id: chatId, chat: { id: next } });
    const args = { chat_id: chatId, text: "a" };
    const answer = await stage.telegram.callBotApi(stage.token, "sendMessage", args);
    expect(answer).toEqual({
      ok: false,
      error_code: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: next },
    });
    expect(await stage.bot("getChat", { chat_id: next })).toMatchObject({ is_forum: true });
  });
});

describe("the bot's own standing (Bot API ChatMemberUpdated)", () => {
  test("promoted, demoted, thrown out: each time my_chat_member with before and after", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: true });
    const userId = stage.botId;
    await stage.hana.call("addMember", { chatId, userId });
    await stage.hana.call("setAdminRights", { chatId, userId, rights: BOT_RIGHTS });
    await stage.hana.call("setAdminRights", { chatId, userId, rights: null });
    await stage.hana.call("removeMember", { chatId, userId });
    const changes = (await stage.updates()).flatMap(({ my_chat_member: change }) =>
      change ? [[change.old_chat_member.status, change.new_chat_member.status]] : [],
    );
    expect(changes).toEqual([
      ["left", "member"],
      ["member", "administrator"],
      ["administrator", "member"],
      ["member", "kicked"],
    ]);
  });

  test("rights are exactly what was given; any of them implies can_manage_chat", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ can_pin_messages: true });
    const me = await stage.bot("getChatMember", { chat_id: chatId, user_id: stage.botId });
    const given = Object.entries(me).filter(([, value]) => value === true);
    expect(given.map(([right]) => right).sort()).toEqual(["can_manage_chat", "can_pin_messages"]);
  });

  test("others' changes come only to administrators who asked for chat_member", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const kinds = (await stage.updates()).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(["message"]);
    await stage.bot("getUpdates", { allowed_updates: ["chat_member", "message"] });
    await stage.hana.call("removeMember", { chatId, userId: stage.kenId });
    const [, update] = await stage.updates();
    expect(update?.chat_member).toMatchObject({
      old_chat_member: { status: "member", user: { id: stage.kenId } },
      new_chat_member: { status: "kicked" },
    });
  });
});

describe("administering (tdlib DialogParticipantManager)", () => {
  test("a bot can't promote itself", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ ...BOT_RIGHTS, can_promote_members: true });
    const args = { chat_id: chatId, user_id: stage.botId, can_change_info: true };
    expect(await stage.refuses("promoteChatMember", args)).toBe(
      "400 Bad Request: can't promote self",
    );
  });

  test("promoting others needs the right, and only what one has can be given", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const args = { chat_id: chatId, user_id: stage.kenId, can_pin_messages: true };
    expect(await stage.refuses("promoteChatMember", args)).toBe(
      "400 Bad Request: not enough rights",
    );
    const rights = { ...BOT_RIGHTS, can_promote_members: true };
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights });
    const more = { ...args, can_change_info: true };
    expect(await stage.refuses("promoteChatMember", more)).toBe(
      "400 Bad Request: not enough rights",
    );
    expect(await stage.bot("promoteChatMember", args)).toBe(true);
    const ken = await stage.bot("getChatMember", { chat_id: chatId, user_id: stage.kenId });
    expect(ken).toMatchObject({ status: "administrator", can_be_edited: true });
  });

  test("people can give a bot only rights that they have themselves", async () => {
    const stage = new Stage();
    const chatId = await stage.forum(null);
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const rights = { can_promote_members: true };
    await stage.hana.call("setAdminRights", { chatId, userId: stage.kenId, rights });
    const give = { chatId, userId: stage.botId, rights: { can_pin_messages: true } };
    await expect(stage.ken.call("setAdminRights", give)).rejects.toThrow("can_pin_messages");
  });

  test("getChatAdministrators leaves other bots out unless asked", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const other = stage.telegram.engine.commit("createBot", { name: "B", username: "b_bot" });
    await stage.hana.call("setAdminRights", { chatId, userId: other.id, rights: BOT_RIGHTS });
    const ids = async (args: object) =>
      (await stage.bot("getChatAdministrators", { chat_id: chatId, ...args })).map(
        ({ user }) => user.id,
      );
    expect(await ids({})).toEqual([stage.hanaId, stage.botId]);
    expect(await ids({ return_bots: true })).toContain(other.id);
  });

  test("the title needs can_change_info and makes a notice, which the bot hears itself", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    const args = { chat_id: chatId, title: "新しい名前" };
    expect(await stage.refuses("setChatTitle", args)).toBe(
      "400 Bad Request: not enough rights to change chat title",
    );
    await stage.telegram.control.call("setRights", {
      chatId,
      userId: stage.botId,
      rights: { can_change_info: true },
    });
    await stage.updates();
    await stage.bot("setChatTitle", args);
    expect(messageIn((await stage.updates())[0])).toMatchObject({
      new_chat_title: "新しい名前",
      from: { id: stage.botId },
    });
  });

  test("what an owner may switch shows in getChat", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    expect(await stage.bot("getChat", { chat_id: chatId })).toMatchObject({
      has_visible_history: true,
    });
    await stage.hana.call("editGroup", {
      chatId,
      username: "hana_log",
      autoDeleteSeconds: 86_400,
      protectedContent: true,
      hiddenHistory: true,
    });
    const chat = await stage.bot("getChat", { chat_id: "@hana_log" });
    expect(chat).toMatchObject({
      username: "hana_log",
      message_auto_delete_time: 86_400,
      has_protected_content: true,
    });
    expect(chat).not.toHaveProperty("has_visible_history");
    expect(messageIn((await stage.updates())[0]).message_auto_delete_timer_changed).toEqual({
      message_auto_delete_time: 86_400,
    });
  });

  test("the auto-delete timer deletes, and tells nobody", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("editGroup", { chatId, autoDeleteSeconds: 3600 });
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    await stage.updates();
    const edit = (text: string) => ({ chat_id: chatId, message_id: sent.message_id, text });
    await stage.clock.advance(3599_000);
    await stage.bot("editMessageText", edit("b"));
    await stage.clock.advance(1000);
    expect(await stage.refuses("editMessageText", edit("c"))).toContain(
      "message to edit not found",
    );
    expect(await stage.updates()).toEqual([]);
  });
});

describe("pins (Bot API getChat; tdlib last_pinned_message_id)", () => {
  async function pinned() {
    const stage = new Stage();
    const chatId = await stage.forum();
    const send = async (text: string) =>
      (await stage.bot("sendMessage", { chat_id: chatId, text })).message_id;
    const ids = [await send("a"), await send("b")] as const;
    const shown = async () => (await stage.bot("getChat", { chat_id: chatId })).pinned_message;
    return { stage, chatId, ids, shown };
  }

  test("getChat shows the newest by message id, not the one pinned last", async () => {
    const { stage, chatId, ids, shown } = await pinned();
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: ids[1] });
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: ids[0] });
    expect((await shown())?.message_id).toBe(ids[1]);
  });

  test("unpinning without an id takes the newest by id, whoever pinned it", async () => {
    const { stage, chatId, ids, shown } = await pinned();
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: ids[0] });
    await stage.hana.call("pin", { chatId, messageId: ids[1], pinned: true });
    await stage.bot("unpinChatMessage", { chat_id: chatId });
    expect((await shown())?.message_id).toBe(ids[0]);
    await stage.bot("unpinAllChatMessages", { chat_id: chatId });
    expect(await shown()).toBeUndefined();
    expect(await stage.refuses("unpinChatMessage", { chat_id: chatId })).toBe(
      "400 Bad Request: message to unpin not found",
    );
  });

  test("each pin is a notice with an id of its own, which the bot hears itself", async () => {
    const { stage, chatId, ids } = await pinned();
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: ids[0] });
    expect(messageIn((await stage.updates())[0])).toMatchObject({
      message_id: ids[1] + 1,
      pinned_message: { message_id: ids[0], text: "a" },
    });
  });

  test("pinning needs the right; notices can't be pinned; missing ones neither", async () => {
    const { stage, chatId, ids } = await pinned();
    const pin = (message_id: number) => ({ chat_id: chatId, message_id });
    expect(await stage.refuses("pinChatMessage", pin(1))).toBe(
      "400 Bad Request: service messages can't be pinned",
    );
    expect(await stage.refuses("pinChatMessage", pin(900))).toBe(
      "400 Bad Request: message to pin not found",
    );
    const rights = { can_delete_messages: true };
    await stage.hana.call("setAdminRights", { chatId, userId: stage.botId, rights });
    expect(await stage.refuses("pinChatMessage", pin(ids[0]))).toBe(
      "400 Bad Request: not enough rights to manage pinned messages in the chat",
    );
  });

  test("in private a bot may pin; the person may unpin, and no update says so", async () => {
    const stage = new Stage();
    await stage.starts();
    const card = await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "card" });
    await stage.bot("pinChatMessage", { chat_id: stage.hanaId, message_id: card.message_id });
    await stage.updates();
    const pin = { chatId: stage.botId, messageId: card.message_id, pinned: false };
    await stage.hana.call("pin", pin);
    expect(await stage.updates()).toEqual([]);
    expect(await stage.bot("getChat", { chat_id: stage.hanaId })).not.toHaveProperty(
      "pinned_message",
    );
  });

  test("now and then the pin is missing without an error (pyTelegramBotAPI #1833), on order", async () => {
    const { stage, chatId, ids, shown } = await pinned();
    await stage.bot("pinChatMessage", { chat_id: chatId, message_id: ids[0] });
    const rule = { method: "getChat", fault: { type: "withoutPin" } };
    await stage.telegram.control.call("fault", rule);
    expect(await shown()).toBeUndefined();
    expect((await shown())?.message_id).toBe(ids[0]);
  });
});

describe("an anonymous administrator", () => {
  test("posts as the group", async () => {
    const stage = new Stage();
    const chatId = await stage.forum({ ...BOT_RIGHTS, is_anonymous: true });
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    expect(sent.from?.id).toBe(1087968824);
    expect(sent.sender_chat).toMatchObject({ id: chatId, type: "supergroup" });
  });
});
