/**
 * What the log servers are made of, and the errors that stay inside this room.
 */
import type { LogCrypto } from "../../shared/log/crypto.ts";
import type { OpenKey } from "../../shared/pgp/types.ts";
import type { Effects } from "../effects/port.ts";
import type { Storage } from "../storage/port.ts";
import type { TroubleCode } from "./port.ts";
import type { LogTransport } from "./transport.ts";

export interface LogServersOptions {
  readonly storage: Storage;
  readonly effects: Effects;
  readonly transport: LogTransport;
  readonly pgp: LogCrypto;
  /** The bot's own key; the same after the cache is gone, or no log can be read back. */
  readonly botKey: OpenKey;
  /** The operator's secret: ids of records and of people in the registry are keyed by it. */
  readonly secret: Uint8Array;
  /** Who runs this bot. Their log is the registry; without one, cards alone lead to logs. */
  readonly operator: { readonly userId: number; readonly chatId: number | null } | null;
  /** When pages are sealed; smaller ones let a test see many of them. */
  readonly pageLimits?: PageLimits;
}

export interface PageLimits {
  /** An open page of this size is sealed. */
  readonly pageBytesMax: number;
  /** So many sealed pages of one level become one page of the next. */
  readonly listPagesMax: number;
}

export const PAGE_LIMITS: PageLimits = { pageBytesMax: 512 * 1024, listPagesMax: 64 };

/** The process is stopping: what waits gives up, nothing more is sent. */
export class Halted extends Error {
  override readonly name = "Halted";
}

/**
 * The log must stop until somebody mends it: what `trouble` says was found. Thrown by whatever
 * finds it, acted on in one place (flush.ts), where it becomes a trouble of the log.
 */
export class LogTrouble extends Error {
  override readonly name = "LogTrouble";
  constructor(
    readonly trouble: TroubleCode,
    message: string,
  ) {
    super(message);
  }
}
