/**
 * The cache on Node: one table in one SQLite file, written ahead and fsynced. The file belongs
 * to one process at a time; a second one is refused. A file that is damaged is set aside and a
 * fresh one begun, because everything in it can be had from Telegram again.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Effects } from "../effects/port.ts";
import { bytesToKey, checkValue, keyToBytes, rangeOf } from "./keys.ts";
import type { Storage } from "./port.ts";

export const CACHE_FILE_NAME = "cache.sqlite";

/** The layout below. A file with another number is a cache that this program cannot read. */
const LAYOUT_VERSION = 1;
/** How long to wait for a process that is just ending, unless told otherwise. */
const BUSY_MS = 5_000;

/** Another process holds the cache. */
export class StorageBusy extends Error {
  override readonly name = "StorageBusy";
}

interface Row {
  readonly key: Buffer;
  readonly value: Buffer;
}

/**
 * Opens (or begins) the cache in `folder`. Throws `StorageBusy` when another process has it,
 * and the system's own error when the folder cannot be written.
 */
export function sqliteStorage(
  folder: string,
  trace: Effects["trace"],
  busyMs: number = BUSY_MS,
): Storage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, CACHE_FILE_NAME);
  try {
    return storageOn(openDatabase(path, busyMs));
  } catch (error) {
    if (!isDamage(error)) throw readableError(error, path);
    setAside(path);
    trace("warn", "storage.damaged", { path, keptAs: `${path}.damaged`, why: messageOf(error) });
    return storageOn(openDatabase(path, busyMs));
  }
}

function openDatabase(path: string, busyMs: number): Database.Database {
  // Made before SQLite does, so that the file is never readable to others; -wal inherits it.
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const database = new Database(path, { timeout: busyMs });
  try {
    database.pragma("locking_mode = EXCLUSIVE");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    const check = database.pragma("quick_check(1)", { simple: true });
    if (check !== "ok") throw new DamagedFile(String(check));
    prepareLayout(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareLayout(database: Database.Database): void {
  const version = database.pragma("user_version", { simple: true });
  if (version === LAYOUT_VERSION) return;
  if (version !== 0)
    throw new DamagedFile(`layout ${version}, this program knows ${LAYOUT_VERSION}`);
  // Keys as BLOB: SQLite then orders them by their bytes whatever they hold. A rowid table,
  // because large values would make the pages of a clustered index useless.
  database.exec("CREATE TABLE entry (key BLOB PRIMARY KEY, value BLOB NOT NULL)");
  database.pragma(`user_version = ${LAYOUT_VERSION}`);
}

function storageOn(database: Database.Database): Storage {
  const select = database.prepare<[Uint8Array], Row>("SELECT key, value FROM entry WHERE key = ?");
  const upsert = database.prepare(
    "INSERT INTO entry (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM entry WHERE key = ?");
  const listings = listingsOf(database);

  return {
    get(key) {
      const row = select.get(keyToBytes(key));
      return row && viewOf(row.value);
    },
    put(key, value) {
      checkValue(key, value);
      upsert.run(keyToBytes(key), value);
    },
    delete: (key) => remove.run(keyToBytes(key)).changes > 0,
    list(options) {
      const { lower, isLowerOpen, upper } = rangeOf(options);
      const rows = listings(isLowerOpen, upper !== null, options.reverse === true).all({
        lower,
        upper,
        limit: options.limit ?? -1,
      });
      return rows.map((row) => [bytesToKey(row.key), viewOf(row.value)] as const);
    },
    transaction(run) {
      if (database.inTransaction) throw new Error("a storage transaction is not nestable");
      return database.transaction(run).immediate();
    },
    close: () => void database.close(),
  };
}

type Listing = Database.Statement<[object], Row>;

/** Each of the eight ways to list is prepared once, when it is first needed. */
function listingsOf(
  database: Database.Database,
): (isLowerOpen: boolean, hasUpper: boolean, isReverse: boolean) => Listing {
  const prepared = new Map<string, Listing>();
  return (isLowerOpen, hasUpper, isReverse) => {
    const lower = isLowerOpen ? "key > :lower" : "key >= :lower";
    const where = hasUpper ? `${lower} AND key < :upper` : lower;
    const order = isReverse ? "DESC" : "ASC";
    const query = `SELECT key, value FROM entry WHERE ${where} ORDER BY key ${order} LIMIT :limit`;
    const listing = prepared.get(query) ?? database.prepare<[object], Row>(query);
    prepared.set(query, listing);
    return listing;
  };
}

/** The same bytes as plain ones: a Buffer compares and prints as something else. */
function viewOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}

const DAMAGE_CODES = ["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"];

function isDamage(error: unknown): boolean {
  if (error instanceof DamagedFile) return true;
  return (
    error instanceof Database.SqliteError &&
    DAMAGE_CODES.some((code) => error.code === code || error.code.startsWith(`${code}_`))
  );
}

/** One damaged file is kept for whoever wants to look; an older one makes room. */
function setAside(path: string): void {
  rmSync(`${path}.damaged`, { force: true });
  renameSync(path, `${path}.damaged`);
  for (const suffix of ["-wal", "-shm"]) {
    if (existsSync(path + suffix)) rmSync(path + suffix);
  }
}

function readableError(error: unknown, path: string): unknown {
  if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
    return new StorageBusy(`another process is using ${path}: stop it, or set another DATA_DIR`, {
      cause: error,
    });
  }
  return error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
