/**
 * Where an owner's log is, when the cache does not know: the card in their private chat, else the
 * operator's registry; for a group that a person shows us, its pin or any of its messages.
 */
import { parseBlockText, verifyCard } from "../../shared/log/card.ts";
import { verifyFrame } from "../../shared/log/frame.ts";
import { parseSegmentDocument, parseSegmentText } from "../../shared/log/segment.ts";
import { claimedLog } from "../../shared/log/signed.ts";
import type { LogState } from "../../shared/log/state.ts";
import type { LogId, SlotIds } from "../../shared/log/types.ts";
import { toHex } from "../../shared/std/bytes.ts";
import type { LogServersOptions } from "./deps.ts";
import { registryName } from "./derive.ts";
import { troubleOfError } from "./health.ts";
import type { Line } from "./line.ts";
import type { TroubleCode } from "./port.ts";
import type { LogPlace } from "./recover.ts";
import type { StoredMessage } from "./transport.ts";
import { TransportError } from "./transport.ts";
import { restoreButton } from "./words.ts";

export type Located =
  /** Where to look, most trusted first; nothing: no way leads to a log, and Telegram answered. */
  | { readonly kind: "located"; readonly ways: readonly Way[] }
  | { readonly kind: "unreachable"; readonly why: TroubleCode | "telegramSilent" };

export interface Way {
  readonly place: LogPlace;
  /** The pinned card that said so; null where something else did. */
  readonly card: CardAt | null;
}

/** A pinned card: its message, and the slots that it names. */
export interface CardAt {
  readonly messageId: number;
  readonly slots: SlotIds;
}

/** By the card, then by the registry. `registry` is the operator's state; null where there is none. */
export async function locate(
  deps: LogServersOptions,
  line: Line,
  ownerId: number,
  registry: LogState["registry"] | null,
): Promise<Located> {
  let pinned: StoredMessage | null;
  try {
    pinned = (await line.sure("free", () => deps.transport.getChat(ownerId))).pinned;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    // A person who never wrote to this bot has no chat; no more is said by that.
    if (error.fault !== "notFound" && error.fault !== "forbidden") return silent;
    pinned = null;
  }
  const byCard = await readCard(deps, ownerId, pinned);
  if (byCard && "kind" in byCard) return byCard;
  const ways = byCard ? [byCard] : [];
  const entry = registry?.[registryName(deps.secret, ownerId)];
  if (!entry) return { kind: "located", ways };
  const place = { ownerId, chatId: entry.chatId, slots: entry.slots, log: null };
  return { kind: "located", ways: [...ways, { place, card: null }] };
}

/** The message that a group's pin shows, or the one that a person tapped. Null: not ours. */
export async function readGroup(
  deps: LogServersOptions,
  line: Line,
  chatId: number,
  messageId: number | null,
): Promise<StoredMessage | null | Extract<Located, { kind: "unreachable" }>> {
  try {
    if (messageId === null) {
      const chat = await line.sure("free", () => deps.transport.getChat(chatId));
      return chat.pinned?.own ? chat.pinned : null;
    }
    const nonce = toHex(deps.effects.randomBytes(8));
    const outcome = await line.sure("group", () =>
      deps.transport.readByEdit(chatId, messageId, [restoreButton("ja", nonce)]),
    );
    return outcome.kind === "message" ? outcome.message : null;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { kind: "unreachable", why: troubleOfError(error) ?? "telegramSilent" };
  }
}

/** The log and the slots that a segment's frame names; null for any other message. */
export async function slotsOfSegment(
  deps: LogServersOptions,
  line: Line,
  message: StoredMessage,
): Promise<{ readonly log: LogId; readonly slots: SlotIds } | null> {
  const verdict = message.document
    ? parseSegmentDocument(await fetchSmall(deps, line, message))
    : parseSegmentText(message.text);
  if (verdict.kind !== "loose") return null;
  const log = claimedLog(verdict.loose.signed);
  if (log === null) return null;
  const frame = await verifyFrame(verdict.loose.signed, verifying(deps, log));
  return frame.kind === "parsed" ? { log, slots: frame.value.frame.slots } : null;
}

async function fetchSmall(
  deps: LogServersOptions,
  line: Line,
  { document }: StoredMessage,
): Promise<Uint8Array> {
  if (!document) return new Uint8Array();
  return line.sure("free", () => deps.transport.download(document));
}

async function readCard(
  deps: LogServersOptions,
  ownerId: number,
  pinned: StoredMessage | null,
): Promise<Way | Extract<Located, { kind: "unreachable" }> | null> {
  const signed = pinned?.own ? parseBlockText(pinned.text) : null;
  const log = signed ? claimedLog(signed) : null;
  if (!pinned || !signed || !log) return null;
  const card = await verifyCard(signed, ownerId, verifying(deps, log));
  if (card.kind === "newer") return { kind: "unreachable", why: "newerFormat" };
  if (card.kind === "damaged") {
    deps.effects.trace("warn", "log.cardRefused", { why: card.why });
    return null;
  }
  const { chat: chatId, slots } = card.value;
  const place = { ownerId, chatId, slots: slots.filter((id) => id !== null), log };
  return { place, card: { messageId: pinned.messageId, slots } };
}

function verifying(deps: LogServersOptions, log: LogId) {
  const signers = [deps.botKey.certificate];
  return { crypto: deps.pgp, log, signers, now: deps.effects.now() };
}

const silent = { kind: "unreachable", why: "telegramSilent" } as const;
