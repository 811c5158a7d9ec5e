/**
 * Seal and open: one signed payload, encrypted to each recipient. Order is sign, then encrypt; the
 * Context-Lock inside the signature names the recipients, so that nobody can pass it on to others.
 */
import { assert } from "../std/assert.ts";
import { partsOf } from "./certificate.ts";
import { recipientList, recipientsOf } from "./context-lock.ts";
import { unwrapSessionKey, wrapSessionKey } from "./engine.ts";
import { openPartsOf } from "./open-key.ts";
import { OCTETS_32, RECIPIENTS_MAX } from "./profile.ts";
import { drawBytes } from "./random.ts";
import { refuseUnless } from "./refused.ts";
import { decryptData, encryptData } from "./sealed-data.ts";
import type { WrappedKey } from "./sealed-message.ts";
import { readSealed, writeSealed } from "./sealed-message.ts";
import { readSigned, writeSigned } from "./signed-message.ts";
import type { Certificate, OpenRequest, OpenVerdict, SealRequest } from "./types.ts";
import { verdictOf } from "./verdict.ts";

/**
 * A binary OpenPGP message. The context must end with exactly these recipients (an assertion).
 * Throws PgpRefused when a recipient's certificate is not our profile or the signer was wiped.
 */
export async function seal(request: SealRequest): Promise<Uint8Array> {
  const { context, recipients } = request;
  const named = recipientList(recipients.map((recipient) => recipient.fingerprint));
  assert(context.endsWith(` to=${named}`), "a sealed context names its recipients");
  assert(recipients.length <= RECIPIENTS_MAX, "not too many recipients");
  const signed = await writeSigned({ ...request, payload: request.plaintext });
  const sessionKey = drawBytes(OCTETS_32);
  const wrap = async (recipient: Certificate): Promise<WrappedKey> => {
    const { subkey, subkeyFingerprint } = await partsOf(recipient);
    return { subkey: subkeyFingerprint, body: await wrapSessionKey(subkey, sessionKey) };
  };
  const wrapped = await Promise.all(recipients.map(wrap));
  const data = await encryptData(sessionKey, signed);
  sessionKey.fill(0);
  const message = writeSealed({ wrappedKeys: wrapped, data });
  // The library under us can be talked into weaker packets; what leaves this room is checked.
  const written = readSealed(message).wrappedKeys.map((one) => one.subkey);
  assert(String(written) === String(wrapped.map((one) => one.subkey)), "sealed to the recipients");
  return message;
}

/**
 * Opens a message for this key and checks that the signer sealed it for exactly this context. Never
 * throws on foreign bytes; throws only for our own mistakes (a wiped key, a context of no use).
 */
export async function open(request: OpenRequest): Promise<OpenVerdict> {
  const { subkey } = openPartsOf(request.key);
  const own = await partsOf(request.key.certificate);
  const named = recipientsOf(request.context);
  assert(named.length > 0, "a sealed context names its recipients");
  return verdictOf(async () => {
    const { wrappedKeys, data } = readSealed(request.message);
    const mine = wrappedKeys.find((wrapped) => wrapped.subkey === own.subkeyFingerprint);
    if (mine === undefined) return { kind: "notMine" };
    refuseUnless(wrappedKeys.length === named.length, "other recipients than the context names");
    refuseUnless(named.includes(request.key.certificate.fingerprint), "context names others");
    const sessionKey = await unwrapSessionKey(subkey, mine.body);
    refuseUnless(sessionKey !== null, "session key does not open");
    const signed = await decryptData(sessionKey, data);
    sessionKey.fill(0);
    refuseUnless(signed !== null, "encrypted data was changed or cut");
    const content = await readSigned({ ...request, message: signed, isInClear: false });
    return { kind: "opened", plaintext: content.payload, signedAt: content.signedAt };
  });
}
