/**
 * Documents of the log that are signed in clear, and those that are sealed: canonical JSON on one
 * side, an OpenPGP message bound to purpose and log on the other. What stands in them is the
 * business of frame.ts, keyset.ts, superblock.ts, manifest.ts, page.ts, card.ts and claim.ts.
 */
import type * as v from "valibot";
import type { SealedContext, SignedContext } from "../pgp/context-lock.ts";
import { contextOf } from "../pgp/context-lock.ts";
import type { Certificate, OpenKey } from "../pgp/types.ts";
import { encodeUtf8 } from "../std/bytes.ts";
import { encodeJson } from "../std/json.ts";
import type { Opener, Sealer } from "./crypto.ts";
import type { Parsed } from "./schema.ts";
import { damaged, parseDocument } from "./schema.ts";
import type { Fingerprint, LogId } from "./types.ts";

export interface Signing {
  readonly crypto: Sealer;
  readonly signer: OpenKey;
  /** Milliseconds since 1970: the signature's date. */
  readonly now: number;
}

export interface Verifying {
  readonly crypto: Opener;
  readonly log: LogId;
  /** Any one of these may have signed. */
  readonly signers: readonly Certificate[];
  readonly now: number;
}

export interface Opening {
  readonly crypto: Opener;
  readonly log: LogId;
  readonly key: OpenKey;
  readonly signers: readonly Certificate[];
  /** Fingerprints of all its recipients, as the superblock beside it says. */
  readonly to: readonly Fingerprint[];
  readonly now: number;
}

/** The binary signed message of a document. */
export function signDocument(
  purpose: SignedContext["purpose"],
  document: { readonly log: LogId },
  by: Signing,
): Promise<Uint8Array> {
  return by.crypto.sign({
    payload: encodeUtf8(encodeJson(document)),
    context: contextOf({ purpose, log: document.log }),
    signer: by.signer,
    now: by.now,
  });
}

/** The document inside a signed message: signature, purpose, log and form hold, or a verdict. */
export async function verifyDocument<Output extends { readonly log: LogId }>(
  purpose: SignedContext["purpose"],
  message: Uint8Array,
  schema: v.GenericSchema<unknown, Output>,
  by: Verifying,
): Promise<Parsed<Output>> {
  const context = contextOf({ purpose, log: by.log });
  let why = "nobody can have signed it";
  for (const signer of by.signers) {
    const verdict = await by.crypto.verify({ message, context, signer, now: by.now });
    if (verdict.kind === "verified") return sameLog(parseDocument(verdict.payload, schema), by.log);
    why = verdict.why;
  }
  return damaged(why);
}

/**
 * The log that a signed message says it is of: a hint by which to verify it, and no more. Null when
 * it says none. The payload stands in clear inside the message, so it is searched for, not parsed.
 */
export function claimedLog(message: Uint8Array): LogId | null {
  let text = "";
  for (const byte of message) text += String.fromCharCode(byte);
  return (/"log":"([0-9a-f]{32})"/.exec(text)?.[1] ?? null) as LogId | null;
}

/** A sealed document of the log (manifest, state). */
export function sealDocument(
  purpose: SealedContext["purpose"],
  document: object,
  log: LogId,
  recipients: readonly Certificate[],
  by: Signing,
): Promise<Uint8Array> {
  return by.crypto.seal({
    plaintext: encodeUtf8(encodeJson(document)),
    context: contextOf({ purpose, log, to: recipients.map((one) => one.fingerprint) }),
    signer: by.signer,
    recipients,
    now: by.now,
  });
}

/** The document inside a sealed message, or why it cannot be had. */
export async function openDocument<Output>(
  purpose: SealedContext["purpose"],
  message: Uint8Array,
  schema: v.GenericSchema<unknown, Output>,
  by: Opening,
): Promise<Parsed<Output>> {
  const context = contextOf({ purpose, log: by.log, to: by.to });
  let why = "nobody can have sealed it";
  for (const signer of by.signers) {
    const verdict = await by.crypto.open({ message, context, key: by.key, signer, now: by.now });
    if (verdict.kind === "opened") return parseDocument(verdict.plaintext, schema);
    why = verdict.kind === "notMine" ? "not sealed to this key" : verdict.why;
  }
  return damaged(why);
}

function sameLog<Output extends { readonly log: LogId }>(
  parsed: Parsed<Output>,
  log: LogId,
): Parsed<Output> {
  if (parsed.kind !== "parsed" || parsed.value.log === log) return parsed;
  return damaged("it names another log");
}
