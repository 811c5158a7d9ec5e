/** The key as a story: made and finished, interrupted and gone on with, brought to a new device. */
import { beforeEach, describe, expect, test } from "vitest";
import type { OpenKey } from "../../shared/pgp/index.ts";
import * as pgp from "../../shared/pgp/index.ts";
import { ALICE_LOG, NOON } from "../../shared/testkit/people.ts";
import type { Vault } from "../vault/client.ts";
import { ApiError } from "./api.ts";
import type { DeviceStore } from "./device-store.ts";
import { memoryDeviceStore } from "./device-store.ts";
import type { FakeServer } from "./fake-server.ts";
import { fakeServer } from "./fake-server.ts";
import type { KeyRoom, KeyStep } from "./key.ts";
import { createKey, finishKey, restoreKey, unlockKey } from "./key.ts";
import { keyNeed, readLocalKey, readSeenLog } from "./key-need.ts";

let server: FakeServer;
const cheap = { passes: 1, parallelism: 1, memoryExponent: 10 };

beforeEach(async () => {
  server = await fakeServer(ALICE_LOG);
});

/** The part of the vault that a key's story needs, without a Worker, over Alice's own key. */
function vaultOf(key: OpenKey): Vault {
  return {
    async createKey(passphrase: string) {
      const locked = await pgp.lockKey(key, passphrase, cheap);
      const { certificate } = key;
      return { certificate, locked, fingerprint: certificate.fingerprint, cost: cheap };
    },
    unlock: async (locked: string, passphrase: string) =>
      (await pgp.unlockKey(locked, passphrase))?.certificate ?? null,
    verifyBackup: async (locked: string, passphrase: string) =>
      (await pgp.unlockKey(locked, passphrase))?.certificate.fingerprint ?? null,
    parseCertificates: (all: readonly Uint8Array[]) => Promise.all(all.map(pgp.parseCertificate)),
    crypto: pgp,
    keyOf: () => key,
  } as unknown as Vault;
}
let drawn = 0;
function room(store: DeviceStore): KeyRoom {
  return {
    api: server.api,
    log: async () => {
      if (server.isOffline) throw new ApiError("offline", "log");
      return server.info();
    },
    vault: vaultOf(server.people.alice),
    store,
    effects: { randomBytes: (count) => new Uint8Array(count).fill(++drawn) },
    now: () => NOON,
    deviceName: "ウェブ",
  };
}
const needOf = async (store: DeviceStore) =>
  keyNeed(server.info(), await readLocalKey(store), await readSeenLog(store));
const localOf = async (store: DeviceStore) => {
  const local = await readLocalKey(store);
  if (!local) throw new Error("no key on this device");
  return local;
};

test("another log than the one this device trusts is the person's to accept, not the server's", async () => {
  const store = memoryDeviceStore();
  await createKey(room(store), "correct horse", () => {});
  const swapped = { ...server.info(), id: "f".repeat(32), keysets: [], keyBackup: null };
  const needNow = async () => keyNeed(swapped, await readLocalKey(store), await readSeenLog(store));
  expect(await needNow()).toBe("otherLog");
  await store.clear();
  expect(await needNow()).toBe("create");
});

describe("a new key", () => {
  test("is done when its backup was read back and opened, and the first keyset stands", async () => {
    const store = memoryDeviceStore();
    expect(await needOf(store)).toBe("create");
    const steps: KeyStep[] = [];
    const trust = await createKey(room(store), "correct horse", (step) => steps.push(step));
    expect(steps).toEqual(["make", "backup", "readBack", "sign", "done"]);
    expect(server.calls).toEqual(["storeKey", "readKey", "installKeyset"]);
    expect(trust.newest.keyset.devices).toMatchObject([{ name: "ウェブ" }]);
    expect(trust.bots[0]?.fingerprint).toBe(server.people.bot.certificate.fingerprint);
    expect(await needOf(store)).toBe("unlock");
  });

  test("whose backup comes back as something else is not done, and no keyset is signed", async () => {
    const store = memoryDeviceStore();
    const stranger = await pgp.lockKey(server.people.bob, "correct horse", cheap);
    server.api.readKey = async () => stranger;
    const making = createKey(room(store), "correct horse", () => undefined);
    await expect(making).rejects.toMatchObject({ failure: "backupDiffers" });
    server.api.readKey = async () => null;
    const again = finishKey(room(store), await localOf(store), "correct horse", () => undefined);
    await expect(again).rejects.toMatchObject({ failure: "noBackup" });
    expect(server.keysets).toEqual([]);
  });

  test.each(["storeKey", "readKey", "installKeyset"] as const)(
    "interrupted at %s goes on with the same key",
    async (call) => {
      const store = memoryDeviceStore();
      const whole = server.api[call];
      server.api[call] = (() => Promise.reject(new ApiError("offline", call))) as never;
      const making = createKey(room(store), "correct horse", () => undefined);
      await expect(making).rejects.toMatchObject({ failure: "offline" });
      server.api[call] = whole as never;
      expect(await needOf(store)).toBe("finish");
      const local = await localOf(store);
      await finishKey(room(store), local, "correct horse", () => undefined);
      expect(await localOf(store)).toEqual(local);
      expect(await needOf(store)).toBe("unlock");
      expect(server.keysets).toHaveLength(1);
    },
  );
});

describe("another device", () => {
  beforeEach(async () => {
    await createKey(room(memoryDeviceStore()), "correct horse", () => undefined);
  });

  test("takes the backup, and the owner signs for it", async () => {
    const store = memoryDeviceStore();
    expect(await needOf(store)).toBe("restore");
    const trust = await restoreKey(room(store), "correct horse", () => undefined);
    expect(trust.newest.keyset).toMatchObject({ keyset: 2 });
    expect(trust.newest.keyset.devices).toHaveLength(2);
    expect(await needOf(store)).toBe("unlock");
    const reopened = await unlockKey(room(store), await localOf(store), "correct horse");
    expect(reopened.newest.keyset.keyset).toBe(2);
  });

  test("with a wrong passphrase gets nothing, and keeps nothing", async () => {
    const store = memoryDeviceStore();
    const restoring = restoreKey(room(store), "wrong horse", () => undefined);
    await expect(restoring).rejects.toMatchObject({ failure: "wrongPassphrase" });
    expect(await needOf(store)).toBe("restore");
    expect(server.keysets).toHaveLength(1);
  });

  test("that holds another key than the one in the group must restore", async () => {
    const other = { locked: "x", fingerprint: "0".repeat(64), isRemembered: false };
    expect(keyNeed(server.info(), other, null)).toBe("restore");
  });

  test("is shown no older list of keys than before", async () => {
    const store = memoryDeviceStore();
    await restoreKey(room(store), "correct horse", () => undefined);
    server.keysets.pop();
    const opening = unlockKey(room(store), await localOf(store), "correct horse");
    await expect(opening).rejects.toMatchObject({ failure: "keysetOlder" });
  });
});
