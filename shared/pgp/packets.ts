/**
 * Packet framing (RFC 9580 section 4.2): headers and lengths, nothing of what is inside. Reads the
 * OpenPGP format only (the legacy header is refused), and partial lengths only where the RFC
 * allows them and others write them.
 */
import { concat } from "../std/bytes.ts";
import { TAG } from "./profile.ts";
import { refuseUnless } from "./refused.ts";

export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

/** A message of ours has at most RECIPIENTS_MAX + 1 packets, a signed one four. */
const PACKETS_MAX = 32;
const PARTIAL_FIRST_MIN = 512;

/** One packet with a definite length in its shortest form. */
export function writePacket(tag: number, body: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(0xc0 | tag), writeLength(body.length), body]);
}

/** The length octets of new-format packets and of signature subpackets. */
function writeLength(size: number): Uint8Array {
  if (size < 192) return Uint8Array.of(size);
  if (size < 8384) return Uint8Array.of(((size - 192) >> 8) + 192, (size - 192) & 0xff);
  return concat([Uint8Array.of(0xff), encodeUint32(size)]);
}

export function encodeUint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** Big-endian; the caller knows that four bytes are there. */
export function decodeUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}

/** All packets of a sequence, to its last byte. Throws PgpRefused for framing that is not ours. */
export function readPackets(bytes: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    refuseUnless(packets.length < PACKETS_MAX, "too many packets");
    packets.push(readPacket(reader));
  }
  return packets;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function readPacket(reader: Reader): Packet {
  const header = readOctet(reader);
  refuseUnless((header & 0xc0) === 0xc0, "legacy or broken packet header");
  const tag = header & 0x3f;
  const parts: Uint8Array[] = [];
  for (;;) {
    const length = readPacketLength(reader);
    if (length.isPartial) {
      refuseUnless(tag === TAG.sealedData || tag === TAG.literal, "partial length refused");
      refuseUnless(
        parts.length > 0 || length.size >= PARTIAL_FIRST_MIN,
        "partial length too short",
      );
    }
    parts.push(take(reader, length.size));
    if (!length.isPartial) break;
  }
  const [only] = parts;
  return { tag, body: parts.length === 1 && only !== undefined ? only : concat(parts) };
}

function readPacketLength(reader: Reader): { readonly size: number; readonly isPartial: boolean } {
  const first = reader.bytes[reader.at];
  if (first !== undefined && first >= 224 && first < 255) {
    reader.at += 1;
    return { size: 2 ** (first & 0x1f), isPartial: true };
  }
  return { size: readLength(reader), isPartial: false };
}

/** A definite length; for subpackets too, where 224 to 254 begin two octets (section 5.2.3.7). */
export function readLength(reader: Reader): number {
  const first = readOctet(reader);
  if (first < 192) return first;
  if (first < 255) return ((first - 192) << 8) + readOctet(reader) + 192;
  return decodeUint32(take(reader, 4), 0);
}

export function readOctet(reader: Reader): number {
  const octet = reader.bytes[reader.at];
  refuseUnless(octet !== undefined, "cut short");
  reader.at += 1;
  return octet;
}

/** The next `size` bytes as a view. */
export function take(reader: Reader, size: number): Uint8Array {
  refuseUnless(size <= reader.bytes.length - reader.at, "cut short");
  reader.at += size;
  return reader.bytes.subarray(reader.at - size, reader.at);
}
