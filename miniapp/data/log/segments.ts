/**
 * Segments by their number: from this device's cache, else from the server, each frame's signature
 * and place checked before it counts. What fails is kept out of the cache and asked for again.
 */
import type { SegmentAnswer } from "../../../shared/contract/api.ts";
import type { Opener } from "../../../shared/log/crypto.ts";
import { envelopeHash } from "../../../shared/log/envelope.ts";
import { verifyFrame } from "../../../shared/log/frame.ts";
import type { SignedFrame } from "../../../shared/log/types.ts";
import { fromBase64 } from "../../../shared/std/bytes.ts";
import type { Api } from "../api.ts";
import type { DeviceStore } from "../device-store.ts";
import type { Damage } from "./items.ts";
import type { Trust } from "./trust.ts";

/** A body as far as it is here. */
export type Body =
  | { readonly kind: "here"; readonly bytes: Uint8Array }
  | { readonly kind: "erased" }
  | { readonly kind: "large"; readonly sizeBytes: number }
  /** Not the bytes that the frame names. */
  | { readonly kind: "edited" };

export type ReadSegment =
  | {
      readonly kind: "sound";
      readonly frame: SignedFrame;
      readonly messageId: number;
      readonly threadId: number;
      readonly bodies: readonly Body[];
    }
  | {
      readonly kind: "damaged";
      readonly sequence: number;
      readonly messageId: number;
      readonly threadId: number;
      readonly damage: Damage;
    };
export type SoundSegment = Extract<ReadSegment, { kind: "sound" }>;

export interface SegmentSource {
  /** Ascending, one for each number from `from` to `to` (at most 50). Rejects with ApiError. */
  read(from: number, to: number): Promise<readonly ReadSegment[]>;
  /** The same, but from the server whatever the cache holds. */
  readFresh(from: number, to: number): Promise<readonly ReadSegment[]>;
  /** Bytes of one large envelope; `edited` when they are not what the frame names. */
  fetchBody(segment: SoundSegment, index: number): Promise<Body>;
  /** Nothing of this envelope stays on the device. */
  dropBody(sequence: number, index: number): Promise<void>;
}

export function createSegmentSource(given: {
  readonly api: Pick<Api, "segments" | "envelope">;
  readonly crypto: Opener;
  readonly store: DeviceStore;
  readonly trust: Trust;
  readonly now: () => number;
}): SegmentSource {
  const { api, store, trust } = given;

  const verify = async (answer: SegmentAnswer, sequence: number): Promise<ReadSegment> => {
    const place = { messageId: answer.messageId, threadId: answer.threadId };
    const by = { crypto: given.crypto, log: trust.log, signers: trust.bots, now: given.now() };
    const parsed = await verifyFrame(fromBase64(answer.frame), by);
    if (parsed.kind !== "parsed") {
      const damage = parsed.kind === "newer" ? "form" : "signature";
      return { kind: "damaged", sequence, ...place, damage };
    }
    const { frame } = parsed.value;
    if (frame.sequence !== sequence) {
      return { kind: "damaged", sequence, ...place, damage: "older" };
    }
    if (frame.envelopes.length !== answer.bodies.length) {
      return { kind: "damaged", sequence, ...place, damage: "edited" };
    }
    const bodies = answer.bodies.map((body, index): Body => {
      if (body === null) return { kind: "erased" };
      if (typeof body !== "string") return { kind: "large", sizeBytes: body.sizeBytes };
      return checkBody(parsed.value, index, fromBase64(body));
    });
    return { kind: "sound", frame: parsed.value, ...place, bodies };
  };

  const readFresh = async (from: number, to: number): Promise<readonly ReadSegment[]> => {
    const { segments } = await api.segments(from, to);
    // Together: what is verified in one turn travels to the vault in one message.
    const read = await Promise.all(
      segments.slice(0, to - from + 1).map((answer, at) => verify(answer, from + at)),
    );
    const sound = read.filter((one) => one.kind === "sound");
    await store
      .putAll(
        "segments",
        sound.map((one) => [one.frame.frame.sequence, one]),
      )
      // A full or forbidden storage costs time at the next visit and nothing else.
      .catch(() => undefined);
    return read;
  };

  return {
    readFresh,
    async read(from, to) {
      const cached = new Map<number, SoundSegment>();
      for (const value of await store.getRange("segments", from, to).catch(() => [])) {
        if (isSegment(value)) cached.set(value.frame.frame.sequence, value);
      }
      const missing = numbers(from, to).filter((sequence) => !cached.has(sequence));
      const first = missing[0];
      const last = missing.at(-1);
      if (first === undefined || last === undefined) return [...cached.values()].sort(bySequence);
      const fresh = await readFresh(first, last);
      const before = [...cached.values()].filter((one) => one.frame.frame.sequence < first);
      const after = [...cached.values()].filter((one) => one.frame.frame.sequence > last);
      return [...before.sort(bySequence), ...fresh, ...after.sort(bySequence)];
    },
    async fetchBody(segment, index) {
      const body = segment.bodies[index];
      if (body?.kind !== "large") return body ?? { kind: "erased" };
      const { sequence } = segment.frame.frame;
      const key = bodyKey(sequence, index);
      const kept = await store.get("bodies", key).catch(() => undefined);
      const bytes = kept instanceof Uint8Array ? kept : await api.envelope(sequence, index);
      const checked = checkBody(segment.frame, index, bytes);
      if (checked.kind === "here" && !(kept instanceof Uint8Array)) {
        await store.put("bodies", key, bytes).catch(() => undefined);
      }
      return checked;
    },
    async dropBody(sequence, index) {
      await store.delete("bodies", bodyKey(sequence, index));
      const segment = await store.get("segments", sequence);
      if (!isSegment(segment)) return;
      const bodies = segment.bodies.map((body, at): Body => {
        return at === index ? { kind: "erased" } : body;
      });
      await store.put("segments", sequence, { ...segment, bodies });
    },
  };
}

function checkBody(frame: SignedFrame, index: number, bytes: Uint8Array): Body {
  const entry = frame.frame.envelopes[index];
  const isNamed = entry !== undefined && envelopeHash(entry.label, bytes) === entry.hash;
  return isNamed ? { kind: "here", bytes } : { kind: "edited" };
}

function bodyKey(sequence: number, index: number): string {
  return `${sequence}/${index}`;
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function bySequence(a: SoundSegment, b: SoundSegment): number {
  return a.frame.frame.sequence - b.frame.frame.sequence;
}

/** What this file put there itself; another version of the app may have used another form. */
function isSegment(value: unknown): value is SoundSegment {
  if (typeof value !== "object" || value === null) return false;
  return "kind" in value && value.kind === "sound" && "frame" in value && "bodies" in value;
}
