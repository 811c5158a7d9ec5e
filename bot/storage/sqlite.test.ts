/**
 * The SQLite cache keeps the contract, and what only a file can promise: it survives closing and
 * a crash, it belongs to one process, it is readable to its owner alone, and damage is no end.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { storageContract } from "./contract.ts";
import { CACHE_FILE_NAME, StorageBusy, sqliteStorage } from "./sqlite.ts";

let folder: string;
let effects: ReturnType<typeof fakeEffects>;
const open = () => sqliteStorage(folder, effects.trace);
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "libral-cache-"));
  effects = fakeEffects();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("sqlite storage", () => {
  test.each(storageContract)("$promise", ({ check }) => {
    const storage = open();
    try {
      check(storage);
    } finally {
      storage.close();
    }
  });

  test("what was put is there after closing and opening again", () => {
    const first = open();
    first.put("log/1", bytes("sealed"));
    first.close();
    const second = open();
    expect(second.get("log/1")).toEqual(bytes("sealed"));
    second.close();
    expect(effects.traces).toEqual([]);
  });

  test("a process that is killed right after a transaction loses nothing of it", async () => {
    const writer = `
      const { sqliteStorage } = await import(${JSON.stringify(import.meta.resolve("./sqlite.ts"))});
      const storage = sqliteStorage(${JSON.stringify(folder)}, () => {});
      storage.transaction(() => storage.put("a", new Uint8Array([1, 2, 3])));
      process.kill(process.pid, "SIGKILL");
    `;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", writer]);
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");
    const storage = open();
    expect(storage.get("a")).toEqual(Uint8Array.of(1, 2, 3));
    storage.close();
  });

  test("the file is readable to its owner alone", () => {
    const storage = open();
    storage.put("a", bytes("1"));
    for (const suffix of ["", "-wal"]) {
      const path = join(folder, CACHE_FILE_NAME + suffix);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    storage.close();
  });

  test("a second opener is refused with a sentence that says what to do", () => {
    const storage = open();
    const openSecond = () => sqliteStorage(folder, effects.trace, 20);
    expect(openSecond).toThrow(StorageBusy);
    expect(openSecond).toThrow(/stop it, or set another DATA_DIR/);
    storage.close();
  });

  test.each([
    [
      "a file that is no database",
      (path: string) => writeFileSync(path, "not a database".repeat(99)),
    ],
    ["a file cut short", (path: string) => truncateSync(path, statSync(path).size - 4096 * 3)],
    ["a file overwritten in its middle", overwriteMiddle],
  ])("%s is set aside, said in the trace, and a fresh one begun", (_, damage) => {
    const before = open();
    before.transaction(() => {
      for (let i = 0; i < 500; i++) before.put(`key/${i}`, bytes("x".repeat(200)));
    });
    before.close();
    const path = join(folder, CACHE_FILE_NAME);
    damage(path);
    const damaged = readFileSync(path);

    const storage = open();
    expect(storage.list({ prefix: "" })).toEqual([]);
    storage.put("a", bytes("works"));
    expect(storage.get("a")).toEqual(bytes("works"));
    storage.close();
    expect(readFileSync(`${path}.damaged`)).toEqual(damaged);
    expect(effects.traces.map((trace) => [trace.level, trace.event])).toEqual([
      ["warn", "storage.damaged"],
    ]);
    expect(existsSync(path)).toBe(true);
  });
});

function overwriteMiddle(path: string): void {
  const content = readFileSync(path);
  content.fill(0xa5, 8192, 8192 + 16_384);
  writeFileSync(path, content);
}
