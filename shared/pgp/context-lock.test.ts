import { describe, expect, test } from "vitest";
import type { Fingerprint, Hash, Writer } from "../log/types.ts";
import { AssertionFailed } from "../std/assert.ts";
import { ALICE_LOG } from "../testkit/people.ts";
import { recipientsOf } from "./context-lock.ts";
import type { RecordContext } from "./index.ts";
import { contextOf } from "./index.ts";

const [one, two] = ["1", "2"].map((digit) => digit.repeat(64)) as [Fingerprint, Fingerprint];
const record: RecordContext = {
  purpose: "record",
  log: ALICE_LOG,
  topic: "notes",
  audience: "owner+bot",
  keyset: 3,
  writer: "device-0123456789abcdef" as Writer,
  counter: 7,
  previous: "0".repeat(64) as Hash,
  to: [two, one],
};

test("a record's context has its fields in this order, recipients sorted", () => {
  expect(contextOf(record)).toBe(
    "libral/1 purpose=record log=a11ce000000000000000000000000001 topic=notes" +
      " audience=owner+bot keyset=3 writer=device-0123456789abcdef counter=7" +
      ` previous=${"0".repeat(64)} to=${one},${two}`,
  );
});

test("other sealed things name their recipients, signed ones do not", () => {
  expect(contextOf({ purpose: "manifest", log: ALICE_LOG, to: [one] })).toBe(
    `libral/1 purpose=manifest log=a11ce000000000000000000000000001 to=${one}`,
  );
  expect(contextOf({ purpose: "superblock", log: ALICE_LOG })).toBe(
    "libral/1 purpose=superblock log=a11ce000000000000000000000000001",
  );
});

test("the recipients can be read back from an expected context", () => {
  expect(recipientsOf(contextOf(record))).toEqual([one, two]);
  expect(recipientsOf(contextOf({ purpose: "frame", log: ALICE_LOG }))).toEqual([]);
});

describe("a field that is not of its form is our mistake", () => {
  test.each([
    ["log", { log: "A11CE000000000000000000000000001" }],
    ["log with more behind it", { log: `${ALICE_LOG} to=x` }],
    ["topic", { topic: "no tes" }],
    ["audience", { audience: "bot" }],
    ["keyset", { keyset: 1.5 }],
    ["negative keyset", { keyset: -1 }],
    ["writer", { writer: "device-0" }],
    ["counter", { counter: 0 }],
    ["previous", { previous: "0" }],
    ["nobody", { to: [] }],
    ["somebody twice", { to: [one, one] }],
    ["a short fingerprint", { to: ["1"] }],
    ["purpose", { purpose: "a b" }],
  ])("%s", (_name, change) => {
    expect(() => contextOf({ ...record, ...change } as RecordContext)).toThrow(AssertionFailed);
  });
});
