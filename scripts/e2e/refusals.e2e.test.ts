/**
 * Bad input against the real processes: each is refused with the right word, and after all of it
 * the owner's log is as it was. Who is refused: Bob, a stranger with an account of his own; and
 * Alice herself, where she would harm her log.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logAnswer, okAnswer } from "../../shared/contract/api.ts";
import { ja, text } from "../../shared/locales/index.ts";
import { armor, exportOpenKey, generateKey } from "../../shared/pgp/index.ts";
import { askApi } from "./api.ts";
import { Device } from "./device.ts";
import { eventually, pause } from "./eventually.ts";
import { signInitData } from "./init-data.ts";
import type { Person } from "./person.ts";
import { initDataOf, textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, opening, setsUp } from "./story-steps.ts";
import { WEAK_FINGERPRINT, WEAK_KEY } from "./weak-key.ts";

const NOTE = "これはアリスの記録です。";
const HOUR_MS = 3_600_000;

let stack: Stack;
let alice: Person;
let bob: Person;
let device: Device;
let groupId: number;

beforeAll(async () => {
  stack = await Stack.start();
  [alice, bob] = [await stack.person("Alice"), await stack.person("Bob")];
  groupId = await setsUp(alice);
  device = await makesKey(stack, alice);
  await keepsNote(alice, NOTE);
  await bob.says("/start");
  await bob.sees(opening("setup.greeting"));
});
afterAll(() => stack?.stop());

const signIn = (initData: string) => Device.signIn(stack.botOrigin, initData);
const launch = async (person: Person) => initDataOf(await person.launchesMiniApp());

describe("initData", () => {
  test("forged: one letter of the user changed", async () => {
    const initData = new URLSearchParams(await launch(bob));
    initData.set("user", (initData.get("user") ?? "").replace("Bob", "Bop"));
    await expect(signIn(initData.toString())).rejects.toMatchObject({ code: "initDataForged" });
  });

  test("of another user: Bob's signature under Alice's name", async () => {
    const [hers, his] = [new URLSearchParams(await launch(alice)), await launch(bob)];
    const mixed = new URLSearchParams(his);
    mixed.set("user", hers.get("user") ?? "");
    await expect(signIn(mixed.toString())).rejects.toMatchObject({ code: "initDataForged" });
  });

  test("signed with another bot's token", async () => {
    const user = { id: alice.userId, first_name: "Alice" };
    const initData = signInitData("7000000002:AAnother-token-of-another-bot", user, Date.now());
    await expect(signIn(initData)).rejects.toMatchObject({ code: "initDataForged" });
  });

  test.each([
    ["older than an hour", -HOUR_MS - 5_000],
    ["from the future", 90_000],
  ])("genuine, but %s", async (_, shiftMs) => {
    const user = { id: alice.userId, first_name: "Alice" };
    const initData = signInitData(stack.bot.token, user, Date.now() + shiftMs);
    await expect(signIn(initData)).rejects.toMatchObject({ code: "initDataExpired" });
  });

  test("replayed: it opens one session and no second one", async () => {
    const initData = await launch(alice);
    await signIn(initData);
    await expect(signIn(initData)).rejects.toMatchObject({ code: "initDataReplayed" });
  });

  test("no session, or one with a changed letter, opens nothing", async () => {
    const last = device.token.slice(-1) === "A" ? "B" : "A";
    for (const token of [null, `${device.token.slice(0, -1)}${last}`]) {
      const asked = askApi({ origin: stack.botOrigin, token }, "/api/log", logAnswer);
      await expect(asked).rejects.toMatchObject({ code: "sessionMissing" });
    }
  });
});

describe("a stranger", () => {
  test("sees through the API that he has no log, and gets nothing of hers", async () => {
    const his = await signIn(await launch(bob));
    expect(await his.ask("/api/log", logAnswer)).toMatchObject({ condition: "absent", log: null });
    const asked = ["/api/segments?from=1&to=5", "/api/envelopes/1/0", "/api/key"];
    for (const path of asked) {
      await expect(his.ask(path, okAnswer)).rejects.toMatchObject({ code: "notFound" });
    }
  });

  test("who presses a button in her group is told whose it is", async () => {
    await alice.call("addMember", { chatId: groupId, userId: bob.userId });
    const restore = await bob.tap(ja["log.button.restore"], groupId);
    expect(restore?.text).toBe(text("ja", "bot.notYourButton"));
  });

  test("who pins a copy of her card gets no log by it, and cannot take her group", async () => {
    const [card] = (await alice.chat()).pinned;
    if (!card) throw new Error("Alice's chat has no pinned card");
    const copy = await bob.says(textOf({ ...card, outgoing: false }));
    await bob.call("pin", { chatId: bob.chatId, messageId: copy.message_id, pinned: true });
    await stack.forget();
    const his = await signIn(await launch(bob));
    expect(await his.ask("/api/log", logAnswer)).toMatchObject({ condition: "absent", log: null });
    await bob.says("/start");
    await bob.sees(opening("setup.greeting"), { after: copy.message_id });
    const restore = await bob.tap(ja["log.button.restore"], groupId);
    expect(restore?.text).toBe(text("ja", "bot.onlyOwner"));
  });
});

describe("a key that is too weak", () => {
  test("another program's old key is no backup", async () => {
    const key = { locked: WEAK_KEY, fingerprint: WEAK_FINGERPRINT };
    const asked = device.ask("/api/key", okAnswer, key);
    await expect(asked).rejects.toMatchObject({ code: "keysetRefused" });
  });

  test("an open key is refused before it reaches Telegram", async () => {
    const key = await generateKey(Date.now());
    const locked = armor(exportOpenKey(key), "privateKey");
    const { fingerprint } = key.certificate;
    const before = (await alice.messages(groupId)).length;
    const asked = device.ask("/api/key", okAnswer, { locked, fingerprint });
    await expect(asked).rejects.toMatchObject({ code: "keysetRefused" });
    expect(await alice.messages(groupId)).toHaveLength(before);
  });
});

describe("Alice's own mistakes", () => {
  test("30 MB: refused aloud with the size, and no record of it", async () => {
    const bytes = new Uint8Array(30_000_000);
    const file = {
      name: "large.bin",
      mime: "application/octet-stream",
      bytes,
      as: "document",
    } as const;
    await alice.sends([file]);
    const answer = await alice.sees("large.bin", { withinMs: 60_000 });
    expect(textOf(answer)).toContain("20MB");
  });

  test("rights taken away: the bot names the right; given back, it goes on", async () => {
    const rights = { can_manage_topics: true, can_delete_messages: true };
    const bot = { chatId: groupId, userId: stack.bot.id };
    await alice.call("setAdminRights", { ...bot, rights });
    await alice.sees(text("ja", "right.can_pin_messages"));
    await alice.call("setAdminRights", { ...bot, rights: { ...rights, can_pin_messages: true } });
    await keepsNote(alice, "権限が戻ってからの記録");
  });

  test("the group made public: nothing is written there, and the bot says why; then it goes on", async () => {
    await alice.call("editGroup", { chatId: groupId, username: "alice_open_group" });
    await statusSays(opening("log.trouble.groupPublic"));
    const refused = await alice.says("公開のあいだに書いたこと");
    await alice.sees(opening("notes.stopped"), { after: refused.message_id });

    await alice.call("editGroup", { chatId: groupId, username: null });
    await statusSays(ja["status.condition.ready"]);
    await keepsNote(alice, "非公開に戻してからの記録");
  });
});

/** Telegram tells no bot that a group became public: it looks when it is asked, now and then. */
async function statusSays(words: string): Promise<void> {
  await eventually(`/status to say ${words}`, async () => {
    const asked = await alice.says("/status");
    const answer = await alice.sees("わたしのログ", { after: asked.message_id });
    if (textOf(answer).includes(words)) return true;
    await pause(4_000);
    return false;
  });
}

test("after all of it the log is whole, and holds what was confirmed and nothing else", async () => {
  await device.signsInAgain(await launch(alice));
  const { entries, flaws } = await device.reads();
  expect(flaws).toEqual([]);
  const notes = entries.filter((entry) => entry.topic === "notes");
  expect(notes.map((entry) => entry.record.data.text)).toEqual([
    NOTE,
    "権限が戻ってからの記録",
    "非公開に戻してからの記録",
  ]);
});

test("through all of it the bot asked Telegram for nothing that it does not have", async () => {
  expect(await stack.control("notes")).toEqual([]);
});
