/**
 * ASCII armor (RFC 9580 section 6): the form in which messages and keys stand in chat texts. No
 * checksum is written. Reading bears what a chat does to a text (spaces, line ends, missing empty
 * lines) and nothing else: the base64 itself is strict.
 */
import { fromBase64, toBase64 } from "../std/bytes.ts";
import { PgpRefused, refuseUnless } from "./refused.ts";

/** What a block says that it holds. */
export type ArmorKind = "message" | "publicKey" | "privateKey";

const TITLE: { readonly [kind in ArmorKind]: string } = {
  message: "MESSAGE",
  publicKey: "PUBLIC KEY BLOCK",
  privateKey: "PRIVATE KEY BLOCK",
};

/** A Telegram message has 4096 characters, a file of ours at most 19 MB; base64 adds a third. */
const TEXT_MAX = 30_000_000;
const BLOCKS_MAX = 1000;

/** The block of these bytes, ending in a line break; 64 characters a line. */
export function armor(bytes: Uint8Array, kind: ArmorKind): string {
  const base64 = toBase64(bytes);
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += 64) lines.push(base64.slice(at, at + 64));
  return `-----BEGIN PGP ${TITLE[kind]}-----\n\n${lines.join("\n")}\n-----END PGP ${TITLE[kind]}-----\n`;
}

/** The bytes of the only block in a text. Throws PgpRefused when it is not one block of that kind. */
export function dearmor(text: string, kind: ArmorKind = "message"): Uint8Array {
  const blocks = scan(text);
  const [block] = blocks;
  refuseUnless(block !== undefined && blocks.length === 1, "armor: not exactly one block");
  refuseUnless(block.title === TITLE[kind], "armor: another kind of block");
  return decodeBody(block.body);
}

/** All blocks of one kind in a text, each as `armor` would write its lines; broken ones are left out. */
export function findArmored(text: string, kind: ArmorKind = "message"): string[] {
  const found: string[] = [];
  for (const block of scan(text)) {
    if (block.title !== TITLE[kind]) continue;
    try {
      found.push(armor(decodeBody(block.body), kind));
    } catch (error) {
      if (!(error instanceof PgpRefused)) throw error;
    }
  }
  return found;
}

interface Block {
  readonly title: string;
  readonly body: string;
}

function scan(text: string): Block[] {
  if (text.length > TEXT_MAX) throw new PgpRefused("armor: text too long");
  const blocks: Block[] = [];
  const begin = /-----BEGIN PGP (MESSAGE|PUBLIC KEY BLOCK|PRIVATE KEY BLOCK)-----/g;
  let heads = 0;
  for (let head = begin.exec(text); head !== null; head = begin.exec(text)) {
    heads += 1;
    if (heads > BLOCKS_MAX) throw new PgpRefused("armor: too many blocks");
    const title = head[1] ?? "";
    const tail = `-----END PGP ${title}-----`;
    const end = text.indexOf(tail, begin.lastIndex);
    const next = text.indexOf("-----BEGIN PGP ", begin.lastIndex);
    // A block that was cut off ends where the next one begins: it is broken, the next may be whole.
    if (end < 0 || (next >= 0 && next < end)) continue;
    blocks.push({ title, body: text.slice(begin.lastIndex, end) });
    begin.lastIndex = end + tail.length;
  }
  return blocks;
}

function decodeBody(body: string): Uint8Array {
  const lines = body.split(/[\r\n\u2028\u2029]+/).map(stripSpaces);
  // Headers such as `Comment: x` stand before the base64; a checksum line begins with `=`.
  const base64 = lines.filter(
    (line) => !/^[A-Za-z]+:/.test(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line),
  );
  try {
    return fromBase64(base64.join(""));
  } catch {
    throw new PgpRefused("armor: not base64");
  }
}

/** Spaces of all kinds, zero-width ones, and quotation marks that a chat puts before quoted lines. */
function stripSpaces(line: string): string {
  return line.replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, "").replace(/^>+/, "");
}
