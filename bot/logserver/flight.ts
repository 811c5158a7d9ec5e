/**
 * A segment on its way: framed once and kept before its first send, then sent the same to the byte
 * until Telegram holds it, then settled.
 */
import { signFrame } from "../../shared/log/frame.ts";
import type { LooseSegment } from "../../shared/log/segment.ts";
import {
  formatSegmentText,
  packSegment,
  segmentFileName,
  TEXT_UNITS_MAX,
} from "../../shared/log/segment.ts";
import type { Frame, TopicName } from "../../shared/log/types.ts";
import { assert } from "../../shared/std/assert.ts";
import type { Flight } from "./cache.ts";
import type { Engine } from "./engine.ts";
import { documentOf } from "./pages.ts";
import { segmentTitle } from "./segment-words.ts";
import { sendOwn } from "./send.ts";
import { settle } from "./settle.ts";
import type { DocumentMessage, TextMessage } from "./transport.ts";

/** Frame these envelopes of the outbox as the next segment and keep it. Sends nothing. */
export async function prepareFlight(
  engine: Engine,
  topic: TopicName,
  orders: readonly number[],
): Promise<Flight> {
  const { head, now } = engine;
  const place = engine.place(topic);
  assert(place?.threadId, "a segment has a topic to go to");
  const envelopes = engine.outbox.waiting.filter((one) => orders.includes(one.order));
  const content: Frame = {
    version: 1,
    log: head.log,
    epoch: head.epoch,
    sequence: head.sequence + 1,
    at: now,
    topic,
    envelopes: envelopes.map(({ label, hash, sizeBytes, records }) => ({
      label,
      hash,
      sizeBytes,
      records,
    })),
    slots: head.slots,
    previous: head.frame === null ? null : { hash: head.frame, messageId: head.head },
  };
  const frame = await signFrame(content, engine.signing());
  const kinds = [...new Set(envelopes.flatMap((one) => one.kinds))];
  const words = segmentTitle(engine, content, kinds);
  const loose = looseOf(engine, orders, frame.signed);
  const flight: Flight = {
    form: fitsText(loose, words) ? "text" : "document",
    threadId: place.threadId,
    orders,
    ...words,
    nonce: engine.nonce(),
    ...frame,
  };
  // If we die after this, the next process sends these very bytes.
  engine.deps.storage.transaction(() => engine.cache.putFlight(flight));
  return flight;
}

/** Send the flight and settle it. `isRepeat`: it may stand in the group already. */
export async function sendFlight(engine: Engine, flight: Flight, isRepeat: boolean): Promise<void> {
  const { chatId } = engine.head;
  const { transport } = engine.deps;
  const place = { chatId, threadId: flight.threadId };
  const loose = looseOf(engine, flight.orders, flight.signed);
  const message = messageOf(engine, flight, loose);
  const send = () =>
    "document" in message
      ? transport.sendDocument(place, message.document)
      : transport.sendText(place, message.text);
  const sent = await sendOwn(engine, { place, doing: null, isRepeat, send });
  await settle(engine, {
    frame: { frame: flight.frame, signed: flight.signed, hash: flight.hash },
    messageId: sent.messageId,
    threadId: flight.threadId,
    document: "document" in message ? documentOf(sent, message.document.bytes) : null,
    bodies: loose.parts.map((part) => (part.kind === "body" ? part.body : null)),
    erased: [],
  });
}

/** Send a flight to another topic: its own was deleted, the frame is the same. */
export function redirectFlight(engine: Engine, flight: Flight, threadId: number): void {
  engine.deps.storage.transaction(() => engine.cache.putFlight({ ...flight, threadId }));
}

function looseOf(engine: Engine, orders: readonly number[], signed: Uint8Array): LooseSegment {
  const parts = orders.map((order) => ({ kind: "body", body: engine.outbox.body(order) }) as const);
  return { signed, parts };
}

/** Armor is longer than its bytes, so that megabytes need not be written out to be measured. */
function fitsText(
  loose: LooseSegment,
  words: { readonly title: string; readonly hashtags: string },
): boolean {
  const parts = loose.parts.map((part) => (part.kind === "body" ? part.body.length : 0));
  const sizeBytes = parts.reduce((sum, size) => sum + size, loose.signed.length);
  if (sizeBytes > TEXT_UNITS_MAX) return false;
  return formatSegmentText(loose, words).text.length <= TEXT_UNITS_MAX;
}

/** How the flight travels: one text, or one document. */
function messageOf(
  engine: Engine,
  flight: Flight,
  loose: LooseSegment,
): { readonly text: TextMessage } | { readonly document: DocumentMessage } {
  const buttons = engine.buttons(flight.nonce);
  const { title, hashtags } = flight;
  if (flight.form === "text") {
    return { text: { ...formatSegmentText(loose, { title, hashtags }), buttons } };
  }
  const fileName = segmentFileName(flight.frame.topic, flight.frame.sequence);
  const caption = `${title}\n\n${hashtags}`;
  return { document: { fileName, bytes: packSegment(loose), caption, buttons } };
}
