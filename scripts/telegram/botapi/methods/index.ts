/**
 * All methods that this Bot API server has. Each subject is a file of its own; a method that is
 * not here is answered 404, never with a made-up success.
 */
import type { MethodGroup, MethodName } from "../types.ts";
import { answerMethods } from "./answers.ts";
import { chatMethods } from "./chats.ts";
import { editMethods } from "./edits.ts";
import { fileMethods } from "./files.ts";
import { forwardMethods } from "./forwards.ts";
import { meMethods } from "./me.ts";
import { mediaMethods } from "./media.ts";
import { pinMethods } from "./pins.ts";
import { settingsMethods } from "./settings.ts";
import { textMethods } from "./text.ts";
import { topicMethods } from "./topics.ts";
import { updateMethods } from "./updates.ts";

export const methods = {
  ...answerMethods,
  ...chatMethods,
  ...editMethods,
  ...fileMethods,
  ...forwardMethods,
  ...meMethods,
  ...mediaMethods,
  ...pinMethods,
  ...settingsMethods,
  ...textMethods,
  ...topicMethods,
  ...updateMethods,
} satisfies MethodGroup;

const byLowerCase = new Map<string, MethodName>(
  (Object.keys(methods) as MethodName[]).map((name) => [name.toLowerCase(), name]),
);

/** The method's proper name; Telegram takes names in any case. */
export function findMethod(name: string): MethodName | undefined {
  return byLowerCase.get(name.toLowerCase());
}
