/**
 * The cache: an ordered map from text keys to bytes, synchronous, so that nothing can come
 * between a read and the write that follows it. It may be deleted at any moment.
 */

export interface ListOptions {
  readonly prefix: string;
  /** Start behind this key (exclusive); in the direction of reading. */
  readonly after?: string;
  readonly limit?: number;
  readonly reverse?: boolean;
}

export interface Storage {
  get(key: string): Uint8Array | undefined;
  /** Keys are 1 to 512 bytes of UTF-8 and are ordered by their UTF-8 bytes; values are at most 32 MiB. */
  put(key: string, value: Uint8Array): void;
  /** True when the key was there. */
  delete(key: string): boolean;
  list(options: ListOptions): readonly (readonly [key: string, value: Uint8Array])[];
  /**
   * All writes of `run` become durable together (on Node: fsynced) or none does; when `run`
   * throws, nothing is kept and the error goes on. Not nestable; `run` must not be async.
   */
  transaction<T>(run: () => T): T;
  close(): void;
}
