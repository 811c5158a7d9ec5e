import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { OpenKey } from "../../shared/pgp/index.ts";
import { contextOf, keyFromSecret, lendOcb, open, seal } from "../../shared/pgp/index.ts";
import { concat, equalBytes, toHex } from "../../shared/std/bytes.ts";
import { nodeOcb } from "./ocb-node.ts";

const NOON = Date.UTC(2026, 10, 22, 12);

test("AES-256-OCB: the iterated test of RFC 7253 appendix A", () => {
  const cipher = nodeOcb(Uint8Array.from({ length: 32 }, (_, at) => (at === 31 ? 128 : 0)));
  const nonceOf = (number: number) => {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(8, number);
    return nonce;
  };
  const none = new Uint8Array();
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 128; i++) {
    const zeros = new Uint8Array(i);
    parts.push(cipher.seal(nonceOf(3 * i + 1), zeros, zeros));
    parts.push(cipher.seal(nonceOf(3 * i + 2), none, zeros));
    parts.push(cipher.seal(nonceOf(3 * i + 3), zeros, none));
  }
  const last = cipher.seal(nonceOf(385), concat(parts), none);
  expect(toHex(last)).toBe("d90eb8e9c977c88b79dd793d7ffa161c");
});

test("a wrong tag is null, and so is anything shorter than one", () => {
  const cipher = nodeOcb(new Uint8Array(32));
  const nonce = new Uint8Array(15);
  const sealed = cipher.seal(nonce, nonce, Uint8Array.of(1, 2, 3));
  expect(cipher.open(nonce, nonce, sealed)).toEqual(Uint8Array.of(1, 2, 3));
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(cipher.open(nonce, nonce, changed)).toBeNull();
    expect(cipher.open(nonce, nonce, sealed.subarray(0, at))).toBeNull();
  }
});

describe("lent to shared/pgp, nothing changes but the speed", () => {
  let bot: OpenKey;
  beforeAll(async () => {
    bot = await keyFromSecret(new Uint8Array(32).fill(5), NOON);
  });
  afterEach(() => lendOcb(null));

  const contextFor = (key: OpenKey) =>
    contextOf({
      purpose: "state",
      log: "0".repeat(32) as Parameters<typeof contextOf>[0]["log"],
      to: [key.certificate.fingerprint],
    });
  const sealWith = (provider: typeof nodeOcb | null, plaintext: Uint8Array) => {
    lendOcb(provider);
    const recipients = [bot.certificate];
    return seal({ plaintext, context: contextFor(bot), signer: bot, recipients, now: NOON });
  };
  const openWith = (provider: typeof nodeOcb | null, message: Uint8Array) => {
    lendOcb(provider);
    const signer = bot.certificate;
    return open({ message, context: contextFor(bot), key: bot, signer, now: NOON });
  };
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 600 }),
    fc.integer({ min: 261_800, max: 262_400 }),
    fc.integer({ min: 524_000, max: 524_500 }),
  );

  test.each([
    ["sealed with, opened without", nodeOcb, null],
    ["sealed without, opened with", null, nodeOcb],
    ["with on both sides", nodeOcb, nodeOcb],
  ])("%s", async (_name, sealing, opening) => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 255 }), async (size, fill) => {
        const plaintext = new Uint8Array(size).fill(fill);
        const verdict = await openWith(opening, await sealWith(sealing, plaintext));
        expect(verdict.kind === "opened" && equalBytes(verdict.plaintext, plaintext)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  test("a message that was changed or cut is damaged", async () => {
    const message = await sealWith(nodeOcb, new Uint8Array(300_000));
    for (let at = 150; at < message.length; at += 17_011) {
      const changed = message.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect((await openWith(nodeOcb, changed)).kind).toBe("damaged");
      expect((await openWith(nodeOcb, message.subarray(0, at))).kind).toBe("damaged");
    }
  });
});
