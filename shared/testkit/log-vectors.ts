/**
 * Makes the public vectors of FORMAT.md: for each chapter what a reader must accept and what it
 * must refuse. Run once when the format gains something (vectors.test.ts says how); the files are
 * then the truth, and every implementation is measured by them.
 */

import { formatBlockText } from "../log/card.ts";
import type { Keyset } from "../log/keyset.ts";
import { nextKeyset, signKeyset, verifyKeyset } from "../log/keyset.ts";
import { contentsOf, pageFiles } from "../log/page.ts";
import { encodePlaintext } from "../log/record.ts";
import { EMPTY_STATE } from "../log/replay.ts";
import { formatSegmentText, looseOf, packSegment } from "../log/segment.ts";
import { sealDocument, signDocument } from "../log/signed.ts";
import { fileHashes, packSlot } from "../log/superblock.ts";
import { appendFrame, EMPTY_TREE, rootOf } from "../log/tree.ts";
import type { Hash, LogId, Segment, Writer } from "../log/types.ts";
import * as pgp from "../pgp/index.ts";
import type { OpenKey } from "../pgp/types.ts";
import { concat, encodeUtf8, toBase64 } from "../std/bytes.ts";
import { sha256Hex } from "../std/hash.ts";
import { encodeJson } from "../std/json.ts";
import { DEVICE, ID, makeRun, makeSegment, sealNote, signing } from "./log-run.ts";
import type { People } from "./people.ts";
import { ALICE_LOG, makePeople, NOON } from "./people.ts";

export interface VectorCase {
  readonly name: string;
  readonly outcome: "valid" | "refused" | "newer";
  /** What the reader is given: base64 of bytes, or a text as it stands. */
  readonly given: string | readonly string[];
  /** What it must find, where that can be written down. */
  readonly expected?: unknown;
}

export interface VectorFile {
  readonly about: string;
  readonly log: LogId;
  /** The reader's clock, milliseconds since 1970. */
  readonly now: number;
  /** Certificates of the bot and of the owner, base64. */
  readonly bot: string;
  readonly owner: string;
  /** The bot's open key, base64: what it can open is checked with it. */
  readonly botKey: string;
  /** Long values that several cases share: a case that gives a list gives their names. */
  readonly parts?: { readonly [name: string]: string };
  readonly cases: readonly VectorCase[];
}

const OTHER_LOG = "b0b00000000000000000000000000002" as LogId;

/** All files by name. */
export async function makeVectors(): Promise<ReadonlyMap<string, VectorFile>> {
  const people = await makePeople();
  const file = async (about: string, cases: readonly VectorCase[]): Promise<VectorFile> => ({
    about,
    log: ALICE_LOG,
    now: NOON,
    bot: toBase64(people.bot.certificate.bytes),
    owner: toBase64(people.alice.certificate.bytes),
    botKey: toBase64(pgp.exportOpenKey(people.bot)),
    cases,
  });
  const run = await makeRun(people);
  return new Map([
    ["log-plaintext.json", await file("FORMAT.md 3: the plaintext of an envelope", plaintexts())],
    [
      "log-segment-text.json",
      await file("FORMAT.md 7.1: a text segment", await texts(people, run)),
    ],
    ["log-segment-document.json", await file("FORMAT.md 7.2: a document segment", documents(run))],
    [
      "log-chain.json",
      { ...(await file("FORMAT.md 8: a run of segments", [])), ...(await chains(people, run)) },
    ],
    ["log-keyset.json", await file("FORMAT.md 9: a chain of keysets", await keysets(people))],
    ["log-page.json", await file("FORMAT.md 10: an index page", await pages(people, run))],
    ["log-slot.json", await file("FORMAT.md 11: a superblock slot", await slots(people, run))],
    ["log-card.json", await file("FORMAT.md 12: the log card", await cards(people))],
    ["log-claim.json", await file("FORMAT.md 13: a claim", await claims(people))],
  ]);
}

function plaintexts(): VectorCase[] {
  const file = encodeUtf8("attached");
  const attachment = { name: "a.txt", mime: "text/plain", sizeBytes: 8, sha256: sha256Hex(file) };
  const plain = { id: ID, at: NOON, kind: "note.text", tags: [], data: { text: "メモ" } };
  const record = { ...plain, id: `${ID.slice(1)}f`, attachments: [attachment] };
  const good = encodePlaintext([
    { record: plain, files: [] },
    { record, files: [file] },
  ]);
  const head = (value: unknown) => encodeUtf8(`${encodeJson(value)}\n`);
  const bytes = (...parts: Uint8Array[]) => toBase64(concat(parts));
  return [
    {
      name: "two records, one attachment",
      outcome: "valid",
      given: toBase64(good),
      expected: [plain, record],
    },
    {
      name: "attachment changed",
      outcome: "refused",
      given: toBase64(flip(good, good.length - 1)),
    },
    { name: "attachment cut short", outcome: "refused", given: toBase64(good.subarray(0, -1)) },
    { name: "bytes left over", outcome: "refused", given: bytes(good, encodeUtf8("!")) },
    { name: "no records", outcome: "refused", given: bytes(head({ version: 1, records: [] })) },
    { name: "no line end", outcome: "refused", given: toBase64(encodeUtf8('{"version":1}')) },
    {
      name: "a newer version",
      outcome: "newer",
      given: bytes(head({ version: 2, records: [plain] })),
    },
    {
      name: "not canonical",
      outcome: "refused",
      given: bytes(encodeUtf8(`${JSON.stringify({ version: 1, records: [plain] }, null, 1)}\n`)),
    },
  ];
}

async function texts(people: People, run: readonly Segment[]): Promise<VectorCase[]> {
  const [first, second] = [run[0]!, run[1]!];
  const words = { title: "📝 メモ", hashtags: "#libral #notes #note_text #m2026_11" };
  const format = (segment: Segment) => formatSegmentText(looseOf(segment), words).text;
  const good = format(first);
  const label = first.frame.frame.envelopes[0]!.label;
  const body = first.bodies[0]!;
  const forged = await makeSegment(people, null, label, body, {}, people.bob);
  const foreign = await makeSegment(people, null, label, body, { log: OTHER_LOG });
  const newer = await signNewerFrame(people);
  const cases: [string, VectorCase["outcome"], string][] = [
    ["as it was written", "valid", good],
    ["quoted, with other line ends", "valid", good.replaceAll("\n", "\r\n> ")],
    ["erased", "valid", format({ ...first, bodies: [null] })],
    ["another envelope under the frame", "refused", format({ ...first, bodies: second.bodies })],
    ["no envelope", "refused", format({ ...first, bodies: [] })],
    ["an envelope too many", "refused", format({ ...first, bodies: [body, body] })],
    ["a frame that somebody else signed", "refused", format(forged)],
    ["a frame of another log", "refused", format(foreign)],
    ["only words", "refused", "#libral #notes\nhello"],
    [
      "a frame of a newer version",
      "newer",
      format({ ...first, frame: { ...first.frame, signed: newer } }),
    ],
  ];
  const hash = first.frame.hash;
  return cases.map(([name, outcome, given]) =>
    outcome === "valid" ? { name, outcome, given, expected: hash } : { name, outcome, given },
  );
}

function signNewerFrame(people: People): Promise<Uint8Array> {
  const context = pgp.contextOf({ purpose: "frame", log: ALICE_LOG });
  const payload = encodeUtf8(encodeJson({ version: 2, log: ALICE_LOG, something: "new" }));
  return pgp.sign({ payload, context, signer: people.bot, now: NOON });
}

function documents(run: readonly Segment[]): VectorCase[] {
  const [first, second] = [run[0]!, run[1]!];
  const good = packSegment(looseOf(first));
  const pack = (segment: Segment) => toBase64(packSegment(looseOf(segment)));
  const hash = first.frame.hash;
  return [
    { name: "as it was written", outcome: "valid", given: toBase64(good), expected: hash },
    { name: "erased", outcome: "valid", given: pack({ ...first, bodies: [null] }), expected: hash },
    {
      name: "another envelope",
      outcome: "refused",
      given: pack({ ...first, bodies: second.bodies }),
    },
    { name: "no envelope", outcome: "refused", given: pack({ ...first, bodies: [] }) },
    { name: "a changed byte", outcome: "refused", given: toBase64(flip(good, 600)) },
    { name: "cut short", outcome: "refused", given: toBase64(good.subarray(0, -512)) },
  ];
}

/** Cases name segments of `parts`: the same ones stand in many of them. */
async function chains(
  people: People,
  run: readonly Segment[],
): Promise<Pick<VectorFile, "parts" | "cases">> {
  const [, b, c, d] = run as [Segment, Segment, Segment, Segment];
  const root = rootOf(
    run.reduce((tree, { frame }) => appendFrame(tree, frame.frame, frame.hash), EMPTY_TREE),
  );
  const { label } = d.frame.frame.envelopes[0]!;
  const hole = { ...label, counter: label.counter + 1 };
  const change = { epoch: 2 };
  const third = await makeSegment(
    people,
    b,
    c.frame.frame.envelopes[0]!.label,
    c.bodies[0]!,
    change,
  );
  const segments: { readonly [name: string]: Segment } = {
    ...Object.fromEntries(run.map((segment, at) => [String(at + 1), segment])),
    "2 erased": { ...b, bodies: [null] },
    "4 with a hole": await makeSegment(people, c, hole, await sealNote(people, hole, 3)),
    "3 of epoch 2": third,
    "4 of epoch 1": await makeSegment(people, third, label, d.bodies[0]!),
  };
  const parts = Object.entries(segments).map(([name, segment]) => [
    name,
    toBase64(packSegment(looseOf(segment))),
  ]);
  return {
    parts: Object.fromEntries(parts),
    cases: [
      { name: "all of it", outcome: "valid", given: ["1", "2", "3", "4", "5"], expected: root },
      {
        name: "with an erased envelope",
        outcome: "valid",
        given: ["1", "2 erased", "3", "4", "5"],
        expected: root,
      },
      { name: "the first is missing", outcome: "refused", given: ["2", "3", "4", "5"] },
      { name: "one in between is missing", outcome: "refused", given: ["1", "2", "4", "5"] },
      { name: "two are swapped", outcome: "refused", given: ["1", "3", "2", "4", "5"] },
      { name: "one stands there twice", outcome: "refused", given: ["1", "2", "2", "3"] },
      {
        name: "a hole in a writer's chain",
        outcome: "refused",
        given: ["1", "2", "3", "4 with a hole"],
      },
      {
        name: "an epoch that goes back",
        outcome: "refused",
        given: ["1", "2", "3 of epoch 2", "4 of epoch 1"],
      },
    ],
  };
}

async function keysets(people: People): Promise<VectorCase[]> {
  const devices = [{ id: DEVICE, name: "phone", since: NOON }];
  const { alice, bob, bot } = people;
  const content = {
    log: ALICE_LOG,
    owner: alice.certificate,
    devices,
    bots: [bot.certificate],
    at: NOON,
  };
  const first = nextKeyset(null, content);
  const signedFirst = await signKeyset(first, signing(alice));
  const by = { crypto: pgp, log: ALICE_LOG, signers: [alice.certificate], now: NOON };
  const verified = await verifyKeyset(signedFirst, null, by);
  if (verified.kind !== "parsed") throw new Error(verified.kind);
  const added = [
    ...devices,
    { id: "device-ffeeddccbbaa9988" as Writer, name: "desk", since: NOON },
  ];
  const second = nextKeyset(verified.value, { ...content, devices: added });
  const case_ = async (
    name: string,
    outcome: VectorCase["outcome"],
    given: readonly (readonly [Keyset, OpenKey])[],
  ): Promise<VectorCase> => {
    const signed: string[] = [];
    for (const [keyset, signer] of given) {
      signed.push(
        toBase64(
          keyset === first && signer === alice
            ? signedFirst
            : await signKeyset(keyset, signing(signer)),
        ),
      );
    }
    return { name, outcome, given: signed };
  };
  const bobs = { ...first, owner: toBase64(bob.certificate.bytes) };
  return Promise.all([
    case_("one", "valid", [[first, alice]]),
    case_("two", "valid", [
      [first, alice],
      [second, alice],
    ]),
    case_("somebody else signed", "refused", [[first, bob]]),
    case_("somebody else's first", "refused", [[bobs, bob]]),
    case_("another owner in the first", "refused", [[bobs, alice]]),
    case_("the bot signed the second", "refused", [
      [first, alice],
      [second, bot],
    ]),
    case_("the second alone", "refused", [[second, alice]]),
    case_("a number left out", "refused", [
      [first, alice],
      [{ ...second, keyset: 3 }, alice],
    ]),
    case_("another one before it", "refused", [
      [first, alice],
      [{ ...second, previous: "0".repeat(64) as Hash }, alice],
    ]),
    case_("of another log", "refused", [[{ ...first, log: OTHER_LOG }, alice]]),
    case_("without devices", "refused", [[{ ...first, devices: [] }, alice]]),
    case_("owner and bot are one key", "refused", [[{ ...first, bots: [first.owner] }, alice]]),
  ]);
}

/** Names and bytes of a page's files, one after the other: an archive would hide the order. */
async function pages(people: People, run: readonly Segment[]): Promise<VectorCase[]> {
  const segments = run.slice(0, 2).map((segment, at) => ({
    frame: segment.frame,
    messageId: 11 + at,
    threadId: 3,
    document: null,
    bodies: segment.bodies,
    erased: [],
  }));
  const signed = await signDocument("page", contentsOf(ALICE_LOG, segments), signing(people.bot));
  const files = pageFiles(signed, segments);
  const given = (some: typeof files) => some.flatMap((one) => [one.name, toBase64(one.bytes)]);
  const swapped = files.map((one) =>
    one.name === "00000001/0000.pgp" ? { ...one, bytes: run[1]!.bodies[0]! } : one,
  );
  const byBob = await signDocument("page", contentsOf(ALICE_LOG, segments), signing(people.bob));
  return [
    { name: "two text segments", outcome: "valid", given: given(files), expected: [1, 2] },
    { name: "an envelope is missing", outcome: "refused", given: given(files.slice(0, -1)) },
    { name: "an envelope is another one", outcome: "refused", given: given(swapped) },
    {
      name: "a file too many",
      outcome: "refused",
      given: given([...files, { name: "00000003/frame.pgp", bytes: run[2]!.frame.signed }]),
    },
    { name: "somebody else signed", outcome: "refused", given: given(pageFiles(byBob, segments)) },
  ];
}

async function slots(people: People, run: readonly Segment[]): Promise<VectorCase[]> {
  const recipients = [people.bot.certificate];
  const by = signing(people.bot);
  const [first] = run;
  const tree = appendFrame(EMPTY_TREE, first!.frame.frame, first!.frame.hash);
  const state = await sealDocument(
    "state",
    { version: 1, state: EMPTY_STATE },
    ALICE_LOG,
    recipients,
    by,
  );
  const manifestOf = (generation: number) => ({
    version: 1,
    log: ALICE_LOG,
    generation,
    role: "owner",
    language: "ja",
    card: 2,
    topics: [{ name: "system", threadId: 3 }],
    owner: null,
    keysets: [],
    bots: [toBase64(people.bot.certificate.bytes)],
    pages: [],
    writers: [],
    claim: null,
    frontier: tree.hashes,
    records: 1,
    erasing: [],
  });
  const manifest = await sealDocument("manifest", manifestOf(7), ALICE_LOG, recipients, by);
  const other = await sealDocument("manifest", manifestOf(8), ALICE_LOG, recipients, by);
  const paged = {
    frame: first!.frame,
    messageId: 11,
    threadId: 3,
    document: null,
    bodies: first!.bodies,
    erased: [],
  };
  const page = pageFiles(await signDocument("page", contentsOf(ALICE_LOG, [paged]), by), [paged]);
  const superblock = {
    version: 1,
    log: ALICE_LOG,
    owner: 7001,
    chat: -1007001,
    generation: 7,
    epoch: 1,
    sequence: 1,
    frame: first!.frame.hash,
    head: 11,
    explained: 12,
    size: tree.size,
    root: rootOf(tree),
    slots: [4, 5],
    bot: toBase64(people.bot.certificate.bytes),
    to: [people.bot.certificate.fingerprint],
    files: fileHashes({ manifest, state, page }),
    at: NOON,
  };
  const sign = (document: { log: LogId }, signer = people.bot) =>
    signDocument("superblock", document, signing(signer));
  const good = { superblock: await sign(superblock), manifest, state, page };
  const pack = (slot: typeof good) => toBase64(packSlot(slot));
  return [
    { name: "as it was written", outcome: "valid", given: pack(good), expected: 7 },
    { name: "another manifest", outcome: "refused", given: pack({ ...good, manifest: other }) },
    { name: "another page", outcome: "refused", given: pack({ ...good, page: [] }) },
    {
      name: "somebody else signed",
      outcome: "refused",
      given: pack({ ...good, superblock: await sign(superblock, people.bob) }),
    },
    {
      name: "of another log",
      outcome: "refused",
      given: pack({ ...good, superblock: await sign({ ...superblock, log: OTHER_LOG }) }),
    },
    {
      name: "of a newer version",
      outcome: "newer",
      given: pack({ ...good, superblock: await sign({ ...superblock, version: 2 } as never) }),
    },
    { name: "no slot at all", outcome: "refused", given: toBase64(packSegment(looseOf(first!))) },
  ];
}

async function cards(people: People): Promise<VectorCase[]> {
  const card = {
    version: 1,
    log: ALICE_LOG,
    owner: 7001,
    chat: -1007001,
    slots: [4, 5],
    bot: people.bot.certificate.fingerprint,
    at: NOON,
  };
  const text = async (document: { log: LogId }, signer = people.bot): Promise<string> =>
    formatBlockText("📌 card", await signDocument("card", document, signing(signer))).text;
  const good = await text(card);
  return [
    { name: "in Alice's chat", outcome: "valid", given: good, expected: -1007001 },
    {
      name: "of somebody else",
      outcome: "refused",
      given: await text({ ...card, owner: 8001 } as never),
    },
    { name: "that somebody else signed", outcome: "refused", given: await text(card, people.bob) },
    { name: "two blocks", outcome: "refused", given: `${good}\n${good}` },
    {
      name: "of a newer version",
      outcome: "newer",
      given: await text({ ...card, version: 2 } as never),
    },
  ];
}

async function claims(people: People): Promise<VectorCase[]> {
  const claim = { version: 1, log: ALICE_LOG, epoch: 2, nonce: ID, supersedes: null, at: NOON };
  const text = async (document: { log: LogId }, signer = people.bot): Promise<string> =>
    formatBlockText("🔄 claim", await signDocument("claim", document, signing(signer))).text;
  return [
    { name: "as it was written", outcome: "valid", given: await text(claim), expected: 2 },
    { name: "that somebody else signed", outcome: "refused", given: await text(claim, people.bob) },
    { name: "of another log", outcome: "refused", given: await text({ ...claim, log: OTHER_LOG }) },
    { name: "epoch 0", outcome: "refused", given: await text({ ...claim, epoch: 0 } as never) },
  ];
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
