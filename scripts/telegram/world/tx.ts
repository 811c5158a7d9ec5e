/**
 * What an action is given: the world, the time, randomness, and a way to tell the shell what
 * became of it. During replay nobody listens.
 */
import type { Random } from "../random.ts";
import type { World } from "./state.ts";

/** What listeners (clients, pollers, webhooks) may want to know. */
export type WorldEvent =
  | { readonly type: "message"; readonly room: string; readonly id: number }
  | { readonly type: "deleted"; readonly room: string; readonly ids: readonly number[] }
  | { readonly type: "room"; readonly room: string }
  | { readonly type: "roomGone"; readonly room: string; readonly personId: number }
  | { readonly type: "persons" }
  | { readonly type: "bots" }
  | { readonly type: "update"; readonly botId: number; readonly updateId: number }
  | { readonly type: "webhook"; readonly botId: number }
  | { readonly type: "appClosed"; readonly queryId: string; readonly personId: number };

export interface Tx {
  readonly world: World;
  /** Milliseconds. */
  readonly at: number;
  readonly random: Random;
  emit(event: WorldEvent): void;
}

/** Telegram's own date: whole seconds. */
export function secondsOf(atMs: number): number {
  return Math.floor(atMs / 1000);
}
