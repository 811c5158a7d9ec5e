/**
 * Somebody with the bot's token changes messages of a log behind the bot's back, and the bot must
 * then rebuild the log from Telegram alone. What a checkpoint has covered is read from its pages
 * and is not harmed; what lies behind the last checkpoint is refused aloud, never taken as it is.
 * Not here: the very last segment taken away. Nothing in Telegram tells that it ever was; devices
 * do, by the witnesses that they remember (miniapp/data/log).
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { LogAnswer } from "../../shared/contract/api.ts";
import { logAnswer } from "../../shared/contract/api.ts";
import type { ClientMessage } from "../telegram/client-protocol.ts";
import type { Device } from "./device.ts";
import { eventually } from "./eventually.ts";
import type { Person } from "./person.ts";
import { textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, makesKey, setsUp } from "./story-steps.ts";

let stack: Stack;
let alice: Person;
let groupId: number;
let device: Device;
/** A segment of Carol's log, which the same bot keeps: as text, to be put elsewhere. */
let carolsSegment: string;

beforeAll(async () => {
  stack = await Stack.start();
  await stack.control("limits", { enabled: false });
  await Promise.all([carolKeepsOne(), aliceKeepsOne()]);
  await comesToRest();
});
afterAll(() => stack?.stop());
beforeEach(() => stack.startBot());

async function aliceKeepsOne(): Promise<void> {
  alice = await stack.person("Alice");
  groupId = await setsUp(alice);
  device = await makesKey(stack, alice);
  await keepsNote(alice, "ひとつめ");
}

async function carolKeepsOne(): Promise<void> {
  const carol = await stack.person("Carol");
  const carolsGroup = await setsUp(carol);
  await makesKey(stack, carol);
  await keepsNote(carol, "キャロルの記録");
  carolsSegment = textOf(newestOf(await noteSegments(carol, carolsGroup)));
}

test("a message that a checkpoint has covered can be overwritten, and nothing is lost", async () => {
  const segment = newestOf(await noteSegments(alice, groupId));
  await overwrite(segment, "ここには何もありませんでした。");
  await stack.forget();
  expect(await condition()).toMatchObject({ condition: "ready" });
  expect(await notes()).toEqual({ flaws: [], notes: ["ひとつめ"] });
});

test.each<[string, (tail: ClientMessage) => Promise<string>]>([
  ["with one letter changed", async (tail) => changeOneLetter(textOf(tail))],
  ["replaced by an older one", async () => textOf(await olderSegment())],
  ["replaced by a segment of another log", async () => carolsSegment],
])(
  "a segment behind the last checkpoint, %s, is refused; put right, it is read",
  async (name, change) => {
    const kept = [`うしろの記録: ${name}`, `そのあとの記録: ${name}`];
    const before = await notes();
    const [tail] = await keepsUncovered(kept);
    await overwrite(tail, await change(tail));

    await stack.forget();
    expect(await condition()).toMatchObject({ condition: "stopped", troubles: ["chainBroken"] });
    const refused = await alice.says("つながりが切れているあいだの記録");
    await alice.sees("保管していません", { after: refused.message_id });

    await overwrite(tail, textOf(tail));
    await stack.forget();
    expect(await condition()).toMatchObject({ condition: "ready" });
    expect(await notes()).toEqual({ flaws: [], notes: [...before.notes, ...kept] });
    await comesToRest();
  },
);

test("a segment that was moved to another topic leaves a hole that is seen", async () => {
  const [tail] = await keepsUncovered(["動かされた記録", "そのあとの記録"]);
  const [elsewhere] = (await alice.messages(groupId)).filter((one) => /#keys/.test(textOf(one)));
  await stack.callAsBot("sendMessage", {
    chat_id: groupId,
    message_thread_id: elsewhere?.message_thread_id,
    text: textOf(tail),
  });
  await stack.callAsBot("deleteMessage", { chat_id: groupId, message_id: tail.message_id });

  await stack.forget();
  expect(await condition()).toMatchObject({ condition: "stopped", troubles: ["chainBroken"] });
});

/** Keeps two notes, each in a segment that no checkpoint covers, and kills the bot. */
async function keepsUncovered(
  texts: readonly string[],
): Promise<readonly [ClientMessage, ...ClientMessage[]]> {
  const fault = { type: "error", code: 500 };
  const known = new Set((await noteSegments(alice, groupId)).map((one) => one.message_id));
  await stack.control("fault", { method: "editMessageMedia", count: 0, fault });
  try {
    for (const text of texts) await keepsNote(alice, text);
    await stack.killBot();
  } finally {
    await stack.control("clearFaults");
  }
  const fresh = (await noteSegments(alice, groupId)).filter((one) => !known.has(one.message_id));
  const [first, ...rest] = fresh;
  if (!first || fresh.length !== texts.length) throw new Error(`${fresh.length} new segments`);
  return [first, ...rest];
}

/** Segments of the notes topic in a group, oldest first. */
async function noteSegments(person: Person, chatId: number): Promise<readonly ClientMessage[]> {
  const messages = await person.messages(chatId);
  return messages.filter((message) => /#notes/.test(textOf(message)));
}

function newestOf(messages: readonly ClientMessage[]): ClientMessage {
  const newest = messages.at(-1);
  if (!newest) throw new Error("there is no such segment");
  return newest;
}

/** The one before the two that lie behind the checkpoint. */
async function olderSegment(): Promise<ClientMessage> {
  const older = (await noteSegments(alice, groupId)).at(-3);
  if (!older) throw new Error("there is no older segment");
  return older;
}

function overwrite(message: ClientMessage, text: string): Promise<unknown> {
  const { message_id, reply_markup } = message;
  return stack.callAsBot("editMessageText", { chat_id: groupId, message_id, text, reply_markup });
}

/** In the middle of the first armored block, where neither header nor checksum stands. */
function changeOneLetter(text: string): string {
  const at = text.indexOf("-----BEGIN PGP MESSAGE-----") + 200;
  const other = text[at] === "A" ? "B" : "A";
  return text.slice(0, at) + other + text.slice(at + 1);
}

/** What the bot says of Alice's log once it has read it. */
function condition(): Promise<LogAnswer> {
  return eventually("the log to be read", async () => {
    const answer = await device.ask("/api/log", logAnswer);
    return answer.condition !== "recovering" && answer;
  });
}

async function notes(): Promise<{ readonly flaws: readonly string[]; readonly notes: unknown[] }> {
  const { entries, flaws } = await device.reads();
  const ofNotes = entries.filter((entry) => entry.topic === "notes");
  return { flaws, notes: ofNotes.map((entry) => entry.record.data.text) };
}

/** Until a checkpoint covers the newest note, and nothing waits. */
async function comesToRest(): Promise<void> {
  await eventually(
    "the checkpoint after the newest note",
    async () => {
      const newest = newestOf(await noteSegments(alice, groupId));
      const { lastCheckpointAt, envelopesWaiting } = await device.log();
      // Telegram's dates are whole seconds, and a checkpoint waits longer than one.
      const isCovered = (lastCheckpointAt ?? 0) >= (newest.date + 1) * 1000;
      return isCovered && envelopesWaiting === 0;
    },
    { withinMs: 90_000 },
  );
}
