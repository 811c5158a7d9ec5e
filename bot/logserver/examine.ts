/**
 * What a message of our own is: a segment, a claim, a slot, or something else. Flushing looks
 * between its ids with this, and recovery reads the tail with it.
 */
import { parseBlockText } from "../../shared/log/card.ts";
import type { LogClaim } from "../../shared/log/claim.ts";
import { verifyClaim } from "../../shared/log/claim.ts";
import { verifyFrame } from "../../shared/log/frame.ts";
import type { DocumentRef, PagedSegment } from "../../shared/log/page.ts";
import type { LooseSegment } from "../../shared/log/segment.ts";
import {
  assembleSegment,
  parseSegmentDocument,
  parseSegmentText,
} from "../../shared/log/segment.ts";
import type { Superblock } from "../../shared/log/superblock.ts";
import { unpackSlot, verifySuperblock } from "../../shared/log/superblock.ts";
import { sha256Hex } from "../../shared/std/hash.ts";
import { LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import type { FileRef, StoredMessage } from "./transport.ts";

export type Examined =
  | { readonly kind: "segment"; readonly segment: PagedSegment }
  | { readonly kind: "claim"; readonly claim: LogClaim }
  | { readonly kind: "slot"; readonly superblock: Superblock }
  /** Ours, and none of these: a page, a backup, a copy that was cut short, another message. */
  | { readonly kind: "other" };

/** Every message of the log says this; other messages of the bot in the group do not. */
const TAG = "#libral";

/**
 * Reads one own message of the group. Throws LogTrouble `newerFormat` when a later version wrote
 * it, and `chainBroken` for a frame of ours whose envelopes are not the ones that it names.
 */
export async function examine(engine: Engine, message: StoredMessage): Promise<Examined> {
  if (!message.text.includes(TAG)) return { kind: "other" };
  return message.document
    ? examineDocument(engine, message, message.document)
    : examineText(engine, message);
}

async function examineText(engine: Engine, message: StoredMessage): Promise<Examined> {
  const verdict = parseSegmentText(message.text);
  if (verdict.kind !== "loose") return { kind: "other" };
  if (verdict.loose.parts.length > 0) return examineSegment(engine, message, verdict.loose, null);
  const signed = parseBlockText(message.text);
  if (signed === null) return { kind: "other" };
  const claim = await verifyClaim(signed, engine.verifying());
  if (claim.kind === "newer") throw newer();
  return claim.kind === "parsed" ? { kind: "claim", claim: claim.value } : { kind: "other" };
}

async function examineDocument(
  engine: Engine,
  message: StoredMessage,
  file: FileRef,
): Promise<Examined> {
  const bytes = await engine.line.sure("free", () => engine.deps.transport.download(file));
  const verdict = parseSegmentDocument(bytes);
  if (verdict.kind === "loose") {
    const document = { ...file, sha256: sha256Hex(bytes) };
    return examineSegment(engine, message, verdict.loose, document);
  }
  const slot = unpackSlot(bytes);
  if (slot.kind !== "parsed") return { kind: "other" };
  const superblock = await verifySuperblock(slot.value, engine.verifying());
  if (superblock.kind === "newer") throw newer();
  if (superblock.kind !== "parsed") return { kind: "other" };
  return { kind: "slot", superblock: superblock.value };
}

async function examineSegment(
  engine: Engine,
  message: StoredMessage,
  loose: LooseSegment,
  document: DocumentRef | null,
): Promise<Examined> {
  const frame = await verifyFrame(loose.signed, engine.verifying());
  if (frame.kind === "newer") throw newer();
  if (frame.kind !== "parsed") return { kind: "other" };
  const { sequence, topic } = frame.value.frame;
  const segment = assembleSegment(frame.value, loose.parts);
  if (segment.kind !== "parsed") {
    throw new LogTrouble("chainBroken", `segment ${sequence}: its envelopes are not the frame's`);
  }
  const { threadId } = message;
  if (threadId === null) throw new LogTrouble("notForum", "a segment stands outside all topics");
  if (threadId !== (engine.head.topics[topic] ?? threadId)) {
    throw new LogTrouble("chainBroken", `segment ${sequence} stands in another topic`);
  }
  const { bodies } = segment.value;
  const erased = bodies.flatMap((body, index) => (body === null ? [index] : []));
  return {
    kind: "segment",
    segment: {
      frame: frame.value,
      messageId: message.messageId,
      threadId,
      document,
      bodies,
      erased,
    },
  };
}

function newer(): LogTrouble {
  return new LogTrouble("newerFormat", "a message of the log is of a newer format");
}
