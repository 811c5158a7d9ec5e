/**
 * What the HTTP side is given, and what a request carries on its way through it. Types only.
 */
import type { Effects } from "../effects/port.ts";
import type { LogServers, OwnerLog } from "../logserver/port.ts";
import type { Storage } from "../storage/port.ts";
import type { AssetReader } from "./assets.ts";
import type { HealthDetail } from "./health.ts";
import type { Session } from "./session.ts";

export interface HttpOptions {
  readonly logServers: Pick<LogServers, "find">;
  readonly effects: Effects;
  /** Remembers used initData; any cache will do. */
  readonly storage: Storage;
  readonly bot: {
    readonly id: number;
    readonly username: string;
    /** initData is verified with it. */
    readonly token: string;
  };
  /** The operator's secret: session and health keys are derived from it. */
  readonly secret: Uint8Array;
  /** Of the running bot, for /health. */
  readonly version: string;
  /** 32 bytes of Ed25519; null where only the HMAC of initData is checked. */
  readonly initDataPublicKey: Uint8Array | null;
  /** Local mode only: the origin under which the local Telegram frames the Mini App. */
  readonly localParentOrigin: string | null;
  /** The built Mini App; null when it is served by somebody else. */
  readonly assets: AssetReader | null;
  /** Where Telegram posts updates; null with long polling. The handler checks the secret header. */
  readonly webhook: {
    /** Begins with a slash. */
    readonly path: string;
    handle(request: Request): Response | Promise<Response>;
  } | null;
  /** The first keyset of an owner is installed: the chat may say so. Not waited for. */
  readonly keyInstalled?: (ownerId: number) => void;
  /** What /health?detail says; absent where nobody asks for it. */
  readonly healthDetail?: () => Promise<HealthDetail>;
}

/** What the HTTP side counts since it was assembled; /health?detail shows it. */
export interface HttpTally {
  /** Sealed bodies of the topic notes that were given to the Mini App. */
  notesHandedOut: number;
}

/** Hono's variables: `session` and `log` are there behind their guards. */
export interface HttpEnv {
  Variables: { session?: Session; log?: OwnerLog };
}
