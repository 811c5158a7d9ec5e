/** Rate limits: core.telegram.org/bots/faq; edits share the budget of sends (tdlib #2592, #3034). */
import { describe, expect, test } from "vitest";
import { createLimits, DEFAULT_LIMITS } from "./limits.ts";
import { Stage } from "./stage-testing.ts";

describe("budgets", () => {
  const NOW = 1_000_000;
  const spend = (
    limits: ReturnType<typeof createLimits>,
    room: string,
    times: number,
    now = NOW,
  ) => {
    let done = 0;
    try {
      while (done < times) {
        limits.spend(1, room, now);
        done++;
      }
    } catch {
      // Refused: `done` tells how many passed.
    }
    return done;
  };

  test("one a second to a chat, with a burst", () => {
    const limits = createLimits();
    expect(spend(limits, "p:1:2", 100)).toBe(DEFAULT_LIMITS.chat.burst);
    expect(spend(limits, "p:1:2", 100, NOW + 3000)).toBe(3);
  });

  test("twenty a minute to a group", () => {
    const limits = createLimits();
    let passed = 0;
    for (let second = 0; second <= 60; second++) {
      passed += spend(limits, "g:-1", 1, NOW + second * 1000);
    }
    expect(passed).toBe(DEFAULT_LIMITS.group.burst + 20);
  });

  test("thirty a second over all chats, each of its own budget", () => {
    const limits = createLimits();
    let passed = 0;
    for (let chat = 0; chat < 50; chat++) passed += spend(limits, `p:1:${chat}`, 1);
    expect(passed).toBe(30);
  });

  test("a refused call takes nothing, and is told the seconds to wait", () => {
    const limits = createLimits({
      ...DEFAULT_LIMITS,
      chat: { burst: 1, perSecond: 0.1 },
    });
    limits.spend(1, "p:1:2", NOW);
    expect(() => limits.spend(1, "p:1:2", NOW)).toThrow("Too Many Requests: retry after 10");
    expect(() => limits.spend(1, "p:1:2", NOW + 5000)).toThrow("retry after 5");
    limits.spend(1, "p:1:2", NOW + 10_000);
  });
});

describe("over the Bot API", () => {
  test("edits, sends, topics and pins share a group's budget; 429 says how long", async () => {
    const stage = new Stage({ withLimits: true });
    const chatId = await stage.forum();
    const sent = await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    for (let edit = 0; edit < 9; edit++) {
      const args = { chat_id: chatId, message_id: sent.message_id, text: `a${edit}` };
      await stage.bot("editMessageText", args);
    }
    const args = { chat_id: chatId, name: "t" };
    const answer = await stage.telegram.callBotApi(stage.token, "createForumTopic", args);
    expect(answer).toEqual({
      ok: false,
      error_code: 429,
      description: "Too Many Requests: retry after 1",
      parameters: { retry_after: 1 },
    });
    await stage.clock.advance(1000);
    await stage.bot("createForumTopic", args);
  });

  test("reading costs nothing", async () => {
    const stage = new Stage({ withLimits: true });
    const chatId = await stage.forum();
    for (let call = 0; call < 50; call++) await stage.bot("getChat", { chat_id: chatId });
  });

  test("can be changed and switched off by control", async () => {
    const stage = new Stage({ withLimits: true });
    const chatId = await stage.forum();
    const chat = { burst: 1, perSecond: 1 };
    await stage.telegram.control.call("limits", { chat });
    await stage.bot("sendMessage", { chat_id: chatId, text: "a" });
    const again = { chat_id: chatId, text: "b" };
    expect(await stage.refuses("sendMessage", again)).toContain("429");
    await stage.telegram.control.call("limits", { enabled: false });
    await stage.bot("sendMessage", again);
  });
});
