/** The few Bot API methods that the doctor asks, parsed at the door. It changes nothing there. */
import * as v from "valibot";
import type { Surroundings } from "./finding.ts";
import { REQUEST_MS_MAX, whyOf } from "./finding.ts";

export type ApiAnswer<T> =
  | { readonly kind: "answered"; readonly result: T; readonly serverTime: number | null }
  | { readonly kind: "refused"; readonly code: number; readonly why: string }
  | { readonly kind: "silent"; readonly why: string };

const envelope = v.object({
  ok: v.boolean(),
  result: v.optional(v.unknown()),
  error_code: v.optional(v.number()),
  description: v.optional(v.string(), ""),
});

/** Call a method and parse its result. `serverTime` is the Date header in milliseconds. */
export async function askTelegram<Schema extends v.GenericSchema>(
  { config, effects }: Surroundings,
  method: string,
  parameters: object,
  schema: Schema,
): Promise<ApiAnswer<v.InferOutput<Schema>>> {
  try {
    const response = await effects.fetch(`${config.apiRoot}/bot${config.token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
    const said = v.parse(envelope, await response.json());
    if (!said.ok) {
      return { kind: "refused", code: said.error_code ?? response.status, why: said.description };
    }
    const serverTime = Date.parse(response.headers.get("date") ?? "");
    return {
      kind: "answered",
      result: v.parse(schema, said.result),
      serverTime: Number.isNaN(serverTime) ? null : serverTime,
    };
  } catch (error) {
    return { kind: "silent", why: whyOf(error, config.token) };
  }
}

const text = v.string();
const flag = v.optional(v.boolean(), false);

export const botUser = v.object({
  id: v.number(),
  username: v.optional(text, ""),
  can_join_groups: v.optional(v.boolean(), true),
});
export const webhookInfo = v.object({
  url: text,
  pending_update_count: v.number(),
  last_error_date: v.optional(v.number()),
  last_error_message: v.optional(text, ""),
});
export const chatFullInfo = v.object({
  type: text,
  title: v.optional(text, ""),
  username: v.optional(text),
  is_forum: flag,
  message_auto_delete_time: v.optional(v.number(), 0),
});
/** Rights are the flags of ChatMemberAdministrator and ChatAdministratorRights that begin with `can_`. */
export const chatMember = v.looseObject({ status: text });
export const administratorRights = v.looseObject({ is_anonymous: flag });
export const menuButton = v.object({
  type: text,
  web_app: v.optional(v.object({ url: text })),
});
