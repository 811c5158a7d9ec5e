import { describe, expect, test } from "vitest";
import { encodeUtf8, toBase64Url, toHex } from "../../shared/std/bytes.ts";
import { hmacSha256 } from "../../shared/std/hash.ts";
import type { InitDataKeys } from "./init-data.ts";
import { verifyInitData } from "./init-data.ts";

const now = Date.UTC(2026, 10, 1, 12);
const keys: InitDataKeys = {
  botToken: "7000000001:local-test",
  botId: 7000000001,
  publicKey: null,
};
const aoi = '{"id":41,"first_name":"葵","language_code":"ja","is_premium":true}';

type Fields = readonly (readonly [string, string])[];
const fields: Fields = [
  ["query_id", "AAF+x/y=="],
  ["user", aoi],
  ["auth_date", String(now / 1000 - 60)],
];

/** Signs as Telegram does: HMAC over the decoded, sorted fields. */
function signed(given: Fields, token = keys.botToken): [string, string][] {
  const lines = given.map(([key, value]) => `${key}=${value}`).sort();
  const secret = hmacSha256(encodeUtf8("WebAppData"), encodeUtf8(token));
  const hash = toHex(hmacSha256(secret, encodeUtf8(lines.join("\n"))));
  return [...given.map(([key, value]): [string, string] => [key, value]), ["hash", hash]];
}
const query = (given: Fields): string =>
  new URLSearchParams(given.map(([k, v]) => [k, v])).toString();
const verdict = (given: Fields, at = now) => verifyInitData(query(given), keys, at);
const replace = (given: Fields, key: string, value: string): Fields =>
  given.map(([name, old]) => [name, name === key ? value : old]);

describe("initData", () => {
  test("of Telegram is genuine and names the person", async () => {
    expect(await verdict(signed(fields))).toMatchObject({
      kind: "genuine",
      user: { id: 41, firstName: "葵", languageCode: "ja" },
      signedAt: now - 60_000,
    });
  });

  test("may hold fields that nobody knows yet, as long as they are signed", async () => {
    const more: Fields = [...fields, ["chat_join_request_query_id", "5"], ["zz_new", "…"]];
    expect(await verdict(signed(more))).toMatchObject({ kind: "genuine" });
    expect(await verdict([...signed(fields), ["zz_new", "…"]])).toMatchObject({
      code: "initDataForged",
    });
  });

  test("is signed with its signature field inside", async () => {
    const withSignature: Fields = [...fields, ["signature", "A".repeat(86)]];
    expect(await verdict(signed(withSignature))).toMatchObject({ kind: "genuine" });
    expect(await verdict([...signed(fields), ["signature", "A".repeat(86)]])).toMatchObject({
      code: "initDataForged",
    });
  });

  test("of another bot, without a hash, or with a hash of another form is forged", async () => {
    for (const forged of [
      signed(fields, "7000000002:other"),
      fields,
      replace(signed(fields), "hash", "0".repeat(64)),
      replace(signed(fields), "hash", "zz"),
      replace(signed(fields), "hash", signed(fields).at(-1)?.[1].toUpperCase() ?? ""),
    ]) {
      expect(await verdict(forged)).toMatchObject({ kind: "refused", code: "initDataForged" });
    }
  });

  test("that was changed in any field is forged", async () => {
    const bob = aoi.replace('"id":41', '"id":42');
    for (const [key, value] of [
      ["user", bob],
      ["auth_date", String(now / 1000)],
      ["query_id", "B"],
    ] as const) {
      expect(await verdict(replace(signed(fields), key, value))).toMatchObject({
        code: "initDataForged",
      });
    }
  });

  test("with a key twice is refused, whichever of the two was signed", async () => {
    const twice: Fields = [...signed(fields), ["user", aoi.replace("41", "42")]];
    expect(await verdict(twice)).toMatchObject({ kind: "refused", code: "badRequest" });
    expect(await verdict([...signed(fields), ["hash", "0"]])).toMatchObject({ code: "badRequest" });
  });

  test("lives one hour, and one minute into the future", async () => {
    const at = (ms: number) => verdict(signed(replace(fields, "auth_date", String(ms / 1000))));
    expect(await at(now - 3_600_000)).toMatchObject({ kind: "genuine" });
    expect(await at(now - 3_601_000)).toMatchObject({ code: "initDataExpired" });
    expect(await at(now + 60_000)).toMatchObject({ kind: "genuine" });
    expect(await at(now + 61_000)).toMatchObject({ code: "initDataExpired" });
  });

  test("without date or person is no launch that we can serve", async () => {
    for (const bad of ["", "-1", "1e3", "0x10", "12 ", "99999999999999"]) {
      const given = signed(replace(fields, "auth_date", bad));
      expect(await verdict(given)).toMatchObject({ kind: "refused", code: "badRequest" });
    }
    for (const bad of ["", "{", "null", '{"first_name":"x"}', '{"id":0}', '{"id":"41"}']) {
      const given = signed(replace(fields, "user", bad));
      expect(await verdict(given)).toMatchObject({ kind: "refused", code: "badRequest" });
    }
  });

  test("has one digest, however the query string spells it", async () => {
    const plain = query(signed(fields));
    const other = query([...signed(fields)].reverse()).replaceAll("+", "%20");
    const [a, b] = await Promise.all([plain, other].map((raw) => verifyInitData(raw, keys, now)));
    expect(a).toMatchObject({ kind: "genuine" });
    expect(b).toEqual(a);
  });
});

describe("with a public key configured", () => {
  const pair = crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const publicKey = pair.then(
    async ({ publicKey }) => new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)),
  );
  const sign = async (given: Fields, botId: number): Promise<Fields> => {
    const lines = given.map(([key, value]) => `${key}=${value}`).sort();
    const message = new TextEncoder().encode(`${botId}:WebAppData\n${lines.join("\n")}`);
    const bytes = await crypto.subtle.sign("Ed25519", (await pair).privateKey, message);
    return [...given, ["signature", toBase64Url(new Uint8Array(bytes))]];
  };
  const check = async (given: Fields) =>
    verifyInitData(query(signed(given)), { ...keys, publicKey: await publicKey }, now);

  test("both signatures must hold", async () => {
    expect(await check(await sign(fields, keys.botId))).toMatchObject({ kind: "genuine" });
  });

  test("a missing signature, one for another bot, or one over other fields is forged", async () => {
    const forOther = await sign(fields, keys.botId + 1);
    const overOther = (await sign([...fields, ["chat_type", "private"]], keys.botId)).filter(
      ([key]) => key !== "chat_type",
    );
    for (const given of [fields, forOther, overOther, [...fields, ["signature", "A"]] as Fields]) {
      expect(await check(given)).toMatchObject({ kind: "refused", code: "initDataForged" });
    }
  });
});
