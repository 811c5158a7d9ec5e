import { expect, test } from "vitest";
import { fakeStorage } from "./fake-vault.ts";
import { rememberedKeys } from "./remembered.ts";

const secret = Uint8Array.from({ length: 300 }, (_, at) => at);
const share = new Uint8Array(32).fill(1);
const place = (withShare: Uint8Array | null) => ({ namespace: "1-2", share: withShare });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

test("with a share, both the device and the share are needed", async () => {
  const keys = rememberedKeys(fakeStorage().open, randomBytes);
  await keys.keep(place(share), secret);
  expect(await keys.recall(place(share))).toEqual(secret);
  expect(await keys.recall(place(null))).toBeNull();
  expect(await keys.recall(place(new Uint8Array(32).fill(2)))).toBeNull();
});

test("what was kept without a share opens on a client that has storage since", async () => {
  const keys = rememberedKeys(fakeStorage().open, randomBytes);
  await keys.keep(place(null), secret);
  expect(await keys.recall(place(share))).toEqual(secret);
});

test("the caller's bytes stay the caller's to overwrite", async () => {
  const keys = rememberedKeys(fakeStorage().open, randomBytes);
  const own = secret.slice();
  await keys.keep(place(null), own);
  expect(own).toEqual(secret);
});

test("what else may stand in the store is nothing kept", async () => {
  const storage = fakeStorage();
  const keys = rememberedKeys(storage.open, randomBytes);
  for (const odd of ["text", null, {}, { key: 1 }]) {
    storage.values.set("1-2/remembered", odd);
    expect(await keys.recall(place(null))).toBeNull();
  }
});

test("a store that failed to open is asked again", async () => {
  const storage = fakeStorage();
  const keys = rememberedKeys(storage.open, randomBytes);
  storage.broken = true;
  await expect(keys.recall(place(null))).rejects.toThrow();
  storage.broken = false;
  expect(await keys.recall(place(null))).toBeNull();
});
