/**
 * initData: what a Mini App is told about who opened it, signed twice. `hash` is an HMAC that the
 * bot can check; `signature` is Ed25519 and can be checked by anybody who has the public key
 * (here this server's own, never Telegram's).
 *
 * Source: core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app.
 */
import { createHmac, createPrivateKey, createPublicKey, sign } from "node:crypto";

/** PKCS #8 frame of an Ed25519 seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

const privateKey = (seedHex: string) =>
  createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, Buffer.from(seedHex, "hex")]),
    format: "der",
    type: "pkcs8",
  });

/** The raw 32 bytes of the public key, hex. */
export function publicKeyHex(seedHex: string): string {
  const spki = createPublicKey(privateKey(seedHex)).export({ format: "der", type: "spki" });
  return spki.subarray(-32).toString("hex");
}

const checkString = (fields: ReadonlyMap<string, string>): string =>
  [...fields]
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("\n");

/** Signs the fields and gives them back as the query-encoded initData. */
export function signInitData(
  fields: ReadonlyMap<string, string>,
  bot: { readonly id: number; readonly token: string },
  seedHex: string,
): string {
  const signed = new Map(fields);
  const message = Buffer.from(`${bot.id}:WebAppData\n${checkString(signed)}`);
  signed.set("signature", sign(null, message, privateKey(seedHex)).toString("base64url"));
  const secret = createHmac("sha256", "WebAppData").update(bot.token).digest();
  signed.set("hash", createHmac("sha256", secret).update(checkString(signed)).digest("hex"));
  return new URLSearchParams([...signed]).toString();
}
