/**
 * Owners whose log the bot has lost sight of, in a real bot on the local Telegram: each way back,
 * and beginning anew only where the person says so.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ja, text } from "../../shared/locales/index.ts";
import type { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, opening, setsUp } from "./story-steps.ts";

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

  const texts = async () => (await device.notes()).map(({ record }) => record.data.text);

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
