import * as openpgp from "openpgp";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, toHex } from "../std/bytes.ts";
import type { People } from "../testkit/people.ts";
import { makePeople } from "../testkit/people.ts";
import {
  armor,
  dearmor,
  exportOpenKey,
  findArmored,
  lockedKeyCertificate,
  lockedKeyCost,
  lockKey,
  PgpRefused,
  unlockKey,
} from "./index.ts";
import { readPackets, writePacket } from "./packets.ts";
import { LOCK_COST_MAX } from "./profile.ts";

/** So little that a test does not notice it. */
const cheap = { passes: 1, parallelism: 1, memoryExponent: 4 };
const words = "sakura tanuki momiji";

let people: People;
let locked: string;
beforeAll(async () => {
  people = await makePeople();
  locked = await lockKey(people.alice, words, cheap);
});

test("a locked key opens with its passphrase and with no other", async () => {
  const key = await unlockKey(locked, words);
  expect(key?.certificate.fingerprint).toBe(people.alice.certificate.fingerprint);
  expect(key && exportOpenKey(key)).toEqual(exportOpenKey(people.alice));
  for (const wrong of ["", "sakura tanuki", `${words} `, words.toUpperCase()]) {
    expect(await unlockKey(locked, wrong)).toBeNull();
  }
});

test("says without the passphrase whose it is and what it costs", async () => {
  const cost = { passes: 1, parallelism: 1, memoryExponent: 15 };
  const dear = await lockKey(people.alice, words, cost);
  expect(await lockedKeyCertificate(dear)).toEqual(people.alice.certificate);
  expect(await lockedKeyCost(dear)).toEqual(cost);
});

test("is not to be shown to others when it is cheap to guess", async () => {
  await expect(lockedKeyCertificate(locked)).rejects.toThrow("cheap to guess");
  const almost = await lockKey(people.alice, words, { ...cheap, passes: 2, memoryExponent: 13 });
  await expect(lockedKeyCertificate(almost)).rejects.toThrow("cheap to guess");
});

test("opens in the library, which wants nothing of ours for it", async () => {
  const privateKey = await openpgp.readPrivateKey({ armoredKey: locked });
  const opened = await openpgp.decryptKey({ privateKey, passphrase: words });
  expect(opened.isDecrypted()).toBe(true);
  expect(findArmored(`key:\n${locked}`, "privateKey")).toEqual([locked]);
});

test("no byte of it says the private key", () => {
  const open = readPackets(exportOpenKey(people.alice));
  const text = toHex(dearmor(locked, "privateKey"));
  for (const at of [0, 2]) expect(text).not.toContain(toHex(open[at]!.body.subarray(43)));
});

test("refuses any changed byte, with the right passphrase", async () => {
  const bytes = dearmor(locked, "privateKey");
  for (let at = 0; at < bytes.length; at += 3) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    const outcome = unlockKey(armor(changed, "privateKey"), words).catch((error) => error);
    const refused = await outcome;
    expect(refused === null || refused instanceof PgpRefused, `byte ${at}: ${refused}`).toBe(true);
  }
});

describe("what a stranger's key may cost", () => {
  /** Our locked key with another cost written into it: passes, lanes, memory stand one by one. */
  const withCost = (cost: readonly number[]) => {
    const packets = readPackets(dearmor(locked, "privateKey")).map(({ tag, body }) => {
      if (tag === 2) return writePacket(tag, body);
      const changed = body.slice();
      changed.set(cost, 42 + 6 + 16);
      return writePacket(tag, changed);
    });
    return armor(concat(packets), "privateKey");
  };

  test.each([
    ["a terabyte", [1, 1, 30], "too much memory"],
    ["256 MiB", [1, 1, LOCK_COST_MAX.memoryExponent + 1], "too much memory"],
    ["many passes", [LOCK_COST_MAX.passes + 1, 1, 4], "too many passes"],
    ["no passes", [0, 1, 4], "too many passes"],
    ["many lanes", [1, LOCK_COST_MAX.parallelism + 1, 10], "too many lanes"],
    ["no lanes", [1, 0, 10], "too many lanes"],
    ["less than Argon2 can", [1, 4, 4], "too little memory"],
  ] as const)("%s is refused before any work", async (_name, cost, why) => {
    await expect(unlockKey(withCost(cost), words)).rejects.toThrow(why);
    await expect(lockedKeyCertificate(withCost(cost))).rejects.toThrow(why);
  });

  test("the caller may set a lower limit", async () => {
    const limit = { passes: 1, parallelism: 1, memoryExponent: 3 };
    await expect(unlockKey(locked, words, limit)).rejects.toThrow("too much memory");
  });
});

describe("keys that are locked in another way are refused", () => {
  const lockedByLibrary = async (config: openpgp.PartialConfig) => {
    const privateKey = await openpgp.readPrivateKey({ binaryKey: exportOpenKey(people.bob) });
    const other = await openpgp.encryptKey({ privateKey, passphrase: words, config });
    return other.armor();
  };
  const cheapest = { s2kArgon2Params: cheap };

  test("control: the library locks as we do when it is told to", async () => {
    const key = await unlockKey(await lockedByLibrary(cheapest), words);
    expect(key?.certificate.fingerprint).toBe(people.bob.certificate.fingerprint);
  });

  test.each([
    ["iterated hashing", { s2kType: 3 }],
    ["no AEAD", { s2kType: 3, aeadProtect: false }],
    ["GCM", { ...cheapest, preferredAEADAlgorithm: 3 }],
    ["EAX", { ...cheapest, preferredAEADAlgorithm: 1 }],
  ])("%s", async (_name, config) => {
    await expect(unlockKey(await lockedByLibrary(config), words)).rejects.toThrow(/not locked/);
  });

  test("not at all", async () => {
    const bare = armor(exportOpenKey(people.alice), "privateKey");
    await expect(unlockKey(bare, words)).rejects.toThrow("not locked as ours are");
  });
});
