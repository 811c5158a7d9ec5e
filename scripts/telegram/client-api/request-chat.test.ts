/** The one tap that makes a group: `request_chat` and its twin, the startgroup link. */
import type { KeyboardButtonRequestChat } from "@grammyjs/types";
import { describe, expect, test } from "vitest";
import { BOT_RIGHTS, Stage } from "../stage-testing.ts";
import { fullRights } from "../world/rights.ts";

const PERSON_RIGHTS = { ...BOT_RIGHTS, can_promote_members: true };

async function withButton(more: Partial<KeyboardButtonRequestChat> = {}) {
  const stage = new Stage();
  await stage.starts();
  const request_chat = {
    request_id: 7,
    chat_is_channel: false,
    chat_is_forum: true,
    user_administrator_rights: fullRights(PERSON_RIGHTS),
    bot_administrator_rights: fullRights(BOT_RIGHTS),
    ...more,
  };
  const keyboard = [[{ text: "ログを作る", request_chat }]];
  const sent = await stage.bot("sendMessage", {
    chat_id: stage.hanaId,
    text: "どうぞ",
    reply_markup: { keyboard, one_time_keyboard: true },
  });
  await stage.updates();
  const button = { chatId: stage.botId, messageId: sent.message_id, requestId: 7 };
  return { stage, button };
}

describe("request_chat (Bot API KeyboardButtonRequestChat, ChatShared)", () => {
  test("a group made on the spot: forum, with exactly the asked rights, all updates in order", async () => {
    const { stage, button } = await withButton({ request_title: true });
    const create = { title: "花のログ" };
    const { sharedChatId } = await stage.hana.call("shareChat", { ...button, create });
    const [standing, joined, shared] = await stage.updates();
    expect(standing?.my_chat_member).toMatchObject({
      chat: { id: sharedChatId, is_forum: true },
      from: { id: stage.hanaId },
      old_chat_member: { status: "left" },
      new_chat_member: { status: "administrator", ...fullRights(BOT_RIGHTS) },
    });
    expect(joined?.message).toMatchObject({
      chat: { id: sharedChatId },
      new_chat_members: [{ id: stage.botId }],
    });
    expect(shared?.message?.chat_shared).toEqual({
      request_id: 7,
      chat_id: sharedChatId,
      title: "花のログ",
    });
    const owner = { chat_id: sharedChatId, user_id: stage.hanaId };
    expect(await stage.bot("getChatMember", owner)).toMatchObject({ status: "creator" });
  });

  test("without rights and without bot_is_member the chat is shared and nobody added (td #2572)", async () => {
    const stage = new Stage();
    await stage.starts();
    const request_chat = { request_id: 1, chat_is_channel: false };
    const sent = await stage.bot("sendMessage", {
      chat_id: stage.hanaId,
      text: "a",
      reply_markup: { keyboard: [[{ text: "b", request_chat }]] },
    });
    const args = { chatId: stage.botId, messageId: sent.message_id, requestId: 1 };
    const shared = await stage.hana.call("shareChat", { ...args, create: { title: "g" } });
    const ask = { chat_id: shared.sharedChatId, user_id: stage.botId };
    expect(await stage.refuses("getChatMember", ask)).toBe("400 Bad Request: chat not found");
  });

  test("the chooser lists what fits: forums of one's own, where asked", async () => {
    const { stage, button } = await withButton({ chat_is_created: true });
    const { chatId: plain } = await stage.hana.call("createGroup", {
      title: "plain",
      forum: false,
    });
    const { chatId: own } = await stage.hana.call("createGroup", { title: "own", forum: true });
    const { chatId: kens } = await stage.ken.call("createGroup", { title: "kens", forum: true });
    await stage.ken.call("addMember", { chatId: kens, userId: stage.hanaId });
    const view = await stage.hana.call("chooser", button);
    expect(view.choices).toEqual([{ chatId: own, title: "own" }]);
    expect(view).toMatchObject({ mustBeForum: true, mustBeCreatedByMe: true });
    expect(view.botRights).toEqual(fullRights(BOT_RIGHTS));
    for (const choose of [plain, kens]) {
      await expect(stage.hana.call("shareChat", { ...button, choose })).rejects.toThrow(
        "選べません",
      );
    }
  });

  test("choosing a group where the bot is already gives it the rights there", async () => {
    const { stage, button } = await withButton();
    const chatId = await stage.forum(null);
    await stage.hana.call("shareChat", { ...button, choose: chatId });
    const me = await stage.bot("getChatMember", { chat_id: chatId, user_id: stage.botId });
    expect(me).toMatchObject({ status: "administrator", can_manage_topics: true });
  });

  test("a button can be pressed again until its keyboard is removed; then it says so", async () => {
    const { stage, button } = await withButton();
    await stage.hana.call("shareChat", { ...button, create: { title: "g" } });
    await stage.hana.call("shareChat", { ...button, create: { title: "h" } });
    const reply_markup = { remove_keyboard: true };
    await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "a", reply_markup });
    await expect(stage.hana.call("chooser", button)).rejects.toThrow("ボタン");
  });
});

describe("startgroup&admin= (tdlib LinkManager.cpp)", () => {
  const link = (chatId: number, parameter?: string) => ({
    username: "libral_bot",
    rights: ["delete_messages", "pin_messages", "manage_topics"],
    chatId,
    ...(parameter === undefined ? {} : { parameter }),
  });

  test("the bot joins with the named rights, and /start comes in the group", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: true });
    await stage.hana.call("startGroup", link(chatId, "setup"));
    const updates = await stage.updates();
    expect(updates[0]?.my_chat_member?.new_chat_member).toMatchObject({
      status: "administrator",
      ...fullRights(BOT_RIGHTS),
    });
    expect(updates.at(-1)?.message?.text).toBe("/start@libral_bot setup");
  });

  test("a basic group is upgraded first, and has another id", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: false });
    const started = await stage.hana.call("startGroup", link(chatId));
    expect(started.chatId).toBeLessThan(-1_000_000_000_000);
  });

  test("who may not give rights cannot use it", async () => {
    const stage = new Stage();
    const { chatId } = await stage.hana.call("createGroup", { title: "g", forum: true });
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    await expect(stage.ken.call("startGroup", link(chatId))).rejects.toThrow("権限");
  });
});
