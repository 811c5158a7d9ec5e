/**
 * What the server side has, searched to the byte: the cache folder, everything that the bot said in
 * its log, every request that the Bot API received and what it answered, with two kinds of notes
 * in play. A note of the Mini App must be nowhere at all. A note typed into the chat is where a
 * person put it and where Telegram handed it to the bot, and nowhere else. The owner's open key
 * and passphrase are nowhere.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportOpenKey } from "../../shared/pgp/index.ts";
import type { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import type { Finding, Needle } from "./search.ts";
import { searchFolder, textNeedle } from "./search.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, PASSPHRASE, setsUp } from "./story-steps.ts";

const CHAT_NOTE = "銀行の暗証番号は誕生日ではない。";
const CHAT_EDIT = "銀行の暗証番号は書き直しておいた。";
const APP_NOTE = "端末だけで書いた、だれにも見せない日記。";
const FILE_TEXT = "添付ファイルの中の、ふたりだけの約束。";

let stack: Stack;
let alice: Person;
let device: Device;
let traffic: string;

beforeAll(async () => {
  stack = await Stack.start();
  traffic = await stack.recordsTraffic();
  alice = await stack.person("Alice");
  await setsUp(alice);
  device = await makesKey(stack, alice);

  const messageId = await keepsNote(alice, CHAT_NOTE);
  await alice.call("editText", { chatId: alice.chatId, messageId, text: CHAT_EDIT });
  const bytes = Buffer.from(FILE_TEXT);
  const [sent] = await alice.sends([{ name: "a.txt", mime: "text/plain", bytes, as: "document" }]);
  await alice.seesReaction(sent?.message_id ?? 0);
  await device.writes(APP_NOTE);
  await eventually("the edited note to be durable", async () => (await notesOf(device)) === 4);

  // Once more with a cache that is made from Telegram alone, and a second device.
  await stack.forget();
  await keepsNote(alice, `${CHAT_NOTE} もう一度。`);
  const second = await stack.device(alice);
  await second.restores(PASSPHRASE);
  await second.writes(`${APP_NOTE} つづき。`);
  expect(await notesOf(second)).toBe(6);
});
afterAll(() => stack?.stop());

async function notesOf(reader: Device): Promise<number> {
  const { entries, flaws } = await reader.reads();
  expect(flaws).toEqual([]);
  return entries.filter((entry) => entry.topic === "notes").length;
}

const owners: readonly Needle[] = [
  textNeedle("note of the chat", CHAT_NOTE),
  textNeedle("edited note", CHAT_EDIT),
  textNeedle("file", FILE_TEXT),
];

test("what was typed into the chat is where Telegram keeps it, so the search can find it", () => {
  const kept = searchFolder(join(stack.folder, "telegram"), owners);
  const names = new Set(owners.map((one) => one.name));
  expect(new Set(kept.map((one) => one.needle))).toEqual(names);
});

test("the Bot API handed it to the bot as updates, and got nothing of it back", () => {
  const found = searchFolder(traffic, owners);
  expect(found.filter((one) => one.file.endsWith("-getUpdates.response"))).not.toEqual([]);
  expect(found.filter((one) => !one.file.endsWith("-getUpdates.response"))).toEqual([]);
});

test("the cache and the log output hold nothing of it", async () => {
  const copy = join(stack.folder, "copy-of-cache");
  cpSync(stack.cacheFolder, copy, { recursive: true });
  expect(searchFolder(copy, owners)).toEqual([]);
  expect(searchFolder(stack.logFolder, owners)).toEqual([]);
});

test("notes of the Mini App, the open key and the passphrase are nowhere on the server side", () => {
  const needles = [
    textNeedle("note of the Mini App", APP_NOTE),
    textNeedle("passphrase", PASSPHRASE),
    ...privateParts(device),
  ];
  const everywhere: Finding[] = searchFolder(stack.folder, needles).slice();
  expect(everywhere).toEqual([]);
});

test("nor is the operator's secret or the token in the log output", () => {
  const needles = [
    textNeedle("secret", stack.secret),
    { name: "secret bytes", bytes: Buffer.from(stack.secret, "base64") },
    textNeedle("token", stack.bot.token.split(":")[1] ?? ""),
  ];
  expect(searchFolder(stack.logFolder, needles)).toEqual([]);
  expect(searchFolder(stack.cacheFolder, needles)).toEqual([]);
});

/** Every run of 32 bytes of the exported open key that its certificate does not hold. */
function privateParts(owner: Device): readonly Needle[] {
  const exported = Buffer.from(exportOpenKey(owner.key));
  const known = Buffer.from(owner.key.certificate.bytes);
  const parts: Needle[] = [];
  for (let at = 0; at + 32 <= exported.length; at += 1) {
    const run = exported.subarray(at, at + 32);
    const isPrivate = !overlaps(run, known);
    if (isPrivate) parts.push({ name: `private octets at ${at}`, bytes: Buffer.from(run) });
  }
  if (parts.length < 2) throw new Error("the exported key shows no private octets");
  return parts;
}

/** Whether four bytes in a row of `run` stand in `known` too. */
function overlaps(run: Buffer, known: Buffer): boolean {
  for (let at = 0; at + 4 <= run.length; at += 1) {
    if (known.includes(run.subarray(at, at + 4))) return true;
  }
  return false;
}
