/**
 * From two slots to a head: reading them by edit echo, choosing the highest valid generation, and
 * verifying all that it names. Reads only; the tail behind it is tail.ts, where the slots are is
 * locate.ts.
 */
import type { LogManifest } from "../../shared/log/manifest.ts";
import { manifestSchema } from "../../shared/log/manifest.ts";
import type { PagedSegment } from "../../shared/log/page.ts";
import { readPage } from "../../shared/log/page.ts";
import { EMPTY_STATE, stateDocument } from "../../shared/log/replay.ts";
import type { Parsed } from "../../shared/log/schema.ts";
import type { Verifying } from "../../shared/log/signed.ts";
import { claimedLog, openDocument } from "../../shared/log/signed.ts";
import type { LooseSlot, Superblock } from "../../shared/log/superblock.ts";
import { slotOf, unpackSlot, verifySuperblock } from "../../shared/log/superblock.ts";
import { isFrontier, rootOf } from "../../shared/log/tree.ts";
import type { LogId, SlotIds } from "../../shared/log/types.ts";
import { toHex } from "../../shared/std/bytes.ts";
import type { LogServersOptions } from "./deps.ts";
import { LogTrouble } from "./deps.ts";
import type { LogHead } from "./head.ts";
import { headFrom, openFrom } from "./head.ts";
import { troubleOfError } from "./health.ts";
import type { Line } from "./line.ts";
import type { TroubleCode } from "./port.ts";
import { LogError } from "./port.ts";
import type { StoredMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { generationHint, restoreButton } from "./words.ts";

/** Where a log may be found: what card, registry, pin or a segment said. */
export interface LogPlace {
  readonly ownerId: number;
  readonly chatId: number;
  /** Message ids to look at; two of them when whoever named them knew both. */
  readonly slots: readonly number[];
  /** Null where nothing said it; then the slot's own word is taken and verified. */
  readonly log: LogId | null;
}

/** A checkpoint as it was read back. */
export interface Checkpointed {
  readonly head: LogHead;
  /** Segments of the open page. */
  readonly segments: readonly PagedSegment[];
  /** Another version of replay made the state: the records must be replayed. */
  readonly isStateForeign: boolean;
}

export type Recovered =
  | { readonly kind: "recovered"; readonly checkpoint: Checkpointed }
  /** Nothing was readable; it may come back (a silent Telegram) or need another way. */
  | { readonly kind: "unreachable"; readonly why: TroubleCode | "telegramSilent" };

/**
 * Read back the newest checkpoint of these slots. Never throws for what Telegram says; throws
 * LogError `alreadyOwned` when a slot is valid and somebody else's.
 */
export async function recoverCheckpoint(
  deps: LogServersOptions,
  line: Line,
  place: LogPlace,
): Promise<Recovered> {
  try {
    const messages = await readSlots(deps, line, place);
    for (const message of messages) {
      const read = await readSlot(deps, line, place, message);
      if (read.kind === "recovered") return read;
      if (read.kind === "newer") return { kind: "unreachable", why: "newerFormat" };
      if (read.kind === "foreign") throw new LogError("alreadyOwned", read.why);
      deps.effects.trace("warn", "log.slotRefused", {
        messageId: message.messageId,
        why: read.why,
      });
    }
    return { kind: "unreachable", why: "chainBroken" };
  } catch (error) {
    if (error instanceof LogTrouble) return { kind: "unreachable", why: error.trouble };
    if (!(error instanceof TransportError)) throw error;
    return { kind: "unreachable", why: troubleOfError(error) ?? "telegramSilent" };
  }
}

/** The slot messages that are there and ours, the one that says it is newest first. */
async function readSlots(
  deps: LogServersOptions,
  line: Line,
  place: LogPlace,
): Promise<readonly StoredMessage[]> {
  const found: StoredMessage[] = [];
  for (const id of place.slots) {
    const nonce = toHex(deps.effects.randomBytes(8));
    const outcome = await line.sure("group", () =>
      deps.transport.readByEdit(place.chatId, id, [restoreButton("ja", nonce)]),
    );
    if (outcome.kind === "message" && outcome.message.document) found.push(outcome.message);
  }
  return found.sort((a, b) => generationHint(b.text) - generationHint(a.text));
}

type ReadSlot =
  | Extract<Recovered, { kind: "recovered" }>
  | { readonly kind: "newer"; readonly why: string }
  | { readonly kind: "foreign" | "damaged"; readonly why: string };

async function readSlot(
  deps: LogServersOptions,
  line: Line,
  place: LogPlace,
  message: StoredMessage,
): Promise<ReadSlot> {
  const { document } = message;
  if (!document) return { kind: "damaged", why: "no document" };
  const bytes = await line.sure("free", () => deps.transport.download(document));
  const slot = unpackSlot(bytes);
  if (slot.kind !== "parsed") return refused(slot);
  const log = place.log ?? claimedLog(slot.value.superblock);
  if (log === null) return { kind: "damaged", why: "the superblock names no log" };
  const signers = [deps.botKey.certificate];
  const by = { crypto: deps.pgp, log, signers, now: deps.effects.now() };
  const superblock = await verifySuperblock(slot.value, by);
  if (superblock.kind !== "parsed") return refused(superblock);
  const { owner, chat } = superblock.value;
  if (owner !== place.ownerId) return { kind: "foreign", why: "it is somebody else's log" };
  if (chat !== place.chatId) return { kind: "damaged", why: "it is the slot of another group" };
  // Where it was read is where it is: its own word is older than its first message.
  const [a, b] = superblock.value.slots;
  const id = message.messageId;
  const slots: SlotIds = slotOf(superblock.value.generation) === 0 ? [id, b] : [a, id];
  return openSlot(deps, slot.value, { ...superblock.value, slots }, by);
}

/** Manifest, state and open page of a verified superblock, each checked against it. */
async function openSlot(
  deps: LogServersOptions,
  slot: LooseSlot,
  superblock: Superblock,
  by: Verifying,
): Promise<ReadSlot> {
  const opening = { ...by, key: deps.botKey, to: superblock.to };
  const manifest = await openDocument("manifest", slot.manifest, manifestSchema, opening);
  if (manifest.kind !== "parsed") return refused(manifest);
  const contradiction = contradictionOf(superblock, manifest.value);
  if (contradiction !== null) return { kind: "damaged", why: contradiction };
  const state = await openDocument("state", slot.state, stateDocument, opening);
  if (state.kind !== "parsed") return refused(state);
  const segments = await openPage(slot, by);
  if (segments.kind !== "parsed") return refused(segments);
  const head = headFrom(superblock, manifest.value, state.value.state ?? EMPTY_STATE);
  if (!leadsTo(head, segments.value)) return { kind: "damaged", why: "its page leads elsewhere" };
  const isStateForeign = state.value.state === null;
  return { kind: "recovered", checkpoint: { head, segments: segments.value, isStateForeign } };
}

function contradictionOf(superblock: Superblock, manifest: LogManifest): string | null {
  if (manifest.log !== superblock.log) return "its manifest is of another log";
  if (manifest.generation !== superblock.generation) return "its manifest is of another generation";
  const tree = { size: superblock.size, hashes: manifest.frontier };
  if (!isFrontier(tree) || rootOf(tree) !== superblock.root) return "its tree is another one";
  return null;
}

async function openPage(slot: LooseSlot, by: Verifying): Promise<Parsed<readonly PagedSegment[]>> {
  if (slot.page.length === 0) return { kind: "parsed", value: [] };
  const page = await readPage(slot.page, by);
  if (page.kind !== "parsed") return page;
  return { kind: "parsed", value: "segments" in page.value ? page.value.segments : [] };
}

/** Whether the open page goes without a hole from the last sealed page to the superblock's frame. */
function leadsTo(head: LogHead, segments: readonly PagedSegment[]): boolean {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return head.sequence === openFrom(head) - 1;
  const isChained = segments.every((one, at) => {
    const before = segments[at - 1];
    return !before || one.frame.frame.previous?.hash === before.frame.hash;
  });
  return (
    isChained && first.frame.frame.sequence === openFrom(head) && last.frame.hash === head.frame
  );
}

function refused(verdict: Exclude<Parsed<unknown>, { kind: "parsed" }>): ReadSlot {
  if (verdict.kind === "newer") return { kind: "newer", why: `version ${verdict.version}` };
  return { kind: "damaged", why: verdict.why };
}
