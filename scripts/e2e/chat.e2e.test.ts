/**
 * What people do in the chat, in a real bot on the local Telegram: set-up with all that can be
 * wrong with a group, notes of every kind, other people, old buttons, export and leaving.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en, ja, text } from "../../shared/locales/index.ts";
import { fromBase64 } from "../../shared/std/bytes.ts";
import { unpackTar } from "../../shared/std/tar.ts";
import type { ClientMessage } from "../telegram/client-protocol.ts";
import type { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import { textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, opening, setsUp, setsUpOperator } from "./story-steps.ts";

const minimal = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true };

/** One white pixel. */
const picture = fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
);

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ withOperator: "Oto" });
});
afterAll(() => stack?.stop());

/** Everything but the service messages, oldest first. */
async function said(person: Person): Promise<readonly string[]> {
  return (await person.messages()).map(textOf).filter((words) => words !== "");
}

async function notesOf(device: Device) {
  const { entries, flaws } = await device.reads();
  expect(flaws).toEqual([]);
  return entries.filter((entry) => entry.topic === "notes");
}

describe("the bot presents itself", () => {
  test("in the person's language, with commands, menu button and default rights", async () => {
    const hanako = await stack.person("Hanako");
    await hanako.opensBot();
    const { commands, menuButton, peer } = await eventually("the menu button", async () => {
      const chat = await hanako.chat();
      return chat.menuButton.type === "web_app" && chat.commands.length > 0 && chat;
    });
    expect(menuButton).toMatchObject({ web_app: { url: `${stack.botOrigin}/app/` } });
    expect(peer?.description).toBe(ja["bot.description"]);
    expect(commands.map(({ description }) => description)).toContain(ja["bot.command.start"]);
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

describe("an owner with a key", () => {
  let alice: Person;
  let device: Device;
  let groupId: number;

  beforeAll(async () => {
    alice = await stack.person("Alice");
    groupId = await setsUp(alice, "アリスの書庫");
    device = await makesKey(stack, alice);
  });

  const bytes = (words: string) => new TextEncoder().encode(words);
  const newest = async () => (await notesOf(device)).at(-1);

  test("keeps text and hears of it by a reaction, then is asked about the original", async () => {
    const messageId = await keepsNote(alice, "牛乳を買う");
    expect((await newest())?.record).toMatchObject({
      kind: "note.text",
      data: { text: "牛乳を買う", source: "chat" },
    });
    await alice.sees(ja["notes.offer.one"]);
    await alice.tap(ja["notes.offer.delete"]);
    await eventually("the original to be deleted", async () =>
      (await alice.messages()).every((message) => message.message_id !== messageId),
    );
  });

  test.each([
    ["photo", "photo.png", "image/png", "note.photo"],
    ["document", "report.pdf", "application/pdf", "note.document"],
    ["voice", "voice.ogg", "audio/ogg", "note.voice"],
    ["audio", "song.mp3", "audio/mpeg", "note.audio"],
    ["video", "film.mp4", "video/mp4", "note.video"],
  ] as const)("keeps a %s with its caption", async (as, name, mime, kind) => {
    const content = as === "photo" ? picture : bytes(`bytes of ${name}`);
    const [message] = await alice.sends([{ name, mime, bytes: content, as }], "海");
    await alice.seesReaction(message?.message_id ?? 0);
    const entry = await newest();
    expect(entry?.record).toMatchObject({ kind, data: { text: "海" } });
    expect(entry?.files[0]).toEqual(content);
  });

  test("keeps an album as notes that belong together", async () => {
    const photo = { name: "p.png", mime: "image/png", bytes: picture, as: "photo" } as const;
    const messages = await alice.sends([photo, photo, photo]);
    for (const message of messages) await alice.seesReaction(message.message_id);
    const album = (await notesOf(device)).slice(-3).map(({ record }) => record.data.albumId);
    expect(new Set(album).size).toBe(1);
    expect(typeof album[0]).toBe("string");
  });

  test("keeps an edit as a new version that names the one before", async () => {
    const messageId = await keepsNote(alice, "会議は3時");
    const before = await newest();
    await alice.call("editText", { chatId: alice.chatId, messageId, text: "会議は4時" });
    const after = await eventually("the second version", async () => {
      const note = await newest();
      return note?.record.data.text === "会議は4時" ? note : null;
    });
    expect(after.record.data.replaces).toBe(before?.record.id);
  });

  test("keeps a sticker and a forwarded message", async () => {
    const sticker = await alice.call("sendSticker", { chatId: alice.chatId, emoji: "😀" });
    await alice.seesReaction(sticker.message_id);
    expect((await newest())?.record).toMatchObject({ kind: "note.document", data: { text: "😀" } });
    const message = await alice.call("send", { chatId: groupId, text: "グループに書いたこと" });
    await alice.call("forward", {
      fromChatId: groupId,
      messageIds: [message.message_id],
      toChatId: alice.chatId,
    });
    const note = await eventually("the forwarded note", async () => {
      const entry = await newest();
      return entry?.record.data.forwarded === true ? entry : null;
    });
    expect(note.record.data).toMatchObject({ text: "グループに書いたこと", origin: "Alice" });
  });

  test("can have originals deleted always, and an old settings button still works", async () => {
    await alice.says("/settings");
    const menu = await alice.sees(opening("settings.head"));
    await stack.killBot();
    await stack.startBot();
    await alice.tap(ja["settings.originals.always"]);
    await eventually("the choice to be shown", async () => {
      const now = (await alice.messages()).find((one) => one.message_id === menu.message_id);
      const labels = now?.reply_markup?.inline_keyboard.flat().map((button) => button.text);
      return labels?.includes(
        text("ja", "settings.chosen", { label: ja["settings.originals.always"] }),
      );
    });
    const { message_id: messageId } = await alice.says("すぐ消える");
    await eventually("the original to vanish", async () =>
      (await alice.messages()).every((message) => message.message_id !== messageId),
    );
    expect((await newest())?.record.data.text).toBe("すぐ消える");
    await alice.tap(ja["settings.originals.never"]);
    await keepsNote(alice, "残る");
  });

  test("gets /status, /help and a word about unknown commands and buttons", async () => {
    await alice.says("/status");
    const status = await alice.sees(text("ja", "status.head", { title: "アリスの書庫" }));
    expect(textOf(status)).toContain(ja["status.condition.ready"]);
    await alice.tap(ja["status.again"]);
    await alice.says("/help");
    await alice.sees(opening("bot.help"));
    await alice.says("/nothing");
    await alice.sees(ja["bot.unknownCommand"]);
  });

  test("is told once when somebody comes in, and commands in the group point to the chat", async () => {
    const zoe = await stack.person("Zoe");
    await alice.call("addMember", { chatId: groupId, userId: zoe.userId });
    await alice.sees("Zoeさんが");
    await zoe.call("send", { chatId: groupId, text: "/start" });
    await zoe.sees(ja["bot.group.pointer"], { chatId: groupId });
    await zoe.call("send", { chatId: groupId, text: "こんにちは" });
    await keepsNote(alice, "人が増えたあと");
    expect((await said(alice)).filter((line) => line.startsWith("Zoeさんが"))).toHaveLength(1);
    const { flaws } = await device.reads();
    expect(flaws).toEqual([]);
  });

  test("is told once when the bot is removed, and it goes on when it is back", async () => {
    const bot = { chatId: groupId, userId: stack.bot.id };
    await alice.call("removeMember", bot);
    await alice.sees("から外されました");
    await alice.call("startGroup", {
      username: stack.bot.username,
      parameter: "setup",
      rights: ["manage_topics", "pin_messages", "delete_messages"],
      chatId: groupId,
    });
    await alice.sees(text("ja", "check.fixed", { title: "アリスの書庫" }));
    await keepsNote(alice, "戻ってから");
  });

  test("gets everything as an archive", async () => {
    await alice.says("/export");
    const message: ClientMessage = await alice.sees(/その1/);
    const file = message.document;
    const answer = await fetch(
      `${alice.origin}/client/file/${file?.file_unique_id}?token=${alice.signedIn.token}`,
    );
    const archive = new Uint8Array(await answer.arrayBuffer());
    const files = unpackTar(archive, { archiveBytesMax: 50_000_000, filesMax: 10_000 });
    const names = files.map(({ name }) => name);
    expect(names).toContain("README.ja.txt");
    expect(names).toContain("frames/00000001.pgp");
    expect(names.some((name) => /^key\/libral-key-[0-9a-f]{8}\.asc$/.test(name))).toBe(true);
    expect(names.filter((name) => name.startsWith("keysets/"))).toHaveLength(1);
    const { lastSequence } = await device.log();
    expect(names.filter((name) => name.startsWith("frames/"))).toHaveLength(lastSequence);
  });

  test("can leave: explained, asked twice, done; and can come back to the same log", async () => {
    await alice.says("/leave");
    await alice.sees("終わりにすると、こうなります");
    await keepsNote(alice, "まだいます");
    await alice.tap(ja["leave.cancel"]);
    await alice.sees(ja["leave.cancelled"]);
    await alice.says("/leave");
    await alice.tap(ja["leave.continue"]);
    await alice.sees(opening("leave.sure"));
    await alice.tap(ja["leave.yes"]);
    await alice.sees(opening("leave.done"), { withinMs: 60_000 });
    const { members, pinned } = await alice.chat(groupId);
    expect(members.map((member) => member.user.id)).not.toContain(stack.bot.id);
    expect(pinned).toEqual([]);
    const start = await alice.says("/start");
    await alice.sees(opening("setup.greeting"), { after: start.message_id });
    await alice.choosesGroup(ja["setup.button"], { choose: groupId });
    await alice.sees("を読み戻しました", { after: start.message_id, withinMs: 60_000 });
    expect((await newest())?.record.data.text).toBe("まだいます");
  });
});

describe("an owner whose log the bot has lost sight of", () => {
  let alone: Stack;
  let alice: Person;
  let device: Device;
  let groupId: number;
  beforeAll(async () => {
    alone = await Stack.start();
    alice = await alone.person("Alice");
    groupId = await setsUp(alice, "アリスの書庫");
    device = await makesKey(alone, alice);
    await keepsNote(alice, "ひとつめ");
  });
  afterAll(() => alone?.stop());

  const texts = async () => (await notesOf(device)).map(({ record }) => record.data.text);

  test("brings it back by one tap on 復元, without card, pin or database", async () => {
    await alice.call("clearPrivateChat", { chatId: alice.chatId });
    for (const { message_id: messageId } of (await alice.chat(groupId)).pinned) {
      await alice.call("pin", { chatId: groupId, messageId, pinned: false });
    }
    await alone.forget();
    await alice.says("/start");
    await alice.sees(opening("setup.greeting"));
    const press = await alice.tap(ja["log.button.restore"], groupId);
    expect(press?.text).toBe(ja["bot.restore.started"]);
    await alice.sees("を読み戻しました", { withinMs: 90_000 });
    expect(await texts()).toEqual(["ひとつめ"]);
    await keepsNote(alice, "ふたつめ");
    await eventually("the card to be back", async () => (await alice.chat()).pinned.length === 1);
  });

  test("hears why it cannot be read, and gets it back by the same group and no new log", async () => {
    await alice.call("removeMember", { chatId: groupId, userId: alone.bot.id });
    await alone.forget();
    const start = await alice.says("/start");
    await alice.sees(opening("setup.unreachable"), { after: start.message_id });
    await alice.choosesGroup(ja["setup.pickAgain"], { choose: groupId });
    // Read back by the tap, or found by its card now that the bot is back in the group.
    const back = /を読み戻しました|読み直しています|おかえりなさい/;
    await alice.sees(back, { after: start.message_id, withinMs: 90_000 });
    await eventually("both notes to be read", async () => (await texts()).length === 2);
    expect(await texts()).toEqual(["ひとつめ", "ふたつめ"]);
  });

  test("is asked before anything is made of a group that the bot was added to by hand", async () => {
    const bob = await alone.person("Bob");
    const { chatId } = await bob.call("createGroup", { title: "ボブの組", forum: true });
    await bob.says("/help");
    await bob.sees(opening("bot.help"));
    await bob.call("addMember", { chatId, userId: alone.bot.id });
    const offer = await bob.sees(text("ja", "setup.joined", { title: "ボブの組" }));
    expect((await bob.chat(chatId)).topics.filter(({ isGeneral }) => !isGeneral)).toEqual([]);
    await bob.tap(ja["setup.createNew"]);
    await bob.sees(opening("check.head"), { after: offer.message_id });
  });

  test("can begin anew when the group is gone, and only by saying so", async () => {
    await alice.call("deleteGroup", { chatId: groupId });
    // Telegram tells nobody; a look at the group is good for some seconds.
    await eventually("the bot to notice", async () => {
      const { message_id: after } = await alice.says("/start");
      return alice.sees(ja["log.trouble.groupGone"], { after, withinMs: 3000 });
    });
    await alone.forget();
    const again = await alice.says("/start");
    await alice.sees(opening("setup.unreachable"), { after: again.message_id, withinMs: 60_000 });
    await alice.choosesGroup(ja["setup.pickAgain"], { create: { title: "二つめの書庫" } });
    await alice.sees(text("ja", "setup.notThatGroup", { title: "二つめの書庫" }));
    await alice.tap(ja["setup.createNew"]);
    await alice.sees(opening("setup.needsKey"), { after: again.message_id, withinMs: 60_000 });
    await makesKey(alone, alice);
    await alone.forget();
    const home = await alice.says("/start");
    await alice.sees(text("ja", "setup.home", { title: "二つめの書庫" }), {
      after: home.message_id,
      withinMs: 60_000,
    });
  });
});
