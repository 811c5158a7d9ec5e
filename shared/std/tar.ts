/**
 * ustar archives (POSIX.1-1988): plain files with short ASCII names, nothing else. Packing is
 * deterministic (no dates, no owners), and unpacking accepts only what packing writes: each header
 * is made anew from its name and size and compared, so there is no second reading of any field.
 */
import { assert } from "./assert.ts";
import { encodeUtf8, equalBytes, Malformed } from "./bytes.ts";

/** One file of an archive. `name` is a relative path of at most 100 characters, see isTarName. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an archive from outside may cost. */
export interface TarLimits {
  readonly archiveBytesMax: number;
  readonly filesMax: number;
}

const BLOCK = 512;
const SIZE_MAX = 0o77777777777;

/** Segments of letters, digits, `.`, `_`, `-`, joined by `/`; none begins with a dot or a dash. */
export function isTarName(name: string): boolean {
  return (
    name.length <= 100 && /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/.test(name)
  );
}

/** The archive of these files in this order. Names must be distinct and pass isTarName. */
export function packTar(files: readonly TarFile[]): Uint8Array {
  assert(new Set(files.map((file) => file.name)).size === files.length, "tar names are distinct");
  let size = 2 * BLOCK;
  for (const file of files) size += BLOCK + paddedSize(file.bytes.length);
  const archive = new Uint8Array(size);
  let at = 0;
  for (const file of files) {
    assert(isTarName(file.name), "tar names are short relative paths");
    archive.set(encodeHeader(file.name, file.bytes.length), at);
    archive.set(file.bytes, at + BLOCK);
    at += BLOCK + paddedSize(file.bytes.length);
  }
  return archive;
}

/**
 * The files of an archive; their bytes are views into it. Throws Malformed for anything that
 * packTar does not write: links, directories, absolute or climbing paths, two files of one name,
 * wrong checksums, sizes beyond the archive or the limits, data after the end.
 */
export function unpackTar(archive: Uint8Array, limits: TarLimits): TarFile[] {
  if (archive.length > limits.archiveBytesMax) throw new Malformed("tar: archive too large");
  if (archive.length % BLOCK !== 0) throw new Malformed("tar: not whole blocks");
  const files: TarFile[] = [];
  const names = new Set<string>();
  let at = 0;
  for (;;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.length < BLOCK) throw new Malformed("tar: no end");
    if (isZero(header)) break;
    const { name, size } = readHeader(header);
    const end = at + BLOCK + size;
    const next = at + BLOCK + paddedSize(size);
    if (next > archive.length) throw new Malformed("tar: file cut short");
    if (!isZero(archive.subarray(end, next))) throw new Malformed("tar: padding is not zero");
    if (names.has(name)) throw new Malformed("tar: two files of one name");
    if (files.length >= limits.filesMax) throw new Malformed("tar: too many files");
    names.add(name);
    files.push({ name, bytes: archive.subarray(at + BLOCK, end) });
    at = next;
  }
  if (archive.length - at !== 2 * BLOCK || !isZero(archive.subarray(at))) {
    throw new Malformed("tar: wrong end");
  }
  return files;
}

/** Field by field: name, mode, uid, gid, size, mtime, checksum, type, link, magic, device. */
function encodeHeader(name: string, size: number): Uint8Array {
  assert(size <= SIZE_MAX, "tar files are smaller than 8 GiB");
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => header.set(encodeUtf8(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\x0000", 257);
  put("0000000\0", 329);
  put("0000000\0", 337);
  let sum = 0;
  for (const byte of header) sum += byte;
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function readHeader(header: Uint8Array): { readonly name: string; readonly size: number } {
  let name = "";
  for (const byte of header.subarray(0, 100)) {
    if (byte === 0) break;
    name += String.fromCharCode(byte);
  }
  if (!isTarName(name)) throw new Malformed("tar: name refused");
  const digits = String.fromCharCode(...header.subarray(124, 135));
  if (!/^[0-7]{11}$/.test(digits)) throw new Malformed("tar: size refused");
  const size = Number.parseInt(digits, 8);
  if (!equalBytes(encodeHeader(name, size), header)) throw new Malformed("tar: header refused");
  return { name, size };
}

function paddedSize(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
