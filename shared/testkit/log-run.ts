/**
 * A run of segments for the vectors: notes of a bot and of a device, sealed and framed for real.
 * For tests only.
 */

import { botWriter, envelopeHash, NO_ENVELOPE, sealEnvelope } from "../log/envelope.ts";
import { signFrame } from "../log/frame.ts";
import type { EnvelopeLabel, Frame, Hash, Segment, Writer } from "../log/types.ts";
import * as pgp from "../pgp/index.ts";
import type { OpenKey } from "../pgp/types.ts";
import type { People } from "./people.ts";
import { ALICE_LOG, NOON } from "./people.ts";

export const DEVICE = "device-00112233445566aa" as Writer;
export const ID = "0123456789abcdef0123456789abcdef";

export const signing = (signer: OpenKey) => ({ crypto: pgp, signer, now: NOON });

/** Three segments of the bot and two of a device, as a log would have them. */
export async function makeRun(people: People): Promise<readonly Segment[]> {
  const run: Segment[] = [];
  const heads = new Map<Writer, { counter: number; hash: Hash }>();
  const bot = botWriter(people.bot.certificate.fingerprint);
  for (const [at, writer] of [bot, bot, DEVICE, bot, DEVICE].entries()) {
    const before = heads.get(writer) ?? { counter: 0, hash: NO_ENVELOPE };
    const label: EnvelopeLabel = {
      topic: "notes",
      audience: "owner+bot",
      keyset: 1,
      writer,
      counter: before.counter + 1,
      previous: before.hash,
    };
    const body = await sealNote(people, label, at);
    const hash = envelopeHash(label, body);
    heads.set(writer, { counter: label.counter, hash });
    run.push(await makeSegment(people, run.at(-1) ?? null, label, body));
  }
  return run;
}

/** A note sealed under this label. */
export async function sealNote(
  people: People,
  label: EnvelopeLabel,
  at: number,
): Promise<Uint8Array> {
  const data = { text: `note ${at}`, source: "app" };
  const record = { id: `${ID.slice(1)}${at}`, at: NOON, kind: "note.text", tags: [], data };
  const signer = label.writer === DEVICE ? people.alice : people.bot;
  const sealed = await sealEnvelope({
    crypto: pgp,
    signer,
    log: ALICE_LOG,
    label,
    recipients: [people.alice.certificate, people.bot.certificate],
    records: [{ record, files: [] }],
    now: NOON,
  });
  return sealed.body;
}

/** The segment that comes after `before`, with one envelope; `change` makes it a wrong one. */
export async function makeSegment(
  people: People,
  before: Segment | null,
  label: EnvelopeLabel,
  body: Uint8Array,
  change: Partial<Frame> = {},
  signer = people.bot,
): Promise<Segment> {
  const sequence = (before?.frame.frame.sequence ?? 0) + 1;
  const entry = { label, hash: envelopeHash(label, body), sizeBytes: body.length, records: [ID] };
  const content: Frame = {
    version: 1,
    log: ALICE_LOG,
    epoch: 1,
    sequence,
    at: NOON,
    topic: label.topic,
    envelopes: [entry],
    slots: [4, 5],
    previous: before && { hash: before.frame.hash, messageId: 10 + before.frame.frame.sequence },
    ...change,
  };
  return { frame: await signFrame(content, signing(signer)), bodies: [body] };
}
