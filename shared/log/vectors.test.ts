/**
 * Every vector of FORMAT.md is read by what the product reads with. To make them anew:
 * `WRITE_VECTORS=1 npx vitest run shared/log/vectors` (signatures are salted: all bytes change), and
 * then `npx biome format --write shared/testkit`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as pgp from "../pgp/index.ts";
import { fromBase64 } from "../std/bytes.ts";
import type { VectorCase, VectorFile } from "../testkit/log-vectors.ts";
import { makeVectors } from "../testkit/log-vectors.ts";
import { parseBlockText, verifyCard } from "./card.ts";
import { emptyChain, verifyChain } from "./chain.ts";
import { verifyClaim } from "./claim.ts";
import { verifyFrame } from "./frame.ts";
import { verifyKeysets } from "./keyset.ts";
import { manifestSchema } from "./manifest.ts";
import { readPage } from "./page.ts";
import { decodePlaintext } from "./record.ts";
import { stateDocument } from "./replay.ts";
import type { Parsed } from "./schema.ts";
import { damaged } from "./schema.ts";
import type { LooseVerdict } from "./segment.ts";
import { assembleSegment, parseSegmentDocument, parseSegmentText } from "./segment.ts";
import type { Verifying } from "./signed.ts";
import { openDocument } from "./signed.ts";
import { unpackSlot, verifySuperblock } from "./superblock.ts";
import { rootOf } from "./tree.ts";
import type { Segment } from "./types.ts";

const folder = join(import.meta.dirname, "../testkit/vectors");

if (process.env.WRITE_VECTORS === "1") {
  for (const [name, file] of await makeVectors()) {
    writeFileSync(join(folder, name), `${JSON.stringify(file, null, 2)}\n`);
  }
}

type Reader = (one: VectorCase, by: Verifying, file: VectorFile) => Promise<Parsed<unknown>>;

const readers: { readonly [name: string]: Reader } = {
  "log-plaintext.json": async (one) => {
    const parsed = decodePlaintext(fromBase64(text(one)));
    return parsed.kind === "parsed" ? value(parsed.value.map(({ record }) => record)) : parsed;
  },
  "log-segment-text.json": async (one, by) =>
    hashOf(await segment(parseSegmentText(text(one)), by)),
  "log-segment-document.json": async (one, by) =>
    hashOf(await segment(parseSegmentDocument(fromBase64(text(one))), by)),
  "log-chain.json": async (one, by, file) => {
    const segments: Segment[] = [];
    for (const name of list(one)) {
      const bytes = fromBase64(file.parts?.[name] ?? "");
      const parsed = await segment(parseSegmentDocument(bytes), by);
      if (parsed.kind !== "parsed") return parsed;
      segments.push(parsed.value);
    }
    const { flaws, state } = verifyChain(emptyChain(by.log), segments);
    return flaws[0] ? damaged(flaws[0].why) : value(rootOf(state.tree));
  },
  "log-keyset.json": async (one, by, file) => {
    const owner = await pgp.parseCertificate(fromBase64(file.owner));
    return dropped(await verifyKeysets(list(one).map(fromBase64), owner, by));
  },
  "log-page.json": async (one, by) => {
    const flat = list(one);
    const files = flat.flatMap((name, at) =>
      at % 2 === 0 ? [{ name, bytes: fromBase64(flat[at + 1] ?? "") }] : [],
    );
    const page = await readPage(files, by);
    if (page.kind !== "parsed") return page;
    const segments = "segments" in page.value ? page.value.segments : [];
    return value(segments.map((paged) => paged.frame.frame.sequence));
  },
  "log-slot.json": async (one, by, file) => {
    const slot = unpackSlot(fromBase64(text(one)));
    if (slot.kind !== "parsed") return slot;
    const superblock = await verifySuperblock(slot.value, by);
    if (superblock.kind !== "parsed") return superblock;
    const key = await pgp.importOpenKey(fromBase64(file.botKey));
    const opening = { ...by, key, to: superblock.value.to };
    const manifest = await openDocument("manifest", slot.value.manifest, manifestSchema, opening);
    const state = await openDocument("state", slot.value.state, stateDocument, opening);
    const page = await readPage(slot.value.page, by);
    for (const part of [manifest, state, page]) if (part.kind !== "parsed") return part;
    return value(superblock.value.generation);
  },
  "log-card.json": async (one, by) => {
    const signed = parseBlockText(text(one));
    if (signed === null) return damaged("no block");
    const card = await verifyCard(signed, 7001, by);
    return card.kind === "parsed" ? value(card.value.chat) : card;
  },
  "log-claim.json": async (one, by) => {
    const signed = parseBlockText(text(one));
    if (signed === null) return damaged("no block");
    const claim = await verifyClaim(signed, by);
    return claim.kind === "parsed" ? value(claim.value.epoch) : claim;
  },
};

const names = readdirSync(folder).filter((name) => /^log-[a-z-]+\.json$/.test(name));

test("there is a reader for each file, and a file for each reader", () => {
  expect(names.sort()).toEqual(Object.keys(readers).sort());
});

describe.each(names)("%s", (name) => {
  const file = JSON.parse(readFileSync(join(folder, name), "utf8")) as VectorFile;

  test.each(file.cases.map((one) => [one.outcome, one.name, one] as const))(
    "%s: %s",
    async (outcome, _, one) => {
      const bot = await pgp.parseCertificate(fromBase64(file.bot));
      const by = { crypto: pgp, log: file.log, signers: [bot], now: file.now };
      const parsed = await readers[name]!(one, by, file);
      const kinds = { valid: "parsed", refused: "damaged", newer: "newer" } as const;
      expect(parsed.kind).toBe(kinds[outcome]);
      if (parsed.kind === "parsed" && one.expected !== undefined) {
        expect(parsed.value).toEqual(one.expected);
      }
    },
  );

  test("something is valid and something refused", () => {
    const outcomes = new Set(file.cases.map((one) => one.outcome));
    expect(outcomes.has("valid") && outcomes.has("refused")).toBe(true);
  });
});

async function segment(verdict: LooseVerdict, by: Verifying): Promise<Parsed<Segment>> {
  if (verdict.kind !== "loose") return damaged("no segment");
  const frame = await verifyFrame(verdict.loose.signed, by);
  return frame.kind === "parsed" ? assembleSegment(frame.value, verdict.loose.parts) : frame;
}

function hashOf(parsed: Parsed<Segment>): Parsed<unknown> {
  return parsed.kind === "parsed" ? value(parsed.value.frame.hash) : parsed;
}

function dropped(parsed: Parsed<unknown>): Parsed<unknown> {
  return parsed.kind === "parsed" ? value(null) : parsed;
}

function value(of: unknown): Parsed<unknown> {
  return { kind: "parsed", value: of };
}

function text(one: VectorCase): string {
  if (typeof one.given !== "string") throw new Error("one text expected");
  return one.given;
}

function list(one: VectorCase): readonly string[] {
  if (typeof one.given === "string") throw new Error("a list expected");
  return one.given;
}
