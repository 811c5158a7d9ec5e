/** Webhooks over real sockets (telegram-bot-api WebhookActor.cpp; Bot API setWebhook). */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { Update } from "@grammyjs/types";
import { afterEach, describe, expect, test } from "vitest";
import { Stage } from "../stage-testing.ts";
import { pauseAfter } from "./webhook.ts";

type Answer = (update: Update, response: ServerResponse, request: IncomingMessage) => void;

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A bot's own server; its address, and what came. */
async function hookServer(answer: Answer): Promise<{ url: string; came: Update[] }> {
  const came: Update[] = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const update = JSON.parse(Buffer.concat(parts).toString()) as Update;
    came.push(update);
    answer(update, response, request);
  });
  await new Promise<void>((done) => void server?.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, came };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((again) => setTimeout(again, 2));
}

async function started(url: string, more: object = {}): Promise<Stage> {
  const stage = new Stage();
  await stage.starts();
  await stage.bot("setWebhook", { url, drop_pending_updates: true, ...more });
  return stage;
}

const say = (stage: Stage, text: string) => stage.hana.call("send", { chatId: stage.botId, text });

describe("delivery", () => {
  test("brings the secret token, and 2xx ends it", async () => {
    let secret: unknown;
    const { url, came } = await hookServer((_update, response, request) => {
      secret = request.headers["x-telegram-bot-api-secret-token"];
      response.end();
    });
    const stage = await started(url, { secret_token: "abc-DEF_1" });
    await say(stage, "hi");
    const pending = async () => (await stage.bot("getWebhookInfo")).pending_update_count;
    await until(() => came.length > 0);
    while ((await pending()) > 0) await new Promise((again) => setTimeout(again, 2));
    expect(secret).toBe("abc-DEF_1");
    expect(came.map((update) => update.message?.text)).toEqual(["hi"]);
  });

  test("a failure is told and tried again, in the chat's order", async () => {
    let failures = 2;
    const { url, came } = await hookServer((_update, response) => {
      response.statusCode = failures-- > 0 ? 500 : 200;
      response.end();
    });
    const stage = await started(url);
    await say(stage, "first");
    await say(stage, "second");
    while (came.length < 4) {
      await stage.clock.advance(1000);
      await new Promise((again) => setTimeout(again, 2));
    }
    expect(came.map((update) => update.message?.text)).toEqual([
      "first",
      "first",
      "first",
      "second",
    ]);
    expect((await stage.bot("getWebhookInfo")).last_error_message).toContain("500");
  });

  test("a method in the answer is carried out, getting is not", async () => {
    const { url, came } = await hookServer((update, response) => {
      const method = update.message?.text === "get" ? "getMe" : "sendMessage";
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ method, chat_id: update.message?.chat.id, text: "reply" }));
    });
    const stage = await started(url);
    await say(stage, "hi");
    const history = () => stage.hana.call("history", { chatId: stage.botId });
    while (!(await history()).messages.some((one) => one.text === "reply")) {
      await new Promise((again) => setTimeout(again, 2));
    }
    await say(stage, "get");
    await until(() => came.length === 2);
    expect(stage.telegram.timeline.list({ name: "getMe" })).toEqual([]);
  });

  test("pauses double from a second to a minute", () => {
    expect([1, 2, 3, 4, 20].map(pauseAfter)).toEqual([0, 1000, 2000, 4000, 60_000]);
  });
});

describe("setWebhook", () => {
  test.each([
    [
      "http://example.com/",
      "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ],
    [
      "https://example.com:81/",
      "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ],
    ["not a url", "400 Bad Request: bad webhook: invalid webhook URL specified"],
  ])("%s", async (url, refusal) => {
    expect(await new Stage().refuses("setWebhook", { url })).toBe(refusal);
  });

  test("a secret token has only certain characters", async () => {
    const args = { url: "https://example.com/", secret_token: "a b" };
    expect(await new Stage().refuses("setWebhook", args)).toBe(
      "400 Bad Request: secret token contains unallowed characters",
    );
  });
});

describe("faults on the way", () => {
  test("a doubled update is posted twice, each fault strikes once", async () => {
    const { url, came } = await hookServer((_update, response) => response.end());
    const stage = await started(url);
    const fault = { kind: "message", fault: { type: "duplicateUpdate" } };
    await stage.telegram.control.call("fault", fault);
    await say(stage, "a");
    await say(stage, "b");
    await until(() => came.length === 3);
    expect(came.map((update) => update.message?.text)).toEqual(["a", "a", "b"]);
    expect(await stage.telegram.control.call("faults")).toMatchObject([{ struck: 1, seen: 2 }]);
  });
});
