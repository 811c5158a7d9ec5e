/**
 * What stands in a group, read by a second eye: every segment message is parsed and its frame
 * verified, without the engine.
 */

import type { Parsed } from "../../../shared/log/schema.ts";
import { parseSegmentDocument, parseSegmentText } from "../../../shared/log/segment.ts";
import type { SignedFrame } from "../../../shared/log/types.ts";
import type { FakeTelegram } from "./fake-telegram.ts";

/** Sequences of the segments in a chat, by message id. A copy shows as a number that is twice there. */
export async function frames(
  telegram: FakeTelegram,
  chatId: number,
  verify: (signed: Uint8Array) => Promise<Parsed<SignedFrame>>,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const message of telegram.own(chatId)) {
    const bytes = message.document ? telegram.file(message.document.fileId) : undefined;
    const loose = bytes ? parseSegmentDocument(bytes) : parseSegmentText(message.text);
    if (loose.kind !== "loose" || loose.loose.parts.length === 0) continue;
    const frame = await verify(loose.loose.signed);
    if (frame.kind === "parsed") found.push(frame.value.frame.sequence);
  }
  return found;
}
