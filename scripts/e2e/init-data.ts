/** Signs initData as Telegram does, for tests that need it old, foreign or damaged. */
import { createHmac } from "node:crypto";

/** Source: core.telegram.org/bots/webapps, "Validating data received via the Mini App". */
export function signInitData(
  botToken: string,
  user: { readonly id: number; readonly first_name: string },
  signedAt: number,
): string {
  const fields: readonly (readonly [string, string])[] = [
    ["auth_date", String(Math.floor(signedAt / 1000))],
    ["query_id", "AAHdF6IQAAAAAN0XohDhrOrc"],
    ["user", JSON.stringify(user)],
  ];
  const text = fields.map(([key, value]) => `${key}=${value}`).join("\n");
  const secret = createHmac("sha256", "WebAppData").update(botToken).digest();
  const hash = createHmac("sha256", secret).update(text).digest("hex");
  return new URLSearchParams([
    ...fields.map(([key, value]) => [key, value]),
    ["hash", hash],
  ]).toString();
}
