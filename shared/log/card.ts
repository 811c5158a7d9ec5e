/**
 * The log card: the pinned message in the owner's private chat that says which group holds their
 * log and where its slots are. Signed by the bot; the text around it is for the owner.
 */
import * as v from "valibot";
import { armor, dearmor, findArmored } from "../pgp/armor.ts";
import type { Parsed } from "./schema.ts";
import { chatId, count, damaged, fingerprint, logId, positive, slotIds } from "./schema.ts";
import type { FoldedText } from "./segment.ts";
import { foldBlocks } from "./segment.ts";
import type { Verifying } from "./signed.ts";
import { verifyDocument } from "./signed.ts";
import type { Fingerprint, LogId, SlotIds } from "./types.ts";

export interface LogCard {
  readonly version: 1;
  readonly log: LogId;
  /** Telegram's id of the owner: a card in anybody else's chat is worth nothing. */
  readonly owner: number;
  readonly chat: number;
  readonly slots: SlotIds;
  /** The bot key that writes the log. */
  readonly bot: Fingerprint;
  readonly at: number;
}

const cardSchema: v.GenericSchema<unknown, LogCard> = v.strictObject({
  version: v.literal(1),
  log: logId,
  owner: positive,
  chat: chatId,
  slots: slotIds,
  bot: fingerprint,
  at: count,
});

/** A text with one folded block: the form of cards and claims. */
export function formatBlockText(introduction: string, signed: Uint8Array): FoldedText {
  return foldBlocks(`${introduction}\n`, armor(signed, "message").trimEnd());
}

/** The only block of a card or claim; null when there is none or more than one. */
export function parseBlockText(text: string): Uint8Array | null {
  const [block, ...more] = findArmored(text);
  return block === undefined || more.length > 0 ? null : dearmor(block);
}

/** Checks a card that was found in `owner`'s private chat. */
export async function verifyCard(
  signed: Uint8Array,
  owner: number,
  by: Verifying,
): Promise<Parsed<LogCard>> {
  const parsed = await verifyDocument("card", signed, cardSchema, by);
  if (parsed.kind !== "parsed" || parsed.value.owner === owner) return parsed;
  return damaged("it is somebody else's card");
}
