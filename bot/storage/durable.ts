/**
 * The cache in a Cloudflare Durable Object: the synchronous SQL API. A row may hold 2 MB there,
 * so large values are cut into parts. What is written is durable before anything that the
 * object sends afterwards leaves it (the platform's output gate).
 */
import { concat } from "../../shared/std/bytes.ts";
import { bytesToKey, checkValue, keyToBytes, rangeOf } from "./keys.ts";
import type { ListOptions, Storage } from "./port.ts";

type SqlValue = ArrayBuffer | string | number | null;
type Row = Record<string, SqlValue>;

/** As much of `DurableObjectStorage` as is used here. */
export interface DurableSql {
  readonly sql: { exec(query: string, ...bindings: SqlValue[]): Iterable<Row> };
  transactionSync<T>(run: () => T): T;
}

/** Bytes of a part: below the 2 MB of a row, with room for the key. */
const PART_BYTES = 1_500_000;

/** A `Storage` in this object's own database; its table is made when it is not there. */
export function durableStorage(durable: DurableSql): Storage {
  return new DurableStorage(durable);
}

class DurableStorage implements Storage {
  #isInTransaction = false;

  constructor(private readonly durable: DurableSql) {
    // Part 0 of a value knows how many parts there are.
    this.#exec(
      "CREATE TABLE IF NOT EXISTS entry (key BLOB NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (key, part))",
    );
  }

  get(key: string): Uint8Array | undefined {
    const [row] = this.#exec(
      "SELECT key, parts, value FROM entry WHERE key = ? AND part = 0",
      bufferOf(keyToBytes(key)),
    );
    return row && this.#valueOf(row);
  }

  put(key: string, value: Uint8Array): void {
    checkValue(key, value);
    const bytes = bufferOf(keyToBytes(key));
    const write = (): void => {
      this.#exec("DELETE FROM entry WHERE key = ?", bytes);
      const parts = Math.max(1, Math.ceil(value.length / PART_BYTES));
      for (let part = 0; part < parts; part++) {
        const piece = bufferOf(value.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
        const insert = "INSERT INTO entry (key, part, parts, value) VALUES (?, ?, ?, ?)";
        this.#exec(insert, bytes, part, parts, piece);
      }
    };
    if (this.#isInTransaction) write();
    else this.durable.transactionSync(write);
  }

  delete(key: string): boolean {
    const bytes = bufferOf(keyToBytes(key));
    return this.#exec("DELETE FROM entry WHERE key = ? RETURNING part", bytes).length > 0;
  }

  list(options: ListOptions): readonly (readonly [key: string, value: Uint8Array])[] {
    const range = rangeOf(options);
    const lower = `key ${range.isLowerOpen ? ">" : ">="} ?`;
    const upper = range.upper === null ? "" : "AND key < ?";
    const direction = options.reverse ? "DESC" : "ASC";
    const rows = this.#exec(
      `SELECT key, parts, value FROM entry WHERE part = 0 AND ${lower} ${upper} ORDER BY key ${direction} LIMIT ?`,
      bufferOf(range.lower),
      ...(range.upper === null ? [] : [bufferOf(range.upper)]),
      options.limit ?? -1,
    );
    return rows.map((row) => [bytesToKey(bytesOf(row.key)), this.#valueOf(row)] as const);
  }

  transaction<T>(run: () => T): T {
    if (this.#isInTransaction) throw new Error("a storage transaction is not nestable");
    this.#isInTransaction = true;
    try {
      return this.durable.transactionSync(() => {
        const result = run();
        if (result instanceof Promise) throw new Error("a storage transaction is not async");
        return result;
      });
    } finally {
      this.#isInTransaction = false;
    }
  }

  /** The platform closes the database with the object. */
  close(): void {}

  #exec(query: string, ...bindings: SqlValue[]): readonly Row[] {
    return [...this.durable.sql.exec(query, ...bindings)];
  }

  /** The whole value that a row of part 0 begins. */
  #valueOf(row: Row): Uint8Array {
    if (row.parts === 1) return bytesOf(row.value);
    const key = bufferOf(bytesOf(row.key));
    const rows = this.#exec("SELECT value FROM entry WHERE key = ? ORDER BY part", key);
    return concat(rows.map((one) => bytesOf(one.value)));
  }
}

function bytesOf(value: SqlValue | undefined): Uint8Array {
  if (!(value instanceof ArrayBuffer)) throw new Error("a storage row does not hold bytes");
  return new Uint8Array(value);
}

/** SQL bindings take whole buffers only, never views. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
