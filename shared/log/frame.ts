/**
 * Frames: the clear, signed part of a segment. A frame is canonical JSON inside an OpenPGP message
 * that the bot signed; its hash is taken over that whole message.
 */
import * as v from "valibot";
import { sha256Hex } from "../std/hash.ts";
import type { Parsed } from "./schema.ts";
import { count, damaged, frameEntry, hash, logId, positive, slotIds, topicName } from "./schema.ts";
import type { Signing, Verifying } from "./signed.ts";
import { signDocument, verifyDocument } from "./signed.ts";
import type { Frame, SignedFrame } from "./types.ts";

/** Envelopes that one segment may hold: their files have names of four digits. */
export const ENVELOPES_MAX = 9_999;

const frame: v.GenericSchema<unknown, Frame> = v.strictObject({
  version: v.literal(1),
  log: logId,
  epoch: positive,
  sequence: positive,
  at: count,
  topic: topicName,
  envelopes: v.pipe(v.array(frameEntry), v.minLength(1), v.maxLength(ENVELOPES_MAX)),
  slots: slotIds,
  previous: v.nullable(v.strictObject({ hash, messageId: positive })),
});

/** Sign a frame as it will travel. */
export async function signFrame(content: Frame, by: Signing): Promise<SignedFrame> {
  const signed = await signDocument("frame", content, by);
  return { frame: content, signed, hash: sha256Hex(signed) };
}

/** The frame inside a signed message, or why it is none of this log and these bot keys. */
export async function verifyFrame(signed: Uint8Array, by: Verifying): Promise<Parsed<SignedFrame>> {
  const parsed = await verifyDocument("frame", signed, frame, by);
  if (parsed.kind !== "parsed") return parsed;
  const why = contradictionIn(parsed.value);
  if (why !== null) return damaged(why);
  return { kind: "parsed", value: { frame: parsed.value, signed, hash: sha256Hex(signed) } };
}

function contradictionIn(content: Frame): string | null {
  if ((content.previous === null) !== (content.sequence === 1)) {
    return "only the first frame has none before it";
  }
  if (content.envelopes.some((entry) => entry.label.topic !== content.topic)) {
    return "an envelope is of another topic";
  }
  const hashes = new Set(content.envelopes.map((entry) => entry.hash));
  return hashes.size === content.envelopes.length ? null : "an envelope stands there twice";
}
