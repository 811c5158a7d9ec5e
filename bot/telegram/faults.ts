/**
 * What became of a Bot API call that failed: grammY's errors in the words of the log's transport.
 * Telegram's descriptions are matched by their stable part; a payload, a token or an address
 * never gets into what is thrown.
 */
import { GrammyError, HttpError } from "grammy";
import type { TransportFault } from "../logserver/transport.ts";
import { TransportError } from "../logserver/transport.ts";

/** Part of a 400's description, lower case, and what it means. The first match decides. */
const faultByDescription: readonly (readonly [string, TransportFault])[] = [
  ["message is not modified", "notModified"],
  ["message to edit not found", "notFound"],
  ["message to be replied not found", "notFound"],
  ["message to delete not found", "notFound"],
  ["message to pin not found", "notFound"],
  ["message to unpin not found", "notFound"],
  ["message to react not found", "notFound"],
  ["message thread not found", "notFound"],
  ["message_id_invalid", "notFound"],
  ["topic_deleted", "notFound"],
  ["topic_id_invalid", "notFound"],
  ["chat not found", "notFound"],
  ["user not found", "notFound"],
  ["not enough rights", "forbidden"],
  ["have no rights", "forbidden"],
  ["need administrator rights", "forbidden"],
  ["chat_admin_required", "forbidden"],
  ["chat_write_forbidden", "forbidden"],
  ["topic_closed", "forbidden"],
];

/** What a failed call means; anything that is neither Telegram's nor the network's goes on as it is. */
function toTransportError(method: string, error: unknown): unknown {
  if (error instanceof GrammyError) {
    const { error_code, description, parameters } = error;
    const fault = faultOf(error_code, description);
    // Without the cause: it carries the payload, and with it what a person wrote.
    return new TransportError(fault, method, description, parameters.retry_after ?? null);
  }
  // Without the network's own words: they quote the address, and the address holds the token.
  if (error instanceof HttpError) return new TransportError("lost", method, "no answer");
  return error;
}

/** One call of the Bot API, with its failure in our words. */
export async function calling<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toTransportError(method, error);
  }
}

function faultOf(code: number, description: string): TransportFault {
  if (code === 429) return "rateLimited";
  if (code >= 500) return "lost";
  if (code === 403) return "forbidden";
  const words = description.toLowerCase();
  return faultByDescription.find(([part]) => words.includes(part))?.[1] ?? "refused";
}
