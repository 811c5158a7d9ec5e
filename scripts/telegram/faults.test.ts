/** Faults on order: each kind, and when it strikes. */
import { describe, expect, test } from "vitest";
import { ConnectionLost } from "./botapi/server.ts";
import { Stage } from "./stage-testing.ts";

async function scene() {
  const stage = new Stage();
  await stage.starts();
  const send = (text: string) =>
    stage.telegram.callBotApi(stage.token, "sendMessage", { chat_id: stage.hanaId, text });
  const order = (fault: object, more: object = {}) =>
    stage.telegram.control.call("fault", { method: "sendMessage", fault, ...more });
  const words = async () =>
    (await stage.hana.call("history", { chatId: stage.botId })).messages.map((one) => one.text);
  return { stage, send, order, words };
}

describe("kinds", () => {
  test.each([
    [{ code: 429, retryAfter: 7 }, "Too Many Requests: retry after 7"],
    [{ code: 500 }, "Internal Server Error"],
    [{ code: 401 }, "Unauthorized"],
    [
      { code: 403, description: "Forbidden: user is deactivated" },
      "Forbidden: user is deactivated",
    ],
  ])("error %j, and nothing is done", async (error, description) => {
    const { send, order, words } = await scene();
    await order({ type: "error", ...error });
    expect(await send("a")).toMatchObject({ ok: false, error_code: error.code, description });
    expect(await words()).toEqual(["/start"]);
    expect(await send("b")).toMatchObject({ ok: true });
  });

  test("dropped before: not sent; dropped after: sent, but the answer is lost", async () => {
    const { send, order, words } = await scene();
    await order({ type: "dropBefore" });
    await expect(send("a")).rejects.toThrow(ConnectionLost);
    await order({ type: "dropAfter" });
    await expect(send("b")).rejects.toThrow(ConnectionLost);
    expect(await words()).toEqual(["/start", "b"]);
  });

  test("malformed: sent, and the answer is no JSON", async () => {
    const { send, order, words } = await scene();
    await order({ type: "malformed" });
    await expect(send("a")).rejects.toThrow("malformed");
    expect(await words()).toEqual(["/start", "a"]);
  });

  test("delayed by the clock", async () => {
    const { stage, send, order, words } = await scene();
    await order({ type: "delay", ms: 5000 });
    const sent = send("a");
    await stage.clock.advance(4999);
    expect(await words()).toEqual(["/start"]);
    await stage.clock.advance(1);
    expect(await sent).toMatchObject({ ok: true });
  });

  test("hanging: never answered, nothing done", async () => {
    const { stage, send, order, words } = await scene();
    await order({ type: "hang" });
    let answered = false;
    void send("a").then(() => {
      answered = true;
    });
    await stage.clock.advance(3600_000);
    expect(answered).toBe(false);
    expect(await words()).toEqual(["/start"]);
  });
});

describe("when", () => {
  test("from the nth matching call, so many times", async () => {
    const { send, order } = await scene();
    await order({ type: "error", code: 500 }, { nth: 2, count: 2 });
    const answers: boolean[] = [];
    for (const text of ["a", "b", "c", "d"]) answers.push((await send(text)).ok);
    expect(answers).toEqual([true, false, false, true]);
  });

  test("only for the chat, the bot and the method that were named", async () => {
    const { stage, send, order } = await scene();
    await order({ type: "error", code: 500 }, { chatId: 5, count: 0 });
    await order({ type: "error", code: 500 }, { botId: 6, count: 0 });
    expect(await send("a")).toMatchObject({ ok: true });
    expect(await stage.telegram.callBotApi(stage.token, "getMe")).toMatchObject({ ok: true });
  });

  test("for ever, until cleared", async () => {
    const { stage, send, order } = await scene();
    await order({ type: "error", code: 500 }, { count: 0 });
    for (let call = 0; call < 5; call++) expect((await send("a")).ok).toBe(false);
    expect(await stage.telegram.control.call("faults")).toMatchObject([{ seen: 5, struck: 5 }]);
    await stage.telegram.control.call("clearFaults");
    expect((await send("b")).ok).toBe(true);
  });

  test("the timeline tells which call suffered", async () => {
    const { stage, send, order } = await scene();
    await order({ type: "dropAfter" });
    await send("a").catch(() => {});
    await send("b");
    const calls = stage.telegram.timeline.list({ name: "sendMessage", type: "call" });
    expect(calls.map((call) => call.fault ?? null)).toEqual(["dropAfter", null]);
  });
});
