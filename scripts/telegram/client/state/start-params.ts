/**
 * Start parameters of `t.me/<bot>?start=…` links that were opened but not yet sent: as in Telegram
 * the link only opens the chat, and the person presses START.
 */
import { signal } from "@preact/signals";

const waiting = signal<ReadonlyMap<number, string>>(new Map());

/** Remembers that START in this chat carries a parameter. */
export function setStartParam(chatId: number, parameter: string): void {
  waiting.value = new Map(waiting.value).set(chatId, parameter);
}

/** The parameter that START in this chat would carry, or null when no link is waiting. */
export function startParamOf(chatId: number): string | null {
  return waiting.value.get(chatId) ?? null;
}

/** Forgets it: it was sent. */
export function clearStartParam(chatId: number): void {
  const rest = new Map(waiting.value);
  rest.delete(chatId);
  waiting.value = rest;
}
