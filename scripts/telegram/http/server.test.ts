/** The server over real sockets: grammY unchanged, doors and their locks. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { Bot, InputFile } from "grammy";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Stage } from "../stage-testing.ts";
import type { RunningServer } from "./server.ts";
import { startServer } from "./server.ts";

const CONTROL = "control-token";
let stage: Stage;
let server: RunningServer;

beforeEach(async () => {
  stage = new Stage();
  await stage.starts();
  server = await startServer(stage.telegram, {
    port: 0,
    controlToken: CONTROL,
    pageFolder: "/nowhere",
  });
});

afterEach(async () => {
  await server.close();
  await stage.telegram.close();
});

const control = (action: string, args: unknown = {}, token = CONTROL) =>
  fetch(`${server.url}/control/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });

/** A request with headers that fetch would not send. */
function rawStatus(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request(`${server.url}${path}`, { headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    sent.on("error", fail).end();
  });
}

describe("grammY 1.46, only apiRoot changed", () => {
  const newBot = () => new Bot(stage.token, { client: { apiRoot: server.url } });

  test("long polling: a bot that echoes", async () => {
    const bot = newBot();
    bot.command("start", (ctx) => ctx.reply("ようこそ", { parse_mode: "HTML" }));
    bot.on("message:text", (ctx) => ctx.reply(`あなたは「${ctx.message.text}」と言いました`));
    const running = bot.start();
    await stage.hana.call("send", { chatId: stage.botId, text: "こんにちは" });
    const seen = async () =>
      (await stage.hana.call("history", { chatId: stage.botId })).messages.map((one) => one.text);
    while ((await seen()).length < 4) await new Promise((again) => setTimeout(again, 5));
    expect(await seen()).toEqual([
      "/start",
      "こんにちは",
      "ようこそ",
      "あなたは「こんにちは」と言いました",
    ]);
    await bot.stop();
    await running;
  });

  test("files go up by multipart and come down by their path", async () => {
    const { api } = newBot();
    const bytes = new Uint8Array(100_000).map((_, index) => index % 251);
    const sent = await api.sendDocument(stage.hanaId, new InputFile(bytes, "箱.tar"), {
      caption: "#libral",
      reply_markup: { inline_keyboard: [[{ text: "復元", callback_data: "r:1" }]] },
    });
    expect(sent.document.file_name).toBe("箱.tar");
    const file = await api.getFile(sent.document.file_id);
    const path = `${server.url}/file/bot${stage.token}/${file.file_path}`;
    const came = new Uint8Array(await (await fetch(path)).arrayBuffer());
    expect(came).toEqual(bytes);
    const edited = await api.editMessageMedia(stage.hanaId, sent.message_id, {
      type: "document",
      media: new InputFile(new Uint8Array([1]), "b.tar"),
    });
    expect(edited).toMatchObject({ document: { file_name: "b.tar", file_size: 1 } });
    const album = await api.sendMediaGroup(stage.hanaId, [
      { type: "document", media: new InputFile(new Uint8Array([1]), "1") },
      { type: "document", media: new InputFile(new Uint8Array([2]), "2"), caption: "zwei" },
    ]);
    expect(album).toHaveLength(2);
  });

  test("errors are what grammY expects: description, code, retry_after", async () => {
    const { api } = newBot();
    await expect(api.sendMessage(1, "a")).rejects.toMatchObject({
      error_code: 400,
      description: "Bad Request: chat not found",
    });
    const fault = { method: "sendMessage", fault: { type: "error", code: 429, retryAfter: 3 } };
    await stage.telegram.control.call("fault", fault);
    await expect(api.sendMessage(stage.hanaId, "a")).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 3 },
    });
  });

  test("a lost answer is an HttpError, though the message is there", async () => {
    const { api } = newBot();
    await stage.telegram.control.call("fault", { fault: { type: "dropAfter" } });
    await expect(api.sendMessage(stage.hanaId, "once")).rejects.toThrow("Network request");
    const { messages } = await stage.hana.call("history", { chatId: stage.botId });
    expect(messages.at(-1)?.text).toBe("once");
  });
});

describe("the Bot API's door (telegram-bot-api HttpConnection, Query)", () => {
  const call = (path: string, init?: RequestInit) => fetch(`${server.url}/bot${path}`, init);

  test("methods in any case, by GET and POST, with the test environment's path", async () => {
    for (const path of ["getMe", "GETME", "getme", "test/getMe"]) {
      expect((await call(`${stage.token}/${path}`)).status).toBe(200);
    }
  });

  test("unknown method 404, told aloud; wrong token 401", async () => {
    const unknown = await call(`${stage.token}/sendTelepathy`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({
      ok: false,
      error_code: 404,
      description: "Not Found: method not found",
    });
    expect(stage.telegram.notes).toMatchObject([
      { method: "sendTelepathy", what: "unknown method" },
    ]);
    expect(await (await call("nonsense/getMe")).json()).toMatchObject({
      error_code: 401,
      description: "Unauthorized: invalid token specified",
    });
    expect((await call("123456:ABC/getMe")).status).toBe(401);
  });

  test("an unknown parameter is told aloud, and the call goes on", async () => {
    const answer = await call(`${stage.token}/sendMessage?chat_id=${stage.hanaId}&text=a&txet=b`);
    expect(answer.status).toBe(200);
    const notes = (await (await control("notes")).json()) as { result: unknown };
    expect(notes.result).toMatchObject([{ method: "sendMessage", what: "unknown parameter txet" }]);
  });

  test("429 has its header", async () => {
    const fault = { fault: { type: "error", code: 429, retryAfter: 9 } };
    await stage.telegram.control.call("fault", fault);
    const answer = await call(`${stage.token}/getMe`);
    expect(answer.headers.get("retry-after")).toBe("9");
  });

  test("JSON inside of text, as a form sends it", async () => {
    const body = new URLSearchParams({
      chat_id: String(stage.hanaId),
      text: "a",
      reply_markup: JSON.stringify({ inline_keyboard: [[{ text: "b", callback_data: "c" }]] }),
    });
    const answer = await call(`${stage.token}/sendMessage`, { method: "POST", body });
    expect(await answer.json()).toMatchObject({
      result: { reply_markup: { inline_keyboard: [[{ text: "b", callback_data: "c" }]] } },
    });
  });

  test("everything that came can be kept to the byte", async () => {
    const { folder } = (await stage.telegram.control.call("recordTraffic")) as { folder: string };
    const form = new FormData();
    form.set("chat_id", String(stage.hanaId));
    form.set("document", new Blob(["needle in the file"]), "a.txt");
    await call(`${stage.token}/sendDocument`, { method: "POST", body: form });
    const kept = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    expect(kept.filter((text) => text.includes("needle in the file"))).toHaveLength(1);
    expect(kept.some((text) => text.includes(stage.token))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe("locks", () => {
  test("control asks for its own token", async () => {
    expect((await control("persons")).status).toBe(200);
    expect((await control("persons", {}, "wrong")).status).toBe(401);
    expect((await control("persons", {}, stage.token)).status).toBe(401);
  });

  test("a wrong action or argument is a sentence, not a crash", async () => {
    expect(await (await control("dance")).json()).toMatchObject({ ok: false });
    const wrong = await control("createBot", { name: "x", username: "no spaces!" });
    expect(wrong.status).toBe(400);
    expect((await wrong.json()) as { description: string }).toMatchObject({
      description: expect.stringContaining("username"),
    });
  });

  test("other hosts and origins are refused (DNS rebinding, cross-site)", async () => {
    const path = `/bot${stage.token}/getMe`;
    expect(await rawStatus(path, {})).toBe(200);
    expect(await rawStatus(path, { host: `evil.example:${server.port}` })).toBe(403);
    expect(await rawStatus(path, { origin: "https://evil.example" })).toBe(403);
    expect(await rawStatus(path, { origin: `http://127.0.0.1:${server.port + 1}` })).toBe(403);
    expect(await rawStatus(path, { origin: `http://localhost:${server.port}` })).toBe(200);
    expect(await rawStatus(path, { origin: "null" })).toBe(403);
  });

  test("a client without a token sees nothing", async () => {
    const answer = await fetch(`${server.url}/client/history`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(401);
    expect((await fetch(`${server.url}/client/events?token=x`)).status).toBe(401);
  });

  test("no path leads out of the page's folder", async () => {
    for (const path of ["/../package.json", "/%2e%2e/%2e%2e/package.json", "/a/b"]) {
      const text = await (await fetch(server.url + path)).text();
      expect(text).toContain("ローカル Telegram");
    }
  });
});

describe("a person's client over HTTP", () => {
  test("upload, send, fetch the file, hear of it", async () => {
    const token = [...stage.telegram.engine.world.persons.values()][0]?.token ?? "";
    const auth = { authorization: `Bearer ${token}` };
    const events = await fetch(`${server.url}/client/events?token=${token}`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain("event: snapshot");
    const put = await fetch(`${server.url}/client/upload?name=a.txt&mime=text/plain`, {
      method: "PUT",
      headers: auth,
      body: "words",
    });
    const { result: upload } = (await put.json()) as { result: string };
    const sent = await fetch(`${server.url}/client/sendFiles`, {
      method: "POST",
      headers: auth,
      body: JSON.stringify({ chatId: stage.botId, files: [{ upload, as: "document" }] }),
    });
    const { result } = (await sent.json()) as {
      result: { document: { file_unique_id: string } }[];
    };
    const id = result[0]?.document.file_unique_id;
    const file = await fetch(`${server.url}/client/file/${id}?token=${token}`);
    expect(await file.text()).toBe("words");
    const another = [...stage.telegram.engine.world.persons.values()][1]?.token;
    const foreign = await fetch(`${server.url}/client/file/${id}?token=${another}`);
    expect(foreign.status).toBe(404);
    let heard = "";
    while (!heard.includes(`"file_unique_id":"${id}"`))
      heard += (await reader?.read())?.value ?? "";
    await reader?.cancel();
  });

  test("a wrong argument is answered with what is wrong", async () => {
    const token = [...stage.telegram.engine.world.persons.values()][0]?.token ?? "";
    const answer = await fetch(`${server.url}/client/send?token=${token}`, {
      method: "POST",
      body: JSON.stringify({ chatId: "x", text: 1 }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      ok: false,
      description: expect.stringContaining("chatId"),
    });
  });
});
