/** Reads the built Mini App from a folder, on Node. Paths arrive checked by assets.ts. */
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { AssetReader } from "./assets.ts";

/** A reader of `folder`, for example dist/miniapp. Only what is not there is null. */
export function folderAssets(folder: string): AssetReader {
  const root = resolve(folder);
  return async (path) => {
    const file = join(root, path);
    // Second lock on the same door: assets.ts refuses dots that climb before we are asked.
    if (!file.startsWith(root + sep)) return null;
    try {
      return await readFile(file);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ENOENT" || error.code === "EISDIR" || error.code === "ENOTDIR";
}
