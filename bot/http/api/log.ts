/** GET /api/log: the log server of the person who asks, as numbers and public keys. */
import type { Hono } from "hono";
import type { LogAnswer } from "../../../shared/contract/api.ts";
import { toBase64 } from "../../../shared/std/bytes.ts";
import type { OwnerLog } from "../../logserver/port.ts";
import { sessionOf } from "../guard.ts";
import type { HttpEnv, HttpOptions } from "../options.ts";

/** Adds the endpoint. It answers for people without a log too: that is a condition, no error. */
export function addLog(app: Hono<HttpEnv>, options: HttpOptions): void {
  app.get("/api/log", async (c) => {
    const { userId } = sessionOf(c);
    const outcome = await options.logServers.find(userId);
    if (outcome.kind === "absent") return c.json(withoutLog("absent", []));
    if (outcome.kind === "unreachable") return c.json(withoutLog("unreachable", [outcome.why]));
    return c.json(await describe(outcome.log));
  });
}

function withoutLog(condition: "absent" | "unreachable", troubles: string[]): LogAnswer {
  return { condition, troubles, log: null };
}

async function describe(log: OwnerLog): Promise<LogAnswer> {
  const status = await log.status();
  return {
    condition: status.condition,
    troubles: [...status.troubles],
    log: {
      id: status.logId,
      chatId: status.chatId,
      chatTitle: status.chatTitle,
      recordsDurable: status.recordsDurable,
      envelopesWaiting: status.envelopesWaiting,
      lastCheckpointAt: status.lastCheckpointAt,
      lastSequence: status.lastSequence,
      botCertificates: log.botCertificates().map(toBase64),
      keysets: log.keysets().map(toBase64),
      keyBackup: log.state().keyBackup?.fingerprint ?? null,
    },
  };
}
