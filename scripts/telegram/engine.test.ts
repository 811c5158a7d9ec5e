/** The history: told again byte for byte, safe against crashes and torn lines. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { replay } from "./engine.ts";
import { BOT_RIGHTS, Stage, uploadOf } from "./stage-testing.ts";
import { canonicalJson } from "./std.ts";
import type { Store } from "./store.ts";
import { folderStore, memoryStore, wholeLines } from "./store.ts";

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "telegram-test-"));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A bit of everything that can happen. */
async function live(store: Store): Promise<Stage> {
  const stage = new Stage({ store });
  await stage.starts();
  const chatId = await stage.forum({ ...BOT_RIGHTS, can_promote_members: true });
  const topic = await stage.bot("createForumTopic", { chat_id: chatId, name: "鍵" });
  const document = uploadOf("a.pgp", "sealed");
  const place = { chat_id: chatId, message_thread_id: topic.message_thread_id };
  const sent = await stage.bot("sendDocument", { ...place, document, caption: "#keys" });
  await stage.bot("pinChatMessage", { chat_id: chatId, message_id: sent.message_id });
  await stage.hana.call("send", { chatId, threadId: topic.message_thread_id, text: "見た" });
  await stage.hana.call("react", { chatId, messageId: sent.message_id, emoji: "👍" });
  await stage.hana.call("editGroup", { chatId, autoDeleteSeconds: 3600, username: "hana_log" });
  await stage.bot("sendMessage", { chat_id: chatId, text: "soon gone" });
  await stage.clock.advance(7200_000);
  await stage.bot("setMyCommands", { commands: [{ command: "start", description: "始める" }] });
  const look = { platform: "web", version: "9.1", themeParams: {} };
  const launch = { botId: stage.botId, from: "inline" as const, url: "https://a.example/", look };
  await stage.hana.call("launch", launch);
  await stage.hana.call("createGroup", { title: "basic", forum: false });
  await stage.hana.call("clearPrivateChat", { chatId: stage.botId });
  return stage;
}

describe("one history gives one state", () => {
  test("the journal told again is the world, byte for byte", async () => {
    const store = memoryStore();
    const stage = await live(store);
    const again = replay(store.load().lines);
    expect(canonicalJson(again)).toBe(canonicalJson(stage.telegram.engine.world));
    expect(again.entries).toBeGreaterThan(20);
  });

  test("one seed and one story give one journal", async () => {
    const [first, second] = [memoryStore(), memoryStore()];
    await live(first);
    await live(second);
    expect(second.load().lines).toEqual(first.load().lines);
  });

  test("refused calls leave no trace in it", async () => {
    const store = memoryStore();
    const stage = await live(store);
    const before = store.load().lines.length;
    await stage.refuses("sendMessage", { chat_id: 1, text: "a" });
    await stage.refuses("deleteMessage", { chat_id: -1, message_id: 3 });
    await stage.bot("getMe");
    expect(store.load().lines).toHaveLength(before);
  });
});

describe("a folder survives (kill at any instant)", () => {
  test("what was answered is there after a start", async () => {
    const folder = newFolder();
    const stage = await live(folderStore(folder));
    const dump = canonicalJson(stage.telegram.engine.world);
    // No close: the process is simply gone.
    const again = replay(folderStore(folder).load().lines);
    expect(canonicalJson(again)).toBe(dump);
    const sent = [...again.files.values()].find((file) => file.name === "a.pgp");
    const bytes = folderStore(folder).getFile(sent?.sha256 ?? "");
    expect(Buffer.from(bytes ?? []).toString()).toBe("sealed");
  });

  test("a torn last line is cut off, told, and the history goes on", async () => {
    const folder = newFolder();
    await live(folderStore(folder));
    const journal = join(folder, "journal.jsonl");
    const whole = readFileSync(journal, "utf8");
    appendFileSync(journal, '{"n":999,"at":17');
    const store = folderStore(folder);
    expect(store.load().torn).toBe('{"n":999,"at":17');
    store.append('{"more":1}');
    await store.settled();
    expect(readFileSync(journal, "utf8")).toBe(`${whole}{"more":1}\n`);
    expect(store.load().torn).toBe('{"n":999,"at":17');
  });

  test("lines are whole up to the last line break", () => {
    expect(wholeLines("")).toEqual({ lines: [], torn: null });
    expect(wholeLines("a\nb\n")).toEqual({ lines: ["a", "b"], torn: null });
    expect(wholeLines("a\nb")).toEqual({ lines: ["a"], torn: "b" });
  });

  test("a journal with a hole is refused", async () => {
    const store = memoryStore();
    await live(store);
    const { lines } = store.load();
    expect(() => replay([...lines.slice(0, 3), ...lines.slice(4)])).toThrow("journal entry");
  });
});
