/** Every method of this client profile (Web A): method name to handler, a file a group. */
import { isAtLeast } from "../version.ts";
import { absentMethods } from "./absent.ts";
import { chromeMethods } from "./chrome.ts";
import { frameMethods } from "./frame.ts";
import type { Method, Methods } from "./host.ts";
import { linkMethods } from "./links.ts";
import { personMethods } from "./person.ts";
import { popupMethods } from "./popup.ts";
import { storageMethods } from "./storage.ts";

const METHODS: Methods = {
  ...frameMethods,
  ...chromeMethods,
  ...popupMethods,
  ...storageMethods,
  ...personMethods,
  ...linkMethods,
  ...absentMethods,
};

/** The handler of a method, or null: unknown, or younger than the version this client shows. */
export function methodFor(name: string, clientVersion: string): Method | null {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method !== undefined && isAtLeast(clientVersion, method.since) ? method : null;
}
