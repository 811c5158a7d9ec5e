/**
 * What an owner with a key does in the chat, in a real bot on the local Telegram: notes of every
 * kind, other people, old buttons, export and leaving.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ja, text } from "../../shared/locales/index.ts";
import { fromBase64 } from "../../shared/std/bytes.ts";
import { unpackTar } from "../../shared/std/tar.ts";
import type { ClientMessage } from "../telegram/client-protocol.ts";
import type { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import { textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, opening, setsUp } from "./story-steps.ts";

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
  const newest = async () => (await device.notes()).at(-1);

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
    const album = (await device.notes()).slice(-3).map(({ record }) => record.data.albumId);
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
