/**
 * Set-up as people do it in the chat, in a real bot on the local Telegram, with all that can be
 * wrong with a group, and how the bot presents itself.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en, ja, text } from "../../shared/locales/index.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import { textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { makesKey, opening, setsUp, setsUpOperator } from "./story-steps.ts";

const minimal = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true };

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ withOperator: "Oto" });
});
afterAll(() => stack?.stop());

/** Everything but the service messages, oldest first. */
async function said(person: Person): Promise<readonly string[]> {
  return (await person.messages()).map(textOf).filter((words) => words !== "");
}

describe("the bot presents itself", () => {
  test("in the person's language, with commands, menu button and default rights", async () => {
    const hanako = await stack.person("Hanako");
    await hanako.opensBot();
    // The bot dresses itself one call after the other, the Japanese words last.
    const { commands, menuButton } = await eventually("the Japanese words", async () => {
      const chat = await hanako.chat();
      const isDressed =
        chat.menuButton.type === "web_app" &&
        chat.commands.some(({ description }) => description === ja["bot.command.start"]) &&
        chat.peer?.description === ja["bot.description"];
      return isDressed && chat;
    });
    expect(menuButton).toMatchObject({ web_app: { url: `${stack.botOrigin}/app/` } });
    expect(commands.map(({ command }) => command).sort()).toEqual(
      ["export", "help", "leave", "settings", "start", "status"].sort(),
    );
    const george = await stack.person("George", "en");
    await george.opensBot();
    const theirs = (await george.chat()).commands.map(({ description }) => description);
    expect(theirs).toContain(en["bot.command.start"]);
  });
});

describe("set-up", () => {
  test("greets with one button that asks for exactly the rights it needs", async () => {
    const alice = await stack.person("Alice");
    await alice.says("/start");
    const greeting = await alice.sees(opening("setup.greeting"));
    const link = greeting.entities?.find((entity) => entity.type === "text_link");
    expect(link).toMatchObject({
      url: `https://t.me/${stack.bot.username}?startgroup=setup&admin=delete_messages+manage_topics+pin_messages`,
    });
    const { replyKeyboard } = await alice.chat();
    expect(replyKeyboard?.keyboard.flat()).toHaveLength(1);
    const [button] = replyKeyboard?.keyboard.flat() ?? [];
    expect(button).toMatchObject({
      text: ja["setup.button"],
      request_chat: {
        chat_is_channel: false,
        chat_is_forum: true,
        chat_has_username: false,
        bot_administrator_rights: { ...minimal, is_anonymous: false, can_manage_chat: false },
      },
    });
  });

  test("by one tap makes the log, tells how it goes, and asks for the key", async () => {
    const alice = await stack.person("Alice");
    const groupId = await setsUp(alice, "アリスの書庫");
    const progress = await alice.sees(ja["setup.progress.done"]);
    expect(textOf(progress)).toContain(
      `✓ ${text("ja", "setup.step.topic", { topic: ja["log.topic.notes"] })}`,
    );
    const { topics, members } = await alice.chat(groupId);
    expect(topics.filter(({ isGeneral }) => !isGeneral).map(({ name }) => name)).toEqual([
      ja["log.topic.system"],
      ja["log.topic.keys"],
      ja["log.topic.notes"],
    ]);
    const bot = members.find((member) => member.user.id === stack.bot.id);
    expect(bot).toMatchObject({ status: "administrator", ...minimal, can_promote_members: false });
    expect((await alice.chat()).replyKeyboard).toBeNull();
    const ask = await alice.sees(opening("setup.needsKey"));
    expect(ask.reply_markup?.inline_keyboard[0]?.[0]).toMatchObject({
      text: ja["setup.makeKey"],
      web_app: { url: `${stack.botOrigin}/app/` },
    });

    const note = await alice.says("まだ鍵がない");
    await alice.sees(opening("notes.needsKey"), { after: note.message_id });
    const start = await alice.says("/start");
    await alice.sees(opening("setup.needsKey"), { after: start.message_id });
    await makesKey(stack, alice);
  });

  test("names everything that is wrong with a group, and goes on when it is mended", async () => {
    const bob = await stack.person("Bob");
    await bob.says("/start");
    const { chatId } = await bob.call("createGroup", { title: "ボブの組", forum: false });
    const { username } = stack.bot;
    await bob.call("startGroup", {
      username,
      parameter: "setup",
      rights: [],
      chatId,
    });
    const words = textOf(await bob.sees(opening("check.head")));
    expect(words).toContain(ja["check.notForum"]);
    for (const right of ["can_manage_topics", "can_pin_messages", "can_delete_messages"] as const) {
      expect(words).toContain(`「${ja[`right.${right}`]}」`);
    }
    const again = await bob.tap(ja["check.again"]);
    expect(again?.text).toBe(ja["check.stillWrong"]);

    // Topics make a supergroup of it, with another id; the button goes on naming the old one.
    await bob.call("editGroup", { chatId, forum: true });
    const groupId = await eventually("the supergroup", async () => {
      const { chats } = await bob.snapshot();
      return chats.find(({ title, isForum }) => title === "ボブの組" && isForum)?.id;
    });
    await bob.call("editGroup", {
      chatId: groupId,
      autoDeleteSeconds: 86_400,
      protectedContent: true,
      hiddenHistory: true,
    });
    const bot = { chatId: groupId, userId: stack.bot.id };
    const few = { can_pin_messages: true, can_invite_users: true };
    await bob.call("setAdminRights", { ...bot, rights: few });
    await bob.tap(ja["check.again"]);
    const later = textOf(await bob.sees(ja["check.hiddenHistory"]));
    expect(later).toContain(ja["check.autoDelete"]);
    expect(later).toContain(ja["check.protectedContent"]);
    expect(later).toContain(ja["right.can_invite_users.may"]);
    expect(later).not.toContain(`「${ja["right.can_pin_messages"]}」`);
    await bob.call("editGroup", {
      chatId: groupId,
      autoDeleteSeconds: 0,
      protectedContent: false,
      hiddenHistory: false,
    });
    await bob.call("setAdminRights", { ...bot, rights: { ...minimal, can_invite_users: true } });
    await bob.sees(opening("setup.needsKey"), { withinMs: 60_000 });
    // A right too many only warns.
    expect((await said(bob)).some((line) => line.startsWith(ja["check.warning"]))).toBe(true);
    expect(
      (await said(bob)).filter((line) => line.startsWith(opening("setup.needsKey"))),
    ).toHaveLength(1);
  });

  test("takes no group of somebody else, neither owned nor as a log server", async () => {
    const [carol, dave] = [await stack.person("Carol"), await stack.person("Dave")];
    const groupId = await setsUp(carol, "キャロルの組");
    await carol.call("addMember", { chatId: groupId, userId: dave.userId });
    await carol.sees("Daveさんが");
    const promote = { can_promote_members: true, ...minimal };
    await carol.call("setAdminRights", { chatId: groupId, userId: dave.userId, rights: promote });
    await dave.says("/start");
    await dave.sees(opening("setup.greeting"));
    const { username } = stack.bot;
    const rights = ["manage_topics", "pin_messages", "delete_messages"];
    await dave.call("startGroup", { username, parameter: "setup", rights, chatId: groupId });
    await dave.sees(ja["check.takenByOther"]);
    const press = await dave.tap(ja["log.button.restore"], groupId);
    expect(press).toMatchObject({ text: ja["bot.notYourButton"], alert: true });
  });

  test("goes on after the bot was killed in the middle, and makes nothing twice", async () => {
    const erin = await stack.person("Erin");
    await erin.says("/start");
    const groupId = await erin.choosesGroup(ja["setup.button"], {
      create: { title: "エリンの組" },
    });
    await erin.sees(opening("setup.progress.head"));
    await stack.killBot();
    await stack.startBot();
    await erin.says("/start");
    await erin.sees(opening("setup.needsKey"), { withinMs: 60_000 });
    const { topics } = await erin.chat(groupId);
    expect(topics.filter(({ isGeneral }) => !isGeneral)).toHaveLength(3);
  });

  test("speaks English with whoever does", async () => {
    const george = await stack.person("George", "en");
    await george.says("/start");
    await george.sees(en["setup.greeting"].split("\n")[0] ?? "");
    await george.choosesGroup(en["setup.button"], { create: { title: "George's log" } });
    await george.sees(en["setup.needsKey"].split("\n")[0] ?? "", { withinMs: 60_000 });
    const note = await george.says("hello");
    await george.sees(en["notes.needsKey"].split("\n")[0] ?? "", { after: note.message_id });
  });

  test("of the operator prints the setting; others hear that it is not theirs", async () => {
    const { operator } = stack;
    if (!operator) throw new Error("the stack has an operator");
    const groupId = await setsUpOperator(operator);
    await operator.sees(`OPERATOR_CHAT_ID=${groupId}`);
    const { topics } = await operator.chat(groupId);
    expect(topics.map(({ name }) => name)).toContain(ja["log.topic.registry"]);
    const frank = await stack.person("Frank");
    await frank.says("/operator");
    await frank.sees(ja["operator.notYou"]);
  });
});
