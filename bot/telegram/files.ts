/**
 * Fetching a file that Telegram holds: getFile, then its path under the API root. The address
 * carries the bot's token, so nothing of it gets into an error.
 */
import type { Effects } from "../effects/port.ts";
import { TransportError } from "../logserver/transport.ts";
import type { Api } from "./client.ts";
import { calling } from "./faults.ts";

/** The most that Telegram lets a bot fetch. */
const FETCH_BYTES_MAX = 20 * 1024 * 1024;

export interface FileSource {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string;
  readonly effects: Effects;
}

/** Throws TransportError: `refused` above 20 MB, `lost` when the bytes did not come whole. */
export async function fetchFile(
  source: FileSource,
  fileId: string,
  sizeBytes: number,
): Promise<Uint8Array> {
  if (sizeBytes > FETCH_BYTES_MAX)
    throw new TransportError("refused", "getFile", "file is too big");
  const file = await calling("getFile", () => source.api.raw.getFile({ file_id: fileId }));
  if (!file.file_path) throw new TransportError("lost", "getFile", "answered without a path");
  const bytes = await download(source, file.file_path);
  if (file.file_size !== undefined && bytes.length !== file.file_size) {
    throw new TransportError("lost", "download", "the file came incomplete");
  }
  return bytes;
}

async function download(source: FileSource, path: string): Promise<Uint8Array> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await source.effects.fetch(`${source.apiRoot}/file/bot${source.token}/${path}`);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    // Without the cause: the network's errors quote the address.
    throw new TransportError("lost", "download", "no answer");
  }
  if (response.ok) return bytes;
  const retryAfter = Number(response.headers.get("Retry-After"));
  if (response.status === 429) {
    throw new TransportError("rateLimited", "download", "HTTP 429", retryAfter || 1);
  }
  // 404: the path has expired; a new getFile gives another.
  const fault = response.status >= 500 || response.status === 404 ? "lost" : "refused";
  throw new TransportError(fault, "download", `HTTP ${response.status}`);
}
