/**
 * CloudStorage of Mini Apps, as `invoke_custom_method` reaches it.
 *
 * Source: core.telegram.org/bots/webapps#cloudstorage: 1024 keys, names of 1 to 128 characters
 * [A-Za-z0-9_-], values up to 4096 characters.
 */
import type { World } from "../../world/state.ts";
import type { Desk } from "../desk.ts";
import { ClientFailure } from "../desk.ts";
import type { ActionInput } from "../types.ts";

const KEYS_MAX = 1024;
const VALUE_MAX = 4096;
const KEY = /^[A-Za-z0-9_-]{1,128}$/;

const storageOf = (world: World, botId: number, userId: number): ReadonlyMap<string, string> =>
  world.cloud.get(`${botId}:${userId}`) ?? new Map<string, string>();

function textOf(params: unknown, name: string): string {
  const value = (params as Record<string, unknown> | null)?.[name];
  if (typeof value !== "string") throw new ClientFailure("DATA_INVALID");
  return value;
}

function keysOf(params: unknown): string[] {
  const keys = (params as Record<string, unknown> | null)?.keys;
  if (!Array.isArray(keys)) throw new ClientFailure("DATA_INVALID");
  return keys.map((key) => checkKey(String(key)));
}

function checkKey(key: string): string {
  if (!KEY.test(key)) throw new ClientFailure("KEY_INVALID");
  return key;
}

/** The four methods of CloudStorage; others are none. */
export function customMethod(desk: Desk, args: ActionInput<"customMethod">): unknown {
  const ids = { botId: args.botId, userId: desk.person.id };
  const storage = storageOf(desk.world, args.botId, desk.person.id);
  switch (args.method) {
    case "saveStorageValue": {
      const key = checkKey(textOf(args.params, "key"));
      const value = textOf(args.params, "value");
      if (value.length > VALUE_MAX) throw new ClientFailure("VALUE_INVALID");
      if (!storage.has(key) && storage.size >= KEYS_MAX) throw new ClientFailure("QUOTA_EXCEEDED");
      desk.engine.commit("writeCloud", { ...ids, key, value });
      return true;
    }
    case "getStorageValues":
      return Object.fromEntries(keysOf(args.params).map((key) => [key, storage.get(key) ?? ""]));
    case "deleteStorageValues":
      for (const key of keysOf(args.params)) {
        if (storage.has(key)) desk.engine.commit("writeCloud", { ...ids, key, value: null });
      }
      return true;
    case "getStorageKeys":
      return [...storage.keys()];
    default:
      throw new ClientFailure("METHOD_INVALID");
  }
}
