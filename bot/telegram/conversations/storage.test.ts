/** The state of a conversation lies encrypted, bound to its chat, and not for long. */
import { beforeEach, describe, expect, test } from "vitest";
import { decodeUtf8 } from "../../../shared/std/bytes.ts";
import type { FakeEffects } from "../../effects/fake.ts";
import { fakeEffects } from "../../effects/fake.ts";
import { memoryStorage } from "../../storage/memory.ts";
import type { Storage } from "../../storage/port.ts";
import { ConversationStore, LIFE_MS } from "./storage.ts";

const SECRET = new Uint8Array(32).fill(7);
const state = { version: [0, 1], state: { leave: [{ args: "牛乳を買う" }] } };
type State = Parameters<ConversationStore["write"]>[1];

let storage: Storage;
let effects: FakeEffects;
let store: ConversationStore;

beforeEach(async () => {
  storage = memoryStorage();
  effects = fakeEffects();
  store = new ConversationStore(storage, effects, SECRET);
  // The store keeps whatever the plugin gives it; its shape is not what is tested.
  await store.write("5", state as unknown as State);
});

const stored = () => storage.list({ prefix: "" });

describe("a conversation", () => {
  test("comes back as it was written, and is gone when it was deleted", async () => {
    expect(await store.read("5")).toEqual(state);
    expect(await store.read("6")).toBeUndefined();
    store.delete("5");
    expect(await store.read("5")).toBeUndefined();
  });

  test("is not readable in the cache", () => {
    const [[, bytes] = ["", new Uint8Array()]] = stored();
    const text = new TextDecoder().decode(bytes);
    expect(bytes.length).toBeGreaterThan(20);
    expect(text).not.toContain("牛乳");
    expect(text).not.toContain("leave");
    expect(() => decodeUtf8(bytes)).toThrow("not valid UTF-8");
  });

  test.each([
    ["with another secret", () => new ConversationStore(storage, effects, new Uint8Array(32))],
    ["when a byte was changed", () => changed(-1)],
    ["when its end was put off", () => changed(7)],
    ["when it was moved to another chat", () => moved()],
  ])("does not open %s, and is deleted", async (_, make) => {
    const other = make();
    const chat = stored()[0]?.[0].split("/").at(-1) ?? "";
    expect(await other.read(chat)).toBeUndefined();
    expect(stored()).toEqual([]);
  });

  test("ends after an hour, read or not", async () => {
    await effects.advance(LIFE_MS);
    expect(await store.read("5")).toBeUndefined();
    await store.write("5", state as unknown as State);
    await effects.advance(LIFE_MS - 1);
    store.purge();
    expect(stored()).toHaveLength(1);
    await effects.advance(1);
    store.purge();
    expect(stored()).toEqual([]);
  });
});

function changed(at: number): ConversationStore {
  const [[key, bytes] = ["", new Uint8Array()]] = stored();
  const copy = bytes.slice();
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  storage.put(key, copy);
  return store;
}

function moved(): ConversationStore {
  const [[key, bytes] = ["", new Uint8Array()]] = stored();
  storage.delete(key);
  storage.put(key.replace(/5$/, "6"), bytes);
  return store;
}
