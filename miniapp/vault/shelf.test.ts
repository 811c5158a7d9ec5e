import { describe, expect, test } from "vitest";
import { fakeTime } from "./fake-vault.ts";
import type { ClientStorage } from "./shelf.ts";
import { noShelf, openShelf } from "./shelf.ts";

const never = <T>(): Promise<T> => new Promise(() => {});

function memory(change: Partial<ClientStorage> = {}): ClientStorage {
  const values = new Map<string, string>();
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value);
    },
    remove: async (name) => {
      values.delete(name);
    },
    ...change,
  };
}

function shelfOver(storage: ClientStorage) {
  const time = fakeTime(0);
  const randomBytes = (count: number) => new Uint8Array(count).fill(0xab);
  return { time, shelf: openShelf(storage, { after: time.after, randomBytes }) };
}

test("a share comes back for its account until it is dropped", async () => {
  const { shelf } = shelfOver(memory());
  const share = await shelf.makeShare("1-2");
  expect(share).toEqual(new Uint8Array(32).fill(0xab));
  expect(await shelf.readShare("1-2")).toEqual(share);
  expect(await shelf.readShare("1-3")).toBeNull();
  await shelf.dropShare("1-2");
  expect(await shelf.readShare("1-2")).toBeNull();
});

describe("clients without storage give no share, and nothing hangs", () => {
  const refuses = async () => {
    throw new Error("UNSUPPORTED");
  };
  test.each([
    ["says so", memory({ get: refuses, set: refuses, remove: refuses })],
    ["forgets what it took", memory({ get: async () => null })],
    ["answers something else", memory({ get: async () => "not a share" })],
  ])("one that %s", async (_name, storage) => {
    const { shelf } = shelfOver(storage);
    expect(await shelf.makeShare("1-2")).toBeNull();
    expect(await shelf.readShare("1-2")).toBeNull();
    await shelf.dropShare("1-2");
  });

  test("one that never answers", async () => {
    const { time, shelf } = shelfOver({ get: never, set: never, remove: never });
    const reading = shelf.readShare("1-2");
    time.pass(3000);
    expect(await reading).toBeNull();
  });

  test("none at all", async () => {
    expect(await noShelf.makeShare("1-2")).toBeNull();
    expect(await noShelf.readShare("1-2")).toBeNull();
    await noShelf.dropShare("1-2");
  });
});
