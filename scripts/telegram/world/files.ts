/**
 * Files come to be: a record with a running number and an id of its own for each upload, the
 * bytes kept by hash. Sending a file again by its id makes no new one.
 */
import { filePath } from "./show-file.ts";
import type { StoredFile, World } from "./state.ts";
import type { Tx } from "./tx.ts";

export type NewFile = Omit<StoredFile, "uniqueId" | "number">;

/** The file of a path like `documents/file_12.pgp`. */
export function fileByPath(world: World, path: string): StoredFile | undefined {
  const number = Number(/\/file_(\d+)(?:\.[A-Za-z0-9]+)?$/.exec(path)?.[1] ?? 0);
  for (const file of world.files.values()) {
    if (file.number === number) return filePath(file) === path ? file : undefined;
  }
  return undefined;
}

export const fileActions = {
  /** Registers a file whose bytes are in the store. Answers its unique id. */
  addFile(tx: Tx, args: NewFile): string {
    const uniqueId = `AQAD${tx.random.text(11)}`;
    tx.world.files.set(uniqueId, { ...args, uniqueId, number: tx.world.files.size });
    return uniqueId;
  },
};
