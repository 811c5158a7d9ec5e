/** What a method may do to its surroundings. The one real host is mini-app/host.ts. */
import type { MiniAppView } from "../state.ts";
import type { EventData } from "../wire.ts";

export interface Host {
  readonly view: () => MiniAppView;
  readonly change: (change: Partial<MiniAppView>) => void;
  /** Posts an event into the frame. */
  readonly post: (type: string, data?: unknown) => void;
  /** Tells the frame its size. */
  readonly postViewport: () => void;
  readonly close: () => void;
}

export interface Method {
  /** The Mini App version that brought it; older clients stay silent. */
  readonly since: string;
  readonly run: (data: EventData, host: Host) => void | Promise<void>;
}

/** Method name without its `web_app_` to what it does. */
export type Methods = Readonly<Record<string, Method>>;
