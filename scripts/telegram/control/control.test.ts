/** The control API: being a person, a host, and Telegram itself. */
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { NOON, Stage } from "../stage-testing.ts";

const call = (stage: Stage, action: string, args: unknown = {}) =>
  stage.telegram.control.call(action, args);

test("createBot with a known token answers the bot that has it", async () => {
  const stage = new Stage();
  const token = "7000000009:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const bot = { name: "A", username: "a_bot", token };
  expect(await call(stage, "createBot", bot)).toEqual({ id: 7000000009, token, created: true });
  expect(await call(stage, "createBot", bot)).toEqual({ id: 7000000009, token, created: false });
  const other = { ...bot, token: "7000000009:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB" };
  await expect(call(stage, "createBot", other)).rejects.toThrow("another token");
  const taken = { name: "B", username: "LIBRAL_bot" };
  await expect(call(stage, "createBot", taken)).rejects.toThrow("@LIBRAL_bot is taken");
});

test("people are named by id, @username or first name", async () => {
  const stage = new Stage();
  await stage.starts();
  for (const person of [stage.hanaId, "@hana", "hana", "花"]) {
    const send = { person, action: "send", args: { chatId: stage.botId, text: "a" } };
    expect(await call(stage, "as", send)).toMatchObject({ text: "a" });
  }
  await expect(call(stage, "as", { person: "nobody", action: "send" })).rejects.toThrow("nobody");
  await expect(call(stage, "as", { person: "花", action: "fly" })).rejects.toThrow("fly");
});

test("time is told and moved, never back", async () => {
  const stage = new Stage();
  expect(await call(stage, "clock")).toEqual({ now: NOON });
  expect(await call(stage, "clock", { advance: 60_000 })).toEqual({ now: NOON + 60_000 });
  expect(await call(stage, "clock", { set: NOON + 90_000 })).toEqual({ now: NOON + 90_000 });
  await expect(call(stage, "clock", { set: NOON })).rejects.toThrow("back");
});

test("reset forgets everything, and may bring the sample people", async () => {
  const stage = new Stage();
  await stage.starts();
  await call(stage, "reset", { samples: true });
  const persons = (await call(stage, "persons")) as { first_name: string }[];
  expect(persons.map((person) => person.first_name)).toEqual(["花", "健", "司"]);
  expect(await call(stage, "bots")).toEqual([]);
});

test("calls lists what went over the wire, filtered, and never a token", async () => {
  const stage = new Stage();
  await stage.starts();
  await stage.updates();
  await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "a" });
  const seen = (await call(stage, "calls", { name: "sendMessage" })) as { items: object[] };
  expect(seen.items).toMatchObject([
    { type: "call", name: "sendMessage", body: { text: "a" }, answer: { ok: true } },
  ]);
  const all = await call(stage, "calls", { type: "update" });
  expect(all).toMatchObject({
    items: [{ name: "message", body: { message: { text: "/start" } } }],
  });
  expect(JSON.stringify(await call(stage, "calls"))).not.toContain(stage.token);
});

test("messages that Telegram deletes are gone without a word", async () => {
  const stage = new Stage();
  await stage.starts();
  const { message_id } = await stage.bot("sendMessage", { chat_id: stage.hanaId, text: "a" });
  await stage.updates();
  const where = { chatId: stage.hanaId, botId: stage.botId };
  await call(stage, "deleteMessage", { ...where, messageIds: [message_id] });
  expect(await stage.updates()).toEqual([]);
  const edit = { chat_id: stage.hanaId, message_id, text: "b" };
  expect(await stage.refuses("editMessageText", edit)).toContain("message to edit not found");
});

test("an owner who hands over: both are told of, the new one owns", async () => {
  const stage = new Stage();
  const chatId = await stage.forum();
  await stage.hana.call("addMember", { chatId, userId: stage.kenId });
  await stage.updates();
  await call(stage, "transferOwner", { chatId, userId: stage.kenId });
  const [update] = await stage.updates();
  expect(update?.message?.chat_owner_changed?.new_owner.id).toBe(stage.kenId);
  const ask = { chat_id: chatId, user_id: stage.kenId };
  expect(await stage.bot("getChatMember", ask)).toMatchObject({ status: "creator" });
});

test("a hook calls the host with its secret, and shows what it says", async () => {
  const stage = new Stage();
  const came: unknown[] = [];
  const host = createServer((request, response) => {
    came.push(request.headers.authorization);
    response.statusCode = came.length === 1 ? 200 : 500;
    response.end(JSON.stringify({ note: came.length === 1 ? "再起動しました" : "だめでした" }));
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  const address = host.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await call(stage, "hook", { id: "wipe", url: `http://127.0.0.1:${port}/`, secret: "s" });
  expect(await stage.hana.call("hook", { id: "wipe" })).toEqual({ note: "再起動しました" });
  expect(came).toEqual(["Bearer s"]);
  await expect(stage.hana.call("hook", { id: "wipe" })).rejects.toThrow("だめでした");
  await expect(stage.hana.call("hook", { id: "none" })).rejects.toThrow("登録");
  const outside = { id: "x", url: "https://example.com/" };
  await expect(call(stage, "hook", outside)).rejects.toThrow("loopback");
  host.closeAllConnections();
  host.close();
});
