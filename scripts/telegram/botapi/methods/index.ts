/**
 * All methods that this Bot API server has. Each subject is a file of its own; a method that is
 * not here is answered 404, never with a made-up success.
 */
import type { MethodGroup, MethodName } from "../types.ts";
import { mediaMethods } from "./media.ts";
import { meMethods } from "./me.ts";
import { textMethods } from "./text.ts";
import { updateMethods } from "./updates.ts";

/** Methods that must be here for this server to call itself one. */
type Needed = "getMe" | "getUpdates" | "sendMessage";

export const methods = {
  ...meMethods,
  ...updateMethods,
  ...textMethods,
  ...mediaMethods,
} satisfies MethodGroup & Required<Pick<MethodGroup, Needed>>;

const byLowerCase = new Map<string, MethodName>(
  (Object.keys(methods) as MethodName[]).map((name) => [name.toLowerCase(), name]),
);

/** The method's proper name; Telegram takes names in any case. */
export function findMethod(name: string): MethodName | undefined {
  return byLowerCase.get(name.toLowerCase());
}
