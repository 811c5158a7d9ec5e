/**
 * GET /health: that the process answers, for whoever keeps it running. With `?detail` and the
 * health token also what is in it, in numbers; never who.
 */
import type { Context } from "hono";
import { encodeUtf8, equalBytes, toHex } from "../../shared/std/bytes.ts";
import { hkdfSha256 } from "../../shared/std/hash.ts";
import { HttpProblem } from "./errors.ts";
import type { HttpEnv, HttpOptions, HttpTally } from "./options.ts";

/** One log server as /health shows it. */
export interface HealthLog {
  readonly condition: string;
  readonly recordsDurable: number;
  readonly envelopesWaiting: number;
  readonly lastSequence: number;
}

export interface HealthDetail {
  readonly logs: readonly HealthLog[];
}

/** What `Authorization: Bearer` must carry for `?detail`; hex, derived from the operator's secret. */
export function healthToken(secret: Uint8Array): string {
  const info = encodeUtf8("libral http health");
  return toHex(hkdfSha256({ secret, info, sizeBytes: 32 }));
}

/** Answers GET /health. Throws HttpProblem `sessionMissing` for `?detail` without the token. */
export async function answerHealth(
  c: Context<HttpEnv>,
  options: HttpOptions,
  tally: HttpTally,
): Promise<Response> {
  const plain = { ok: true, version: options.version };
  if (c.req.query("detail") === undefined) return c.json(plain);
  const given = encodeUtf8(c.req.header("Authorization") ?? "");
  const wanted = encodeUtf8(`Bearer ${healthToken(options.secret)}`);
  if (!equalBytes(given, wanted)) throw new HttpProblem("sessionMissing", "no health token");
  const detail = await options.healthDetail?.();
  const logs = detail?.logs ?? [];
  const records = logs.reduce((sum, log) => sum + log.recordsDurable, 0);
  const counts = { logCount: logs.length, recordsDurable: records };
  return c.json({ ...plain, ...counts, notesHandedOut: tally.notesHandedOut, logs });
}
