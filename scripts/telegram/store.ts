/**
 * Where a history is kept: a journal of lines and files by content hash. In memory for tests
 * and simulations, in a folder for everything that must survive.
 *
 * The folder: `journal.jsonl` (append-only) and `files/<sha256>`. A line is written before its
 * answer goes out and flushed to disk by `settled`; one fsync serves all lines written so far.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

export interface Store {
  /** Lines of the journal so far; a torn last line was cut off, and is told here. */
  load(): { readonly lines: readonly string[]; readonly torn: string | null };
  /** Adds a line. Throws when it cannot be written: the world may not go on then. */
  append(line: string): void;
  /** Resolves when all appended lines would survive a power cut. */
  settled(): Promise<void>;
  /** Keeps bytes, answers their SHA-256 in hex. */
  putFile(bytes: Uint8Array): string;
  /** The bytes of this hash, or null. */
  getFile(sha256: string): Uint8Array | null;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A store that is gone with the process; it can be opened again to play a restart. */
export function memoryStore(): Store {
  let lines: string[] = [];
  const files = new Map<string, Uint8Array>();
  return {
    load: () => ({ lines: [...lines], torn: null }),
    append: (line) => void lines.push(line),
    settled: async () => {},
    putFile(bytes) {
      const hash = sha256(bytes);
      files.set(hash, bytes);
      return hash;
    },
    getFile: (hash) => files.get(hash) ?? null,
    clear() {
      lines = [];
      files.clear();
    },
    close() {},
  };
}

/** Lines that are whole, and what of a last line was cut off by a crash. */
export function wholeLines(text: string): { lines: string[]; torn: string | null } {
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n").filter(Boolean);
  return { lines, torn: end < text.length ? text.slice(end) : null };
}

/** A store in a folder, made when it is not there. One process at a time. */
export function folderStore(folder: string): Store {
  mkdirSync(join(folder, "files"), { recursive: true });
  const journal = openSync(join(folder, "journal.jsonl"), "a+");
  let torn: string | null = null;
  let dirty = false;
  let flushing: Promise<void> | null = null;
  const flush = (): Promise<void> =>
    new Promise((done, fail) => {
      dirty = false;
      fsync(journal, (error) => (error ? fail(error) : done()));
    });
  const filePath = (hash: string): string => join(folder, "files", hash);
  return {
    load() {
      const bytes = readFileSync(join(folder, "journal.jsonl"));
      const whole = wholeLines(bytes.toString("utf8"));
      if (whole.torn !== null) {
        torn = whole.torn;
        ftruncateSync(journal, bytes.lastIndexOf(10) + 1);
      }
      return { lines: whole.lines, torn };
    },
    append(line) {
      writeSync(journal, `${line}\n`);
      dirty = true;
    },
    async settled() {
      while (flushing || dirty) {
        flushing ??= flush().finally(() => {
          flushing = null;
        });
        await flushing;
      }
    },
    putFile(bytes) {
      const hash = sha256(bytes);
      if (existsSync(filePath(hash))) return hash;
      const draft = `${filePath(hash)}.part`;
      const file = openSync(draft, "w");
      writeAll(file, bytes);
      fsyncSync(file);
      closeSync(file);
      renameSync(draft, filePath(hash));
      return hash;
    },
    getFile(hash) {
      return existsSync(filePath(hash)) ? readFileSync(filePath(hash)) : null;
    },
    clear() {
      ftruncateSync(journal, 0);
      dirty = true;
    },
    close: () => closeSync(journal),
  };
}

function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}
