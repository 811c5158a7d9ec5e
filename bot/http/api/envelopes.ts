/** POST /api/envelopes and /api/erase: a sealed envelope into the log, and one out of it. */
import type { Hono } from "hono";
import type { EnvelopeAnswer } from "../../../shared/contract/api.ts";
import { envelopeRequest, eraseRequest } from "../../../shared/contract/api.ts";
import type { Hash, Writer } from "../../../shared/log/types.ts";
import { fromBase64 } from "../../../shared/std/bytes.ts";
import type { Cancel, Effects } from "../../effects/port.ts";
import type { DurablePlace } from "../../logserver/port.ts";
import { limitBody, readBody } from "../body.ts";
import type { Crowd } from "../crowd.ts";
import { oneOfFew } from "../crowd.ts";
import { HttpProblem } from "../errors.ts";
import { logOf, requireLog } from "../guard.ts";
import type { HttpEnv, HttpOptions } from "../options.ts";

/** A segment of 19 MB in base64, with room for the label. */
const ENVELOPE_BODY_BYTES_MAX = 26 * 1024 * 1024;
const ERASE_BODY_BYTES_MAX = 1024;
/** How long a request waits for Telegram before it answers "accepted, not yet durable". */
const DURABLE_WAIT_MS = 5_000;

/** Adds the endpoints. Throws what the log throws, and `envelopeRefused` for what is not `owner`'s. */
export function addEnvelopes(app: Hono<HttpEnv>, options: HttpOptions, crowd: Crowd): void {
  const withLog = requireLog(options);
  const large = [oneOfFew(crowd), withLog, limitBody(ENVELOPE_BODY_BYTES_MAX)] as const;
  app.post("/api/envelopes", ...large, async (c) => {
    const { label, records, body } = await readBody(c, envelopeRequest);
    if (!label.writer.startsWith("device-")) {
      throw new HttpProblem("envelopeRefused", "only devices write through here");
    }
    const accepted = await logOf(c).appendSealed({
      label: { ...label, writer: label.writer as Writer, previous: label.previous as Hash },
      body: fromBase64(body),
      records,
    });
    // If we die here, the envelope stands in the outbox; sent again, it is known by its hash.
    const place = await durableSoon(options.effects, accepted.durable);
    return c.json(answerPlace(place), place ? 200 : 202);
  });

  app.post("/api/erase", withLog, limitBody(ERASE_BODY_BYTES_MAX), async (c) => {
    const { sequence, index } = await readBody(c, eraseRequest);
    await logOf(c).erase(sequence, index);
    return c.json({ ok: true });
  });
}

/** Where it stands, or null when Telegram takes longer. What fails later is the outbox's to retry. */
async function durableSoon(
  effects: Effects,
  durable: Promise<DurablePlace>,
): Promise<DurablePlace | null> {
  let cancel: Cancel = () => undefined;
  const waited = new Promise<null>((resolve) => {
    cancel = effects.after(DURABLE_WAIT_MS, () => resolve(null));
  });
  return Promise.race([durable, waited]).finally(cancel);
}

function answerPlace(place: DurablePlace | null): EnvelopeAnswer {
  return {
    durable: place !== null,
    sequence: place?.sequence ?? null,
    index: place?.index ?? null,
  };
}
