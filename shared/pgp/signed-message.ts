/**
 * Signed messages (RFC 9580 section 10.3): one-pass signature, literal data, signature, and maybe
 * padding. The same four packets stand alone (a frame) or inside encrypted data (an envelope).
 */
import type { Fingerprint } from "../log/types.ts";
import { concat, encodeUtf8, equalBytes, fromHex } from "../std/bytes.ts";
import { partsOf } from "./certificate.ts";
import { isSignatureValid, signPacket } from "./engine.ts";
import { openPartsOf } from "./open-key.ts";
import type { Packet } from "./packets.ts";
import { decodeUint32, readPackets, writePacket } from "./packets.ts";
import {
  ED25519,
  NOTATION_NAME,
  OCTETS_32,
  SHA512,
  SIGNATURE_TYPE,
  SKEW_MS,
  TAG,
  VERSION,
} from "./profile.ts";
import { refuseUnless } from "./refused.ts";
import type { SignatureFacts } from "./signature.ts";
import { IN_MESSAGE, readSignature } from "./signature.ts";
import type { Certificate, OpenKey } from "./types.ts";

/** `b`, no file name, no date: the two are not covered by the signature, so they say nothing. */
const LITERAL_HEAD = Uint8Array.of(0x62, 0, 0, 0, 0, 0);

/**
 * Signs the payload for this context. The signature is dated `now`, but never before the key: a
 * device whose clock runs behind could otherwise not sign at all.
 */
export async function writeSigned(given: {
  readonly payload: Uint8Array;
  readonly context: string;
  readonly signer: OpenKey;
  readonly now: number;
}): Promise<Uint8Array> {
  const { primary } = openPartsOf(given.signer);
  const { created } = await partsOf(given.signer.certificate);
  const date = Math.max(Math.floor(given.now / 1000), created);
  const signature = await signPacket(
    primary,
    SIGNATURE_TYPE.binary,
    { literal: given.payload },
    date,
    { notation: encodeUtf8(given.context) },
  );
  return joinPackets(given.signer.certificate.fingerprint, given.payload, signature);
}

/** The one way in which we write a signed message. */
function joinPackets(issuer: Fingerprint, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  const { salt } = readSignature(signature, IN_MESSAGE);
  return concat([
    writePacket(TAG.onePass, onePassBody(salt, fromHex(issuer))),
    writePacket(TAG.literal, concat([LITERAL_HEAD, payload])),
    writePacket(TAG.signature, signature),
  ]);
}

/** Section 5.4: what the signature will be, so that a reader can hash in one pass. */
function onePassBody(salt: Uint8Array, issuer: Uint8Array): Uint8Array {
  return concat([
    Uint8Array.of(VERSION, SIGNATURE_TYPE.binary, SHA512, ED25519, OCTETS_32),
    salt,
    issuer,
    Uint8Array.of(1),
  ]);
}

/** What a valid signed message holds. */
export interface SignedContent {
  readonly payload: Uint8Array;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
}

/**
 * Reads and verifies a signed message. Throws PgpRefused unless it is exactly ours: one valid
 * signature of this signer, for exactly this context, not from the future.
 */
export async function readSigned(given: {
  readonly message: Uint8Array;
  readonly context: string;
  readonly signer: Certificate;
  readonly now: number;
  /**
   * In clear the bytes are hashed and chained, so nobody but the signer may be able to change one:
   * they must be framed exactly as we frame them. Inside encrypted data others may frame in their
   * own way, date the literal and pad it.
   */
  readonly isInClear: boolean;
}): Promise<SignedContent> {
  const { onePass, literal, signature } = splitPackets(given.message);
  const facts = readSignature(signature, IN_MESSAGE);
  checkFacts(facts, given);
  const issuer = fromHex(facts.issuer);
  refuseUnless(equalBytes(onePass, onePassBody(facts.salt, issuer)), "one-pass packet differs");
  const payload = readLiteral(literal, facts.created);
  const isOurFraming = () =>
    equalBytes(given.message, joinPackets(facts.issuer, payload, signature));
  refuseUnless(!given.isInClear || isOurFraming(), "framed in another way");
  const signer = await partsOf(given.signer);
  refuseUnless(facts.created >= signer.created, "signed before its key was made");
  const isValid = await isSignatureValid(signature, signer.primary, SIGNATURE_TYPE.binary, {
    literal: payload,
  });
  refuseUnless(isValid, "signature is not valid");
  return { payload, signedAt: facts.created * 1000 };
}

function splitPackets(message: Uint8Array): {
  readonly onePass: Uint8Array;
  readonly literal: Uint8Array;
  readonly signature: Uint8Array;
} {
  const packets = readPackets(message);
  const [onePass, literal, signature, padding, ...more] = packets;
  const isOurs =
    hasTag(onePass, TAG.onePass) &&
    hasTag(literal, TAG.literal) &&
    hasTag(signature, TAG.signature) &&
    (padding === undefined || hasTag(padding, TAG.padding)) &&
    more.length === 0;
  refuseUnless(isOurs, `not one signed literal: ${packets.map((packet) => packet.tag).join(" ")}`);
  return { onePass: onePass.body, literal: literal.body, signature: signature.body };
}

function hasTag(packet: Packet | undefined, tag: number): packet is Packet {
  return packet?.tag === tag;
}

function checkFacts(
  facts: SignatureFacts,
  given: { readonly context: string; readonly signer: Certificate; readonly now: number },
): void {
  refuseUnless(facts.type === SIGNATURE_TYPE.binary, "not a signature over binary data");
  refuseUnless(facts.issuer === given.signer.fingerprint, "signed by another key");
  const [lock, ...more] = facts.notations;
  refuseUnless(lock !== undefined && more.length === 0, "not exactly one notation");
  refuseUnless(lock.name === NOTATION_NAME, "another notation");
  refuseUnless(lock.isCritical && lock.isReadable, "context lock is not critical and readable");
  refuseUnless(equalBytes(lock.value, encodeUtf8(given.context)), "another context");
  refuseUnless(facts.created * 1000 <= given.now + SKEW_MS, "signed in the future");
}

/** Binary, without a name; others date it, and then as they date the signature. */
function readLiteral(body: Uint8Array, created: number): Uint8Array {
  refuseUnless(body.length >= LITERAL_HEAD.length, "literal: cut short");
  refuseUnless(body[0] === LITERAL_HEAD[0], "literal: not binary");
  refuseUnless(body[1] === 0, "literal: has a file name");
  const date = decodeUint32(body, 2);
  refuseUnless(date === 0 || date === created, "literal: another date");
  return body.subarray(LITERAL_HEAD.length);
}
