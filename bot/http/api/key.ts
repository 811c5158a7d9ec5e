/**
 * The owner's key as far as the server may know it: the locked half on its way into the keys
 * topic and back, signed keysets, and where a device's own chain stands.
 */
import type { Hono } from "hono";
import type { KeyAnswer, WriterAnswer } from "../../../shared/contract/api.ts";
import { keyRequest, keysetRequest, writerName } from "../../../shared/contract/api.ts";
import type { Fingerprint, Writer } from "../../../shared/log/types.ts";
import { fromBase64 } from "../../../shared/std/bytes.ts";
import { limitBody, parse, readBody } from "../body.ts";
import type { Crowd } from "../crowd.ts";
import { oneOfFew } from "../crowd.ts";
import { HttpProblem } from "../errors.ts";
import { logOf, requireLog } from "../guard.ts";
import type { HttpEnv, HttpOptions } from "../options.ts";

const BODY_BYTES_MAX = 128 * 1024;
const armorHeader = "-----BEGIN PGP PRIVATE KEY BLOCK-----";

/** Adds the endpoints. Throws `badRequest`, `notFound`, `keysetRefused`, `telegramSilent`. */
export function addKey(app: Hono<HttpEnv>, options: HttpOptions, crowd: Crowd): void {
  const withLog = requireLog(options);
  // Both ask Telegram each time.
  const few = oneOfFew(crowd);
  app.post("/api/key", few, withLog, limitBody(BODY_BYTES_MAX), async (c) => {
    const { locked, fingerprint } = await readBody(c, keyRequest);
    if (!locked.startsWith(armorHeader)) throw new HttpProblem("badRequest", "no armored key");
    // If we die here, the person sees no answer and sends the same key again: same file, no harm.
    await logOf(c).storeKeyBackup(locked, fingerprint as Fingerprint);
    return c.json({ ok: true });
  });

  app.get("/api/key", few, withLog, async (c) => {
    const answer: KeyAnswer = { locked: await logOf(c).readKeyBackup() };
    return c.json(answer);
  });

  app.post("/api/keyset", withLog, limitBody(BODY_BYTES_MAX), async (c) => {
    const { signed } = await readBody(c, keysetRequest);
    const log = logOf(c);
    const isFirst = log.keysets().length === 0;
    await log.installKeyset(fromBase64(signed));
    if (isFirst) options.keyInstalled?.(log.ownerId);
    return c.json({ ok: true });
  });

  app.get("/api/writers/:writer", withLog, async (c) => {
    const writer = parse(writerName, c.req.param("writer"), "writer");
    const answer: WriterAnswer = logOf(c).writerHead(writer as Writer);
    return c.json(answer);
  });
}
