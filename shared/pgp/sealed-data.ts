/**
 * The encrypted data packet, version 2 (RFC 9580 section 5.13.2), for AES-256-OCB: key derivation,
 * chunks and the final tag. Reads and writes the packet's body; the header was checked before.
 */
import { concat } from "../std/bytes.ts";
import { hkdfSha256 } from "../std/hash.ts";
import { lentOcb } from "./cipher.ts";
import { encryptByLibrary } from "./engine.ts";
import { webCryptoOpener } from "./ocb-webcrypto.ts";
import { encodeUint32 } from "./packets.ts";
import { AES256, CHUNK_OCTET, OCB, OCTETS_32, SEALED_DATA_VERSION, TAG } from "./profile.ts";
import { drawBytes } from "./random.ts";

const HEAD_SIZE = 4;
const TAG_SIZE = 16;
const NONCE_SIZE = 15;
/** The nonce ends in the number of the chunk, 8 octets. */
const COUNTER_AT = NONCE_SIZE - 8;

/** Encrypts packets to a session key. Answers the body of the encrypted data packet. */
export async function encryptData(
  sessionKey: Uint8Array,
  packets: Uint8Array,
): Promise<Uint8Array> {
  const provider = lentOcb();
  if (provider === null) return encryptByLibrary(sessionKey, packets);
  const head = Uint8Array.of(SEALED_DATA_VERSION, AES256, OCB, CHUNK_OCTET);
  const salt = drawBytes(OCTETS_32);
  const { key, nonce, associated } = deriveKey(sessionKey, salt, CHUNK_OCTET);
  const cipher = provider(key);
  const chunkSize = 2 ** (CHUNK_OCTET + 6);
  const parts: Uint8Array[] = [head, salt];
  let index = 0;
  for (let at = 0; at < packets.length; at += chunkSize) {
    const chunk = packets.subarray(at, at + chunkSize);
    parts.push(cipher.seal(numbered(nonce, index), associated, chunk));
    index += 1;
  }
  const total = finalAssociated(associated, packets.length);
  parts.push(cipher.seal(numbered(nonce, index), total, new Uint8Array()));
  return concat(parts);
}

/**
 * Decrypts the body of an encrypted data packet. Null when any tag is wrong or the body is cut;
 * nothing of the plaintext is released before the last tag was checked.
 */
export async function decryptData(
  sessionKey: Uint8Array,
  body: Uint8Array,
): Promise<Uint8Array | null> {
  const chunkOctet = body[HEAD_SIZE - 1];
  if (chunkOctet === undefined || sessionKey.length !== OCTETS_32) return null;
  const sealed = body.subarray(HEAD_SIZE + OCTETS_32);
  // At least one chunk's tag, unless the plaintext is empty, and the final tag.
  if (sealed.length < TAG_SIZE) return null;
  const salt = body.subarray(HEAD_SIZE, HEAD_SIZE + OCTETS_32);
  const { key, nonce, associated } = deriveKey(sessionKey, salt, chunkOctet);
  const open = await openerOf(key);
  const chunkSize = 2 ** (chunkOctet + 6) + TAG_SIZE;
  const chunksEnd = sealed.length - TAG_SIZE;
  const plaintexts: Uint8Array[] = [];
  let size = 0;
  let index = 0;
  for (let at = 0; at < chunksEnd; at += chunkSize) {
    const chunk = sealed.subarray(at, Math.min(at + chunkSize, chunksEnd));
    if (chunk.length <= TAG_SIZE) return null;
    const plaintext = await open(numbered(nonce, index), associated, chunk);
    if (plaintext === null) return null;
    plaintexts.push(plaintext);
    size += plaintext.length;
    index += 1;
  }
  const total = finalAssociated(associated, size);
  const end = await open(numbered(nonce, index), total, sealed.subarray(chunksEnd));
  if (end === null) return null;
  const [only] = plaintexts;
  return plaintexts.length === 1 && only !== undefined ? only : concat(plaintexts);
}

type Opener = (
  nonce: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
) => Uint8Array | null | Promise<Uint8Array | null>;

async function openerOf(key: Uint8Array): Promise<Opener> {
  const provider = lentOcb();
  if (provider === null) return webCryptoOpener(key);
  const cipher = provider(key);
  return (nonce, associated, sealed) => cipher.open(nonce, associated, sealed);
}

interface DerivedKey {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly associated: Uint8Array;
}

/** HKDF over the session key gives the message key and the first 7 octets of the nonces. */
function deriveKey(sessionKey: Uint8Array, salt: Uint8Array, chunkOctet: number): DerivedKey {
  const associated = Uint8Array.of(
    0xc0 | TAG.sealedData,
    SEALED_DATA_VERSION,
    AES256,
    OCB,
    chunkOctet,
  );
  const derived = hkdfSha256({
    secret: sessionKey,
    salt,
    info: associated,
    sizeBytes: OCTETS_32 + COUNTER_AT,
  });
  const nonce = new Uint8Array(NONCE_SIZE);
  nonce.set(derived.subarray(OCTETS_32));
  return { key: derived.slice(0, OCTETS_32), nonce, associated };
}

/** No message of ours comes near 2^32 chunks, so the upper half of the number stays zero. */
function numbered(nonce: Uint8Array, index: number): Uint8Array {
  const own = nonce.slice();
  own.set(encodeUint32(index), NONCE_SIZE - 4);
  return own;
}

/** The last tag also binds the number of plaintext octets, so that no chunk can be cut off. */
function finalAssociated(associated: Uint8Array, size: number): Uint8Array {
  return concat([associated, encodeUint32(Math.floor(size / 2 ** 32)), encodeUint32(size >>> 0)]);
}
