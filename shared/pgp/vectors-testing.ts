/**
 * Makes the public vectors of CONTEXT-LOCK.md: for each purpose one message that verifies and
 * several that must not. Run once when a purpose is added (vectors.test.ts says how); the files are
 * then the truth, and every implementation is measured by them.
 */
import type * as library from "openpgp";
import * as openpgp from "openpgp";
import type { Hash, LogId, Writer } from "../log/types.ts";
import { encodeUtf8, fromBase64, toBase64 } from "../std/bytes.ts";
import { ALICE_LOG, makePeople, NOON } from "../testkit/people.ts";
import type { Context, SealedPurpose, SignedPurpose } from "./index.ts";
import { armor, contextOf, exportOpenKey } from "./index.ts";
import { NOTATION_NAME } from "./profile.ts";

export interface VectorCase {
  readonly name: string;
  /** What the reader expects, to the byte. */
  readonly context: string;
  /** Binary OpenPGP message, base64. */
  readonly message: string;
  readonly outcome: "valid" | "notMine" | "refused";
}

export interface VectorFile {
  readonly about: string;
  readonly form: "signed" | "sealed";
  /** Certificate of the key that must have signed, armored. */
  readonly signer: string;
  /** Open secret key of the reader, armored; null for what is signed in clear. */
  readonly reader: string | null;
  /** The reader's clock, milliseconds since 1970. */
  readonly now: number;
  /** What the valid message holds, as text. */
  readonly payload: string;
  readonly cases: readonly VectorCase[];
}

export const signedPurposes: readonly SignedPurpose[] = [
  "frame",
  "claim",
  "keyset",
  "superblock",
  "page",
  "card",
  "witness",
];
export const sealedPurposes: readonly SealedPurpose[] = ["record", "manifest", "state", "page"];

const OTHER_LOG = "b0b00000000000000000000000000002" as LogId;
const date = new Date(NOON);

/** How a message deviates from a valid one. */
interface Deviation {
  readonly notations?: readonly library.RawNotation[];
  readonly signer?: library.PrivateKey;
  readonly payload?: library.Message<Uint8Array> | library.Message<string>;
  readonly date?: Date;
  readonly config?: library.PartialConfig;
  readonly recipients?: readonly library.PrivateKey[];
  readonly sessionKey?: library.SessionKey;
}

interface Cast {
  readonly people: Awaited<ReturnType<typeof makePeople>>;
  readonly alice: library.PrivateKey;
  readonly bob: library.PrivateKey;
  readonly bot: library.PrivateKey;
}

async function makeCast(): Promise<Cast> {
  const people = await makePeople();
  const read = (key: Uint8Array) => openpgp.readPrivateKey({ binaryKey: key });
  const [alice, bob, bot] = await Promise.all([
    read(exportOpenKey(people.alice)),
    read(exportOpenKey(people.bob)),
    read(exportOpenKey(people.bot)),
  ]);
  return { people, alice, bob, bot };
}

const lockOf = (context: string): library.RawNotation => ({
  name: NOTATION_NAME,
  value: encodeUtf8(context),
  humanReadable: true,
  critical: true,
});

/** The vectors of one purpose of things that are signed in clear. */
export async function makeSigned(purpose: SignedPurpose): Promise<VectorFile> {
  const cast = await makeCast();
  const context = contextOf({ purpose, log: ALICE_LOG });
  const payload = `{"purpose":"${purpose}","version":1}`;
  const sign = async (change: Deviation = {}) =>
    toBase64(
      await openpgp.sign({
        message: change.payload ?? (await binary(payload)),
        signingKeys: change.signer ?? cast.bot,
        signatureNotations: [...(change.notations ?? [lockOf(context)])],
        date: change.date ?? date,
        format: "binary",
        ...(change.config && { config: change.config }),
      }),
    );
  const valid = await sign();
  const other = purpose === "frame" ? "claim" : "frame";
  const cases: VectorCase[] = [
    { name: "valid", context, message: valid, outcome: "valid" },
    refusal("expected for another purpose", contextOf({ purpose: other, log: ALICE_LOG }), valid),
    refusal("expected in another log", contextOf({ purpose, log: OTHER_LOG }), valid),
    refusal("a changed byte of the payload", context, flipped(valid, 100)),
    refusal("a changed byte at the end", context, flipped(valid, -1)),
    refusal("cut short", context, toBase64(fromBase64(valid).subarray(0, -8))),
    refusal(
      "padding behind it",
      context,
      toBase64(new Uint8Array([...fromBase64(valid), 0xd5, 0])),
    ),
    refusal("a longer length than needed", context, reframed(valid)),
    refusal("a literal with a date", context, await sign({ payload: await dated(payload) })),
  ];
  for (const [name, change] of await deviations(cast, context, payload)) {
    cases.push(refusal(name, context, await sign(change)));
  }
  return {
    about: `Context-Lock, purpose ${purpose}, signed in clear`,
    form: "signed",
    signer: armor(cast.people.bot.certificate.bytes, "publicKey"),
    reader: null,
    now: NOON,
    payload,
    cases,
  };
}

/** The vectors of one purpose of things that are sealed. */
export async function makeSealed(purpose: SealedPurpose): Promise<VectorFile> {
  const cast = await makeCast();
  const fields = sealedFields(purpose, cast);
  const context = contextOf(fields);
  const payload = `{"purpose":"${purpose}","version":1}`;
  const seal = async (change: Deviation = {}) =>
    toBase64(
      await openpgp.encrypt({
        message: (change.payload ?? (await binary(payload))) as library.Message<Uint8Array>,
        signingKeys: change.signer ?? cast.bot,
        encryptionKeys: (change.recipients ?? [cast.alice, cast.bot]).map((key) => key.toPublic()),
        signatureNotations: [...(change.notations ?? [lockOf(context)])],
        date: change.date ?? date,
        format: "binary",
        ...(change.sessionKey && { sessionKey: change.sessionKey }),
        ...(change.config && { config: change.config }),
      }),
    );
  const valid = await seal();
  const [first, second] = [...fields.to].sort();
  const swapped = context.replace(`${first},${second}`, `${second},${first}`);
  const cases: VectorCase[] = [
    { name: "valid", context, message: valid, outcome: "valid" },
    ...elsewhere(fields).map(([name, place]) => refusal(name, contextOf(place), valid)),
    refusal("recipients in another order", swapped, valid),
    refusal("a changed byte", context, flipped(valid, 300)),
    refusal("a changed tag", context, flipped(valid, -1)),
    refusal("cut short", context, toBase64(fromBase64(valid).subarray(0, -16))),
  ];
  for (const [name, change] of await deviations(cast, context, payload)) {
    cases.push(refusal(name, context, await seal(change)));
  }
  for (const [name, change] of weakerCiphers(cast)) {
    cases.push(refusal(name, context, await seal(change)));
  }
  const toOthers = await seal({ recipients: [cast.bob, cast.bot] });
  cases.push({ name: "sealed to others", context, message: toOthers, outcome: "notMine" });
  return {
    about: `Context-Lock, purpose ${purpose}, sealed to alice and bot, read by alice`,
    form: "sealed",
    signer: armor(cast.people.bot.certificate.bytes, "publicKey"),
    reader: armor(exportOpenKey(cast.people.alice), "privateKey"),
    now: NOON,
    payload,
    cases,
  };
}

type SealedFields = Extract<Context, { readonly to: readonly unknown[] }>;

function sealedFields(purpose: SealedPurpose, { people }: Cast): SealedFields {
  const to = [people.alice.certificate.fingerprint, people.bot.certificate.fingerprint];
  if (purpose !== "record") return { purpose, log: ALICE_LOG, to };
  return {
    purpose,
    log: ALICE_LOG,
    topic: "notes",
    audience: "owner+bot",
    keyset: 1,
    writer: `bot-${people.bot.certificate.fingerprint.slice(0, 16)}` as Writer,
    counter: 7,
    previous: "ab".repeat(32) as Hash,
    to,
  };
}

/** The same place but for one field. */
function elsewhere(fields: SealedFields): (readonly [string, SealedFields])[] {
  const log = ["another log", { ...fields, log: OTHER_LOG }] as const;
  if (fields.purpose !== "record") {
    const other = fields.purpose === "state" ? "manifest" : "state";
    return [log, ["another purpose", { ...fields, purpose: other }]];
  }
  return [
    log,
    ["another purpose", { purpose: "state", log: fields.log, to: fields.to }],
    ["another topic", { ...fields, topic: "events" }],
    ["another audience", { ...fields, audience: "owner" }],
    ["another keyset", { ...fields, keyset: 2 }],
    ["another writer", { ...fields, writer: "device-0123456789abcdef" as Writer }],
    ["another counter", { ...fields, counter: 8 }],
    ["another previous", { ...fields, previous: "ac".repeat(32) as Hash }],
  ];
}

/** What a signer may do wrong. */
async function deviations(
  { alice, bot }: Cast,
  context: string,
  payload: string,
): Promise<(readonly [string, Deviation])[]> {
  const lock = lockOf(context);
  return [
    ["signed by another key", { signer: alice }],
    ["no notation", { notations: [] }],
    ["notation twice", { notations: [lock, lock] }],
    ["another notation beside it", { notations: [lock, { ...lock, name: "a@b.example" }] }],
    ["another name", { notations: [{ ...lock, name: "context-lock@example.org" }] }],
    ["not critical", { notations: [{ ...lock, critical: false }] }],
    ["not human readable", { notations: [{ ...lock, humanReadable: false }] }],
    ["a space behind the context", { notations: [lockOf(`${context} `)] }],
    ["the context cut short", { notations: [lockOf(context.slice(0, -1))] }],
    ["signed as text", { payload: await openpgp.createMessage({ text: payload, date }) }],
    ["with a file name", { payload: await binary(payload, "a.json") }],
    ["from the future", { date: new Date(NOON + 3_600_000) }],
    ["SHA-256", { signer: bot, config: { preferredHashAlgorithm: openpgp.enums.hash.sha256 } }],
  ];
}

function weakerCiphers({ alice }: Cast): (readonly [string, Deviation])[] {
  const key = (size: number) => new Uint8Array(size).fill(3);
  return [
    ["one recipient less than named", { recipients: [alice] }],
    ["SEIPDv1", { sessionKey: { data: key(32), algorithm: "aes256" } }],
    [
      "AES-256 with GCM",
      { sessionKey: { data: key(32), algorithm: "aes256", aeadAlgorithm: "gcm" } },
    ],
    [
      "AES-128 with OCB",
      { sessionKey: { data: key(16), algorithm: "aes128", aeadAlgorithm: "ocb" } },
    ],
  ];
}

function dated(payload: string): Promise<library.Message<Uint8Array>> {
  return openpgp.createMessage({ binary: encodeUtf8(payload), date });
}

/** Date 0: a literal's own date is covered by no signature, so in clear it must say nothing. */
function binary(payload: string, filename?: string): Promise<library.Message<Uint8Array>> {
  const content = { binary: encodeUtf8(payload), date: new Date(0) };
  return openpgp.createMessage(filename === undefined ? content : { ...content, filename });
}

function refusal(name: string, context: string, message: string): VectorCase {
  return { name, context, message, outcome: "refused" };
}

/** The first packet with its length in five octets. */
function reframed(message: string): string {
  const [tag = 0, size = 0, ...rest] = fromBase64(message);
  return toBase64(Uint8Array.from([tag, 0xff, 0, 0, 0, size, ...rest]));
}

function flipped(message: string, at: number): string {
  const bytes = fromBase64(message);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return toBase64(bytes);
}
