/**
 * Calls of the client API. A call answers its result or throws `CallFailed` with what the local
 * Telegram said; it never retries, because most actions are not safe to repeat.
 */
import type { ClientAction, ClientActions } from "../../client-protocol.ts";
import { text } from "../texts/index.ts";
import { token } from "./session.ts";

type Arguments<A extends ClientAction> = ClientActions[A][0];
type Answer<A extends ClientAction> = ClientActions[A][1];

/** The local Telegram refused, or could not be reached. `message` is what to show. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(
    readonly action: string,
    description: string,
    options?: ErrorOptions,
  ) {
    super(description, options);
  }
}

/** Runs one action for the person of this window. */
export async function call<A extends ClientAction>(
  action: A,
  args: Arguments<A>,
): Promise<Answer<A>> {
  let response: Response;
  try {
    response = await fetch(`/client/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
  } catch (cause) {
    throw new CallFailed(action, text("common.unreachable"), { cause });
  }
  const body = parseAnswer(await response.text());
  if (body === null) throw new CallFailed(action, `HTTP ${response.status}`);
  if (!body.ok) throw new CallFailed(action, body.description);
  return body.result as Answer<A>;
}

type Envelope = { ok: true; result: unknown } | { ok: false; description: string };

function parseAnswer(raw: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value !== "object" || value === null || !("ok" in value)) return null;
    if (value.ok === true) return { ok: true, result: "result" in value ? value.result : true };
    const description = "description" in value ? String(value.description) : "refused";
    return { ok: false, description };
  } catch {
    return null;
  }
}
