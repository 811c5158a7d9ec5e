/** What is in an export: everything of the log, each part an archive of its own. */
import { describe, expect, test } from "vitest";
import type { EnvelopeLabel, Fingerprint, Hash, LogId, Writer } from "../../../shared/log/types.ts";
import { decodeUtf8 } from "../../../shared/std/bytes.ts";
import { unpackTar } from "../../../shared/std/tar.ts";
import { fakeEffects } from "../../effects/fake.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { FakeLog, fakeTurn } from "../../kernel/testing/fake-turn.ts";
import type { PlacedSegment } from "../../logserver/port.ts";
import { exportModule } from "./index.ts";

const LIMITS = { archiveBytesMax: 60_000_000, filesMax: 10_000 };
const hash = (digit: string) => digit.repeat(64) as Hash;
const label: EnvelopeLabel = {
  topic: "notes",
  audience: "owner",
  keyset: 1,
  writer: "bot-0123456789abcdef" as Writer,
  counter: 1,
  previous: hash("0"),
};

function placed(sequence: number, bodies: readonly (Uint8Array | null)[]): PlacedSegment {
  const envelopes = bodies.map((body) => ({
    label,
    hash: hash("e"),
    sizeBytes: body?.length ?? 1,
    records: ["r".repeat(32)],
  }));
  const frame = {
    version: 1,
    log: "a".repeat(32) as LogId,
    epoch: 1,
    sequence,
    at: 0,
    topic: "notes",
    envelopes,
    previous: null,
    slots: [4, 6],
  } as const;
  const signed = new Uint8Array([sequence]);
  return {
    segment: { frame: { frame, signed, hash: hash("f") }, bodies },
    messageId: 50 + sequence,
    threadId: 3,
  };
}

async function exported(segments: readonly PlacedSegment[]) {
  const effects = fakeEffects();
  const kernel = new Kernel(effects);
  kernel.registry.register(exportModule);
  await kernel.registry.activateAll();
  const log = new FakeLog();
  log.segments = segments;
  const fingerprint = "1234abcd".repeat(8) as Fingerprint;
  const keyBackup = {
    fingerprint,
    messageId: 9,
    fileId: "f",
    uniqueId: "u",
    sha256: hash("c"),
    at: 0,
  };
  log.state = { ...log.state, keyBackup };
  log.status = { ...log.status, lastSequence: segments.length };
  const { turn, said } = fakeTurn(log);
  await kernel.command("export", "", () => turn);
  await effects.settle();
  const archives = said.documents.map(({ bytes }) => unpackTar(bytes, LIMITS));
  return { said, archives };
}

describe("/export", () => {
  test("holds envelopes, frames, keys and how to open them", async () => {
    const body = new Uint8Array([1, 2, 3]);
    const { said, archives } = await exported([placed(1, [body]), placed(2, [null, body])]);
    expect(said.documents.map(({ fileName }) => fileName)).toEqual([
      `libral-${"a".repeat(32)}-1.tar`,
    ]);
    const files = new Map(archives[0]?.map((file) => [file.name, file.bytes]));
    expect([...files.keys()]).toEqual([
      "README.ja.txt",
      "README.en.txt",
      "key/libral-key-1234abcd.asc",
      "certificates/bot-1.pgp",
      "keysets/0001.pgp",
      "frames/00000001.pgp",
      "envelopes/00000001-0000.pgp",
      "frames/00000002.pgp",
      "envelopes/00000002-0001.pgp",
      "index-1.json",
    ]);
    expect(files.get("envelopes/00000001-0000.pgp")).toEqual(body);
    const readme = decodeUtf8(files.get("README.en.txt") ?? new Uint8Array());
    expect(readme).toContain("--known-notation context-lock@libral.g-ace.inc");
    expect(readme).toContain("--recipient-file key/libral-key-1234abcd.asc");
    const index: unknown = JSON.parse(decodeUtf8(files.get("index-1.json") ?? new Uint8Array()));
    expect(index).toMatchObject([
      { sequence: 1, messageId: 51, envelopes: [{ file: "envelopes/00000001-0000.pgp" }] },
      { sequence: 2, envelopes: [{ file: null }, { writer: label.writer }] },
    ]);
  });

  test("is split below what a bot may send, and every part says what it holds", async () => {
    const large = new Uint8Array(18_000_000);
    const { said, archives } = await exported(
      [1, 2, 3].map((sequence) => placed(sequence, [large])),
    );
    expect(said.documents).toHaveLength(2);
    for (const { bytes } of said.documents) expect(bytes.length).toBeLessThan(50_000_000);
    const names = archives.flat().map((file) => file.name);
    expect(names.filter((name) => name.startsWith("envelopes/"))).toHaveLength(3);
    expect(names).toContain("index-2.json");
    expect(said.edits.at(-1)?.text).toContain("お渡ししました");
  });

  test("of a log without records says so", async () => {
    const { said } = await exported([]);
    expect(said.documents).toEqual([]);
    expect(said.replies[0]?.text).toContain("まだ記録がありません");
  });
});
