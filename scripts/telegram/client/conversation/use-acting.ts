/** Whether the other side is writing now; turns itself off when the time is over. */
import { useEffect, useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { later } from "../browser.ts";
import { now } from "../state/store.ts";

export function useActing(chat: ClientChat): boolean {
  const [, refresh] = useState(0);
  const rest = chat.actionUntil - now();
  useEffect(() => {
    if (rest <= 0) return undefined;
    return later(Math.min(rest + 30, 60_000), () => refresh((count) => count + 1));
  }, [rest]);
  return rest > 0;
}
