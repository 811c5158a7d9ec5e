/**
 * A see-through envelope in the place of OpenPGP: fast, the same bytes each time, and readable in a
 * failing test. It judges like the real one (wrong context, signer, recipient, any changed byte),
 * but its keys are no secret: never outside tests.
 */
import type { LogCrypto } from "../log/crypto.ts";
import type { Fingerprint } from "../log/types.ts";
import { armor, dearmor } from "../pgp/armor.ts";
import type { Certificate, OpenKey } from "../pgp/types.ts";
import { concat, decodeUtf8, encodeUtf8, equalBytes } from "../std/bytes.ts";
import { hmacSha256, sha256Hex } from "../std/hash.ts";
import { encodeJson } from "../std/json.ts";

interface Head {
  readonly context: string;
  readonly signer: string;
  readonly to: readonly string[];
  readonly at: number;
}

const SEAL_BYTES = 32;
const LINE_END = 0x0a;

/** A key whose certificate is the name itself. */
export function transparentKey(name: string): OpenKey {
  return { certificate: certificateOf(encodeUtf8(`transparent key of ${name}`)), handle: name };
}

/** What stands for the locked key of `key` in a backup. */
export function transparentLock(key: OpenKey): string {
  return armor(key.certificate.bytes, "privateKey");
}

export const transparentCrypto: LogCrypto = {
  seal: async ({ plaintext, context, signer, recipients, now }) =>
    write({ context, signer, to: recipients.map((one) => one.fingerprint), now }, plaintext),
  sign: async ({ payload, context, signer, now }) =>
    write({ context, signer, to: [], now }, payload),
  open: async ({ message, context, key, signer }) => {
    const read = readMessage(message, context, signer);
    if (typeof read === "string") return { kind: "damaged", why: read };
    const { head, payload } = read;
    if (!head.to.includes(key.certificate.fingerprint)) return { kind: "notMine" };
    return { kind: "opened", plaintext: payload, signedAt: head.at };
  },
  verify: async ({ message, context, signer }) => {
    const read = readMessage(message, context, signer);
    if (typeof read === "string") return { kind: "damaged", why: read };
    return { kind: "verified", payload: read.payload, signedAt: read.head.at };
  },
  parseCertificate: async (bytes) => certificateOf(bytes),
  lockedKeyCertificate: async (armored) => certificateOf(dearmor(armored, "privateKey")),
};

function certificateOf(bytes: Uint8Array): Certificate {
  const fingerprint = sha256Hex(bytes) as string as Fingerprint;
  return { fingerprint, bytes };
}

function write(
  given: {
    readonly context: string;
    readonly signer: OpenKey;
    readonly to: readonly string[];
    readonly now: number;
  },
  payload: Uint8Array,
): Uint8Array {
  const { context, signer, to, now } = given;
  const { fingerprint, bytes } = signer.certificate;
  const head = encodeUtf8(`${encodeJson({ context, signer: fingerprint, to, at: now })}\n`);
  return concat([hmacSha256(bytes, concat([head, payload])), head, payload]);
}

function readMessage(
  message: Uint8Array,
  context: string,
  signer: Certificate,
): { readonly head: Head; readonly payload: Uint8Array } | string {
  const signed = message.subarray(SEAL_BYTES);
  const end = signed.indexOf(LINE_END);
  if (end < 0) return "not a message";
  if (!equalBytes(hmacSha256(signer.bytes, signed), message.subarray(0, SEAL_BYTES))) {
    return "signature";
  }
  const head = JSON.parse(decodeUtf8(signed.subarray(0, end))) as Head;
  if (head.context !== context) return "context";
  return { head, payload: signed.subarray(end + 1) };
}
